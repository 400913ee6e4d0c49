"""What a route is handed besides the transaction and the mail's row: one mail, read and judged."""

from __future__ import annotations

from dataclasses import dataclass

from worker.ingest.rules.known import Known
from worker.ingest.verdict import Opinion, Verdict
from worker.mail.message import ParsedEmail


@dataclass(frozen=True, slots=True)
class Context:
    """A mail as it came (`parsed`) and as the person really speaking said it (`said`)."""

    parsed: ParsedEmail
    said: ParsedEmail
    known: Known
    opinion: Opinion

    @property
    def verdict(self) -> Verdict:
        return self.opinion.verdict

    @property
    def owner_id(self) -> str | None:
        """The owner whose address the mail came from, or None."""
        return self.known.owner_of(self.parsed.sender.email)
