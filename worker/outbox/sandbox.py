"""Compiles a mail template in a language that can only say things, never do them.

Jinja's own sandbox is not enough: it calls methods of the values it is given, and one line can
eat the memory. Here a template may only read values, choose and walk lists. What it may contain
is an allow-list over its syntax tree, so the work of a rendering is bounded before it starts.
A customer's text is only ever a value; it is never compiled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.filters import FILTERS as JINJA_FILTERS
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS as JINJA_TESTS

MAX_SOURCE = 64_000  # characters of a template file
MAX_ROWS = 500  # rows one loop may walk
MAX_LOOP_DEPTH = 2

FILTERS = ("capitalize", "default", "first", "last", "length", "lower", "trim", "truncate", "upper")
TESTS = ("defined",)
# A line that holds nothing but tags leaves no trace in the mail; its line break is hidden in a
# comment, so that error messages still count lines right.
TAG_LINE = re.compile(r"^[ \t]*((?:\{%(?:(?!%\}).)*%\}[ \t]*)+)\n", re.MULTILINE)
LOOP_FACTS = ("first", "index", "last", "length")

# Nothing that calls, computes, assigns or reaches another file: `{{ 'a' * 10**9 }}` and
# `{{ lead.delete() }}` are refused when the template is compiled, not when it runs.
ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Block,
    nodes.If,
    nodes.For,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Filter,
    nodes.Test,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
)


class TemplateError(Exception):
    """A template cannot be used; the message is one sentence that names the file and the reason."""


class Missing(StrictUndefined):
    """A value a template asks for and nobody gave; its message lists what there is instead."""

    @property
    def _undefined_message(self) -> str:
        sentence = f"no such value `{self._undefined_name}`"
        if isinstance(self._undefined_obj, Mapping):
            sentence += f"; there are: {listed(self._undefined_obj)}"
        return sentence


class Sandbox(ImmutableSandboxedEnvironment):
    """Values are mappings, tuples and text; a dot looks a name up and can reach nothing of Python."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Look a name up in a mapping, or one of the few facts about a loop."""
        if isinstance(obj, LoopContext) and attribute in LOOP_FACTS:
            return getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Look up a name in a mapping or a place in a list."""
        if isinstance(obj, StrictUndefined):
            str(obj)  # raises: the first name of `leed.name` is the wrong one
        if isinstance(obj, Mapping) and argument in obj:
            return obj[argument]
        if isinstance(obj, tuple) and isinstance(argument, int) and -len(obj) <= argument < len(obj):
            return obj[argument]
        return self.undefined(obj=obj, name=str(argument))


def compile_template(source: str, path: Path) -> CodeType:
    """Check the source against the allow-list and compile it. Raises TemplateError."""
    if len(source) > MAX_SOURCE:
        raise TemplateError(f"{path}: the file is longer than {MAX_SOURCE} characters.")
    try:
        tree = ENVIRONMENT.parse(TAG_LINE.sub(r"\1{#\n#}", source), filename=str(path))
        _check(tree, path, depth=0)
        _bound_loops(tree)
        # Compiling a tree instead of a text keeps what was checked and what runs the same thing.
        return ENVIRONMENT.compile(tree, filename=str(path))
    except TemplateSyntaxError as error:
        raise TemplateError(f"{path}, line {error.lineno}: {error.message}") from None
    except RecursionError:
        raise TemplateError(f"{path}: the template is nested too deeply.") from None


def values_read(source: str) -> frozenset[str]:
    """The values a template reads, written as it writes them ("lead.name"), loop variables left out."""
    tree = ENVIRONMENT.parse(source)
    loop_names = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"} | {"loop"}
    dotted = {_dotted(node) for node in tree.find_all((nodes.Getattr, nodes.Name))}
    inner = {_dotted(node.node) for node in tree.find_all(nodes.Getattr)}
    return frozenset(name for name in dotted - inner if name and name.split(".")[0] not in loop_names)


def listed(names: Mapping[str, object]) -> str:
    """The names of a mapping as a sentence part."""
    return ", ".join(f"`{name}`" for name in sorted(names)) or "none"


def _check(node: nodes.Node, path: Path, *, depth: int) -> None:
    """Refuse the first thing that is not on the allow-list, saying where it stands."""
    if not isinstance(node, ALLOWED):
        what = type(node).__name__.lower()
        raise TemplateError(
            f"{path}, line {node.lineno}: a mail template may only read values, choose and "
            f"walk lists, and this is a {what}."
        )
    if isinstance(node, nodes.For):
        depth += 1
        if depth > MAX_LOOP_DEPTH or node.recursive:
            raise TemplateError(
                f"{path}, line {node.lineno}: loops may stand in each other once, not deeper."
            )
    if isinstance(node, nodes.Const) and isinstance(node.value, int) and node.value > 1_000:
        raise TemplateError(f"{path}, line {node.lineno}: the number {node.value} is larger than 1,000.")
    for child in node.iter_child_nodes():
        _check(child, path, depth=depth)


def _bound_loops(tree: nodes.Template) -> None:
    """Let every loop walk its list through `rows`, which refuses text and long lists."""
    for loop in tree.find_all(nodes.For):
        loop.iter = nodes.Filter(loop.iter, "rows", [], [], None, None, lineno=loop.lineno)


def _rows(value: object) -> Iterator[object]:
    """The rows of a list value; raises TypeError for anything else, or for too many."""
    if isinstance(value, StrictUndefined):
        str(value)  # raises the sentence that says which name is missing
    if not isinstance(value, tuple) or len(value) > MAX_ROWS:
        raise TypeError(f"a loop walks over a list of at most {MAX_ROWS} rows")
    return iter(value)


def _join(value: object, between: str = "") -> str:
    """The rows of a list as one line. Jinja's own also joins text, which may grow beyond bounds."""
    return str(between).join(str(row) for row in _rows(value))


def _quoted(value: str) -> str:
    """Text as a mail quotes it, so that no line of a customer's can look like one of ours."""
    return "\n".join(f"> {line}".rstrip() for line in value.splitlines())


def _sentence(value: str) -> str:
    """Words with a full stop after them, unless they bring their own ending."""
    return value if not value or value.rstrip("\"')*").endswith((".", "!", "?", "…")) else f"{value}."


def _dotted(node: nodes.Node) -> str:
    """`lead.name` for the tree of lead.name, "" for what is no plain path."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        head = _dotted(node.node)
        return f"{head}.{node.attr}" if head else ""
    return ""


OWN_FILTERS = {"rows": _rows, "join": _join, "quoted": _quoted, "sentence": _sentence}


def _environment() -> Sandbox:
    environment = Sandbox(undefined=Missing, autoescape=False, keep_trailing_newline=True)
    environment.globals = {}
    environment.filters = {name: JINJA_FILTERS[name] for name in FILTERS} | OWN_FILTERS
    environment.tests = {name: JINJA_TESTS[name] for name in TESTS}
    return environment


ENVIRONMENT = _environment()
