"""The console: what lies in the folder and what is wrong with it, what is on the site, what could not be delivered."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from admin.app import create_app
from runtime.adapters import build_world
from runtime.config import Settings
from runtime.db import Database
from runtime.notifications import outbox
from runtime.notifications.models import OutboxRow
from runtime.world import World
from tests import factories
from tests.client import Browser
from tests.conftest import FrozenClock


@pytest.fixture
def world(database: Database, settings: Settings, frozen_clock: FrozenClock, tmp_path: Path) -> World:
    """A world that publishes its own copy of the procedures by itself."""
    folder = shutil.copytree(settings.procedures, tmp_path / "procedures")
    return build_world(replace(settings, procedures=folder, autopublish=True), database=database)


@pytest.fixture
def client(world: World) -> Browser:
    app = create_app(world)
    app.testing = True
    return Browser(app)


def signed_in(client: Browser, world: World, role: str) -> Browser:
    client.sign_in(factories.staff(world.database, ("*", role)))
    return client


def test_published_files_are_told_to_be_on_the_site(client: Browser, world: World) -> None:
    page = signed_in(client, world, "analyst").get("/quan-tri/")
    assert page.status == 200
    assert page.text.count("Đang công bố") == 2
    assert "trich-luc-ho-tich" in page.text


def test_a_broken_file_is_shown_with_its_place_and_its_procedure_stays_on_the_site(
    client: Browser, world: World
) -> None:
    signed_in(client, world, "analyst").get("/quan-tri/")
    path = world.settings.procedures / "trich-luc-ho-tich.yaml"
    broken = path.read_text(encoding="utf-8").replace("per: copies", "per: copis")
    line = 1 + broken.split("copis")[0].count("\n")
    path.write_text(broken, encoding="utf-8")
    world.folder._looked_at = float("-inf")

    overview = client.get("/quan-tri/")
    assert "Không công bố; trang vẫn dùng bản trước" in overview.text
    page = client.get("/quan-tri/tep/trich-luc-ho-tich.yaml")
    assert f"trich-luc-ho-tich.yaml:{line}:" in page.text
    assert "copies" in page.text
    assert client.get("/thu-tuc/trich-luc-ho-tich").status == 200


def test_a_file_that_is_not_in_the_folder_is_not_found(client: Browser, world: World) -> None:
    for name in ("shared/agencies.yaml", "../pyproject.toml", "khong-co.yaml"):
        assert signed_in(client, world, "analyst").get(f"/quan-tri/tep/{name}").status == 404


def test_an_analyst_is_not_shown_the_doors_of_the_administrator(client: Browser, world: World) -> None:
    links = signed_in(client, world, "analyst").get("/quan-tri/").links
    assert "/quan-tri/thu-tin" not in links
    assert "/quan-tri/thu-tin" in signed_in(client, world, "admin").get("/quan-tri/").links


def test_a_message_that_was_given_up_can_be_sent_again(
    client: Browser, world: World, frozen_clock: FrozenClock
) -> None:
    with world.database.transaction() as session:
        outbox.put(session, "sms", {"to": "+84912345678", "text": "Xin chào"}, key="one")
        leased = outbox.lease(session, at=frozen_clock.moment, limit=1)[0]
        outbox.given_up(session, leased, at=frozen_clock.moment, error="no such number")
    page = signed_in(client, world, "admin").get("/quan-tri/thu-tin")
    assert "Gửi hỏng" in page.text
    assert "no such number" in page.text
    again = client.follow(client.submit(page, form=f"/quan-tri/thu-tin/{leased.id}/gui-lai"))
    assert "Đã đưa trở lại hàng chờ gửi." in again.text
    with world.database.reading() as session:
        assert session.scalars(sa.select(OutboxRow.dead_at)).all() == [None]


def test_the_staff_are_listed_with_their_places(client: Browser, world: World) -> None:
    factories.staff(world.database, ("so-khcn/mot-cua", "officer"), full_name="Cán bộ Mẫu Năm")
    page = signed_in(client, world, "admin").get("/quan-tri/can-bo")
    assert "Cán bộ Mẫu Năm" in page.text
    assert "so-khcn/mot-cua" in page.text
