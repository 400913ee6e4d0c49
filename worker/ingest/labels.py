"""What the label of a form's field asks for: name, e-mail, phone, company, message and their kin. Pure.

Looks a label up in form_words.py, however it is spelt: "Your Name *", "first_name", "E-Mail-Adresse:".
Used by form_fields.py.
"""

from __future__ import annotations

import re
from functools import lru_cache

from worker.ingest.form_words import ASKED_FOR, LABELS, PLACE, YOUR
from worker.ingest.form_words_more import MORE_LABELS

_LONGEST = 90  # characters of a label
_AROUND = re.compile(r"^[\W_]*(?:\d{1,2}[.)]\s*)?|[\s*:?!.]+$")
_REMARK = re.compile(
    r"\s*[(\[](?:required|optional|erforderlich|pflichtfeld|freiwillig|obligatoire|facultatif|obligatorio"
    r"|opcional|obrigatório|obbligatorio|facoltativo|verplicht|optioneel)[)\]]\s*",
    re.IGNORECASE,
)
_YOUR = re.compile(rf"^(?:{YOUR})[\s_-]+")
_ASKED_FOR = {kind: re.compile(cues) for kind, cues in ASKED_FOR.items()}

_PLACE = re.compile(rf"(?<![\w-])(?:{PLACE})(?![\w-])")


def _plain(label: str) -> str:
    """The label without what is spelt in many ways: blanks, hyphens, underscores, full stops."""
    return re.sub(r"[\s_.’'-]+", "", label)


_KIND = {
    _plain(label): kind
    for table in (MORE_LABELS, LABELS)
    for kind, rows in reversed(table.items())
    for row in reversed(rows)
    for label in row.split(" | ")
}


@lru_cache(maxsize=4096)
def kind_of(label: str) -> str | None:
    """What a label alone asks for, a key of form_words.LABELS; nothing when it is none we know."""
    if len(label) > _LONGEST:
        return None
    spelt = _REMARK.sub("", _AROUND.sub("", label.lower()))
    spelt = _AROUND.sub("", spelt)
    either, _, other = spelt.partition("/")
    return (
        _KIND.get(_plain(spelt))
        or _KIND.get(_plain(_YOUR.sub("", spelt)))
        # "Firma / Verein", "Telefone/WhatsApp".
        or (_KIND.get(_plain(either)) if other else None)
    )


def names_place(label: str) -> bool:
    """Whether a field asks for the town or address: "Ort", "PLZ/Ort", "Where is the property (city)?"."""
    return len(label) <= _LONGEST and bool(_PLACE.search(label.lower()))


@lru_cache(maxsize=4096)
def asked_for(label: str) -> str | None:
    """What a longer label asks for by one of its words: "What's your e-mail address?" is `email`."""
    if len(label) > _LONGEST:
        return None
    return next((kind for kind, cue in _ASKED_FOR.items() if cue.search(label.lower())), None)
