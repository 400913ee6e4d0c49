"""Dates in words, one door: what a customer asks us to wait for, when somebody is back, what an owner means.

Never a search through a whole body: a cue is found first, then the words beside it are read.
"""

from __future__ import annotations

from worker.mail.days.away import return_date
from worker.mail.days.deferral import Deferral, deferral, deferred_to
from worker.mail.days.when import InThePast, TwoDates, Unreadable, find_when, read_when

__all__ = [
    "Deferral",
    "InThePast",
    "TwoDates",
    "Unreadable",
    "deferral",
    "deferred_to",
    "find_when",
    "read_when",
    "return_date",
]
