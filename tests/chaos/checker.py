"""The checker: I1 to I21 of reliability.md, each one count, with ground truth from the mail servers.

CHECKS is the whole list. Each check yields a sentence for everything that breaks it; the records of the
product are read by SQL of our own, so that a mistake of the product cannot hide from us by repeating itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tests.chaos import mail_in, mail_out, people, safety
from tests.chaos.evidence import Evidence

EXAMPLES = 5


class Check(NamedTuple):
    """One promise. `find` is None where there is nothing to ask yet, and `says` tells why."""

    name: str
    says: str
    find: Callable[[Evidence], Iterable[str]] | None


CHECKS: tuple[Check, ...] = (
    Check("I1", "every mail shown has exactly one row, at rest", mail_in.one_row_each),
    Check("I2", "stored bytes are appended bytes", mail_in.bytes_are_kept),
    Check("I3", "a verdict from the list, and a reason", mail_in.verdict_and_reason),
    Check("I4", "one content, one lead: none lost, none doubled", mail_in.one_lead_each),
    Check("I5", "the server's flags are untouched", mail_in.flags_are_untouched),
    Check("I6", "no customer gets a step twice", mail_out.no_step_twice),
    Check("I7", "every owed mail is at rest", mail_out.at_rest),
    Check("I8", "what is sent, the server has", mail_out.sent_is_there),
    Check("I9", "what the server has is known as sent or in doubt", mail_out.known_as_sent),
    Check("I10", "nothing goes out after a stop", mail_out.nothing_after_a_stop),
    Check("I11", "every live lead is named and timed", people.named_and_timed),
    Check("I12", "one offer at a time, each with a successor", people.offers_are_followed),
    Check("I13", "offers go round fairly", people.offers_go_round),
    Check("I14", "every change says why", people.changes_say_why),
    Check("I15", "a command acts at most once", people.commands_act_once),
    Check("I16", "GET and HEAD change nothing", safety.looking_changes_nothing),
    Check("I17", "planted secrets are found nowhere", safety.secrets_are_kept),
    Check("I18", "no connection outside the configured servers", safety.no_other_connection),
    Check("I19", "touches keep hours, time and distance", mail_out.touches_keep_their_distance),
    Check("I20", "no mail takes too long or too much memory", safety.worst_mail_is_bounded),
    Check("I21", "no loop stops silently, no process ends by itself", safety.no_silent_stop),
    Check("late", "after an outage nothing goes out a day late", mail_out.nothing_goes_late),
    Check("lost", "every inquiry is answered, every `send` goes or is told of", mail_out.nothing_lost),
    Check("doubt", "in doubt at most one per fault", mail_out.doubts_have_a_cause),
    Check("settled", "99 % of doubts are settled from Sent", mail_out.doubts_are_settled),
)


@dataclass(frozen=True, slots=True)
class Count:
    """What one check found."""

    check: Check
    violations: tuple[str, ...]


def check(evidence: Evidence, checks: Sequence[Check] = CHECKS) -> list[Count]:
    """Ask every check; nothing is stopped by a violation."""
    return [Count(one, tuple(one.find(evidence)) if one.find else ()) for one in checks]


def broken(counts: Sequence[Count]) -> list[str]:
    """The names of the promises that do not hold."""
    return [count.check.name for count in counts if count.violations]


def table(counts: Sequence[Count]) -> str:
    """One line a promise, and under a broken one its first examples."""
    lines = []
    for count in counts:
        shown = "-" if count.check.find is None else str(len(count.violations))
        lines.append(f"  {count.check.name:8}{shown:>6}  {count.check.says}")
        lines += [f"{'':18}{sentence}" for sentence in count.violations[:EXAMPLES]]
    return "\n".join(lines)
