"""The doors: forged forms, forms left open too long, headers, addresses."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from runtime.accounts import sessions
from runtime.db import Database
from runtime.web.addresses import is_own_origin, network, own_path
from runtime.web.identity import TOKEN_FIELD
from tests import factories
from tests.client import Browser
from tests.conftest import FrozenClock
from tests.factories import PASSWORD

EMAIL = "hoa.nguyen@example.vn"
CHANGE = "/tai-khoan/mat-khau"


def foreign_token(app: Flask) -> str:
    stranger = Browser(app)
    stranger.open("/dang-nhap")
    return stranger.token()


@pytest.mark.parametrize("what", ["missing", "foreign", "nonsense"])
def test_a_form_without_its_own_token_is_refused(app: Flask, database: Database, what: str) -> None:
    client = Browser(app)
    client.sign_in(factories.citizen(database))
    token = {"missing": "", "foreign": foreign_token(app), "nonsense": "1.AAAA"}[what]
    page = client.post("/tai-khoan/dang-xuat-moi-noi", token=token)
    assert page.status == 400
    assert client.get("/tai-khoan").status == 200


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.vn"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_a_form_sent_from_another_site_is_refused_even_with_its_token(
    client: Browser, database: Database, headers: dict[str, str]
) -> None:
    client.sign_in(factories.citizen(database))
    assert client.post("/tai-khoan/dang-xuat-moi-noi", headers=headers).status == 403
    assert client.get("/tai-khoan").status == 200


@pytest.mark.parametrize("headers", [{"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin"}, {}])
def test_a_form_sent_from_our_own_page_is_taken(
    client: Browser, database: Database, headers: dict[str, str]
) -> None:
    client.sign_in(factories.citizen(database))
    assert client.post("/tai-khoan/dang-xuat-moi-noi", headers=headers).status == 303


@pytest.mark.parametrize("media_type", ["application/json", "text/plain", "application/xml"])
def test_only_forms_are_read_as_forms(client: Browser, database: Database, media_type: str) -> None:
    client.sign_in(factories.citizen(database))
    page = client.get("/tai-khoan")
    answer = client.client.post(CHANGE, data=b'{"csrf_token": "x"}', content_type=media_type)
    assert page.status == 200
    assert answer.status_code == 415


def test_signing_in_needs_a_token_too(client: Browser, database: Database) -> None:
    factories.citizen(database, email=EMAIL, with_password=True)
    client.open("/dang-nhap")
    page = client.post("/dang-nhap", {"identifier": EMAIL, "password": PASSWORD}, token="")
    assert page.status == 400
    assert client.get("/tai-khoan").status == 302


def test_a_guest_is_asked_to_sign_in_and_comes_back(client: Browser, database: Database) -> None:
    factories.citizen(database, email=EMAIL, with_password=True)
    page = client.open("/tai-khoan?muc=mat-khau")
    assert page.heading == "Đăng nhập"
    assert client.submit(page, {"identifier": EMAIL, "password": PASSWORD}).path == "/tai-khoan?muc=mat-khau"


def test_typed_text_outlives_an_idle_session(
    client: Browser, database: Database, frozen_clock: FrozenClock
) -> None:
    account = factories.citizen(database, email=EMAIL, with_password=True)
    client.sign_in(account)
    form = client.open("/tai-khoan").form(CHANGE)
    frozen_clock.advance(hours=13)
    typed = {
        **form.values,
        "ghi_chu": "dòng một\r\ndòng hai <b>",
        "muc": ["a", "b"],
        "new_password": "bí mật",
    }
    page = client.follow(client.post(CHANGE, typed, token=form.values[TOKEN_FIELD][0]))
    assert page.heading == "Đăng nhập"
    offered = client.submit(page, {"identifier": EMAIL, "password": PASSWORD})
    assert offered.heading == "Bấm Gửi lại để tiếp tục"
    kept = offered.form(CHANGE)
    assert kept.values["ghi_chu"] == ["dòng một\ndòng hai <b>"]
    assert kept.values["muc"] == ["a", "b"]
    assert "new_password" not in kept.values
    assert client.submit(offered, form=CHANGE).path == CHANGE


def test_typed_text_is_shown_to_its_author_only(
    client: Browser, database: Database, frozen_clock: FrozenClock
) -> None:
    client.sign_in(factories.citizen(database, with_password=True))
    form = client.open("/tai-khoan").form(CHANGE)
    frozen_clock.advance(hours=13)
    page = client.follow(client.post(CHANGE, {"ghi_chu": "riêng tư"}, token=form.values[TOKEN_FIELD][0]))
    factories.citizen(database, email=EMAIL, with_password=True)
    landed = client.submit(page, {"identifier": EMAIL, "password": PASSWORD})
    assert landed.path == "/tai-khoan"
    assert "riêng tư" not in landed.text


def test_a_page_left_open_while_signing_in_again_elsewhere_sends_its_text_by_one_press(
    app: Flask, database: Database
) -> None:
    account = factories.citizen(database, with_password=True)
    client = Browser(app)
    client.sign_in(account)
    old = client.open("/tai-khoan").form(CHANGE).values[TOKEN_FIELD][0]
    client.sign_in(account)
    offered = client.post(CHANGE, {"ghi_chu": "đã gõ"}, token=old)
    assert offered.status == 409
    assert offered.heading == "Bấm Gửi lại để tiếp tục"
    assert offered.form(CHANGE).values["ghi_chu"] == ["đã gõ"]
    assert client.submit(offered, form=CHANGE).status == 422


def test_another_persons_old_page_is_not_sent_in_my_name(app: Flask, database: Database) -> None:
    theirs, client = Browser(app), Browser(app)
    theirs.sign_in(factories.citizen(database))
    client.sign_in(factories.citizen(database))
    assert client.post(CHANGE, {"ghi_chu": "của người khác"}, token=theirs.token()).status == 400


def test_a_form_too_long_to_keep_is_not_kept(
    client: Browser, database: Database, frozen_clock: FrozenClock
) -> None:
    account = factories.citizen(database)
    client.sign_in(account)
    token = client.token()
    frozen_clock.advance(hours=13)
    client.post(CHANGE, {"ghi_chu": "x" * 300_000}, token=token)
    with database.reading() as session:
        live = sessions.find(session, client.cookie, at=frozen_clock.now())
    assert live is None or "kept_form" not in live.data


@pytest.mark.parametrize(
    "path", ["/", "/dang-nhap", "/tai-khoan", "/khong-co", "/healthz", "/static/thutuc.css"]
)
def test_every_answer_carries_the_headers_that_protect_the_reader(client: Browser, path: str) -> None:
    said = client.get(path).response.headers
    policy = said["Content-Security-Policy"]
    for rule in ("default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'"):
        assert rule in policy
    assert "unsafe" not in policy
    assert said["X-Content-Type-Options"] == "nosniff"
    assert said["Referrer-Policy"] == "same-origin"
    assert "Permissions-Policy" in said
    assert said["Cross-Origin-Opener-Policy"] == "same-origin"


def test_pages_of_someone_signed_in_are_kept_by_nobody(client: Browser, database: Database) -> None:
    client.sign_in(factories.citizen(database))
    said = client.get("/tai-khoan").response.headers
    assert said["Cache-Control"] == "no-store"
    assert "Cookie" in said["Vary"]


def test_no_page_of_ours_has_inline_script_or_style(client: Browser) -> None:
    for path in ("/dang-nhap", "/dang-ky", "/quen-mat-khau", "/khong-co"):
        page = client.get(path)
        assert all(script.get("src") for script in page.elements("script"))
        assert not list(page.elements("style"))
        assert not any(element.get("style") or element.get("onclick") for element in page.elements("*"))


@given(st.text())
def test_own_path_is_a_path_of_this_site_whatever_is_given(written: str) -> None:
    kept = own_path(written, otherwise="/")
    assert kept.startswith("/")
    assert not kept.startswith(("//", "/\\"))
    assert kept in {written, "/"}


@pytest.mark.parametrize(
    ("origin", "own"),
    [
        ("http://localhost", True),
        ("https://dichvucong.example.vn", True),
        ("http://dichvucong.example.vn", False),
        ("https://localhost.evil.vn", False),
        ("null", False),
        ("", False),
        ("https://dichvucong.example.vn.evil.vn", False),
    ],
)
def test_an_origin_is_our_own_by_host_or_by_published_address(origin: str, own: bool) -> None:
    assert is_own_origin(origin, host="localhost", base_url="https://dichvucong.example.vn") is own


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("không phải địa chỉ", "?"),
        (None, "?"),
    ],
)
def test_tries_are_counted_by_subscriber(address: str | None, counted_as: str) -> None:
    assert network(address) == counted_as
