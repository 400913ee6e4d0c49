"""Who writes from outside: customers, machines, thieves, and scanners that open every link."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.prove.browser import Browser
from tests.prove.letters import MACHINES, WORDS, Customer
from tests.prove.stage import (
    ANY,
    CUSTOMER,
    MACHINE_MAIL,
    OURS,
    OWNERSHIP,
    TALLY,
    TEAM,
    THEN,
    VERB,
    WORD,
    Stage,
    say,
)
from tests.prove.team import PEOPLE
from worker.commands.words import Verb
from worker.store.models import Lead


class Outside(Stage):
    """What comes without being asked for."""

    @rule(who=CUSTOMER, words=WORD, then=THEN)
    def customer_writes(self, who: Customer, words: str, then: str) -> None:
        self.arrives(self.letters.from_customer(str(who), WORDS[words], self.now), f"writes: {words}", then)

    @rule(who=CUSTOMER, words=WORD, which=ANY, then=THEN)
    def customer_answers(self, who: Customer, words: str, which: int, then: str) -> None:
        answered = self.house.sent_to([who.address], which)
        mail = self.letters.from_customer(str(who), WORDS[words], self.now, answers=answered)
        self.arrives(mail, f"answers: {words}", then)

    @rule(who=CUSTOMER, kind=st.sampled_from(MACHINE_MAIL), which=ANY, then=THEN)
    def machine_writes(self, who: Customer, kind: str, which: int, then: str) -> None:
        """No machine ever opens what is closed."""
        raw = self._by_machine(who, kind, which)
        if raw is None:
            return
        closed, was_at_rest = set(self.house.leads(Lead.id, closed=True)), self.at_rest
        self.arrives(raw, f"machine: {kind}", then, folder="Sent" if kind.endswith("Sent") else "INBOX")
        opened = closed - set(self.house.leads(Lead.id, closed=True))
        # What a person wrote before, and nobody had read yet, may well open one.
        assert not opened or kind == "form" or not was_at_rest, f"{kind} opened {opened} again"

    @rule(thief=st.sampled_from([*TEAM, "eve@evil.example"]), verb=VERB, which=ANY)
    def somebody_steals_a_token(self, thief: str, verb: Verb, which: int) -> None:
        """An answer to somebody else's mail: nothing of it is done."""
        answered = self.house.sent_to(OURS, which)
        sender = thief if "@" in thief else f"{thief}@acme.example"
        if answered is None or answered.recipient == sender or not answered.message["Reply-To"]:
            return
        self.house.rests()
        if thief in PEOPLE and not self.house.is_there(thief):
            # Any mail of theirs ends an absence, and gives back what others have for them.
            return
        before = self.house.leads(*OWNERSHIP)
        to = str(answered.message["Reply-To"])
        mail = self.letters.by_owner("Somebody", sender, say(verb, 0), self.now, to=to, answers=answered)
        self.arrives(mail, "stolen token", "rests")
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
