"""Public mails, read in place where they lie beside the project: none may bring the reading down."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from worker.ingest.reading import describe
from worker.mail.parse import parse

CORPORA = Path(__file__).parents[2] / ".." / "shared" / "corpora"
MACHINES = {"auto_reply", "bulk", "spam", "bounce", "loop"}
PEOPLE = {"human_reply", "human_inquiry"}


@pytest.mark.skipif(
    not (CORPORA / "cases.jsonl").exists(), reason="the public corpora are not here: 0 mails read"
)
def test_no_public_mail_brings_the_reading_down(capsys: pytest.CaptureFixture[str]) -> None:
    verdicts: Counter[tuple[str, str]] = Counter()
    for line in (CORPORA / "cases.jsonl").read_text().splitlines():
        case = json.loads(line)
        raw = (CORPORA / case["file"]).read_bytes()
        if case["format"] != "rfc822":
            kind = "html" if case["format"] == "html-body" else "plain"
            answer = "In-Reply-To: <y@acme.example>\n" if case["kind"] == "human_reply" else ""
            head = f"From: ana@a.example\nSubject: x\nContent-Type: text/{kind}; charset=utf-8\n{answer}\n"
            raw = head.encode() + raw
        said = describe(parse(raw))
        json.dumps(said)
        verdicts[case["kind"], said["verdict"]] += 1
    people = sum(count for (kind, _), count in verdicts.items() if kind in PEOPLE)
    machines = sum(count for (kind, said), count in verdicts.items() if kind in PEOPLE and said in MACHINES)
    with capsys.disabled():
        print(
            f"\n{sum(verdicts.values())} public mails read; {machines} of {people} people taken for machines"
        )
    # One public mail of a person carries `Auto-Submitted: auto-generated` itself.
    assert machines <= 1
