"""What owners do: answer by mail, on the command line and on the page, write by hand, are away, and leave."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.prove.browser import Browser
from tests.prove.letters import Customer
from tests.prove.sayings import NONSENSE
from tests.prove.stage import (
    ANY,
    CUSTOMER,
    OURS,
    OWNER,
    TEAM,
    THEN,
    VERB,
    Stage,
    say,
)
from tests.prove.team import PEOPLE, SALES
from worker.commands import reply
from worker.commands.words import Verb
from worker.leads import owners
from worker.leads.standing_in import leaving
from worker.store.models import Lead

# How an owner can be no help; planned absences are what happens most.
ODD = ["away", "away", "away", "out of office", "out of office", *NONSENSE]


class Inside(Stage):
    """The people of the team."""

    @rule(verb=st.sampled_from([Verb.ACCEPT, Verb.DECLINE, Verb.SEND]), saying=ANY, which=ANY, then=THEN)
    def owner_says_yes_or_no(self, verb: Verb, saying: int, which: int, then: str) -> None:
        self.replies(say(verb, saying), which, then, name=f"replies: {verb.value}")

    @rule(verb=VERB, saying=ANY, which=ANY, then=THEN)
    def owner_replies(self, verb: Verb, saying: int, which: int, then: str) -> None:
        self.replies(say(verb, saying), which, then, name=f"replies: {verb.value}")

    @rule(verb=VERB, saying=ANY, which=ANY, owner=st.sampled_from(["its owner", "its owner", *TEAM]))
    def owner_types(self, verb: Verb, saying: int, which: int, owner: str) -> None:
        """The same words on the command line, by whoever has the lead or by anybody."""
        leads = self.house.leads(Lead.id, Lead.accountable_id)
        if leads:
            lead_id, accountable = leads[-1 - which % len(leads)]
            speaker = accountable or "max" if owner == "its owner" else owner
            self.expect(verb)
            with self.house.app.workshop.work() as work:
                reply.say(work, work.session.get_one(Lead, lead_id), speaker, say(verb, saying))
            self.goes_on(f"types: {verb.value}", "rests")

    @rule(which=ANY, other=ANY)
    def owner_merges(self, which: int, other: int) -> None:
        """Of two answers that are owed, the earlier one is owed by the lead that stays."""
        live = [lead for lead in self.house.leads(Lead.ref, Lead.accountable_id, Lead.id) if lead[1]]
        if len(live) < 2:
            return
        (ref, speaker, lead_id), (_, _, merged_id) = live[which % len(live)], live[other % len(live)]
        owed = self.house.answers_owed(lead_id, merged_id)
        with self.house.app.workshop.work() as work:
            lead = work.session.get_one(Lead, merged_id)
            merged = reply.say(work, lead, speaker, f"merge {ref}")
        kept = self.house.answers_owed(lead_id, merged_id)
        assert not owed or not kept or min(kept) <= min(owed), f"the merge forgot what is due: {merged}"
        assert not owed or kept, f"the merge forgot that an answer is due: {merged}"
        self.goes_on("merges", "rests")

    @rule(which=ANY, button=ANY, times=st.integers(1, 2), then=THEN)
    def owner_clicks(self, which: int, button: int, times: int, then: str) -> None:
        mail = self.house.sent_to(OURS, which)
        pressed = mail and Browser(self.house.app.workshop).presses(mail, button, times=times)
        if pressed:
            self.house.resent |= "again" in pressed.lower()
            self.goes_on(f"clicks: {pressed}", then)

    @rule(owner=OWNER, who=CUSTOMER, how=st.sampled_from(["copy", "own name", "shared"]), then=THEN)
    def owner_writes_by_hand(self, owner: str, who: Customer, how: str, then: str) -> None:
        """To the customer: with a copy to the inbox, or from it, under one's own name or nobody's."""
        sender = SALES if how == "shared" else f"{owner}@acme.example"
        name = "Acme" if how == "shared" else PEOPLE[owner]
        text = "It costs 18,400 and takes six weeks. Shall I visit on Friday?"
        mail = self.letters.by_owner(name, sender, text, self.now, to=who.address)
        self.arrives(mail, f"by hand: {how}", then, folder="INBOX" if how == "copy" else "Sent")

    @rule(owner=OWNER, what=st.sampled_from(ODD), which=ANY, then=THEN)
    def owner_is_no_help(self, owner: str, what: str, which: int, then: str) -> None:
        """Away, planned or by the word of their mail program, or at a loss for words."""
        if what == "away":
            with self.house.app.workshop.work() as work:
                # What was decided in this very instant, they were there for.
                start = work.now + timedelta(microseconds=1)
                until = work.now + timedelta(days=1 + which % 5)
                owners.note_absence(work, owner, start, until, source="planned")
            self.goes_on("away", then)
        elif what == "out of office":
            answered = self.house.sent_to([f"{owner}@acme.example"], which)
            who = f"{PEOPLE[owner]} <{owner}@acme.example>"
            if answered is not None:
                mail = self.letters.from_machine(who, what, self.now, answers=answered)
                self.arrives(mail, "owner out of office", then)
        else:
            self.replies(what, which, then, name="replies: nonsense")

    @rule(owner=OWNER, receiver=OWNER, leaves=st.booleans())
    def owner_leaves_or_joins(self, owner: str, receiver: str, leaves: bool) -> None:
        """As `keepwarm owner leave` and `join` do; who gets the leads is one of the team."""
        with self.house.app.workshop.work() as work:
            if not leaves:
                leaving.join(work, owner)
            elif owner != receiver and all(owners.is_active(work, one) for one in (owner, receiver)):
                open_leads = leaving.open_leads(work, owner)
                if leaving.only_in_role(work, owner) is None:
                    leaving.leave(work, owner, {lead.ref: receiver for lead in open_leads})
        self.goes_on("leaves" if leaves else "joins", "rests")
