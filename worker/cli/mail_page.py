"""One mail as `keepwarm read` shows it to a person: what it is, who speaks and every rule's word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from worker.cli.printing import console, harmless, plain

_LABEL = 14  # columns
_COLOURS = {
    "unsure": "yellow",
    "bounce": "red",
    "opt_out": "red",
    "spam": "dim",
    "bulk": "dim",
    "loop": "dim",
}


def show(found: dict[str, Any]) -> None:
    """Print everything that was understood of a mail, and which rules claim it."""
    from rich.text import Text

    screen = console()
    verdict = found["verdict"]
    title = Text.assemble(
        (harmless(verdict), f"bold {_COLOURS.get(verdict, 'green')}"), "  ", (plain(found["file"]), "bold")
    )
    screen.print(title, Text(harmless(found["reason"])), sep="\n", soft_wrap=True)
    for label, value in _lines(found):
        screen.print(
            Text(f"  {label:{_LABEL}}", style="cyan").append(harmless(value), "default"), soft_wrap=True
        )
    for heading, text in _texts(found):
        screen.print(Text(f"  {heading}", style="cyan"))
        for line in text.splitlines():
            screen.print(Text(f"    {harmless(line)}"), soft_wrap=True)
    _show_rules(screen, found)
    screen.print()


def _lines(found: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What is said in one line each, with its label; what is not there is left out."""
    yield "from", _who(found["from"])
    if found["via"]["email"] != found["from"]["email"]:
        yield "sent by", _who(found["via"])
    yield "subject", found["subject"]
    for label, key in (
        ("asked", "asked"),
        ("intent", "intent"),
        ("hold until", "until"),
        ("language", "language"),
    ):
        if found[key]:
            yield label, found[key]
    for fact in found["facts"]:
        line = "" if fact["line"] in ("", fact["value"]) else f'  in: "{fact["line"]}"'
        yield fact["kind"], f"{fact['value']}{line}"
    if bounce := found["bounce"]:
        yield "bounced", bounce["recipient"]
        yield "for good", f"{'yes' if bounce['permanent'] else 'no'} {bounce['status']}".rstrip()
        yield "answers", bounce["original_message_id"]
    if away := found["auto_reply"]:
        yield "back on", away["until"] or "not said"
    if forwarded := found["forwarded"]:
        yield "forwarded", f"{_who(forwarded['from'])}, {forwarded['date'] or 'no date'}"
        yield "their subject", forwarded["subject"]


def _texts(found: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if found["forwarded"] and found["forwarded"]["comment"]:
        yield "what the colleague wrote", found["forwarded"]["comment"]
    if found["new_text"]:
        yield "new text", found["new_text"]


def _show_rules(screen: Any, found: dict[str, Any]) -> None:
    """Each rule in the order asked: its opinion, or what it looked for in vain; the first hit decides."""
    from rich.text import Text

    screen.print(Text("  rules, in order", style="cyan"))
    decided = False
    for looks_for, opinion in found["rules"]:
        if opinion is None:
            screen.print(Text(f"    miss  {looks_for}", style="dim"), soft_wrap=True)
            continue
        word = "also" if decided else "HIT "
        style = "" if decided else "bold green"
        screen.print(
            Text.assemble("    ", (word, style), f"  {opinion.verdict.value}: {harmless(opinion.reason)}"),
            soft_wrap=True,
        )
        decided = True


def _who(person: dict[str, str]) -> str:
    return f"{person['name']} <{person['email']}>".strip() if person["name"] else person["email"] or "nobody"
