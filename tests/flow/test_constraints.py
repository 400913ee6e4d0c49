"""What a constraint can say, the schema says: no hand, no code and no crash can write such a row."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import CheckConstraint, inspect, text
from sqlalchemy.exc import IntegrityError

from tests.flow.desk import Desk
from worker.store import schema
from worker.store.database import Database
from worker.store.models import Base

REFUSED = (
    "UPDATE leads SET next_action = ''",
    "UPDATE leads SET due_at = NULL",
    "UPDATE leads SET accountable_id = NULL",
    "UPDATE leads SET turn = NULL",
    "UPDATE leads SET turn = 'nobody'",
    "UPDATE leads SET state = 'forgotten'",
    "UPDATE leads SET state = 'owned'",
    "UPDATE leads SET state = 'owned', owner_id = 'sam'",
    "UPDATE leads SET state = 'escalated'",
    "UPDATE leads SET state = 'handoff_pending'",
    "UPDATE leads SET owner_id = 'sam'",
    "UPDATE leads SET closed_at = judged_at",
    "UPDATE leads SET state = 'closed', close_reason = 'won', closed_at = judged_at",
    "UPDATE leads SET state = 'closed', closed_at = judged_at, next_action = NULL, due_at = NULL,"
    " accountable_id = NULL, turn = NULL",
    "UPDATE leads SET state = 'closed', close_reason = 'won', next_action = NULL, due_at = NULL,"
    " accountable_id = NULL, turn = NULL",
    "UPDATE offers SET state = 'expired'",
    "UPDATE offers SET state = 'expired', answered_at = offered_at, due_at = NULL",
    "UPDATE offers SET state = 'lost'",
    "UPDATE offers SET started_at = NULL",
    "UPDATE offers SET position = 0",
    "UPDATE events SET why = ''",
    "UPDATE events SET who = ''",
    "UPDATE drafts SET state = 'sent'",
    "UPDATE inbound_emails SET reason = ''",
    "UPDATE inbound_emails SET verdict = NULL",
    "UPDATE outbox_emails SET state = 'queued', due_at = NULL",
    "UPDATE outbox_emails SET state = 'sent', sent_at = NULL",
    "UPDATE outbox_emails SET state = 'failed', reason = NULL",
    "UPDATE outbox_emails SET state = 'preparing', lease_until = NULL",
    "UPDATE outbox_emails SET audience = 'anybody'",
    "INSERT INTO absences (owner_id, starts_at, ends_at, source, state)"
    " VALUES ('sam', '2026-06-11', '2026-06-10', 'planned', 'planned')",
    "INSERT INTO handoffs (lead_id, giver_id, receiver_id, state, state_before, note, next_action, new_next,"
    " next_due_at, given_at, expires_at, due_at) SELECT id, 'sam', 'sam', 'pending', 'owned', 'x', 'x', true,"
    " due_at, due_at, due_at, due_at FROM leads",
)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Ana wrote, was acknowledged, and Jamie was asked."""
    url = request.getfixturevalue("postgres").database() if request.param == "postgresql" else ""
    desk = Desk(tmp_path_factory.mktemp("desk"), database=url)
    desk.arrives("Ana Bo <ana@customer.example>")
    desk.goes_out()
    return desk


@pytest.mark.parametrize("statement", REFUSED)
def test_the_schema_refuses(desk: Desk, statement: str) -> None:
    with pytest.raises(IntegrityError), desk.work() as work:
        work.session.execute(text(statement))


def test_a_second_offer_at_once_is_refused(desk: Desk) -> None:
    again = (
        "INSERT INTO offers (lead_id, owner_id, round, position, state, offered_at, why)"
        " SELECT lead_id, 'max', round, 2, 'pending', offered_at, why FROM offers"
    )
    with pytest.raises(IntegrityError), desk.work() as work:
        work.session.execute(text(again))


def test_the_migrated_schema_has_every_constraint_of_the_models(desk: Desk) -> None:
    there = inspect(desk.workshop.database.engine)
    for table in Base.metadata.sorted_tables:
        said = {str(one.name) for one in table.constraints if isinstance(one, CheckConstraint)}
        assert {str(one["name"]) for one in there.get_check_constraints(table.name)} == said, table.name


@pytest.mark.parametrize("home", ["sqlite", "postgresql"])
def test_rows_of_an_older_version_are_put_right_and_kept(
    home: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """A lead that the version before closed without saying when, its offer, and what refers to both."""
    url = f"sqlite:///{tmp_path}/k.db" if home == "sqlite" else request.getfixturevalue("postgres_url")
    database = Database(url)
    config = schema._config()
    with database.altering() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0005")
        for statement in OLD_ROWS:
            connection.execute(text(statement))
    schema.migrate(database)
    with database.engine.connect() as connection:
        lead = connection.execute(text("SELECT state, closed_at, close_reason, turn FROM leads")).one()
        assert (lead.state, lead.close_reason, lead.turn) == ("closed", "closed", None)
        assert lead.closed_at is not None
        offer = connection.execute(text("SELECT state, answered_at, reason, due_at FROM offers")).one()
        assert (offer.state, offer.reason, offer.due_at) == ("withdrawn", "withdrawn", None)
        assert offer.answered_at is not None
        assert connection.execute(text("SELECT count(*) FROM events")).scalar() == 1
    database.close()


OLD_ROWS = (
    "INSERT INTO persons (id, language) VALUES (1, 'en')",
    "INSERT INTO leads (id, ref, inbox, person_id, name, address, language, state, accountable_id, turn,"
    " stage, next_action, due_at, asked, facts, source, subject, mail_subject, thread_ids, numbers,"
    " arrived_at, judged_at, round, offers_left, passed_on, reopened, opted_out)"
    " VALUES (1, 'L-1', 'sales', 1, 'Ana', 'ana@x.example', 'en', 'closed', 'max', 'us', 'New lead',"
    " 'Answer Ana', '2026-06-10 10:00', '', '[]', '{}', '', '', '[]', '{}', '2026-06-10', '2026-06-10', 1, 1,"
    " false, 0, false)",
    "INSERT INTO offers (id, lead_id, owner_id, round, position, state, offered_at, due_at, why)"
    " VALUES (1, 1, 'jamie', 1, 1, 'withdrawn', '2026-06-10', '2026-06-10', 'waited longest')",
    "INSERT INTO events (id, lead_id, at, what, who, why) VALUES (1, 1, '2026-06-10', 'closed', 'jamie', '')",
)
