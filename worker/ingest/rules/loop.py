"""Mail of our own making that came back: never talk to ourselves.

Only by proof, a Message-ID or a signed marker of ours; never by its From line (rules, section 5).
"""

from __future__ import annotations

from worker.ingest.rules.known import Known
from worker.ingest.verdict import Opinion, Verdict
from worker.mail.message import ParsedEmail


def sent_by_us(_mail: ParsedEmail, known: Known) -> Opinion | None:
    """A mail that we ourselves built and sent."""
    if known.ours:
        return Opinion(Verdict.LOOP, "We sent this mail ourselves: it carries our own id.")
    return None
