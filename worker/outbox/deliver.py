"""Delivers what is owed: queued -> preparing -> committing -> sent (reliability, Outbox).

1. claim: the guard says yes, the attempt is booked, one commit  2. the network, all but the final dot
3. committing: the guard again, fenced, one commit  4. the dot  5. sent, with what follows, one commit.
A crash before 3 is safe to repeat; between 3 and 5 the mail is in doubt. No transaction spans the network.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.orm import undefer

from worker.clock import machine_now
from worker.failpoints import reach
from worker.mail.courier import Attempt, Courier, DeliveryError
from worker.outbox import ending, evidence, in_doubt, retry
from worker.outbox.claim import Claim, book, commit, hold_back, is_abandoned, locked, still_holds
from worker.outbox.guard import may_go
from worker.outbox.in_doubt import FindInSent
from worker.outbox.outcome import Outcomes
from worker.outbox.permission import No, Wait, Yes
from worker.outbox.retry import Failure
from worker.states import OutboxState
from worker.store.models import OutboxEmail
from worker.store.space import shortage
from worker.store.work import LostRace, Work, Workshop

__all__ = ["DUE_STATES", "Delivery", "Outcomes"]

# A row in one of these, whose time has come, is for `deliver`. What shadow mode holds back from an owner
# is among them: it is announced at its time, so that shadow decides like life.
DUE_STATES = (OutboxState.QUEUED, OutboxState.IN_DOUBT, OutboxState.SUPPRESSED)
# A row in one of these is being delivered.
UNDERWAY = (OutboxState.PREPARING, OutboxState.COMMITTING)
# How often what follows from a sent mail is tried before Sent is asked instead.
TRIES = 3
# What went is to be written down: without room for that nothing goes, and the disk is asked again soon.
FULL_DISK_WAIT = timedelta(minutes=1)

log = structlog.get_logger()


class Delivery:
    """Delivers due mails through the couriers (by inbox) and tells `outcomes` what came of them.

    `find_in_sent(inbox, message_id)` says whether Sent holds a mail, None where it cannot be read.
    """

    def __init__(
        self,
        workshop: Workshop,
        couriers: Mapping[str, Courier],
        outcomes: Outcomes,
        find_in_sent: FindInSent,
    ) -> None:
        self._workshop = workshop
        self._couriers = couriers
        self._outcomes = outcomes
        self._find_in_sent = find_in_sent

    def deliver(self, outbox_id: int) -> None:
        """Bring one due mail one step on: to the server, to a later time, or to its end."""
        claim = self._claim(outbox_id)
        if claim is None:
            # Perhaps because it is in doubt: then Sent is asked.
            in_doubt.look_again(self._workshop, outbox_id, self._find_in_sent, self._outcomes)
            return
        reach("outbox.claimed")
        try:
            attempt = self._begin(claim)
        except DeliveryError as error:
            self._not_delivered(claim, error, OutboxState.PREPARING)
            return
        reach("outbox.data_streamed")
        if not self._commit(claim, attempt):
            return
        committed_at = machine_now()
        reach("outbox.before_dot")
        try:
            if machine_now() - committed_at > self._workshop.settings.limits.lease:
                # We were stopped, and by now somebody may have been asked whether it went.
                attempt.abandon()
                raise DeliveryError("It was not finished in time, so it was not sent.", stage="data")
            attempt.finish()
        except DeliveryError as error:
            self._not_delivered(claim, error, OutboxState.COMMITTING)
        else:
            reach("outbox.reply_received")
            self._delivered(claim)

    def take_back(self) -> int:
        """Free what nobody delivers any more (`claim.is_abandoned`); return how many mails that were."""
        with self._workshop.database.reading() as session:
            rows = session.scalars(select(OutboxEmail).where(OutboxEmail.state.in_(UNDERWAY)))
            abandoned = [mail.id for mail in rows if is_abandoned(mail, self._workshop.settings.limits.lease)]
        if not abandoned:
            return 0
        with self._workshop.work() as work:
            for outbox_id in abandoned:
                self._take_back(work, outbox_id)
            work.wake("outbox")
        return len(abandoned)

    def _take_back(self, work: Work, outbox_id: int) -> None:
        mail = locked(work, outbox_id)
        if mail is None or mail.state not in UNDERWAY or not is_abandoned(mail, work.settings.limits.lease):
            return
        if mail.state is OutboxState.COMMITTING:
            in_doubt.begin(work, mail, "the process ended when its final dot was due")
        else:
            # The fence shuts out a courier that was only slow.
            work.move(
                mail, OutboxState.QUEUED, fence=mail.fence + 1, due_at=work.now, lease_until=None, holder=None
            )

    def _claim(self, outbox_id: int) -> Claim | None:
        """Book the attempt, if the mail is due, lies in no Sent folder and the guard says yes."""
        with self._workshop.work() as work:
            mail = locked(work, outbox_id, undefer(OutboxEmail.raw))
            if mail is None or mail.due_at is None or mail.due_at > work.now:
                return None
            if mail.state is OutboxState.SUPPRESSED:
                mail.due_at = None
                self._outcomes.sent(work, mail)
            if mail.state is not OutboxState.QUEUED:
                return None
            went_at = evidence.went_at(work, mail)
            if went_at is not None:
                ending.went_before(work, mail, went_at, self._outcomes)
                return None
            if not self._may_go(work, mail):
                return None
            return book(work, mail)

    def _may_go(self, work: Work, mail: OutboxEmail) -> bool:
        """Whether the mail may go now; what never may ends here, what may not yet waits."""
        short = shortage(self._workshop.database, work.settings.limits)
        if short is not None:
            hold_back(mail, Wait(work.now + FULL_DISK_WAIT, short))
            return False
        if not mail.raw:
            sentence = mail.reason or "build_error"
            ending.fail(work, mail, sentence, self._outcomes, bad_address=False)
            return False
        if mail.attempts and retry.is_over(mail.planned_at, work.now, work.settings.limits):
            sentence = f"Given up after {mail.attempts} attempts: {mail.reason or 'no answer'}"
            ending.fail(work, mail, sentence, self._outcomes, bad_address=False)
            return False
        answer = may_go(work, mail)
        if isinstance(answer, No):
            ending.refuse(work, mail, answer, self._outcomes)
        elif isinstance(answer, Wait):
            hold_back(mail, answer)
        return isinstance(answer, Yes)

    def _begin(self, claim: Claim) -> Attempt:
        courier = self._couriers.get(claim.inbox)
        if courier is None:
            raise DeliveryError(f"The inbox {claim.inbox} has no mail server.", stage="connect")
        try:
            return courier.begin(sender=claim.sender, recipient=claim.recipient, raw=claim.raw)
        except DeliveryError:
            raise
        except Exception as error:
            # Nothing was delivered, whatever it was: the mail waits as after a temporary refusal.
            log.exception("the courier failed before the final dot", outbox=claim.outbox_id)
            raise DeliveryError(f"The courier failed: {error}", stage="data") from error

    def _commit(self, claim: Claim, attempt: Attempt) -> bool:
        """Mark that the dot is about to go, unless the guard changed its mind or the claim was lost."""
        going = False
        try:
            with self._workshop.work() as work:
                mail = locked(work, claim.outbox_id, ours=True)
                if mail is None or not still_holds(mail, claim, OutboxState.PREPARING):
                    return False
                answer = may_go(work, mail)
                if isinstance(answer, Yes):
                    commit(work, claim)
                elif isinstance(answer, Wait):
                    work.move(mail, OutboxState.QUEUED, lease_until=None, holder=None)
                    hold_back(mail, answer)
                else:
                    ending.refuse(work, mail, answer, self._outcomes)
            going = isinstance(answer, Yes)
        except LostRace:
            return False
        finally:
            if not going:
                attempt.abandon()
        return going

    def _delivered(self, claim: Claim) -> None:
        """Mark the mail sent. Where that cannot be written, the mail stays committing and is looked for."""
        for _ in range(TRIES):
            try:
                with self._workshop.work() as work:
                    mail = locked(work, claim.outbox_id, ours=True)
                    if mail and still_holds(mail, claim, OutboxState.COMMITTING, OutboxState.IN_DOUBT):
                        ending.sent(work, mail, self._outcomes)
                log.info("sent", outbox=claim.outbox_id)
                return
            except Exception:
                log.exception("a sent mail could not be marked", outbox=claim.outbox_id)

    def _not_delivered(self, claim: Claim, error: DeliveryError, source: OutboxState) -> None:
        """Put the mail off, end it or doubt it, by what the failure means (retry.meaning)."""
        with self._workshop.work() as work:
            mail = locked(work, claim.outbox_id, ours=True)
            if mail is None or not still_holds(mail, claim, source):
                return
            failure = retry.meaning(error, another_accepted=ending.another_accepted(work, mail))
            over = retry.is_over(mail.planned_at, work.now, work.settings.limits)
            if failure is Failure.IN_DOUBT:
                in_doubt.begin(work, mail, error.sentence)
            elif failure in (Failure.LATER, Failure.OURS) and not over:
                ending.put_off(work, mail, error, failure)
            else:
                bad = failure is Failure.BAD_ADDRESS
                ending.fail(work, mail, error.sentence, self._outcomes, bad_address=bad)
