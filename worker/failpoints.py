"""Places where a process can be made to die, for the tests that kill it there (reliability, section 3).

`KEEPWARM_FAILPOINT=outbox.before_dot` ends the process by SIGKILL the first time it comes there,
`outbox.before_dot:3` the third time. Without the variable nothing happens.
"""

from __future__ import annotations

import os
import signal
from itertools import count

VARIABLE = "KEEPWARM_FAILPOINT"

# In the order in which a mail comes by, and a click on its page.
FAILPOINTS = (
    "collect.before_fetch",
    "collect.after_fetch",
    "collect.stored",
    "judge.attempt_counted",
    "judge.draft_written",
    "judge.offer_written",
    "judge.command_done",
    "judge.judged",
    "outbox.claimed",
    "outbox.data_streamed",
    "outbox.before_dot",
    "outbox.after_dot",
    "outbox.reply_received",
    "page.before_commit",
)

_times_reached = count(1)


def reach(name: str) -> None:
    """Die here, when the environment says so."""
    wanted = os.environ.get(VARIABLE)
    if wanted is None:
        return
    at, _, times = wanted.partition(":")
    if at == name and next(_times_reached) >= int(times or 1):
        os.kill(os.getpid(), signal.SIGKILL)
