"""Settings: read from the environment, every mistake told at once, secrets never shown."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from runtime.config import PREFIX, BadSettings, Settings

ENOUGH = {
    "THUTUC_DATABASE_URL": "postgresql://thutuc:geheim@db/thutuc",
    "THUTUC_DATA": "/var/lib/thutuc",
    "THUTUC_PROCEDURES": "/srv/procedures",
    "THUTUC_SECRET": "a secret of at least thirty-two letters",
    "THUTUC_SMTP_URL": "smtps://user:verborgen@mail.example.vn",
    "THUTUC_SMS_URL": "https://sms.example.vn/send",
}
REFERENCE = Path(__file__).parents[2] / "docs" / "operators" / "settings.md"


def problems(environment: dict[str, str]) -> tuple[str, ...]:
    with pytest.raises(BadSettings) as caught:
        Settings.from_environment(environment)
    return caught.value.problems


def test_six_settings_are_enough() -> None:
    settings = Settings.from_environment(ENOUGH | {"PATH": "/bin", "HOME": "/root"})
    assert settings.data == Path("/var/lib/thutuc")
    assert settings.procedures == Path("/srv/procedures")
    assert not settings.autopublish
    assert settings.redis_url == ""


def test_everything_missing_is_named_at_once() -> None:
    assert len(problems({})) == len(ENOUGH)
    assert all(any(name in problem for problem in problems({})) for name in ENOUGH)


def test_an_unknown_setting_is_refused_with_the_one_that_was_meant() -> None:
    (problem,) = problems(ENOUGH | {"THUTUC_DATABSE_URL": "sqlite://"})
    assert problem == "THUTUC_DATABSE_URL is not a setting. Did you mean THUTUC_DATABASE_URL?"


def test_an_empty_setting_counts_as_missing() -> None:
    (problem,) = problems(ENOUGH | {"THUTUC_SECRET": "  "})
    assert "THUTUC_SECRET is not set" in problem


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("THUTUC_SECRET", "short", "at least 32"),
        ("THUTUC_DATABASE_URL", "mysql://x", "sqlite:/// or postgresql://"),
        ("THUTUC_SMTP_URL", "mail.example.vn:25", "smtp://"),
        ("THUTUC_SMS_URL", "ftp://x", "http:// or https://"),
        ("THUTUC_REDIS_URL", "localhost:6379", "redis://"),
        ("THUTUC_AUTOPUBLISH", "maybe", "yes or no"),
        ("THUTUC_TRUSTED_PROXIES", "-1", "whole number"),
        ("THUTUC_TRUSTED_PROXIES", "²", "whole number"),
    ],
)
def test_an_unreadable_setting_says_what_would_be_right(name: str, value: str, complaint: str) -> None:
    (problem,) = problems(ENOUGH | {name: value})
    assert problem.startswith(name)
    assert complaint in problem


@pytest.mark.parametrize(
    ("written", "meant"), [("yes", True), ("TRUE", True), ("1", True), ("no", False), ("0", False)]
)
def test_yes_and_no_may_be_written_in_several_ways(written: str, meant: bool) -> None:
    assert Settings.from_environment(ENOUGH | {"THUTUC_AUTOPUBLISH": written}).autopublish is meant


def test_cookies_are_secure_exactly_where_the_site_is() -> None:
    assert Settings.from_environment(ENOUGH | {"THUTUC_BASE_URL": "https://dichvucong.vn/"}).secure_cookies
    assert not Settings.from_environment(ENOUGH).secure_cookies
    assert Settings.from_environment(ENOUGH | {"THUTUC_SECURE_COOKIES": "yes"}).secure_cookies


def test_the_base_address_loses_its_last_slash() -> None:
    assert Settings.from_environment(ENOUGH | {"THUTUC_BASE_URL": "https://x.vn/"}).base_url == "https://x.vn"


def test_printing_the_settings_shows_no_secret() -> None:
    shown = repr(Settings.from_environment(ENOUGH | {"THUTUC_SMS_TOKEN": "token-geheim"}))
    assert not re.search("geheim|verborgen|thirty-two", shown)


def test_every_setting_has_its_paragraph_for_operators() -> None:
    described = set(re.findall(r"`(THUTUC_[A-Z_]+)`", REFERENCE.read_text("utf-8")))
    assert {PREFIX + field.name.upper() for field in fields(Settings)} <= described
