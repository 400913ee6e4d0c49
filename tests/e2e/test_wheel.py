"""The wheel, built and installed into an empty environment, where what it lacks is missed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests import corpus
from tests.e2e.keepwarm import environment

PROJECT = Path(__file__).parents[2]
SMALLEST = """
database = "sqlite:///keepwarm.db"
mode = "shadow"

[team]
name = "Acme"
timezone = "Europe/Berlin"
hours = "Mon-Fri 09:00-17:00"
fallback = "max"

[[inbox]]
name = "sales"
address = "sales@acme.example"
imap = "imap://127.0.0.1:1"
smtp = "smtp://127.0.0.1:1"
password = "none"
pool = ["max"]

[[owner]]
id = "max"
name = "Max Roe"
email = "max@acme.example"
"""


def run(words: Sequence[str | Path], cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in words],
        capture_output=True,
        text=True,
        timeout=240,
        cwd=cwd,
        env=environment(),
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as a release builds it; nothing is fetched."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    built = run([*pip, "--wheel-dir", folder, PROJECT], folder)
    assert built.returncode == 0, built.stderr
    return next(folder.glob("keepwarm-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command `keepwarm` of an environment that holds the wheel.

    Its dependencies are those of this environment, so that no network is needed; keepwarm itself can only
    come from the wheel, which is looked at first.
    """
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False)
    libraries = Path(sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)}))
    pip = [sys.executable, "-m", "pip", f"--python={home}", "install", "--quiet", "--no-deps", "--no-index"]
    done = run([*pip, wheel], home)
    assert done.returncode == 0, done.stderr
    # Only the folder, not its .pth files: one of them names the source tree.
    (libraries / "dependencies.pth").write_text(sysconfig.get_path("purelib") + os.linesep)
    return home / "bin" / "keepwarm"


def test_the_wheel_holds_what_is_no_python(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()
    templates = PROJECT / "templates"
    for file in (*templates.rglob("*.j2"), *templates.rglob("*.toml")):
        assert f"worker/_templates/{file.relative_to(templates).as_posix()}" in names
    for file in (PROJECT / "worker" / "store" / "migrations").rglob("*.py"):
        assert file.relative_to(PROJECT).as_posix() in names
    assert not [name for name in names if name.startswith(("tests/", "docs/", "deploy/"))]


def test_it_runs_from_there_and_not_from_the_source_tree(installed: Path, tmp_path: Path) -> None:
    where = run([installed.with_name("python"), "-c", "import worker; print(worker.__file__)"], tmp_path)
    assert Path(where.stdout.strip()).is_relative_to(installed.parents[1])
    helped = run([installed, "--help"], tmp_path)
    assert helped.returncode == 0, helped.stderr
    assert "audit" in helped.stdout


def test_a_configuration_is_begun_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    begun = run([installed, "init"], tmp_path)
    assert begun.returncode == 0, begun.stderr
    assert (tmp_path / "keepwarm.toml").is_file()
    # It is there to be filled in, so what is still missing is said in sentences.
    checked = run([installed, "check", "--json"], tmp_path)
    assert "Traceback" not in checked.stderr
    findings = {one["check"]: one["result"] for one in json.loads(checked.stdout)["checks"]}
    assert findings.get("templates", "ok") == "ok"


def test_a_mail_is_read_there(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "mail.eml").write_bytes(corpus.read("inquiry_pricing"))
    read = run([installed, "read", "mail.eml", "--json"], tmp_path)
    assert read.returncode == 0, read.stderr
    assert json.loads(read.stdout)["verdict"] == "inquiry"


def test_the_database_is_made_there(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "keepwarm.toml").write_text(SMALLEST)
    listed = run([installed, "leads", "--json"], tmp_path)
    assert listed.returncode == 0, listed.stderr
    assert json.loads(listed.stdout) == []
    checked = run([installed, "check", "--json"], tmp_path)
    findings = {one["check"]: one["result"] for one in json.loads(checked.stdout)["checks"]}
    assert (findings["database"], findings["templates"]) == ("ok", "ok")
