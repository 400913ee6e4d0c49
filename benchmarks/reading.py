"""Judging a mail, all included: parsed, asked about by every rule, its new text, question and facts read.

The ceiling is bare mail-parser over the same bytes, which only parses. Measured over the labelled public
mails where they lie beside the project, else over our own, in seconds of this process's processor time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

import mailparser

from benchmarks.rounds import ROUNDS, top_lines
from benchmarks.table import Row, at_most
from tests.score import cases
from worker.ingest import signing
from worker.ingest.facts import facts
from worker.ingest.reading import MACHINES, NOBODY
from worker.ingest.rules.order import opinion_of
from worker.mail import wants
from worker.mail.parse import parse

TIMES_BARE = 4
SLOWEST = 1.0  # seconds
QUICK = 200


def measure(quick: bool) -> list[Row]:
    mails = labelled(quick)
    ours, bare = _best(judged, mails), _best(read_bare, mails)
    parsing = _best(parse, mails)
    at_median, bare_at_median = 1000 * median(ours), 1000 * median(bare)
    return [
        Row(
            what=f"judging a mail, median of {len(mails)}",
            ours=at_median,
            unit="ms",
            ceiling=bare_at_median,
            against="bare mail-parser",
            target=at_most(TIMES_BARE, of_ceiling=True),
        ),
        Row(
            what="a mail beside itself parsed bare, median",
            ours=median(one / other for one, other in zip(ours, bare, strict=True)),
            unit="x",
            target=at_most(TIMES_BARE),
        ),
        Row(
            what="parsing alone, median",
            ours=1000 * median(parsing),
            unit="ms",
            ceiling=bare_at_median,
            against="bare mail-parser",
        ),
        Row(what="the slowest mail", ours=max(ours), unit="s", target=at_most(SLOWEST)),
    ]


def profile(quick: bool) -> list[str]:
    """Where judging spends its time."""
    mails = labelled(quick)
    return top_lines(lambda: [judged(raw) for raw in mails])


def labelled(quick: bool) -> list[bytes]:
    """The public mails or, where they are not there, our own."""
    mails = [case.raw for case in cases.public()] or [case.raw for case in cases.ours()]
    return mails[:: max(1, len(mails) // QUICK)] if quick else mails


def judged(raw: bytes) -> object:
    """What every mail goes through; what an answer means and which day it names is read of answers only."""
    mail = parse(raw)
    opinion = opinion_of(mail, NOBODY)
    if opinion.verdict in MACHINES:
        return opinion
    sender, below = mail.sender, signing.below(mail)
    found = facts(mail.new_text, name=sender.name, email=sender.email, language=mail.language, below=below)
    return opinion, wants.asked(mail.new_text), found


def read_bare(raw: bytes) -> object:
    """What mail-parser makes of it; on some mails it raises, which takes time too."""
    try:
        return mailparser.parse_from_bytes(raw)
    except Exception:
        return None


def _best(read: Callable[[bytes], object], mails: list[bytes]) -> list[float]:
    """Seconds for each mail, the best of the rounds; the first round warms up what is compiled once."""
    rounds = [[_seconds(read, raw) for raw in mails] for _ in range(ROUNDS + 1)][1:]
    return [min(one) for one in zip(*rounds, strict=True)]


def _seconds(read: Callable[[bytes], object], raw: bytes) -> float:
    began = time.process_time()
    read(raw)
    return time.process_time() - began
