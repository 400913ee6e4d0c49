"""Reads the plan of a cadence from templates/cadences/NAME.toml into frozen values.

The file is written by the people who sell, so what is wrong with it is said in sentences, all at
once. Dates are computed in schedule.py; how many touches are allowed is settings and section 4
of the rules.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

from worker.leads.wording.vague import is_vague

TEMPLATE_NAME = re.compile(r"[a-z][a-z0-9_]*")
KEYS = ("name", "day", "template", "call_template", "next", "call_next", "send")
LONGEST = 365


class Sending(StrEnum):
    """Who lets the mail of a step go."""

    OWNER = "owner"
    AUTOMATIC = "automatic"


class CadenceError(Exception):
    """A cadence cannot be used; `problems` holds one sentence each, the message all of them."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the plan. `day` counts from T0; `next` holds `<name>` where the customer's stands."""

    name: str
    day: int
    template: str
    next: str
    call_template: str | None = None
    call_next: str | None = None
    send: Sending = Sending.OWNER

    def template_for(self, *, call: bool) -> str:
        """The template's purpose; `call`: a phone number is known or, on day 0, a call was asked for."""
        return self.call_template if call and self.call_template else self.template

    def next_action(self, name: str, *, call: bool = False) -> str:
        """The owner's next action in words ("Ring Peter")."""
        words = self.call_next if call and self.call_next else self.next
        return words.replace("<name>", name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """A plan: the first answer on day 0, then the touches, in the order of their days."""

    name: str
    steps: tuple[Step, ...]

    @property
    def first_answer(self) -> Step:
        """The Day 0 draft that stands in the offer."""
        return self.steps[0]

    @property
    def touches(self) -> tuple[Step, ...]:
        """The steps after our first answer."""
        return self.steps[1:]

    def step_after(self, day: int) -> Step | None:
        """The first step later than `day`; None when the plan is through."""
        return next((step for step in self.steps if step.day > day), None)


def load(name: str, folders: Sequence[Path]) -> Cadence:
    """The cadence NAME from the first folder that has it. Raises CadenceError."""
    if not TEMPLATE_NAME.fullmatch(name):
        raise CadenceError([f"{name!r} cannot be a cadence's name: use small letters, digits and _."])
    paths = [folder / "cadences" / f"{name}.toml" for folder in folders]
    path = next((candidate for candidate in paths if candidate.is_file()), None)
    if path is None:
        places = " or ".join(str(candidate.parent) for candidate in paths)
        raise CadenceError([f"There is no cadence {name}.toml; put one into {places}."])
    return Cadence(name=name, steps=_steps(path))


def _steps(path: Path) -> tuple[Step, ...]:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CadenceError([f"{path}: the file cannot be read as TOML: {error}."]) from None
    tables = document.pop("step", [])
    problems = [f"{path}: `{key}` means nothing here; there are only [[step]] tables." for key in document]
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        problems.append(f"{path}: write each step as a [[step]] table.")
        tables = []
    for number, table in enumerate(tables, start=1):
        problems += [f"{path}, step {number}: {complaint}" for complaint in _complaints(table)]
    if problems:
        raise CadenceError(problems)
    steps = tuple(_step(table) for table in tables)
    problems = [f"{path}: {complaint}" for complaint in _contradictions(steps)]
    if problems:
        raise CadenceError(problems)
    return steps


def _complaints(table: Mapping[str, object]) -> Iterator[str]:
    """What is wrong with one step by itself."""
    for key in sorted(table.keys() - set(KEYS)):
        yield f"`{key}` is no key of a step; there are: {', '.join(KEYS)}."
    for key in ("name", "next", "call_next"):
        text = table.get(key)
        if text is None and key == "call_next":
            continue
        if not isinstance(text, str) or not text.strip() or "\n" in text:
            yield f'`{key}` is missing; write one line, for example {key} = "Ring <name>".'
        elif key != "name" and is_vague(text.replace("<name>", "")):
            yield f'`{key}` = "{text}" does not say what to do; write for example {key} = "Ring <name>".'
    day = table.get("day")
    if not isinstance(day, int) or isinstance(day, bool) or not 0 <= day <= LONGEST:
        yield f"`day` must be a number from 0 to {LONGEST}, for example day = 3."
    for key in ("template", "call_template"):
        template = table.get(key)
        if template is None and key == "call_template":
            continue
        if not isinstance(template, str) or not TEMPLATE_NAME.fullmatch(template):
            yield f'`{key}` must name a template without folder and ending, for example {key} = "day3".'
    if table.get("send", Sending.OWNER) not in tuple(Sending):
        yield '`send` must be "owner" or "automatic".'


def _step(table: Mapping[str, object]) -> Step:
    """A step whose table had no complaints."""
    words = {key: str(table[key]) for key in KEYS if key in table and key not in ("day", "send")}
    day, send = table["day"], table.get("send", Sending.OWNER)
    assert isinstance(day, int)
    return Step(
        name=words["name"].strip(),
        day=day,
        template=words["template"],
        next=words["next"].strip(),
        call_template=words.get("call_template"),
        call_next=words.get("call_next"),
        send=Sending(str(send)),
    )


def _contradictions(steps: Sequence[Step]) -> Iterator[str]:
    """What is wrong with the steps taken together."""
    if not steps or steps[0].day != 0:
        yield "the first step must be day 0, our first answer."
    if any(step.day == 0 for step in steps[1:]):
        yield "only the first step may be day 0."
    for earlier, later in pairwise(steps):
        if later.day <= earlier.day and later.day != 0:
            before = f'"{earlier.name}" (day {earlier.day})'
            yield f'"{later.name}" (day {later.day}) must come later than {before}.'
    names = [step.name for step in steps]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f'two steps are called "{name}"; give each its own name.'
    if steps and steps[0].send is Sending.AUTOMATIC:
        yield "day 0 is the answer of a person: it cannot be sent automatically."
