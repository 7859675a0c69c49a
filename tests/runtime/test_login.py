"""Signing in by password or code, forgotten passwords, guessers."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

import pytest
from flask import Flask

from runtime import clock
from runtime.accounts import login, throttle
from runtime.db import Database
from runtime.refusals import TooMany
from tests import factories
from tests.client import Browser
from tests.conftest import FrozenClock
from tests.factories import PASSWORD
from tests.mailbox import Mailbox

EMAIL = "hoa.nguyen@example.vn"
PHONE = "+84912345678"


@pytest.mark.parametrize("written", [EMAIL, "HOA.NGUYEN@example.vn ", "0912 345 678", "+84912345678"])
def test_a_citizen_signs_in_with_either_address_however_it_is_written(
    client: Browser, database: Database, written: str
) -> None:
    factories.citizen(database, email=EMAIL, phone=PHONE, with_password=True)
    landed = client.submit(client.open("/dang-nhap"), {"identifier": written, "password": PASSWORD})
    assert landed.path == "/ho-so"


def test_an_officer_signs_in_with_the_login_name_and_lands_at_the_queue(
    client: Browser, database: Database
) -> None:
    factories.staff(database, ("so-khcn/mot-cua", "officer"), login="binh.tv", with_password=True)
    landed = client.submit(client.open("/dang-nhap"), {"identifier": "Binh.TV", "password": PASSWORD})
    assert landed.path == "/can-bo/"


def test_an_analyst_without_a_queue_lands_on_the_account_page(client: Browser, database: Database) -> None:
    factories.staff(database, ("*", "analyst"), login="an.nt", with_password=True)
    landed = client.submit(client.open("/dang-nhap"), {"identifier": "an.nt", "password": PASSWORD})
    assert landed.path == "/tai-khoan"


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(app: Flask, database: Database) -> None:
    factories.citizen(database, email=EMAIL, with_password=True)
    answers = []
    for identifier in (EMAIL, "khong.co@example.vn"):
        stranger = Browser(app)
        page = stranger.submit(
            stranger.open("/dang-nhap"), {"identifier": identifier, "password": "sai mật khẩu"}
        )
        answers.append((page.status, page.errors, page.text))
    assert answers[0] == answers[1]
    assert "chưa đúng" in answers[0][1]["identifier"]


def test_an_unknown_name_takes_as_long_as_a_wrong_password(
    database: Database, frozen_clock: FrozenClock
) -> None:
    factories.citizen(database, email=EMAIL, with_password=True)

    def seconds(identifier: str) -> float:
        frozen_clock.advance(minutes=11)
        started = time.perf_counter()
        login.by_password(
            database,
            identifier,
            "sai mật khẩu",
            network="198.51.100.7",
            secret="s" * 32,
            at=frozen_clock.now(),
        )
        return time.perf_counter() - started

    seconds(EMAIL)
    seconds("khong.co@example.vn")
    known = median(seconds(EMAIL) for _number in range(5))
    unknown = median(seconds("khong.co@example.vn") for _number in range(5))
    assert unknown > known / 3


def test_after_ten_wrong_tries_even_the_right_password_waits_ten_minutes(
    client: Browser, database: Database, frozen_clock: FrozenClock
) -> None:
    factories.citizen(database, email=EMAIL, with_password=True)
    page = client.open("/dang-nhap")
    for _number in range(throttle.SIGN_IN_ACCOUNT.most):
        page = client.submit(page, {"identifier": EMAIL, "password": "sai mật khẩu"})
        assert page.status == 422
    page = client.submit(page, {"identifier": EMAIL, "password": PASSWORD})
    assert page.status == 429
    assert "Nhận mã đăng nhập" in page.errors["identifier"]
    frozen_clock.advance(minutes=10, seconds=1)
    assert client.submit(page, {"identifier": EMAIL, "password": PASSWORD}).path == "/ho-so"


def test_other_ways_of_writing_a_name_buy_no_further_tries(
    database: Database, frozen_clock: FrozenClock
) -> None:
    written = ["0912345678", "+84912345678", "0912 345 678", "0912.345.678", "84912345678"]

    def tries() -> None:
        for number in range(throttle.SIGN_IN_ACCOUNT.most + 1):
            login.by_password(
                database,
                written[number % len(written)],
                "x" * 200,  # refused before hashing, so this test is quick
                network="198.51.100.7",
                secret="s" * 32,
                at=frozen_clock.now(),
            )

    with pytest.raises(TooMany):
        tries()


def test_a_network_that_tries_many_names_is_slowed_down(
    database: Database, frozen_clock: FrozenClock
) -> None:
    def tries(network: str, most: int) -> None:
        for number in range(most):
            login.by_password(
                database,
                f"name{number}",
                "x" * 200,
                network=network,
                secret="s" * 32,
                at=frozen_clock.now(),
            )

    with pytest.raises(TooMany):
        tries("198.51.100.7", throttle.SIGN_IN_NETWORK.most + 1)
    tries("203.0.113.9", 1)


def test_the_attempts_table_names_nobody(database: Database, frozen_clock: FrozenClock) -> None:
    login.by_password(
        database, EMAIL, "x" * 200, network="198.51.100.7", secret="s" * 32, at=frozen_clock.now()
    )
    with database.reading() as session:
        keys = [row.key for row in session.query(throttle.Attempt)]
    assert len(keys) == 2
    assert not any(EMAIL in key or "198.51" in key for key in keys)


def test_a_disabled_account_cannot_sign_in(client: Browser, database: Database) -> None:
    account = factories.citizen(database, email=EMAIL, with_password=True)
    with database.transaction() as session:
        login.account(session, account.id).disabled_at = clock.now()
    page = client.submit(client.open("/dang-nhap"), {"identifier": EMAIL, "password": PASSWORD})
    assert page.status == 422


def test_a_citizen_signs_in_by_code(
    client: Browser, database: Database, mailbox: Mailbox, deliver: Callable[[], int]
) -> None:
    factories.citizen(database, phone=PHONE)
    page = client.submit(
        client.open("/dang-nhap?next=/tai-khoan"), {"identifier": "0912345678", "way": "code"}
    )
    assert page.heading == "Nhập mã đăng nhập"
    deliver()
    assert client.submit(page, {"code": mailbox.code(PHONE)}).path == "/tai-khoan"


def test_a_code_asked_for_an_unknown_address_looks_the_same_and_sends_nothing(
    app: Flask, database: Database, mailbox: Mailbox, deliver: Callable[[], int]
) -> None:
    factories.citizen(database, email=EMAIL)
    stranger, owner = Browser(app), Browser(app)
    for_unknown = stranger.submit(
        stranger.open("/dang-nhap"), {"identifier": "khong.co@example.vn", "way": "code"}
    )
    for_known = owner.submit(owner.open("/dang-nhap"), {"identifier": EMAIL, "way": "code"})
    assert for_unknown.text.replace("khong.co@example.vn", EMAIL) == for_known.text
    deliver()
    assert len(mailbox.mails()) == 1


def test_a_code_signs_in_only_the_browser_that_asked_for_it(
    app: Flask, database: Database, mailbox: Mailbox, deliver: Callable[[], int]
) -> None:
    factories.citizen(database, email=EMAIL)
    owner, thief = Browser(app), Browser(app)
    owner.submit(owner.open("/dang-nhap"), {"identifier": EMAIL, "way": "code"})
    deliver()
    thief.open("/dang-nhap")
    page = thief.follow(thief.post("/dang-nhap/ma", {"code": mailbox.code(EMAIL)}))
    assert page.path == "/dang-nhap"
    assert thief.get("/tai-khoan").status == 302


def test_a_forgotten_password_is_set_anew_by_code_and_signs_every_other_browser_out(
    app: Flask, database: Database, mailbox: Mailbox, deliver: Callable[[], int]
) -> None:
    account = factories.citizen(database, email=EMAIL, with_password=True)
    thief, owner = Browser(app), Browser(app)
    thief.sign_in(account)
    page = owner.submit(owner.open("/quen-mat-khau"), {"contact": EMAIL})
    deliver()
    landed = owner.submit(page, {"code": mailbox.code(EMAIL), "password": "năm con mèo leo cau"})
    assert landed.path == "/ho-so"
    assert thief.get("/tai-khoan").status == 302
    again = Browser(app)
    old = again.submit(again.open("/dang-nhap"), {"identifier": EMAIL, "password": PASSWORD})
    assert old.status == 422
    assert again.submit(old, {"identifier": EMAIL, "password": "năm con mèo leo cau"}).path == "/ho-so"


def test_a_weak_new_password_does_not_cost_a_try_of_the_code(
    client: Browser, database: Database, mailbox: Mailbox, deliver: Callable[[], int]
) -> None:
    factories.citizen(database, email=EMAIL)
    page = client.submit(client.open("/quen-mat-khau"), {"contact": EMAIL})
    deliver()
    code = mailbox.code(EMAIL)
    for _number in range(6):
        page = client.submit(page, {"code": code, "password": "12345678"})
        assert set(page.errors) == {"password"}
    assert client.submit(page, {"code": code, "password": "năm con mèo leo cau"}).path == "/ho-so"


def test_changing_the_password_needs_the_present_one_and_keeps_only_this_browser(
    app: Flask, database: Database
) -> None:
    account = factories.citizen(database, email=EMAIL, with_password=True)
    here, elsewhere = Browser(app), Browser(app)
    here.sign_in(account)
    elsewhere.sign_in(account)
    page = here.submit(
        here.open("/tai-khoan"),
        {"password": "sai", "new_password": "năm con mèo"},
        form="/tai-khoan/mat-khau",
    )
    assert set(page.errors) == {"password"}
    page = here.submit(
        page, {"password": PASSWORD, "new_password": "năm con mèo leo cau"}, form="/tai-khoan/mat-khau"
    )
    assert "Mật khẩu đã được đổi" in page.text
    assert elsewhere.get("/tai-khoan").status == 302


def test_someone_who_is_signed_in_is_not_asked_again(client: Browser, database: Database) -> None:
    client.sign_in(factories.citizen(database))
    assert client.open("/dang-nhap?next=/tai-khoan").path == "/tai-khoan"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.vn",
        "https://evil.vn",
        "/\\evil.vn",
        "\\\\evil.vn",
        "/\t/evil.vn",
        "/%09/evil.vn\r\nX: y",
        "javascript:alert(1)",
        "http:evil.vn",
        " //evil.vn",
        "/ /evil.vn",
        "evil",
        "///evil.vn",
    ],
)
def test_signing_in_never_leads_off_the_site(client: Browser, database: Database, elsewhere: str) -> None:
    factories.citizen(database, email=EMAIL, with_password=True)
    client.get("/dang-nhap", query_string={"next": elsewhere})
    page = client.post(
        "/dang-nhap", {"identifier": EMAIL, "password": PASSWORD}, query_string={"next": elsewhere}
    )
    assert page.location == "/ho-so"
