"""Registering: the journey a citizen takes, what a stranger must not learn, what nobody may do too often."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from runtime.accounts import codes, contacts, login, passwords, registration
from runtime.accounts.contacts import Contact, contact, mobile
from runtime.accounts.registration import Registration
from runtime.db import Database
from runtime.notifications.models import OutboxRow
from runtime.refusals import TooMany, WrongState
from tests import factories
from tests.client import Browser
from tests.conftest import FrozenClock
from tests.mailbox import Mailbox

EMAIL = "hoa.nguyen@example.vn"
TYPED = {"full_name": "Nguyễn Thị Hoa", "contact": EMAIL, "password": "bốn con trâu ăn cỏ"}


def test_a_citizen_registers_by_email_and_is_signed_in(
    client: Browser, mailbox: Mailbox, deliver: Callable[[], int]
) -> None:
    code_page = client.submit(client.open("/dang-ky"), TYPED)
    assert code_page.heading == "Nhập mã xác nhận"
    assert EMAIL in code_page.text
    deliver()
    landed = client.submit(code_page, {"code": mailbox.code(EMAIL)})
    assert landed.path == "/ho-so"
    account_page = client.open("/tai-khoan")
    assert "Nguyễn Thị Hoa" in account_page.text
    assert EMAIL in account_page.text


def test_a_citizen_registers_by_phone_however_the_number_is_written(
    client: Browser, mailbox: Mailbox, deliver: Callable[[], int], database: Database
) -> None:
    code_page = client.submit(client.open("/dang-ky"), {**TYPED, "contact": "0912.345.678"})
    assert "0912 345 678" in code_page.text
    deliver()
    client.submit(code_page, {"code": mailbox.code("+84912345678")})
    with database.reading() as session:
        account = login.find(session, "+84 912 345 678")
    assert account is not None
    assert account.phone == "+84912345678"
    assert account.verified_at is not None


def test_a_code_may_be_pasted_with_spaces(
    client: Browser, mailbox: Mailbox, deliver: Callable[[], int]
) -> None:
    code_page = client.submit(client.open("/dang-ky"), TYPED)
    deliver()
    code = mailbox.code(EMAIL)
    assert client.submit(code_page, {"code": f" {code[:3]} {code[3:]} "}).path == "/ho-so"


def test_everything_wrong_is_said_at_once_and_what_was_typed_stays(client: Browser) -> None:
    page = client.submit(
        client.open("/dang-ky"), {"full_name": "", "contact": "hoa.nguyen", "password": "12345678"}
    )
    assert page.status == 422
    assert page.title.startswith("Lỗi: ")
    assert set(page.errors) == {"full_name", "contact", "password"}
    assert page.form().values["contact"] == ["hoa.nguyen"]
    assert page.form().values["password"] == [""]


def test_no_account_exists_before_the_code_came_back(client: Browser, database: Database) -> None:
    client.submit(client.open("/dang-ky"), TYPED)
    with database.reading() as session:
        assert login.find(session, EMAIL) is None


def test_an_address_with_an_account_is_answered_alike_and_its_owner_told(
    app: Flask, database: Database, mailbox: Mailbox, deliver: Callable[[], int]
) -> None:
    factories.citizen(database, email=EMAIL)
    known, unknown = Browser(app), Browser(app)
    for_known = known.submit(known.open("/dang-ky"), TYPED)
    other = "chua.co@example.vn"
    for_unknown = unknown.submit(unknown.open("/dang-ky"), {**TYPED, "contact": other})
    assert for_known.text == for_unknown.text.replace(other, EMAIL)
    assert for_known.status == for_unknown.status
    deliver()
    told = mailbox.last(EMAIL).text
    assert "đã có tài khoản" in told
    assert not re.search(r"\b\d{6}\b", told)


def test_the_code_page_says_how_many_tries_are_left_and_then_none(
    client: Browser, mailbox: Mailbox, deliver: Callable[[], int]
) -> None:
    page = client.submit(client.open("/dang-ky"), TYPED)
    deliver()
    right = mailbox.code(EMAIL)
    wrong = "000000" if right != "000000" else "111111"
    for left in (4, 3, 2, 1):
        page = client.submit(page, {"code": wrong})
        assert f"còn {left} lần thử" in page.errors["code"]
    assert "Gửi lại mã" in client.submit(page, {"code": wrong}).errors["code"]
    assert "Gửi lại mã" in client.submit(page, {"code": right}).errors["code"]


def test_a_new_code_may_be_asked_for_after_half_a_minute_and_ends_the_old_one(
    client: Browser, mailbox: Mailbox, deliver: Callable[[], int], frozen_clock: FrozenClock
) -> None:
    page = client.submit(client.open("/dang-ky"), TYPED)
    deliver()
    old = mailbox.code(EMAIL)
    refused = client.submit(page, form="/gui-lai-ma/register")
    assert refused.status == 429
    assert "đợi nửa phút" in refused.errors["code"]
    frozen_clock.advance(seconds=31)
    page = client.submit(page, form="/gui-lai-ma/register")
    assert "Đã gửi mã mới" in page.text
    deliver()
    fresh = mailbox.code(EMAIL)
    if fresh != old:
        page = client.submit(page, {"code": old})
        assert page.status == 422
    assert client.submit(page, {"code": fresh}).path == "/ho-so"


def test_going_back_to_change_the_address_keeps_the_name(client: Browser) -> None:
    client.submit(client.open("/dang-ky"), TYPED)
    again = client.open("/dang-ky").form().values
    assert again["full_name"] == ["Nguyễn Thị Hoa"]
    assert again["contact"] == [EMAIL]
    assert again["password"] == [""]


def test_registration_returns_to_the_page_that_asked_for_it(
    client: Browser, mailbox: Mailbox, deliver: Callable[[], int]
) -> None:
    page = client.submit(client.open("/dang-ky?next=/tai-khoan"), TYPED)
    deliver()
    assert client.submit(page, {"code": mailbox.code(EMAIL)}).path == "/tai-khoan"


def test_an_address_taken_while_the_code_travelled_is_refused(
    database: Database, frozen_clock: FrozenClock
) -> None:
    wanted = Registration("Nguyễn Thị Hoa", Contact("email", EMAIL), factories.password_hash(), "vi")
    sent: dict[str, str] = {}
    with database.transaction() as session:
        sent["ticket"] = registration.begin(session, wanted, at=frozen_clock.now())
        sent["code"] = code_in_outbox(session)
    factories.citizen(database, email=EMAIL)
    with pytest.raises(WrongState, match="đăng nhập"), database.transaction() as session:
        registration.finish(session, sent["ticket"], sent["code"], at=frozen_clock.now())


def code_in_outbox(session: Session) -> str:
    row = session.scalars(sa.select(OutboxRow).order_by(OutboxRow.id.desc())).first()
    assert row is not None
    found = re.search(r"\b\d{6}\b", str(row.payload))
    assert found is not None
    return found[0]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("0912345678", "+84912345678"),
        ("+84 912 345 678", "+84912345678"),
        ("0912.345.678", "+84912345678"),
        (" 84912345678 ", "+84912345678"),
        ("0243 825 3333", None),  # a landline receives no SMS
        ("012345", None),
        ("một hai ba", None),
        ("0912345678" * 20, None),
    ],
)
def test_a_mobile_number_has_one_form(written: str, kept: str | None) -> None:
    assert mobile(written) == kept


@pytest.mark.parametrize(
    "written", ["hoa@example.vn", "Hoa.Nguyen+ho-so@Mail.Example.VN", "  hoa@example.vn "]
)
def test_an_email_address_is_kept_in_small_letters(written: str) -> None:
    found = contact(written)
    assert found == Contact("email", written.strip().lower())


@pytest.mark.parametrize(
    "written",
    [
        "@example.vn",
        "hoa@",
        "hoa@example",
        "hoa@@example.vn",
        "hoa@exa mple.vn",
        "hoa@example.vn\nBcc: x@y.vn",
        "",
    ],
)
def test_what_is_no_email_address_is_refused(written: str) -> None:
    assert contact(written) is None


def test_a_masked_address_shows_too_little_to_learn_it() -> None:
    assert contacts.Contact("email", "nguyenthihoa@gmail.com").masked == "ngu•••@gmail.com"
    assert contacts.Contact("phone", "+84912345678").masked == "••• ••• 678"


@pytest.mark.parametrize("weak", ["", "1234567", "12345678", "MatKhau123", "aaaaaaaaaa", "x" * 129])
def test_a_weak_password_is_refused_with_a_reason(weak: str) -> None:
    assert passwords.weakness(weak)


@pytest.mark.parametrize("good", ["bốn con trâu ăn cỏ", "k7#mPq2!", "câu7" * 32])
def test_a_decent_password_is_taken(good: str) -> None:
    assert passwords.weakness(good) == ""


def test_a_password_typed_on_another_keyboard_is_the_same_password() -> None:
    composed, decomposed = (
        "ti\u1ebfng vi\u1ec7t c\u00f3 d\u1ea5u",
        "ti\u0065\u0302\u0301ng vi\u0065\u0323\u0302t co\u0301 da\u0302\u0301u",
    )
    assert passwords.fits(passwords.hashed(composed), decomposed)


def test_a_password_nobody_could_have_chosen_is_not_even_hashed() -> None:
    assert not passwords.fits(factories.password_hash(), "x" * 10_000_000)


def test_nobody_is_sent_more_than_six_codes_an_hour(database: Database, frozen_clock: FrozenClock) -> None:
    for _number in range(codes.MOST_PER_HOUR):
        with database.transaction() as session:
            codes.send(session, "sign_in", EMAIL, {"account_id": 1}, at=frozen_clock.now())
        frozen_clock.advance(seconds=31)
    with pytest.raises(TooMany) as refused, database.transaction() as session:
        codes.send(session, "sign_in", EMAIL, {"account_id": 1}, at=frozen_clock.now())
    assert refused.value.retry_after == 3600


PROFILE = {
    "full_name": "Nguyễn Thị Hoa",
    "birth_date": "27/03/1990",
    "national_id": "001190012345",
    "address": "12 Hàng Bài, phường Cửa Nam, Hà Nội",
}


def test_what_a_citizen_tells_once_is_kept_as_typed(client: Browser, database: Database) -> None:
    account = factories.citizen(database)
    client.sign_in(account)
    page = client.submit(client.open("/tai-khoan"), PROFILE, form="/tai-khoan/thong-tin")
    assert "Đã lưu thông tin của bạn." in page.text
    assert page.form("/tai-khoan/thong-tin").values["birth_date"] == ["27/03/1990"]
    with database.reading() as session:
        assert login.account(session, account.id).profile == PROFILE


def test_a_wrong_detail_is_said_and_nothing_of_the_page_is_kept_half(
    client: Browser, database: Database
) -> None:
    account = factories.citizen(database)
    client.sign_in(account)
    wrong = {**PROFILE, "full_name": "", "national_id": "12345"}
    page = client.submit(client.open("/tai-khoan"), wrong, form="/tai-khoan/thong-tin")
    assert page.status == 422
    assert set(page.errors) == {"full_name", "national_id"}
    assert page.form("/tai-khoan/thong-tin").values["national_id"] == ["12345"]
    with database.reading() as session:
        assert login.account(session, account.id).profile == {"full_name": account.full_name}


def test_a_new_name_is_the_name_in_the_header(client: Browser, database: Database) -> None:
    client.sign_in(factories.citizen(database))
    page = client.submit(
        client.open("/tai-khoan"), {"full_name": "Nguyễn Thị Hoa Mai"}, form="/tai-khoan/thong-tin"
    )
    assert next(page.elements("header")).find(".//li[@class='who']") is not None
    assert page.text.count("Nguyễn Thị Hoa Mai") >= 2
