"""The state machine: what may happen next, in any order; after each step every promise is asked.

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
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.prove import checks
from tests.prove.browser import Browser
from tests.prove.databases import Place
from tests.prove.house import House
from tests.prove.letters import CUSTOMERS, MACHINES, WORDS, Customer, Letters
from tests.prove.post import TROUBLES
from tests.prove.sayings import NONSENSE, SAYINGS
from tests.prove.team import PEOPLE, SALES, TEAMS, settings
from worker.commands import reply
from worker.commands.perform import VERBS, WITHOUT_A_LEAD
from worker.commands.words import Verb
from worker.leads import owners
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


class Proof(RuleBasedStateMachine):
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

    # --- customers and machines write ---

    @rule(who=CUSTOMER, words=WORD, then=THEN)
    def customer_writes(self, who: Customer, words: str, then: str) -> None:
        self._arrives(self.letters.from_customer(str(who), WORDS[words], self.now), f"writes: {words}", then)

    @rule(who=CUSTOMER, words=WORD, which=ANY, then=THEN)
    def customer_answers(self, who: Customer, words: str, which: int, then: str) -> None:
        answered = self.house.sent_to([who.address], which)
        mail = self.letters.from_customer(str(who), WORDS[words], self.now, answers=answered)
        self._arrives(mail, f"answers: {words}", then)

    @rule(who=CUSTOMER, kind=st.sampled_from(MACHINE_MAIL), which=ANY, then=THEN)
    def machine_writes(self, who: Customer, kind: str, which: int, then: str) -> None:
        """No machine ever opens what is closed."""
        raw = self._by_machine(who, kind, which)
        if raw is None:
            return
        closed = set(self.house.leads(Lead.id, closed=True))
        self._arrives(raw, f"machine: {kind}", then, folder="Sent" if kind.endswith("Sent") else "INBOX")
        opened = closed - set(self.house.leads(Lead.id, closed=True))
        assert not opened or kind == "form", f"{kind} opened {opened} again"

    # --- owners write ---

    @rule(verb=st.sampled_from([Verb.ACCEPT, Verb.DECLINE, Verb.SEND]), saying=ANY, which=ANY, then=THEN)
    def owner_says_yes_or_no(self, verb: Verb, saying: int, which: int, then: str) -> None:
        self._replies(_say(verb, saying), which, then, name=f"replies: {verb.value}")

    @rule(verb=VERB, saying=ANY, which=ANY, then=THEN)
    def owner_replies(self, verb: Verb, saying: int, which: int, then: str) -> None:
        self._replies(_say(verb, saying), which, then, name=f"replies: {verb.value}")

    @rule(verb=VERB, saying=ANY, which=ANY, owner=st.sampled_from(["its owner", "its owner", *TEAM]))
    def owner_types(self, verb: Verb, saying: int, which: int, owner: str) -> None:
        """The same words on the command line, by whoever has the lead or by anybody."""
        leads = self.house.leads(Lead.id, Lead.accountable_id)
        if leads:
            lead_id, accountable = leads[-1 - which % len(leads)]
            speaker = accountable or "max" if owner == "its owner" else owner
            self._expect(verb)
            with self.house.app.workshop.work() as work:
                reply.say(work, work.session.get_one(Lead, lead_id), speaker, _say(verb, saying))
            self._goes_on(f"types: {verb.value}", "rests")

    @rule(which=ANY, button=ANY, times=st.integers(1, 2), then=THEN)
    def owner_clicks(self, which: int, button: int, times: int, then: str) -> None:
        mail = self.house.sent_to(OURS, which)
        pressed = mail and Browser(self.house.app.workshop).presses(mail, button, times=times)
        if pressed:
            self.house.resent |= "again" in pressed.lower()
            self._goes_on(f"clicks: {pressed}", then)

    @rule(owner=OWNER, who=CUSTOMER, how=st.sampled_from(["copy", "own name", "shared"]), then=THEN)
    def owner_writes_by_hand(self, owner: str, who: Customer, how: str, then: str) -> None:
        """To the customer: with a copy to the inbox, or from it, under one's own name or nobody's."""
        sender = SALES if how == "shared" else f"{owner}@acme.example"
        name = "Acme" if how == "shared" else PEOPLE[owner]
        text = "It costs 18,400 and takes six weeks. Shall I visit on Friday?"
        mail = self.letters.by_owner(name, sender, text, self.now, to=who.address)
        self._arrives(mail, f"by hand: {how}", then, folder="INBOX" if how == "copy" else "Sent")

    @rule(owner=OWNER, what=st.sampled_from(["out of office", "away", *NONSENSE]), which=ANY, then=THEN)
    def owner_is_no_help(self, owner: str, what: str, which: int, then: str) -> None:
        """Away, planned or by the word of their mail program, or at a loss for words."""
        if what == "away":
            with self.house.app.workshop.work() as work:
                until = work.now + timedelta(days=1 + which % 5)
                owners.note_absence(work, owner, work.now, until, source="planned")
            self._goes_on("away", then)
        elif what == "out of office":
            answered = self.house.sent_to([f"{owner}@acme.example"], which)
            who = f"{PEOPLE[owner]} <{owner}@acme.example>"
            if answered is not None:
                mail = self.letters.from_machine(who, what, self.now, answers=answered)
                self._arrives(mail, "owner out of office", then)
        else:
            self._replies(what, which, then, name="replies: nonsense")

    # --- strangers and scanners ---

    @rule(thief=st.sampled_from([*TEAM, "eve@evil.example"]), verb=VERB, which=ANY)
    def somebody_steals_a_token(self, thief: str, verb: Verb, which: int) -> None:
        """An answer to somebody else's mail: nothing of it is done."""
        answered = self.house.sent_to(OURS, which)
        sender = thief if "@" in thief else f"{thief}@acme.example"
        if answered is None or answered.recipient == sender or not answered.message["Reply-To"]:
            return
        self.house.rests()
        before = self.house.leads(*OWNERSHIP)
        to = str(answered.message["Reply-To"])
        mail = self.letters.by_owner("Somebody", sender, _say(verb, 0), self.now, to=to, answers=answered)
        self._arrives(mail, "stolen token", "rests")
        assert self.house.leads(*OWNERSHIP) == before, f"{sender} acted with another's token"

    @rule(which=ANY)
    def scanner_fetches_every_link(self, which: int) -> None:
        """I16: who only looks changes nothing."""
        mail = self.house.sent_to(None, which)
        if mail is not None:
            before = self.house.every_row()
            Browser(self.house.app.workshop).scans(mail)
            assert self.house.every_row() == before, "looking changed something"
            TALLY["scanner"] += 1

    # --- time, and what goes wrong ---

    @rule(span=st.sampled_from(sorted(SPANS)), then=THEN)
    def time_passes(self, span: str, then: str) -> None:
        self.house.clock.advance_to(self.now + SPANS[span])
        self._goes_on(f"clock: {span}", then)

    @rule(times=st.integers(1, 4))
    def next_thing_falls_due(self, times: int) -> None:
        for _ in range(times):
            self.house.clock.advance_to(self.house.next_due() or self.now)
            self._goes_on("clock: next due", "rests")

    @rule(what=st.sampled_from(WRONG), seam=st.integers(1, 30))
    def something_goes_wrong(self, what: str, seam: int) -> None:
        """A process dies at one of its next seams, another one comes between, a server is difficult."""
        TALLY[f"wrong: {what}"] += 1
        if what == "death":
            self.house.seams.die_at(seam)
        elif what == "another worker":
            self.house.seams.meddle_at(seam, self.house.meddles)
        elif what in TROUBLES:
            self.house.office.troubles.append(what)
        else:
            self.house.shelf.down = what == "mailbox down"
            self.at_rest = False

    @rule(number=st.integers(0, len(TEAMS) - 1))
    def team_changes(self, number: int) -> None:
        """The operator edits the configuration, and starts again."""
        self.house.restarts(settings(self.folder, self.url, number))
        self._goes_on("team changes", "rests")

    # --- what holds ---

    @invariant()
    def nothing_is_wrong(self) -> None:
        found = checks.wrong(self.house, resting=self.at_rest)
        assert not found, "\n".join(found)

    # --- how ---

    @property
    def now(self) -> datetime:
        return self.house.now

    def _arrives(self, raw: bytes, name: str, then: str, *, folder: str = "INBOX") -> None:
        self.house.shelf.put(raw, self.now, folder)
        self._goes_on(name, then)

    def _replies(self, words: str, which: int, then: str, *, name: str) -> None:
        """Whoever of us got that mail answers it."""
        answered = self.house.sent_to(OURS, which)
        if answered is None:
            return
        self._expect(*(verb for verb in SAYINGS if words in SAYINGS[verb]))
        to, sender = str(answered.message["Reply-To"] or SALES), answered.recipient
        name_of_sender = PEOPLE[OURS[sender]]
        mail = self.letters.by_owner(name_of_sender, sender, words, self.now, to=to, answers=answered)
        self._arrives(mail, name, then)

    def _by_machine(self, who: Customer, kind: str, which: int) -> bytes | None:
        there, sent = self.house.shelf.folders["INBOX"], self.house.sent_to(None, which)
        if kind in MACHINES:
            answered = self.house.sent_to([who.address], which)
            return self.letters.from_machine(str(who), kind, self.now, answers=answered)
        if kind == "newsletter":
            return self.letters.newsletter(self.now)
        if kind == "form":
            return self.letters.form(who, WORDS["asks"], self.now)
        if kind.startswith("copy"):
            return there[-1 - which % len(there)].raw if there else None
        return self.letters.bounce(sent, self.now, for_good=kind == "bounce") if sent else None

    def _expect(self, *verbs: Verb) -> None:
        """What a person asks for is no fault of ours."""
        self.house.resent |= Verb.RESEND in verbs

    def _goes_on(self, name: str, then: str) -> None:
        TALLY[name] += 1
        deaths = self.house.deaths
        if then == "rests":
            self.house.rests()
        elif then == "beats":
            self.house.beats(seed=self.house.next_number())
        TALLY["died"] += self.house.deaths - deaths
        self.at_rest = then == "rests"


def _say(verb: Verb, which: int) -> str:
    return SAYINGS[verb][which % len(SAYINGS[verb])]
