"""A website form's mail read into its fields: who wrote, how to reach them, what they wrote. Pure.

Forms write `Label: value`, a label above its value, or a table; the words are in form_words.py and
form_phrases.py. What the form's program adds (the visit, consents, footers) is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from worker.ingest.form_phrases import AGREED_TO, CONSENT, FOOTER, SAYS_SO
from worker.ingest.labels import asked_for, kind_of
from worker.mail.text import any_of

_LINES = 400
_HEAD = 600  # characters at the top and at the end
_WORDS_OF_A_FIELD = 8
_LINE = 500  # characters in which a label is looked for
_COLON = re.compile(
    r"^[ \t*•·>-]{0,6}([^\W\d][^:：\n@<>]{0,80}?)[ \t*]{0,4}"
    r"(?::[ \t*]|:$|[ \t]=[ \t]|(?<!\d)[:：](?!//)(?=\S))[ \t*]{0,20}(.*)$"
)
_COLUMNS = re.compile(r"^([^\W\d][^\n]{0,60}?)([ \t]{2,}|\t)(\S.*)$")
_RULED = re.compile(r"^[-=*#]{2,10}[ \t]*([^\n=*#]{2,60}?)[ \t]*[-=*#]{2,10}$")
_WHO = ("name", "first", "email")
_SHORT_ANSWER = re.compile(
    r"(?:[€$£~<>]{0,2}\s?\d[^:\n]{0,40}|yes|no|ja|nein|oui|non|sí|sim|não|sì|nee)$", re.IGNORECASE
)
_ASKS = re.compile(
    r"(?:what|which|how|when|where|who|do|are|would|was|welche|wie|wann|wo|quel|comment|quand|où|qué|cuál|cómo"
    r"|cuándo|dónde|qual|como|quando|onde|come|dove|wat|hoe|wanneer|waar)\b",
    re.IGNORECASE,
)
# "Ana Diaz (ana@diaz.example) sent a message using the contact form / at https://acme.example/contact."
_FORM_STANDS_AT = re.compile(r"^(?:contact form )?(?:at|auf|sur|en|su|op)\s+https?://\S+$", re.IGNORECASE)
_ANGLED = re.compile(r"\[?<[^<>]{0,300}>\]?|\([^()]{0,200}@[^()]{0,200}\)")
_SEPARATOR = re.compile(r"^[-=_*~#\s]{2,200}$")
_FOOTER = any_of(*FOOTER, before=r"^\W{0,4}(?:", after=")")
_CONSENT = any_of(*CONSENT, before=r"^\W{0,4}(?:[xX✓✔☑]\W{1,3})?(?:", after=")")
_AGREED_TO = any_of(*AGREED_TO)
_SAYS_SO = any_of(*SAYS_SO)
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"|*]{1,64}@[\w.-]{1,190}\.\w{2,24}")
# "Ana Diaz <ana@diaz.example>", "Ana Diaz (ana@diaz.example)".
_MAILBOX = re.compile(
    r"^(?:.{0,60}\bsubmitted by\s*)?([^<>()@\n]{2,80}?)\s*"
    r"[<(](?:([^\s<>()@]{1,64}@[^\s<>()@]{1,190})|https?://[^\s()]{1,200})[)>]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FormFields:
    """What a form's fields say; "" where it did not ask.

    `others` are the fields that have no place of their own, in their order and words; `known_labels`
    what was asked for and answered; `says_so` whether the mail calls itself a form's; `above` how many
    characters stand above the first field, where a person would have begun with a greeting.
    """

    name: str = ""
    email: str = ""
    phone: str = ""
    company: str = ""
    message: str = ""
    subject: str = ""
    product: str = ""
    page: str = ""
    others: tuple[tuple[str, str], ...] = ()
    known_labels: frozenset[str] = field(default_factory=frozenset)
    says_so: bool = False
    above: int = 0


def read_fields(text: str) -> FormFields:
    """The fields in a text; all empty when it is no form."""
    lines = [line.strip() for line in text.split("\n")[:_LINES]]
    reader = _Reader(says_so=_says_so(text))
    for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        reader.read(line, before=before, after=after)
    return reader.fields()


def _says_so(text: str) -> bool:
    """Whether a form's program says above or below the fields that it is one."""
    text = text.strip()
    return bool(_SAYS_SO.search(text[:_HEAD]) or _SAYS_SO.search(text[-_HEAD:]))


def _is_programs(line: str) -> bool:
    """Whether the form's program wrote the line, or put it beside a tick."""
    return bool(_FOOTER.match(line) or (_CONSENT.match(line) and _AGREED_TO.search(line)))


class _Reader:
    """Reads one line after the other, and remembers which field it is in."""

    def __init__(self, *, says_so: bool) -> None:
        self._says_so = says_so
        self._values: dict[str, list[str]] = {}
        self._others: list[tuple[str, list[str]]] = []
        self._current: list[str] | None = None
        self._in_message = False
        self._questions = 0
        self._column = 0
        self._stacked = 0
        self._above = 0

    def read(self, line: str, *, before: str, after: str) -> None:
        """Take in the next line of the mail, with its neighbours."""
        label, value, sure = self._label(line)
        kind = kind_of(label) if label else None
        if kind is None and not self._values and not _SEPARATOR.match(line):
            self._above += len(line)
        if kind is None and _is_programs(line):
            self._in_message, self._current = False, None
        elif self._in_message:
            ends = sure or self._ends_message(kind, label, value, before=before)
            if ends or (not label and self._is_short_field(line, before=before, after=after)):
                self._begin(kind or asked_for(label), label or line, value)
            else:
                self._values["message"].append(line)
        elif label:
            self._stacked += bool(kind and not value and before and after)
            self._begin(kind or self._by_its_words(label, value), label, value)
        elif line.endswith("?") and (asked_for(line) in _WHO or (self._values and not self._waits())):
            self._begin(asked_for(line), line, "")
        elif self._current is not None and self._waits():
            # The label stands above its value.
            self._current.append(line)
        elif self._says_so and not self._values and (writer := _MAILBOX.match(line)):
            # The form's program says in a sentence whose message stands below.
            self._values = {"name": [writer[1]], "email": [writer[2] or ""], "message": []}
            self._in_message = True

    def _label(self, line: str) -> tuple[str, str, bool]:
        """Label and value of a line, ("", "") when it has none; whether it cannot be a person's own."""
        if ruled := _RULED.match(line):
            return ruled[1], "", True
        columns = _COLUMNS.match(line)
        if columns and (self._is_row(columns) or kind_of(columns[1])):
            sure = self._is_row(columns)
            self._column = self._column or columns.start(3)
            return columns[1], columns[3].lstrip(":= "), sure
        if found := _COLON.match(line[:_LINE]):
            return found[1].strip(), found[2].strip(" \t*") + line[_LINE:], False
        return (line, "", False) if kind_of(line) else ("", "", False)

    def _is_row(self, columns: re.Match[str]) -> bool:
        """Whether a line is a row of the table that the fields before it stood in."""
        return bool(self._column) and (columns[2] == "\t" or columns.start(3) == self._column)

    def _ends_message(self, kind: str | None, label: str, value: str, *, before: str) -> bool:
        """Whether a label in a message is the form's: people write labels, too."""
        if kind == "message":
            return not any(self._values["message"])
        if kind in ("when", "aside"):
            # "Town: we live a mile outside of Hove and ..." is a sentence, no field's value.
            if len(value.split()) > _WORDS_OF_A_FIELD:
                return False
            return not before or bool(_SEPARATOR.match(before))
        if kind is None:
            return bool(label) and asked_for(label) == "technical"
        return kind in ("technical", "page") or (not self._has(kind) and _fits(kind, value))

    def _is_short_field(self, line: str, *, before: str, after: str) -> bool:
        """Whether it is a field we do not know, as in "Preferred date" above a date, or one more question."""
        if self._says_so and asked_for(line) == "email" and line.endswith("?") and _ADDRESS.search(after):
            return not self._has("email")
        if not after or len(self._values) < 3:
            return False
        # In a table without blank lines every label stands right below the value before it.
        if before and not (self._stacked >= 3 and line[:1].isupper()):
            return False
        if line.endswith("?"):
            return self._questions >= 2 and bool(_ASKS.match(line)) and len(line.split()) <= 12
        is_plain = 0 < len(line.split()) <= 4 and line[-1].isalpha() and "," not in line
        return is_plain and bool(_SHORT_ANSWER.match(after))

    def _by_its_words(self, label: str, value: str) -> str | None:
        """What a longer label asks for, where what follows can be an answer to it."""
        if not value and not self._values and _SAYS_SO.search(label):
            # "Your form Tell us about your project has a new response:" names the form.
            return None
        kind = asked_for(label)
        return kind if kind and not self._has(kind) and (not value or _fits(kind, value)) else None

    def _waits(self) -> bool:
        """Whether a label had nothing beside it, so that its value stands below."""
        return self._current is not None and not any(self._current)

    def _has(self, kind: str) -> bool:
        return bool(_joined(self._values.get(kind, [])))

    def _begin(self, kind: str | None, label: str, value: str) -> None:
        self._questions += label.endswith("?")
        self._in_message = kind == "message" and not self._has(kind)
        self._current = [value]
        # A page is better known by its address than by its title.
        is_better = kind == "page" and "://" in value and "://" not in "".join(self._values.get("page", ()))
        if kind in (None, "when", "aside") or (self._has(kind) and not is_better):
            self._others.append((label, self._current))
            return
        self._values[kind] = self._current
        if kind == "product":
            self._others.append((label, self._current))

    def fields(self) -> FormFields:
        """What was read, once all lines are."""
        said = {kind: _joined(lines) for kind, lines in self._values.items()}
        first_lines = {kind: value.split("\n")[0].strip("- ")[:200] for kind, value in said.items()}
        others = tuple((label, value) for label, lines in self._others if (value := _joined(lines)))
        return FormFields(
            name=_name(first_lines),
            email=_email(said.get("email", "")) or _email(said.get("name", "")),
            phone=_phone(first_lines.get("phone", "")),
            company=first_lines.get("company", "")[:100],
            # A form that asks for no message still says what they want.
            message=said.get("message") or "\n".join(f"{label}: {value}" for label, value in others),
            subject=first_lines.get("subject", ""),
            product=first_lines.get("product", ""),
            page=first_lines.get("page", ""),
            others=others,
            known_labels=frozenset(kind for kind, value in said.items() if value),
            says_so=self._says_so,
            above=self._above,
        )


def _fits(kind: str, value: str) -> bool:
    """Whether a value can be an answer to such a label."""
    if kind == "email":
        return "@" in value or not value
    if kind == "phone":
        return sum(map(str.isdigit, value)) >= 5 or not value
    if kind in ("name", "first", "last", "company"):
        return len(value) <= 60 and not _ADDRESS.search(value)
    return len(value) <= 200 or kind == "message"


def _joined(lines: list[str]) -> str:
    """The lines of a value without the rules and blank lines around them."""
    kept = list(lines)
    while kept and (not kept[-1] or _SEPARATOR.match(kept[-1])):
        kept.pop()
    while kept and (not kept[0] or _SEPARATOR.match(kept[0]) or _FORM_STANDS_AT.match(kept[0])):
        kept.pop(0)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept))


def _name(said: dict[str, str]) -> str:
    """The whole name, where the form asked for it in two parts or beside a surname."""
    name, first, last = (said.get(part, "") for part in ("name", "first", "last"))
    if first and last:
        name = f"{first} {last}"
    elif (first or last) and (first or last) not in name:
        name = f"{first} {name} {last}"
    return " ".join(_ANGLED.sub(" ", name).replace("*", "").split()).strip('"')[:100]


def _phone(text: str) -> str:
    return text[:60] if sum(map(str.isdigit, text)) >= 5 else ""


def _email(text: str) -> str:
    found = _ADDRESS.search(text)
    return found.group(0).lower() if found else ""
