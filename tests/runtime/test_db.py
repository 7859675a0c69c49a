"""The database session: what is committed, what is told afterwards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from runtime.accounts.models import Account, Attempt
from runtime.db import Database, after_commit, database_of, take_turns, tell

NOON = datetime(2026, 2, 13, 12, tzinfo=UTC)


def test_a_transaction_that_raises_leaves_nothing_and_tells_nobody(database: Database) -> None:
    told: list[str] = []
    database.listen("news", lambda: told.append("news"))
    with pytest.raises(RuntimeError), database.transaction() as session:
        session.add(Attempt(key="a", at=NOON))
        session.flush()
        tell(session, "news")
        raise RuntimeError
    with database.reading() as session:
        assert session.scalars(sa.select(Attempt)).all() == []
    assert told == []


def test_listeners_are_called_once_after_the_commit_however_often_they_were_told(database: Database) -> None:
    seen: list[int] = []

    def count() -> None:
        with database.reading() as session:
            seen.append(session.scalar(sa.select(sa.func.count()).select_from(Attempt)) or 0)

    database.listen("news", count)
    with database.transaction() as session:
        session.add(Attempt(key="a", at=NOON))
        tell(session, "news")
        tell(session, "news")
        assert seen == []
    assert seen == [1]


def test_after_commit_hooks_run_in_order(database: Database) -> None:
    order: list[int] = []
    with database.transaction() as session:
        after_commit(session, lambda: order.append(1))
        after_commit(session, lambda: order.append(2))
    assert order == [1, 2]


def test_a_reading_session_keeps_nothing(database: Database) -> None:
    with database.reading() as session:
        session.add(Attempt(key="a", at=NOON))
        session.flush()
    with database.reading() as session:
        assert session.scalars(sa.select(Attempt)).all() == []


def test_instants_come_back_aware_and_in_utc(database: Database) -> None:
    vietnam = timezone(timedelta(hours=7))
    with database.transaction() as session:
        session.add(Attempt(key="a", at=datetime(2026, 2, 13, 9, tzinfo=vietnam)))
    with database.reading() as session:
        at = session.scalars(sa.select(Attempt.at)).one()
    assert at == datetime(2026, 2, 13, 2, tzinfo=UTC)
    assert at.utcoffset() == timedelta(0)


def test_an_instant_without_a_time_zone_is_refused(database: Database) -> None:
    with database.transaction() as session, pytest.raises(sa.exc.StatementError, match="time zone"):
        session.execute(sa.insert(Attempt).values(key="a", at=datetime(2026, 2, 13)))


def test_foreign_keys_are_enforced(database: Database) -> None:
    with pytest.raises(sa.exc.IntegrityError), database.transaction() as session:
        session.execute(
            sa.text("INSERT INTO memberships (account_id, place, role) VALUES (999, 'x', 'officer')")
        )


def test_an_account_is_citizen_or_staff_and_nothing_else(database: Database) -> None:
    with pytest.raises(sa.exc.IntegrityError), database.transaction() as session:
        session.add(Account(kind="robot", full_name="R", created_at=NOON))


def test_a_session_knows_its_database(database: Database) -> None:
    with database.reading() as session:
        assert database_of(session) is database
    with database.transaction() as session:
        assert database_of(session) is database
        take_turns(session, "anything")
