"""A disk that is nearly full: nothing is collected or sent, mail stays on its server, and all heals."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.flow.test_health import beats, checks, serving
from tests.story import Story

Tell = Callable[..., Story]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 MB; only root may have one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("only root may mount a small disk")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.mark.embedded("its database lies on a disk of its own")
def test_nothing_is_collected_or_sent_and_all_of_it_later(tell: Tell, small_disk: Path) -> None:
    story = tell(database=f"sqlite:///{small_disk}/keepwarm.db", more="[limits]\nfree_disk = 30000000")
    story.sink.go_down()
    story.receives("Ana Bo <ana@customer.example>", "Office", "What does a carport cost?")
    story.sink.come_back()
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(40_000_000))

    story.receives("Ben Co <ben@other.example>", "Roof", "How long would a roof take?")
    story.passes(minutes=20)
    beats(story)
    assert story.mails == []
    assert [lead["name"] for lead in story.leads()] == ["Ana Bo"], "Ben's mail stays where it is"
    with serving(story) as ask:
        red = ask("/readyz")
        assert (red[0], checks(red)["disk"], checks(red)["mailbox sales"]) == (503, "red", "red")
    assert all("nearly full" in (mail["reason"] or "") for mail in outbox(story)), "and it is said why"

    ballast.unlink()
    story.passes(minutes=2)
    beats(story)
    assert {lead["name"] for lead in story.leads()} == {"Ana Bo", "Ben Co"}
    for customer in ("ana@customer.example", "ben@other.example"):
        assert len(story.sent("acknowledgement", customer)) == 1
    assert "Keepwarm: the inbox sales cannot be read" in [mail.subject for mail in story.sent("alarm", "max")]
    with serving(story) as ask:
        assert ask("/readyz")[0] == 200
    assert not story.broken_invariants()


@pytest.mark.embedded("PostgreSQL looks after its own disk")
def test_how_little_is_too_little_can_be_said(tell: Tell) -> None:
    more_than_there_is = "[limits]\nfree_disk = 1000000000000000"
    story = tell(more=more_than_there_is)
    story.receives("Ana Bo <ana@customer.example>", "Office", "What does a carport cost?")
    assert story.leads() == []
    story.restarts(story.config.read_text().replace(more_than_there_is, "[limits]\nfree_disk = 0"))
    # The mailbox was never met before: what lay in it is history, as at any first look.
    story.receives("Ben Co <ben@other.example>", "Roof", "How long would a roof take?")
    assert [lead["name"] for lead in story.leads()] == ["Ben Co"]


@pytest.mark.embedded("it names its database itself")
def test_postgresql_looks_after_its_own_disk(tell: Tell, postgres_url: str) -> None:
    story = tell(database=postgres_url, more="[limits]\nfree_disk = 1000000000000000")
    story.receives("Ana Bo <ana@customer.example>", "Office", "What does a carport cost?")
    assert len(story.leads()) == 1


def outbox(story: Story) -> list[dict[str, str | None]]:
    from worker.cli import mails

    with story.app.workshop.work() as work:
        return [row for row in mails.outbox_rows(work) if row["state"] == "queued"]
