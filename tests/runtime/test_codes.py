"""One-time codes: worth something once, for ten minutes, to whoever holds the ticket."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa

from runtime.accounts import codes
from runtime.accounts.models import OneTimeCode
from runtime.db import Database
from runtime.notifications.models import OutboxRow
from runtime.refusals import TooMany
from tests.conftest import FrozenClock

EMAIL = "hoa.nguyen@example.vn"
PAYLOAD = {"account_id": 7}


def send(
    database: Database, at: FrozenClock, purpose: str = "sign_in", destination: str = EMAIL
) -> tuple[str, str]:
    """(ticket, code) of a code that has just been sent."""
    with database.transaction() as session:
        ticket = codes.send(session, purpose, destination, PAYLOAD, at=at.now())
    return ticket, sent_code(database)


def sent_code(database: Database) -> str:
    with database.reading() as session:
        row = session.scalars(sa.select(OutboxRow).order_by(OutboxRow.id.desc())).first()
    assert row is not None
    found = re.search(r"(?<!\d)\d{6}(?!\d)", str(row.payload))
    assert found is not None
    return found[0]


def redeem(database: Database, ticket: str, code: str, at: FrozenClock) -> dict[str, Any] | None:
    with database.transaction() as session:
        return codes.redeem(session, ticket, code, at=at.now())


def another(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def test_the_right_code_gives_what_waited_for_it_once(database: Database, frozen_clock: FrozenClock) -> None:
    ticket, code = send(database, frozen_clock)
    assert redeem(database, ticket, code, frozen_clock) == PAYLOAD
    assert redeem(database, ticket, code, frozen_clock) is None


def test_a_code_fits_its_own_ticket_only(database: Database, frozen_clock: FrozenClock) -> None:
    ticket, _code = send(database, frozen_clock)
    _other, other_code = send(database, frozen_clock, destination="+84912345678")
    if other_code != _code:
        assert redeem(database, ticket, other_code, frozen_clock) is None


def test_five_wrong_tries_end_a_code(database: Database, frozen_clock: FrozenClock) -> None:
    ticket, code = send(database, frozen_clock)
    for _number in range(codes.MOST_TRIES):
        assert redeem(database, ticket, another(code), frozen_clock) is None
    assert redeem(database, ticket, code, frozen_clock) is None


def test_the_fifth_try_may_still_be_right(database: Database, frozen_clock: FrozenClock) -> None:
    ticket, code = send(database, frozen_clock)
    for _number in range(codes.MOST_TRIES - 1):
        redeem(database, ticket, another(code), frozen_clock)
    assert redeem(database, ticket, code, frozen_clock) == PAYLOAD


def test_a_code_lives_ten_minutes(database: Database, frozen_clock: FrozenClock) -> None:
    ticket, code = send(database, frozen_clock)
    frozen_clock.advance(minutes=10, seconds=-1)
    with database.reading() as session:
        assert codes.tries_left(session, ticket, at=frozen_clock.now()) == codes.MOST_TRIES
    frozen_clock.advance(seconds=1)
    assert redeem(database, ticket, code, frozen_clock) is None


def test_a_pretended_ticket_looks_real_sends_nothing_and_fits_no_code(
    database: Database, frozen_clock: FrozenClock
) -> None:
    with database.transaction() as session:
        ticket = codes.pretend(session, "sign_in", EMAIL, at=frozen_clock.now())
    with database.reading() as session:
        assert codes.destination(session, ticket) == codes.Contact("email", EMAIL)
        assert codes.tries_left(session, ticket, at=frozen_clock.now()) == codes.MOST_TRIES
        assert session.scalar(sa.select(sa.func.count()).select_from(OutboxRow)) == 0
    assert redeem(database, ticket, "000000", frozen_clock) is None


def test_pretending_is_held_back_just_like_sending(database: Database, frozen_clock: FrozenClock) -> None:
    with database.transaction() as session:
        codes.pretend(session, "sign_in", EMAIL, at=frozen_clock.now())
    with pytest.raises(TooMany), database.transaction() as session:
        codes.send(session, "sign_in", EMAIL, PAYLOAD, at=frozen_clock.now())


def test_asking_again_waits_but_a_code_for_something_else_follows_at_once(
    database: Database, frozen_clock: FrozenClock
) -> None:
    send(database, frozen_clock, "register")
    send(database, frozen_clock, "submit")
    with pytest.raises(TooMany):
        send(database, frozen_clock, "submit")


def test_a_code_may_go_out_again_after_it_expired_and_carries_the_same_payload(
    database: Database, frozen_clock: FrozenClock
) -> None:
    ticket, old = send(database, frozen_clock)
    frozen_clock.advance(minutes=30)
    with database.transaction() as session:
        again = codes.send_again(session, ticket, at=frozen_clock.now())
    assert again is not None
    assert again.real
    assert redeem(database, ticket, old, frozen_clock) is None
    assert redeem(database, again.ticket, sent_code(database), frozen_clock) == PAYLOAD


def test_a_used_ticket_sends_nothing_again(database: Database, frozen_clock: FrozenClock) -> None:
    ticket, code = send(database, frozen_clock)
    redeem(database, ticket, code, frozen_clock)
    frozen_clock.advance(minutes=1)
    with database.transaction() as session:
        assert codes.send_again(session, ticket, at=frozen_clock.now()) is None


def test_the_table_holds_neither_code_nor_ticket(database: Database, frozen_clock: FrozenClock) -> None:
    ticket, code = send(database, frozen_clock)
    with database.reading() as session:
        row = session.scalars(sa.select(OneTimeCode)).one()
    stored = json.dumps([row.ticket, row.code_hash, row.payload])
    assert ticket not in stored
    assert code not in stored


def test_the_message_says_what_the_code_is_for(database: Database, frozen_clock: FrozenClock) -> None:
    send(database, frozen_clock, purpose="submit", destination="+84912345678")
    with database.reading() as session:
        text = session.scalars(sa.select(OutboxRow)).one().payload["text"]
    assert "nộp hồ sơ" in text
    assert "10 phút" in text
    assert "Không đưa mã này cho bất kỳ ai" in text


def test_a_code_goes_only_to_an_address_in_its_one_form(
    database: Database, frozen_clock: FrozenClock
) -> None:
    for crooked in ("0912345678", "Hoa@Example.VN", "nobody"):
        with pytest.raises(ValueError, match="normalised"), database.transaction() as session:
            codes.send(session, "sign_in", crooked, PAYLOAD, at=frozen_clock.now())


def test_an_unknown_purpose_is_a_mistake_of_ours(database: Database, frozen_clock: FrozenClock) -> None:
    with pytest.raises(ValueError, match="no such purpose"), database.transaction() as session:
        codes.send(session, "lottery", EMAIL, PAYLOAD, at=frozen_clock.now())


def test_of_many_who_redeem_at_the_same_moment_one_succeeds(
    database: Database, frozen_clock: FrozenClock
) -> None:
    ticket, code = send(database, frozen_clock)
    with ThreadPoolExecutor(4) as pool:
        won = list(pool.map(lambda _number: redeem(database, ticket, code, frozen_clock), range(4)))
    assert won.count(PAYLOAD) == 1
    assert won.count(None) == 3


def test_guessing_at_the_same_moment_buys_no_further_tries(
    database: Database, frozen_clock: FrozenClock
) -> None:
    ticket, code = send(database, frozen_clock)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _number: redeem(database, ticket, another(code), frozen_clock), range(12)))
    with database.reading() as session:
        assert session.scalars(sa.select(OneTimeCode.tries)).one() == codes.MOST_TRIES


def test_old_codes_are_swept(database: Database, frozen_clock: FrozenClock) -> None:
    send(database, frozen_clock)
    with database.transaction() as session:
        assert codes.sweep(session, at=frozen_clock.now()) == 0
    frozen_clock.advance(days=2)
    with database.transaction() as session:
        assert codes.sweep(session, at=frozen_clock.now()) == 1
