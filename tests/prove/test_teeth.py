"""The machine has teeth: it finds each mistake in a copy of the product, within so many steps."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.chaos.copies import copy
from tests.chaos.processes import PROJECT
from tests.prove.teeth import TEETH, Tooth

STEPS = 2000
WANTED = [tooth for tooth in TEETH if tooth.soon or os.environ.get("PROVE_TEETH") == "all"]


@pytest.mark.parametrize("tooth", WANTED, ids=lambda tooth: tooth.name)
def test_the_machine_finds_the_mistake(tooth: Tooth, tmp_path: Path) -> None:
    code = copy(tmp_path, tooth.mistake)
    bounds = ["--steps", str(STEPS), "--seed", "1", "--home", tooth.home]
    found = subprocess.run(
        [sys.executable, "-m", "tests.prove", *bounds, "--as-found", "--only", *tooth.rules],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": f"{code}{os.pathsep}{PROJECT}"},
        capture_output=True,
        text=True,
    )
    assert found.returncode == 1, f"nothing was found in {STEPS} steps\n{found.stdout}{found.stderr}"
    assert re.search(tooth.says, found.stdout), found.stdout
