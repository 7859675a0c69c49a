"""The outbox: rows with the deed, leases, numbers that fence, waits that grow."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from runtime.db import Database
from runtime.notifications import outbox
from runtime.notifications.models import OutboxRow
from tests.conftest import FrozenClock

SMS = {"to": "+84912345678", "text": "Hồ sơ đã được tiếp nhận."}


def promise(database: Database, key: str = "one", **more: object) -> None:
    with database.transaction() as session:
        outbox.put(session, "sms", SMS, key=key, **more)  # type: ignore[arg-type]


def lease(database: Database, at: datetime, limit: int = 10) -> list[outbox.Leased]:
    with database.transaction() as session:
        return outbox.lease(session, at=at, limit=limit)


def row(database: Database, key: str = "one") -> OutboxRow:
    with database.reading() as session:
        return session.scalars(sa.select(OutboxRow).where(OutboxRow.key == key)).one()


def test_a_promise_that_is_rolled_back_is_never_sent(database: Database, frozen_clock: FrozenClock) -> None:
    rung: list[str] = []
    database.listen(outbox.TOPIC, lambda: rung.append("ring"))
    with pytest.raises(ZeroDivisionError), database.transaction() as session:
        outbox.put(session, "sms", SMS, key="one")
        _ = 1 / 0
    assert lease(database, frozen_clock.moment) == []
    assert rung == []


def test_the_bell_rings_once_after_the_commit(database: Database, frozen_clock: FrozenClock) -> None:
    rung: list[str] = []
    database.listen(outbox.TOPIC, lambda: rung.append("ring"))
    with database.transaction() as session:
        outbox.put(session, "sms", SMS, key="one")
        outbox.put(session, "sms", SMS, key="two")
        assert rung == []
    assert rung == ["ring"]


def test_the_same_key_promises_once(database: Database, frozen_clock: FrozenClock) -> None:
    with database.transaction() as session:
        assert outbox.put(session, "sms", SMS, key="one")
        assert not outbox.put(session, "sms", SMS, key="one")
    with database.transaction() as session:
        assert not outbox.put(session, "sms", SMS, key="one")
    assert len(lease(database, frozen_clock.moment)) == 1


def test_a_message_with_the_wrong_parts_is_refused_where_it_is_made(database: Database) -> None:
    with database.transaction() as session, pytest.raises(ValueError, match="exactly"):
        outbox.put(session, "sms", {"to": "+84912345678"}, key="one")


def test_a_message_for_later_waits_for_its_time(database: Database, frozen_clock: FrozenClock) -> None:
    promise(database, due_at=frozen_clock.moment + timedelta(hours=1))
    assert lease(database, frozen_clock.moment) == []
    assert len(lease(database, frozen_clock.moment + timedelta(hours=1))) == 1


def test_a_leased_message_is_nobody_elses_until_the_lease_ends(
    database: Database, frozen_clock: FrozenClock
) -> None:
    promise(database)
    assert len(lease(database, frozen_clock.moment)) == 1
    assert lease(database, frozen_clock.moment + outbox.LEASE - timedelta(seconds=1)) == []
    assert len(lease(database, frozen_clock.moment + outbox.LEASE)) == 1


def test_messages_are_leased_oldest_first_and_no_more_than_asked(
    database: Database, frozen_clock: FrozenClock
) -> None:
    for number in range(5):
        promise(database, key=f"{number}", due_at=frozen_clock.moment - timedelta(minutes=number))
    assert [leased.key for leased in lease(database, frozen_clock.moment, limit=2)] == ["4", "3"]
    assert [leased.key for leased in lease(database, frozen_clock.moment)] == ["2", "1", "0"]


def test_who_lost_the_lease_can_record_nothing(database: Database, frozen_clock: FrozenClock) -> None:
    promise(database)
    (slow,) = lease(database, frozen_clock.moment)
    (quick,) = lease(database, frozen_clock.moment + outbox.LEASE)
    later = frozen_clock.moment + outbox.LEASE
    with database.transaction() as session:
        assert not outbox.done(session, slow, at=later)
        assert not outbox.failed(session, slow, at=later, error="slow")
        assert not outbox.given_up(session, slow, at=later, error="slow")
    assert (row(database).done_at, row(database).last_error) == (None, "")
    with database.transaction() as session:
        assert outbox.done(session, quick, at=later)
    assert row(database).done_at == later


def test_what_is_done_is_never_leased_again(database: Database, frozen_clock: FrozenClock) -> None:
    promise(database)
    (leased,) = lease(database, frozen_clock.moment)
    with database.transaction() as session:
        assert outbox.done(session, leased, at=frozen_clock.moment)
        assert not outbox.done(session, leased, at=frozen_clock.moment)
    assert lease(database, frozen_clock.moment + timedelta(days=9)) == []


def test_each_failure_waits_longer_and_the_eighth_is_the_last(
    database: Database, frozen_clock: FrozenClock
) -> None:
    promise(database)
    moment, waits = frozen_clock.moment, []
    for _ in range(outbox.MOST_TRIES):
        (leased,) = lease(database, moment)
        with database.transaction() as session:
            assert outbox.failed(session, leased, at=moment, error="not now")
        waits.append(row(database).due_at - moment)
        moment = max(moment, row(database).due_at)
    assert waits[:4] == [
        timedelta(seconds=15),
        timedelta(minutes=1),
        timedelta(minutes=4),
        timedelta(minutes=16),
    ]
    assert waits[:-1] == sorted(waits[:-1])
    assert max(waits) == outbox.LONGEST_WAIT
    assert row(database).dead_at == moment
    assert row(database).last_error == "not now"
    assert lease(database, moment + timedelta(days=9)) == []


def test_a_dead_message_can_be_taken_up_again(database: Database, frozen_clock: FrozenClock) -> None:
    promise(database)
    (leased,) = lease(database, frozen_clock.moment)
    with database.transaction() as session:
        assert not outbox.revive(session, leased.id, at=frozen_clock.moment)
        assert outbox.given_up(session, leased, at=frozen_clock.moment, error="no such number")
    with database.transaction() as session:
        assert outbox.revive(session, leased.id, at=frozen_clock.moment)
    (again,) = lease(database, frozen_clock.moment)
    assert again.tries == 1
    assert again.lease_token > leased.lease_token


def test_the_oldest_waiting_message_tells_how_late_the_post_is(
    database: Database, frozen_clock: FrozenClock
) -> None:
    with database.reading() as session:
        assert outbox.oldest_waiting(session, at=frozen_clock.moment) is None
    promise(database)
    promise(database, key="later", due_at=frozen_clock.moment + timedelta(hours=1))
    with database.reading() as session:
        assert (
            outbox.oldest_waiting(session, at=frozen_clock.moment + timedelta(minutes=1))
            == frozen_clock.moment
        )


def test_a_one_time_code_is_forgotten_once_it_is_sent_and_a_notice_is_kept(
    database: Database, frozen_clock: FrozenClock
) -> None:
    promise(database, outbox.CODES + "ticket")
    promise(database, "notice")
    for leased in lease(database, frozen_clock.moment):
        with database.transaction() as session:
            assert outbox.done(session, leased, at=frozen_clock.moment)
    assert row(database, outbox.CODES + "ticket").payload == {}
    assert row(database, "notice").payload == SMS
