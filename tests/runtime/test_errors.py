"""Error pages: what they say, what they hide, and that they come even when nothing works."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from runtime import refusals
from runtime.accounts.permissions import POLICY, Access
from runtime.web import errors
from tests.client import Browser


@pytest.fixture
def failing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """A browser at a service that has one more page, `/hong/<how>`, which fails in the way asked for."""
    failures = {
        "bug": lambda: ZeroDivisionError("Nguyễn Thị Hoa 001077012345"),
        "database": lambda: OperationalError("SELECT", {}, Exception("gone")),
        "not-allowed": lambda: refusals.NotAllowed(),
        "not-found": lambda: refusals.NotFound(),
        "wrong-state": lambda: refusals.WrongState("Hồ sơ đã được trả kết quả."),
        "stale": lambda: refusals.Stale(),
        "too-many": lambda: refusals.TooMany(retry_after=120),
    }

    def fail(how: str) -> str:
        failure = failures[how]()
        raise failure

    app.testing = False
    app.add_url_rule("/hong/<how>", "broken.page", fail)
    monkeypatch.setitem(POLICY, "broken.page", Access.PUBLIC)
    return Browser(app)


@pytest.mark.parametrize(
    ("how", "status"),
    [
        ("bug", 500),
        ("database", 503),
        ("not-allowed", 403),
        ("not-found", 404),
        ("wrong-state", 409),
        ("stale", 409),
        ("too-many", 429),
    ],
)
def test_each_failure_has_a_page_that_says_what_happened_to_the_data_and_what_to_do(
    failing: Browser, how: str, status: int
) -> None:
    page = failing.get(f"/hong/{how}")
    assert page.status == status
    assert page.heading
    assert "Mã yêu cầu" in page.text
    words = errors._WORDS[status]
    assert words.data in page.text
    assert words.to_do in page.text


def test_a_refusal_says_its_own_sentence(failing: Browser) -> None:
    assert "Hồ sơ đã được trả kết quả." in failing.get("/hong/wrong-state").text


def test_too_many_says_when_to_come_back(failing: Browser) -> None:
    assert failing.get("/hong/too-many").response.headers["Retry-After"] == "120"


def test_a_bug_shows_no_detail(failing: Browser) -> None:
    page = failing.get("/hong/bug")
    assert "ZeroDivisionError" not in page.body.decode()
    assert "001077012345" not in page.body.decode()


def test_a_script_gets_a_sentence_instead_of_a_page(failing: Browser) -> None:
    answer = failing.get("/hong/wrong-state", headers={"X-Upload": "1"})
    assert answer.status == 409
    assert answer.body.decode() == "Hồ sơ đã được trả kết quả."


def test_when_even_the_template_fails_there_is_still_a_page(
    failing: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_template(*names: object, **values: object) -> str:
        raise RuntimeError("the templates are gone")

    monkeypatch.setattr(errors, "render_template", no_template)
    page = failing.get("/hong/bug")
    assert page.status == 500
    assert page.heading == "Hệ thống gặp lỗi"


def test_the_request_number_is_shown_and_sent_and_a_well_formed_one_is_kept(failing: Browser) -> None:
    page = failing.get("/khong-co", headers={"X-Request-ID": "abc12345-def"})
    assert page.response.headers["X-Request-ID"] == "abc12345-def"
    assert "abc12345-def" in page.text
    forged = failing.get("/khong-co", headers={"X-Request-ID": "<script>alert(1)</script>"})
    assert "<script>alert" not in forged.body.decode()
    assert forged.response.headers["X-Request-ID"].isalnum()


def test_an_unknown_page_is_404_and_a_wrong_method_405(client: Browser) -> None:
    assert client.get("/khong-co-trang-nay").status == 404
    answer = client.get("/dang-xuat")
    assert answer.status == 405
    assert "POST" in answer.response.headers["Allow"]


def test_a_body_that_is_too_big_is_told_so(client: Browser) -> None:
    client.open("/dang-nhap")
    page = client.post("/dang-nhap", {"identifier": "x" * (3 * 1024 * 1024)})
    assert page.status == 413
    assert "quá lớn" in page.heading


def test_a_form_of_too_many_parts_is_told_so(client: Browser) -> None:
    client.open("/dang-nhap")
    parts = {f"f{number}": "x" for number in range(2100)}
    page = client.post("/dang-nhap", parts, content_type="multipart/form-data")
    assert page.status == 413


@pytest.mark.parametrize("junk", [b"\xff\xfe=1", b"identifier=%00%00", b"identifier=%ED%A0%80", b"&&&==="])
def test_junk_is_answered_with_a_page_and_not_with_a_failure(client: Browser, junk: bytes) -> None:
    client.open("/dang-nhap")
    body = junk + b"&password=x&csrf_token=" + client.token().encode()
    answer = client.client.post("/dang-nhap", data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in {400, 422}
