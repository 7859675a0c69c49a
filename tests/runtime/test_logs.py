"""Logs tell what happened and where, and nothing about the people it happened to."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import structlog
from flask import Flask

from runtime import logs
from runtime.accounts.permissions import POLICY, Access
from runtime.db import Database
from tests import factories
from tests.client import Browser

NAME, NATIONAL_ID = "Nguyễn Thị Đánh Dấu", "001077012345"


@pytest.fixture(autouse=True)
def configured() -> Iterator[None]:
    logs.configure()
    yield
    structlog.reset_defaults()


def test_a_failure_is_named_and_placed_but_not_quoted(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        personal = NATIONAL_ID
        try:
            raise KeyError(personal)
        except KeyError as error:
            raise ValueError(f"refused row of {NAME}") from error

    try:
        fail()
    except ValueError:
        structlog.get_logger().exception("request_failed")
    said = capsys.readouterr().out
    line = json.loads(said)
    assert line["failure"] == ["builtins.ValueError", "builtins.KeyError"]
    assert line["at"][-1].endswith(" fail")
    assert NAME not in said
    assert NATIONAL_ID not in said


def test_requests_are_logged_by_route_and_without_the_person(
    app: Flask, database: Database, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(token: str) -> str:
        raise RuntimeError(f"{NAME} {token}")

    app.testing = False
    app.add_url_rule("/theo-doi-thu/<token>", "broken.page", fail, methods=["POST"])
    monkeypatch.setitem(POLICY, "broken.page", Access.PUBLIC)
    client = Browser(app)
    client.sign_in(factories.citizen(database, full_name=NAME, email="danh.dau@example.vn"))
    client.get("/dang-nhap?next=/tai-khoan&q=" + NATIONAL_ID)
    client.post("/theo-doi-thu/bi-mat-12345", {"national_id": NATIONAL_ID})
    said = capsys.readouterr().out
    for personal in (NAME, "Đánh Dấu", NATIONAL_ID, "danh.dau", "bi-mat-12345"):
        assert personal not in said
    lines = [json.loads(line) for line in said.splitlines()]
    assert {line["event"] for line in lines} >= {"request", "request_failed"}
    assert any(line.get("route") == "/theo-doi-thu/<token>" and line["status"] == 500 for line in lines)
    assert all(line["request_id"] for line in lines)
