"""Health and readiness, display settings, compression."""

from __future__ import annotations

import dataclasses
import gzip

import pytest

from runtime.app import create_app
from runtime.db import Database
from runtime.notifications import outbox
from runtime.world import World
from tests import factories
from tests.client import Browser
from tests.conftest import FrozenClock


def test_a_process_is_healthy_without_asking_anybody(client: Browser, world: World) -> None:
    world.database.dispose()
    page = client.get("/healthz")
    assert page.status == 200
    assert page.response.get_json() == {"status": "ok"}


def test_a_process_with_all_it_needs_is_ready(client: Browser) -> None:
    page = client.get("/readyz")
    assert page.status == 200
    assert set(page.response.get_json()["checks"].values()) == {"ok"}


def test_without_its_tables_a_process_is_not_ready(client: Browser, database: Database) -> None:
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE outbox")
    page = client.get("/readyz")
    assert page.status == 503
    assert page.response.get_json()["checks"]["database"] == "failed"


def test_mail_that_waits_too_long_degrades_but_does_not_stop(
    client: Browser, database: Database, frozen_clock: FrozenClock
) -> None:
    with database.transaction() as session:
        outbox.put(session, "sms", {"to": "+84912345678", "text": "Chào bạn"}, key="one")
    frozen_clock.advance(minutes=6)
    page = client.get("/readyz")
    assert page.status == 200
    assert page.response.get_json()["checks"]["outbox"] == "degraded"


def test_an_absent_redis_degrades_but_does_not_stop(world: World) -> None:
    settings = dataclasses.replace(world.settings, redis_url="redis://127.0.0.1:1/0")
    app = create_app(dataclasses.replace(world, settings=settings))
    page = Browser(app).get("/readyz")
    assert page.status == 200
    assert page.response.get_json()["checks"]["redis"] == "degraded"


def test_the_size_of_letters_the_contrast_and_the_language_stay_chosen(client: Browser) -> None:
    back = client.follow(client.get("/hien-thi?size=large&contrast=high&language=en&next=/dang-nhap"))
    assert back.path == "/dang-nhap"
    root = back.tree
    assert root is not None
    assert root.get("lang") == "en"
    assert "size-large" in root.get("class", "")
    assert "contrast-high" in root.get("class", "")


def test_an_unknown_display_setting_changes_nothing_and_leads_nowhere_else(client: Browser) -> None:
    page = client.get("/hien-thi?size=huge&language=xx&next=//evil.vn")
    assert page.location == "/"
    assert "Set-Cookie" not in page.response.headers


def test_an_account_speaks_its_own_language_until_the_cookie_says_otherwise(
    client: Browser, database: Database
) -> None:
    account = factories.citizen(database)
    with database.transaction() as session:
        session.merge(account).language = "en"
    client.sign_in(account)
    page = client.open("/tai-khoan")
    assert page.tree is not None
    assert page.tree.get("lang") == "en"
    client.get("/hien-thi?language=vi")
    page = client.open("/tai-khoan")
    assert page.tree is not None
    assert page.tree.get("lang") == "vi"


def test_pages_are_packed_for_thin_connections(client: Browser) -> None:
    answer = client.client.get("/dang-nhap", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert "Đăng nhập" in gzip.decompress(answer.data).decode()
    assert len(answer.data) < 10_000


def test_a_first_visit_weighs_less_than_sixty_kilobytes(client: Browser) -> None:
    page = client.get("/dang-nhap")
    assets = [link.get("href", "") for link in page.elements("link")] + [
        script.get("src", "") for script in page.elements("script")
    ]
    weight = 0
    for path in ["/dang-nhap", *assets]:
        answer = client.client.get(path, headers={"Accept-Encoding": "gzip"})
        assert answer.status_code == 200
        weight += len(answer.data)
        answer.close()
    assert weight < 60_000


def test_static_files_are_kept_for_ever_under_the_fingerprint_of_their_content(client: Browser) -> None:
    page = client.get("/dang-nhap")
    stylesheet = next(
        link.get("href", "") for link in page.elements("link") if link.get("rel") == "stylesheet"
    )
    assert "?v=" in stylesheet
    assert "immutable" in client.get(stylesheet).response.headers["Cache-Control"]
    assert client.get("/static/thutuc.css").response.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/%2e%2e/environment.py"])
def test_static_files_come_from_their_folder_only(client: Browser, path: str) -> None:
    assert client.get(path).status == 404
