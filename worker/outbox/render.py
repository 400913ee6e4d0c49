"""Turns a purpose ("offer", "day7") and its values into the subject and text of one mail.

Callers give words, never objects: every instant was put into words by saying.py before. The
folders are those of the settings, the operator's before the built-in one; a language without the
template falls back to English. docs/templates.md lists the purposes and their values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Template, TemplateRuntimeError, UndefinedError
from jinja2.runtime import Context

from worker.outbox.sandbox import ENVIRONMENT, TemplateError, compile_template, listed, values_read

__all__ = [
    "Rendered",
    "TemplateError",
    "find_template",
    "language_of",
    "render",
    "render_file",
    "required_values",
]

MAX_OUTPUT = 400_000  # characters of one block
MAX_LINE = 600  # characters of a value that is one line
MAX_TEXT = 20_000  # characters of a value called `text`
MAX_DEPTH = 5

# A value is one line, whatever a customer wrote into their name, unless it is called `text`.
LONG_VALUE = "text"
NOT_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
NAME = re.compile(r"[a-z][a-z0-9_]*\Z")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A mail's words: the subject in one line, the text ending with one newline."""

    subject: str
    text: str


def find_template(purpose: str, *, language: str, folders: Sequence[Path]) -> Path:
    """The first file for this purpose: its language in every folder, then English. Raises TemplateError."""
    for path in _places(purpose, language[:2].lower(), tuple(folders)):
        if path.is_file():
            return path
    places = " or ".join(str(folder / "emails" / "en") for folder in folders)
    raise TemplateError(f"There is no template {purpose}.j2; put one into {places}.")


@lru_cache(maxsize=512)
def _places(purpose: str, spoken: str, folders: tuple[Path, ...]) -> tuple[Path, ...]:
    """Every place where the template may lie, the best first."""
    return tuple(
        folder / "emails" / candidate / f"{purpose}.j2"
        for candidate in dict.fromkeys((spoken, "en"))
        for folder in folders
        if NAME.match(purpose) and NAME.match(candidate)
    )


def language_of(purpose: str, *, language: str, folders: Sequence[Path]) -> str:
    """The language the mail will really be in; put times into words in this one. Raises TemplateError."""
    return find_template(purpose, language=language, folders=folders).parent.name


def render(purpose: str, values: Mapping[str, object], *, language: str, folders: Sequence[Path]) -> Rendered:
    """The mail for `purpose`. Raises TemplateError; then nothing may be sent, not even a part."""
    return render_file(find_template(purpose, language=language, folders=folders), values)


def render_file(path: Path, values: Mapping[str, object]) -> Rendered:
    """The mail one template file makes of the values. Raises TemplateError."""
    template = _load(path)
    context = template.new_context(_clean(values, name="", depth=0))
    subject = " ".join(_block(template, "subject", context, path).split())
    text = re.sub(r"[ \t]+$", "", _block(template, "text", context, path), flags=re.MULTILINE)
    text = re.sub(r"\n{3,}", "\n\n", text).strip("\n")
    if not text:
        raise TemplateError(f"{path}: the mail came out empty.")
    return Rendered(subject=subject, text=f"{text}\n")


def required_values(purpose: str, *, language: str = "en", folders: Sequence[Path]) -> frozenset[str]:
    """The values the template of `purpose` reads, as "lead.name". Raises TemplateError."""
    return values_read(_read(find_template(purpose, language=language, folders=folders)))


def _load(path: Path) -> Template:
    return _compiled(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=256)
def _compiled(path: Path, changed_at: int) -> Template:
    # `changed_at` is part of the cache's key only: a changed file is compiled anew.
    code = compile_template(_read(path), path)
    template = ENVIRONMENT.template_class.from_code(ENVIRONMENT, code, {})
    for block in ("subject", "text"):
        if block not in template.blocks:
            raise TemplateError(f"{path}: the template has no block `{block}`.")
    return template


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateError(f"{path}: the file cannot be read as UTF-8 text ({error}).") from None


def _block(template: Template, name: str, context: Context, path: Path) -> str:
    """Run one block and stop it when it says too much."""
    block: Callable[[Context], Iterator[str]] = template.blocks[name]
    pieces: list[str] = []
    length = 0
    try:
        for piece in block(context):
            length += len(piece)
            if length > MAX_OUTPUT:
                raise TemplateError(f"{path}: the mail is longer than {MAX_OUTPUT} characters.")
            pieces.append(piece)
    except (TemplateRuntimeError, TypeError, ValueError) as error:
        reason = str(error).rstrip(".")
        if isinstance(error, UndefinedError) and "there are:" not in reason:
            reason += f"; there are: {listed(context.parent)}"
        raise TemplateError(f"{path}, line {_line(error, template)}: {reason}.") from None
    return "".join(pieces)


def _line(error: BaseException, template: Template) -> int:
    """The line of the template in which the error arose."""
    line, step = 0, error.__traceback__
    while step is not None:
        if step.tb_frame.f_globals.get("__jinja_template__") is template:
            line = template.get_corresponding_lineno(step.tb_lineno)
        step = step.tb_next
    return line


def _clean(value: Any, *, name: str, depth: int) -> Any:
    """A copy made of mappings, tuples, text and numbers only; anything else is refused."""
    if depth > MAX_DEPTH:
        raise TemplateError(f"The value `{name}` is nested too deeply for a template.")
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return _clean_text(value, long=name.rpartition(".")[2] == LONG_VALUE)
    if is_dataclass(value) and not isinstance(value, type):
        value = {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, Mapping):
        return {
            str(key): _clean(item, name=f"{name}.{key}" if name else str(key), depth=depth + 1)
            for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return tuple(_clean(item, name=name, depth=depth + 1) for item in value)
    raise TemplateError(f"The value `{name}` is a {type(value).__name__}; templates take words and numbers.")


def _clean_text(value: str, *, long: bool) -> str:
    """Text without control characters and direction overrides; one line unless it may be long."""
    value = NOT_TEXT.sub(" ", value.replace("\r\n", "\n").replace("\r", "\n"))
    value = value.encode("utf-8", "replace").decode("utf-8")
    most = MAX_TEXT if long else MAX_LINE
    value = value if long else " ".join(value.split())
    return value if len(value) <= most else f"{value[: most - 1]}…"
