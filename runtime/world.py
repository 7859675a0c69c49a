"""The world one process lives in: its settings, its database and its ways to the outside, made once at the
start.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.calendars import Calendar
from runtime.config import Settings
from runtime.db import Database
from runtime.folder_watch import FolderWatch
from runtime.ports import Bell, Mailer, Registers, Storage, Texter


@dataclass(frozen=True, kw_only=True)
class World:
    """`folder` publishes changed YAML files by itself when `settings.autopublish` says so."""

    settings: Settings
    database: Database
    storage: Storage
    mailer: Mailer
    texter: Texter
    registers: Registers
    calendar: Calendar
    bell: Bell
    folder: FolderWatch
