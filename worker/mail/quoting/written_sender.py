"""Who wrote a mail, as mail programs write it into a text: in a header block, or above a quote. Pure.

`"Ana Diaz" <ana@diaz.example>`, `Diaz, Ana [mailto:ana@diaz.example]`, `Ana Diaz`; and
`On Tue, Aug 4, 2026 at 5:00 PM Ana Diaz <ana@diaz.example> wrote:`.
"""

from __future__ import annotations

import re

from worker.mail.message import Address
from worker.mail.quoting import quote_words

_ADDRESS = r"[^\s<>()\[\]\"',;:|*]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"
_MAILBOX = re.compile(rf"[\[<(\s]*(?:mailto:\s*)?({_ADDRESS})", re.IGNORECASE)
_NOT_A_NAME = " \t*\"'“”„«»‹›,;:<>()[]|"
# What stands between a time and a name: "Uhr", "PM", "CEST", "wrote", "user".
_BEFORE_NAME = re.compile(
    rf"^(?:[\s,.:;)–-]|(?:uhr|h|[ap]\.?m|gmt|utc|[cmw]?e?s?t|me[sz]+|the user|user|tarihinde|ob|heeft|hat"
    rf"|uživatel|používateľ|użytkownik|пользователь|користувач|usuario|usuário|korisnik|utilizatorul)(?![^\W_])"
    rf"|(?:{quote_words.WROTE})(?![^\W_]))+",
    re.IGNORECASE,
)
_LONGEST = 400  # characters that are looked at


def written_sender(value: str) -> Address | None:
    """The sender in the From field of a header block; only a name where the program wrote no address."""
    value = " ".join(value[:_LONGEST].split())
    found = _MAILBOX.search(value)
    if found is None:
        name = value.strip(_NOT_A_NAME)
        return Address(name) if name and "@" not in name else None
    return Address(_name(value[: found.start()]), found[1].lower())


def attributed_sender(attribution: str) -> Address | None:
    """The sender in the line above a quote, which names an address."""
    line = " ".join(attribution[:_LONGEST].split()).lstrip("> \ufeff")
    found = _MAILBOX.search(line)
    if found is None:
        return None
    before = line[: found.start()].rstrip()
    quoted = re.search(r"[\"“„«]([^\"“”„«»]{1,80})[\"“”»]$", before)
    # The last digit before it belongs to the time.
    behind_time = re.split(r"\d", before)[-1]
    return Address(_name(quoted[1] if quoted else _BEFORE_NAME.sub("", behind_time)), found[1].lower())


def _name(written: str) -> str:
    name = written.strip(_NOT_A_NAME)
    return "" if "@" in name or not re.search(r"[^\W\d_]", name) else name
