"""Which words of the table may stand together in one reply, and how `grammar` joins them. Data."""

from __future__ import annotations

from worker.commands.words import Form, Verb

# Small words of every conversation: below the first line they count only when they stand alone.
CONVERSATION = frozenset({Form.YES, Form.NO})
# They put words before the customer: after an opening we did not understand they are not done.
REACH_THE_CUSTOMER = frozenset({Verb.SEND, Verb.SEND_NOW, Verb.LATER, Verb.RESEND, Verb.MAIL_IT})
# "OK, send it": `send` already says yes. "OK, snooze Fri" is a yes and a snooze.
SAY_YES_THEMSELVES = frozenset(
    {Verb.SEND, Verb.SEND_NOW, Verb.SEND_TEXT, Verb.SKIP, Verb.CLOSE, Verb.NOT_A_LEAD}
)
FOLLOW_A_YES = frozenset(
    {
        Verb.NEXT, Verb.NOTE, Verb.WAITING, Verb.SNOOZE, Verb.STOP, Verb.HANDOFF, Verb.REPLIED, Verb.CALLED,
        Verb.BOOKED, Verb.STAGE, Verb.LATER, Verb.SENT,
    }
)  # fmt: skip
# In a list one number has one command, and these are a yes as well.
TAKE_THEMSELVES = frozenset({Verb.CALLED, Verb.BOOKED, Verb.LATER, Verb.SENT, Verb.REPLIED})
# "No, send": nobody can tell which of the two was meant. "No, next" and "no, skip" are a no.
UNDO_A_NO = frozenset(
    {
        Verb.ACCEPT, Verb.SEND, Verb.SEND_NOW, Verb.SEND_TEXT, Verb.MAIL_IT, Verb.LATER, Verb.SNOOZE,
        Verb.SENT,
    }
)  # fmt: skip
# Text that goes on below a quoted line would be cut in silence.
HOLD_TEXT = frozenset({Verb.SEND_TEXT, Verb.NOTE})
# Below a time the next line is a reason.
KEEP_LINES = frozenset({Verb.SEND_TEXT, Verb.SNOOZE, Verb.LATER})
# "next: ..." below them says what is done next about that lead.
HOLD_A_NEXT = frozenset({Verb.HANDOFF, Verb.NEW})
FOLLOW_A_NO = frozenset({Verb.NOT_A_LEAD, Verb.NOT_ME, Verb.CLOSE, Verb.HANDOFF})
