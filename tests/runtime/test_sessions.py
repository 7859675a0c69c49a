"""Sessions: what the cookie is worth, for how long, and what ends it."""

from __future__ import annotations

import secrets
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from runtime import clock
from runtime.accounts import login, sessions
from runtime.accounts.models import WebSession
from runtime.db import Database
from runtime.web.identity import COOKIE
from tests import factories
from tests.client import Browser
from tests.conftest import FrozenClock
from tests.factories import PASSWORD

EMAIL = "hoa.nguyen@example.vn"


def signed_in(browser: Browser) -> bool:
    return browser.get("/tai-khoan").status == 200


def test_signing_in_changes_the_cookie_and_the_old_one_opens_nothing(
    client: Browser, database: Database
) -> None:
    factories.citizen(database, email=EMAIL, with_password=True)
    page = client.open("/dang-nhap")
    before = client.cookie
    client.submit(page, {"identifier": EMAIL, "password": PASSWORD})
    assert client.cookie != before
    assert signed_in(client)
    client.client.set_cookie(COOKIE, before)
    assert not signed_in(client)


def test_a_stolen_cookie_is_worthless_after_signing_out(client: Browser, database: Database) -> None:
    client.sign_in(factories.citizen(database))
    stolen = client.cookie
    client.submit(client.open("/tai-khoan"), form="/dang-xuat")
    assert not signed_in(client)
    client.client.set_cookie(COOKIE, stolen)
    assert not signed_in(client)


def test_signing_out_everywhere_reaches_the_other_browser(app: Flask, database: Database) -> None:
    account = factories.citizen(database)
    here, there = Browser(app), Browser(app)
    here.sign_in(account)
    there.sign_in(account)
    here.submit(here.open("/tai-khoan"), form="/tai-khoan/dang-xuat-moi-noi")
    assert not signed_in(there)


def test_pressing_sign_out_twice_is_no_error(client: Browser, database: Database) -> None:
    client.sign_in(factories.citizen(database))
    page = client.open("/tai-khoan")
    client.submit(page, form="/dang-xuat")
    assert client.submit(page, form="/dang-xuat").status == 200


@pytest.mark.parametrize(("kind", "idle"), [("citizen", timedelta(hours=12)), ("staff", timedelta(hours=8))])
def test_an_idle_session_ends(
    client: Browser, database: Database, frozen_clock: FrozenClock, kind: str, idle: timedelta
) -> None:
    client.sign_in(factories.citizen(database) if kind == "citizen" else factories.staff(database))
    frozen_clock.advance(seconds=idle.total_seconds())
    assert not signed_in(client)


@pytest.mark.parametrize(("kind", "idle"), [("citizen", timedelta(hours=12)), ("staff", timedelta(hours=8))])
def test_using_a_session_keeps_it_alive(
    client: Browser, database: Database, frozen_clock: FrozenClock, kind: str, idle: timedelta
) -> None:
    client.sign_in(factories.citizen(database) if kind == "citizen" else factories.staff(database))
    frozen_clock.advance(seconds=idle.total_seconds() - 1)
    assert signed_in(client)
    frozen_clock.advance(hours=3)
    assert signed_in(client)


def test_an_officers_session_ends_after_twelve_hours_however_busy(
    client: Browser, database: Database, frozen_clock: FrozenClock
) -> None:
    client.sign_in(factories.staff(database, ("so-khcn/mot-cua", "officer")))
    for _hour in range(11):
        frozen_clock.advance(hours=1)
        assert signed_in(client)
    frozen_clock.advance(hours=1)
    assert not signed_in(client)


def test_a_citizens_session_ends_after_thirty_days_however_busy(
    client: Browser, database: Database, frozen_clock: FrozenClock
) -> None:
    client.sign_in(factories.citizen(database))
    for _half_day in range(65):
        frozen_clock.advance(hours=11)
        assert signed_in(client)
    frozen_clock.advance(hours=5)
    assert not signed_in(client)


def test_disabling_an_account_ends_its_sessions_at_once(client: Browser, database: Database) -> None:
    account = factories.citizen(database)
    client.sign_in(account)
    with database.transaction() as session:
        login.account(session, account.id).disabled_at = clock.now()
    assert not signed_in(client)


def test_the_use_of_a_session_is_written_at_most_once_a_minute(
    client: Browser, database: Database, frozen_clock: FrozenClock
) -> None:
    def seen() -> object:
        with database.reading() as session:
            return session.scalar(sa.select(WebSession.seen_at))

    client.sign_in(factories.citizen(database))
    first = seen()
    frozen_clock.advance(seconds=59)
    client.get("/tai-khoan")
    assert seen() == first
    frozen_clock.advance(seconds=1)
    client.get("/tai-khoan")
    assert seen() == frozen_clock.now()


def test_reading_public_pages_makes_no_session(client: Browser, database: Database) -> None:
    for path in ("/", "/healthz", "/khong-co-trang-nay"):
        client.get(path)
    assert client.cookie == ""
    with database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(WebSession)) == 0


def test_the_database_does_not_hold_what_the_cookie_holds(client: Browser, database: Database) -> None:
    client.sign_in(factories.citizen(database))
    with database.reading() as session:
        row = session.scalars(sa.select(WebSession)).one()
    assert client.cookie not in repr(vars(row))
    assert len(client.cookie) >= 43


def test_the_cookie_is_closed_to_scripts_and_other_sites(client: Browser) -> None:
    said = client.get("/dang-nhap").response.headers["Set-Cookie"]
    assert "HttpOnly" in said
    assert "SameSite=Lax" in said
    assert "Secure" not in said


def test_a_message_is_said_once(client: Browser, database: Database) -> None:
    client.sign_in(factories.citizen(database))
    assert "Bạn đã đăng xuất." in client.submit(client.open("/tai-khoan"), form="/dang-xuat").text
    assert "Bạn đã đăng xuất." not in client.open("/dang-nhap").text


def test_form_tokens_differ_on_every_page_and_all_fit(database: Database, frozen_clock: FrozenClock) -> None:
    with database.transaction() as session:
        cookie = sessions.begin(session, account=None, at=frozen_clock.now())
        live = sessions.find(session, cookie, at=frozen_clock.now())
    assert live is not None
    tokens = {sessions.form_token(live) for _number in range(20)}
    assert len(tokens) == 20
    assert all(sessions.token_fits(live, token) for token in tokens)
    assert not any(live.csrf in token for token in tokens)


@pytest.mark.parametrize(
    "forged", ["", ".", "1", "1.", "1.AAAA", "x.y", "1." + "A" * 86 + "==", "9" * 400, "1.é", "²." + "A" * 88]
)
def test_what_is_no_form_token_is_refused_without_fuss(
    database: Database, frozen_clock: FrozenClock, forged: str
) -> None:
    with database.transaction() as session:
        cookie = sessions.begin(session, account=None, at=frozen_clock.now())
        live = sessions.find(session, cookie, at=frozen_clock.now())
        assert live is not None
        assert not sessions.token_fits(live, forged)
        assert sessions.author_of(session, forged) is None


def test_old_sessions_are_swept_and_live_ones_stay(database: Database, frozen_clock: FrozenClock) -> None:
    account = factories.citizen(database)
    with database.transaction() as session:
        sessions.begin(session, account=None, at=frozen_clock.now())
        sessions.begin(session, account=account, at=frozen_clock.now())
        assert sessions.sweep(session, at=frozen_clock.now() + timedelta(days=40)) == 1
        assert sessions.sweep(session, at=frozen_clock.now() + timedelta(days=61)) == 1


def test_an_unknown_cookie_is_a_guest(client: Browser) -> None:
    client.client.set_cookie(COOKIE, secrets.token_urlsafe(32))
    assert not signed_in(client)
