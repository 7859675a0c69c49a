"""Handing over: whatever dies on the way, each promise arrives, and arrives once unless somebody died
between two words.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa

from runtime.notifications import delivery, outbox
from runtime.notifications.models import OutboxRow
from runtime.ports import Mailer
from runtime.world import World
from tests.conftest import FrozenClock
from tests.mailbox import Mailbox

TO = "anh@example.vn"


def promise(world: World, *keys: str, to: str = TO) -> None:
    with world.database.transaction() as session:
        for key in keys:
            outbox.put(session, "email", {"to": to, "subject": f"Thư {key}", "body": "Kính gửi"}, key=key)


def row(world: World, key: str) -> OutboxRow:
    with world.database.reading() as session:
        return session.scalars(sa.select(OutboxRow).where(OutboxRow.key == key)).one()


class DiesAfterSending:
    """A mailer whose process is killed once, right after the mail is out and before anybody could note it."""

    def __init__(self, mailer: Mailer) -> None:
        self._mailer = mailer
        self.alive = True

    def send(self, to: str, subject: str, body: str, *, key: str) -> str:
        sent = self._mailer.send(to, subject, body, key=key)
        if self.alive:
            self.alive = False
            raise SystemExit
        return sent


def test_what_was_promised_arrives_oldest_first(
    world: World, mailbox: Mailbox, deliver: Callable[[], int]
) -> None:
    promise(world, "1", "2", "3")
    assert deliver() == 3
    assert [mail.subject for mail in mailbox.mails(TO)] == ["Thư 1", "Thư 2", "Thư 3"]
    assert deliver() == 0


def test_a_failure_is_noted_and_the_message_arrives_later(
    world: World, mailbox: Mailbox, deliver: Callable[[], int], frozen_clock: FrozenClock
) -> None:
    promise(world, "1")
    mailbox.fail_next(1)
    assert deliver() == 0
    assert row(world, "1").last_error == "SMTP 451: refused"
    assert deliver() == 0
    frozen_clock.advance(seconds=15)
    assert deliver() == 1
    assert row(world, "1").last_error == ""


def test_one_message_that_cannot_be_sent_holds_up_no_other(
    world: World, mailbox: Mailbox, deliver: Callable[[], int]
) -> None:
    promise(world, "bad", to="nobody@example.vn")
    promise(world, "good")
    assert deliver() == 1
    assert row(world, "bad").dead_at is not None
    assert len(mailbox.mails(TO)) == 1


def test_a_mistake_of_ours_in_one_message_holds_up_no_other(
    world: World, mailbox: Mailbox, deliver: Callable[[], int]
) -> None:
    promise(world, "bad", "good")
    with world.database.transaction() as session:
        session.execute(sa.update(OutboxRow).where(OutboxRow.key == "bad").values(payload={"to": TO}))
    assert deliver() == 1
    assert row(world, "bad").last_error == "KeyError"
    assert row(world, "bad").dead_at is None


def test_a_sender_that_died_before_sending_is_replaced(
    world: World, mailbox: Mailbox, deliver: Callable[[], int], frozen_clock: FrozenClock
) -> None:
    promise(world, "1")
    with world.database.transaction() as session:
        outbox.lease(session, at=frozen_clock.moment, limit=1)
    assert deliver() == 0
    frozen_clock.advance(seconds=outbox.LEASE.total_seconds())
    assert deliver() == 1
    assert len(mailbox.mails(TO)) == 1


def test_a_sender_that_died_after_sending_repeats_itself_under_the_same_message_id(
    world: World, mailbox: Mailbox, frozen_clock: FrozenClock
) -> None:
    promise(world, "1")
    mortal = replace(world, mailer=DiesAfterSending(world.mailer))
    with pytest.raises(SystemExit):
        delivery.drain(mortal)
    frozen_clock.advance(seconds=outbox.LEASE.total_seconds())
    assert delivery.drain(mortal) == 1
    first, second = mailbox.mails(TO)
    assert first.key == second.key


def test_a_sender_that_was_too_slow_leaves_the_record_to_its_successor(
    world: World, frozen_clock: FrozenClock, deliver: Callable[[], int]
) -> None:
    promise(world, "1")

    class Slow:
        def send(self, to: str, subject: str, body: str, *, key: str) -> str:
            frozen_clock.advance(seconds=outbox.LEASE.total_seconds() + 1)
            with world.database.transaction() as session:
                outbox.lease(session, at=frozen_clock.moment, limit=1)
            return ""

    delivery.drain(replace(world, mailer=Slow()))
    assert row(world, "1").done_at is None
    assert row(world, "1").lease_token == 2


def test_a_message_that_kills_every_sender_is_given_up(world: World, frozen_clock: FrozenClock) -> None:
    promise(world, "1")

    class Deadly:
        def send(self, to: str, subject: str, body: str, *, key: str) -> str:
            raise SystemExit

    for _ in range(outbox.MOST_TRIES):
        with pytest.raises(SystemExit):
            delivery.drain(replace(world, mailer=Deadly()))
        frozen_clock.advance(seconds=outbox.LEASE.total_seconds())
    delivery.drain(replace(world, mailer=Deadly()))
    assert row(world, "1").dead_at is not None


def test_many_drainers_at_once_send_every_message_exactly_once(world: World, mailbox: Mailbox) -> None:
    promise(world, *(f"{number}" for number in range(60)))
    start = threading.Barrier(4)
    arrived: list[int] = []

    def drain() -> None:
        start.wait()
        arrived.append(delivery.drain(world))

    threads = [threading.Thread(target=drain) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(arrived) == 60
    assert set(Counter(mail.subject for mail in mailbox.mails(TO)).values()) == {1}
    assert len(mailbox.mails(TO)) == 60


def test_no_more_is_handed_over_than_asked(world: World, mailbox: Mailbox) -> None:
    promise(world, *(f"{number}" for number in range(15)))
    assert delivery.drain(world, limit=12) == 12
    assert len(mailbox.mails(TO)) == 12


def test_no_transaction_is_open_while_the_post_office_is_asked(world: World) -> None:
    promise(world, "1")
    asked: list[bool] = []

    class Curious:
        def send(self, to: str, subject: str, body: str, *, key: str) -> str:
            asked.append(True)
            with (
                world.database.transaction() as session
            ):  # would wait for its own sender, were the row still locked
                session.execute(sa.update(OutboxRow).values(last_error="seen"))
            return ""

    assert delivery.drain(replace(world, mailer=Curious())) == 1
    assert asked == [True]
