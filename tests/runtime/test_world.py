"""The world as it is built from the settings: the real adapters, wired to one another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from runtime import publications
from runtime.adapters import build_world
from runtime.adapters.sms_http import HttpTexter
from runtime.adapters.smtp import SmtpMailer
from runtime.adapters.storage_folder import FolderStorage
from runtime.background import LocalBell, RedisBell
from runtime.config import Settings
from runtime.db import Database
from runtime.notifications import outbox


def test_the_world_is_made_of_the_real_adapters(settings: Settings, database: Database) -> None:
    world = build_world(settings, database=database)
    assert isinstance(world.mailer, SmtpMailer)
    assert isinstance(world.texter, HttpTexter)
    assert isinstance(world.storage, FolderStorage)
    assert world.storage.check() is None
    assert not world.calendar.is_working_day(date(2026, 9, 2))


def test_the_bell_hangs_on_the_outbox(settings: Settings, database: Database) -> None:
    world = build_world(settings, database=database)
    assert isinstance(world.bell, LocalBell)
    assert not world.bell.wait(0)
    with database.transaction() as session:
        outbox.put(session, "sms", {"to": "+84912345678", "text": "Chào"}, key="1")
    assert world.bell.wait(0)


def test_building_a_world_asks_nothing_of_a_redis_that_is_away(
    settings: Settings, database: Database
) -> None:
    world = build_world(replace(settings, redis_url="redis://127.0.0.1:1/0"), database=database)
    assert isinstance(world.bell, RedisBell)
    with database.transaction() as session:
        outbox.put(session, "sms", {"to": "+84912345678", "text": "Chào"}, key="1")


def test_only_autopublish_publishes_the_folder(settings: Settings, database: Database) -> None:
    build_world(settings, database=database).folder.look()
    with database.reading() as session:
        assert publications.current_versions(session) == ()
    build_world(replace(settings, autopublish=True), database=database).folder.look()
    with database.reading() as session:
        assert len(publications.current_versions(session)) == len(list(settings.procedures.glob("*.yaml")))
