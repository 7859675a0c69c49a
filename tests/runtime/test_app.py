"""Putting the service together: from the environment alone, behind a proxy, behind TLS."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from flask import request

from runtime.accounts.permissions import POLICY, Access
from runtime.app import create_app
from runtime.config import BadSettings
from runtime.world import World
from tests.client import Browser


@pytest.fixture
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    for name in [name for name in os.environ if name.startswith("THUTUC_")]:
        monkeypatch.delenv(name)
    yield monkeypatch
    structlog.reset_defaults()


def test_the_service_starts_from_its_environment_alone(
    bare_environment: pytest.MonkeyPatch, tmp_path: Path, procedures_folder: Path
) -> None:
    for name, value in {
        "DATABASE_URL": f"sqlite:///{tmp_path}/service.db",
        "DATA": str(tmp_path),
        "PROCEDURES": str(procedures_folder),
        "SECRET": "s" * 40,
        "SMTP_URL": "smtp://127.0.0.1:1",
        "SMS_URL": "http://127.0.0.1:1",
        "REDIS_URL": "redis://127.0.0.1:1/0",
    }.items():
        bare_environment.setenv(f"THUTUC_{name}", value)
    assert create_app().test_client().get("/healthz").status_code == 200


def test_without_settings_the_service_says_which_are_missing(bare_environment: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadSettings, match="THUTUC_DATABASE_URL"):
        create_app()


@pytest.mark.parametrize(("proxies", "seen"), [(0, "127.0.0.1"), (1, "198.51.100.7")])
def test_a_forwarded_address_is_believed_only_from_proxies_we_have(
    world: World, monkeypatch: pytest.MonkeyPatch, proxies: int, seen: str
) -> None:
    settings = dataclasses.replace(world.settings, trusted_proxies=proxies)
    app = create_app(dataclasses.replace(world, settings=settings))
    app.add_url_rule("/ai-hoi", "who.asks", lambda: str(request.remote_addr))
    monkeypatch.setitem(POLICY, "who.asks", Access.PUBLIC)
    answer = app.test_client().get("/ai-hoi", headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.7"})
    assert answer.get_data(as_text=True) == seen


def test_behind_tls_the_cookie_is_secure_and_the_site_stays_on_tls(world: World) -> None:
    settings = dataclasses.replace(
        world.settings, base_url="https://dichvucong.example.vn", secure_cookies=True
    )
    app = create_app(dataclasses.replace(world, settings=settings))
    answer = Browser(app).get("/dang-nhap")
    assert "Secure" in answer.response.headers["Set-Cookie"]
    assert "max-age=" in answer.response.headers["Strict-Transport-Security"]


def test_every_page_of_the_public_service_is_put_together(world: World) -> None:
    assert set(create_app(world).blueprints) == {
        "web",
        "account",
        "guides",
        "profile",
        "site",
        "wizard",
        "mine",
        "desk",
    }
