"""Every mail of our own corpus is read as its folder's expected.jsonl says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.score import expected
from worker.ingest.reading import describe
from worker.mail.parse import parse

CASES = {f"{kind}/{path.stem}": (path, wanted) for kind, path, wanted in expected.cases()}


@pytest.mark.parametrize(("path", "wanted"), CASES.values(), ids=CASES)
def test_a_mail_is_read_as_its_folder_says(path: Path, wanted: dict[str, Any]) -> None:
    said = describe(parse(path.read_bytes()))
    assert not expected.differences(wanted, said), said["reason"]


@pytest.mark.parametrize("kind", sorted({name.split("/")[0] for name in CASES}))
def test_every_mail_of_a_folder_is_listed_once(kind: str) -> None:
    listed = [path.name for path, _ in CASES.values() if path.parent.name == kind]
    assert sorted(listed) == sorted(path.name for path in (expected.CORPUS / kind).glob("*.eml"))
