"""The real outside world, from the settings. Only the processes' entry points may come here."""

from __future__ import annotations

from engine.calendars import load_calendar
from runtime.adapters.registers_http import HttpRegisters
from runtime.adapters.sms_http import HttpTexter
from runtime.adapters.smtp import SmtpMailer
from runtime.adapters.storage_folder import FolderStorage
from runtime.background import LocalBell, RedisBell
from runtime.config import Settings
from runtime.db import Database
from runtime.folder_watch import FolderWatch
from runtime.notifications import outbox
from runtime.world import World

CALENDAR = "shared/calendar.yaml"


def build_world(settings: Settings, *, database: Database | None = None) -> World:
    """Connects to nothing yet: each part does when it is first used. `database`: one that is open already."""
    database = database or Database(settings.database_url)
    bell = RedisBell(settings.redis_url) if settings.redis_url else LocalBell()
    database.listen(outbox.TOPIC, bell.ring)
    return World(
        settings=settings,
        database=database,
        storage=FolderStorage(settings.data / "files"),
        mailer=SmtpMailer(settings.smtp_url, sender=settings.mail_from),
        texter=HttpTexter(settings.sms_url, token=settings.sms_token),
        registers=HttpRegisters(settings.connectors, settings.connectors_keys),
        calendar=load_calendar(settings.procedures / CALENDAR),
        bell=bell,
        folder=FolderWatch(
            database,
            settings.procedures,
            publishes=settings.autopublish,
            memory=settings.data / "manifests",
        ),
    )
