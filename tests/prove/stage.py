"""The stage of the state machine: one team and its mailbox, and how things happen there.

What is drawn never depends on what the product did, so that a sequence can be told again and made shorter:
"the third of the last mails to Jamie" is counted round and round, and where there is none nothing happens.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant

from tests.prove import checks
from tests.prove.databases import Place
from tests.prove.house import House
from tests.prove.letters import CUSTOMERS, MACHINES, WORDS, Letters
from tests.prove.post import TROUBLES
from tests.prove.sayings import SAYINGS
from tests.prove.team import PEOPLE, SALES, settings
from worker.commands.perform import VERBS, WITHOUT_A_LEAD
from worker.commands.words import Verb
from worker.store.models import Lead

START = datetime(2026, 6, 10, 10, tzinfo=ZoneInfo("Europe/Berlin"))
TEAM = sorted(PEOPLE)
OURS = {f"{owner}@acme.example": owner for owner in TEAM}
# Every verb that does something today; what owners say most stands there more than once.
OFTEN = [Verb.ACCEPT, Verb.ACCEPT, Verb.SEND, Verb.SEND, Verb.DECLINE, Verb.HANDOFF, Verb.CLOSE, Verb.SNOOZE]
KNOWN = [verb for verb in [*OFTEN, *Verb] if verb in VERBS or verb in WITHOUT_A_LEAD]

ANY = st.integers(0, 11)
OWNER = st.sampled_from(TEAM)
CUSTOMER = st.sampled_from(CUSTOMERS)
VERB = st.sampled_from(KNOWN)
WORD = st.sampled_from(sorted(WORDS))
# How the product comes to act on what happened: at once and wholly, by wake-ups that get lost, or not yet.
THEN = st.sampled_from(["rests", "rests", "rests", "beats", "waits"])
SPANS = {
    "a minute": timedelta(minutes=1),
    "ten minutes": timedelta(minutes=10),
    "half an hour": timedelta(minutes=30),
    "an hour": timedelta(minutes=61),
    "four hours": timedelta(hours=4),
    "a night": timedelta(hours=16),
    "a day": timedelta(days=1),
    "a week": timedelta(days=7),
    "a month": timedelta(days=33),
}
MACHINE_MAIL = [*sorted(MACHINES), "newsletter", "form", "copy", "copy in Sent", "bounce", "bounce for now"]
WRONG = ["death", "death", "another worker", "another worker", "mailbox down", "mailbox up", *TROUBLES]
OWNERSHIP = (
    Lead.id,
    Lead.state,
    Lead.owner_id,
    Lead.accountable_id,
    Lead.next_action,
    Lead.due_at,
    Lead.turn,
)

# What was done how often, over all sequences of this process.
TALLY: Counter[str] = Counter()


class Stage(RuleBasedStateMachine):
    """One team and its mailbox."""

    # Set by whoever runs it.
    where: Place

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="keepwarm"))
        self.where.empty()
        self.url = self.where.database.engine.url.render_as_string(hide_password=False)
        self.letters = Letters()
        self.house = House(settings(self.folder, self.url), START, self.where)
        self.at_rest = True

    def teardown(self) -> None:
        self.house.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    @invariant()
    def nothing_is_wrong(self) -> None:
        found = checks.wrong(self.house, resting=self.at_rest)
        assert not found, "\n".join(found)

    @property
    def now(self) -> datetime:
        return self.house.now

    def arrives(self, raw: bytes, name: str, then: str, *, folder: str = "INBOX") -> None:
        self.house.shelf.put(raw, self.now, folder)
        self.goes_on(name, then)

    def replies(self, words: str, which: int, then: str, *, name: str) -> None:
        """Whoever of us got that mail answers it."""
        answered = self.house.sent_to(OURS, which)
        if answered is None:
            return
        self.expect(*(verb for verb in SAYINGS if words in SAYINGS[verb]))
        to, sender = str(answered.message["Reply-To"] or SALES), answered.recipient
        name_of_sender = PEOPLE[OURS[sender]]
        mail = self.letters.by_owner(name_of_sender, sender, words, self.now, to=to, answers=answered)
        self.arrives(mail, name, then)

    def expect(self, *verbs: Verb) -> None:
        """What a person asks for is no fault of ours."""
        self.house.resent |= Verb.RESEND in verbs

    def goes_on(self, name: str, then: str) -> None:
        TALLY[name] += 1
        deaths = self.house.deaths
        if then == "rests":
            self.house.rests()
        elif then == "beats":
            self.house.beats(seed=self.house.next_number())
        TALLY["died"] += self.house.deaths - deaths
        self.at_rest = then == "rests"


def say(verb: Verb, which: int) -> str:
    return SAYINGS[verb][which % len(SAYINGS[verb])]
