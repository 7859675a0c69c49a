"""The folder of YAML files, looked at again and again: what the analyst saves is published without a
restart.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from pathlib import Path

import structlog

from engine.catalogue import Catalogue, read_catalogue
from runtime import clock, publications
from runtime.db import Database, take_turns

LOOK_EVERY = 1.0

log = structlog.get_logger()


class FolderWatch:
    """Reads one folder again when its files change. Every web process has its own; the database lets one at
    a time publish.

    `publishes`: what changed is put on offer at once. Otherwise the folder is only read, for the console.
    """

    def __init__(self, database: Database, folder: Path, *, publishes: bool) -> None:
        self._database = database
        self._folder = folder
        self._publishes = publishes
        self._catalogue: Catalogue | None = None
        self._lock = threading.Lock()
        self._looked_at = float("-inf")

    def look(self) -> None:
        """Publish what changed since the last look.

        Cheap enough for every request: it looks at most once a second, and while one thread looks the
        others go on with what is there. Only the very first look is waited for.
        """
        if not self._publishes or not self._is_time():
            return
        if self._lock.acquire(blocking=self._catalogue is None):
            try:
                if self._is_time():
                    self._read()
            finally:
                self._lock.release()

    def latest(self) -> Catalogue:
        """What the folder says now, findings of broken files included."""
        with self._lock:
            if self._catalogue is None or self._is_time():
                self._read()
            assert self._catalogue is not None
            return self._catalogue

    def _is_time(self) -> bool:
        return time.monotonic() - self._looked_at >= LOOK_EVERY

    def _read(self) -> None:
        try:
            # A folder that is away (not mounted yet, say) is not an empty one: nothing is withdrawn because
            # of it.
            if self._catalogue is not None and not self._folder.is_dir():
                log.error("folder_away", folder=str(self._folder))
                return
            seen = read_catalogue(self._folder, self._catalogue)
            if self._catalogue is None or _files(seen) != _files(self._catalogue):
                self._catalogue = self._publish(seen) if self._publishes else seen
        finally:
            self._looked_at = time.monotonic()

    def _publish(self, seen: Catalogue) -> Catalogue:
        with self._database.transaction() as session:
            take_turns(session, publications.TURN)
            # Read again under the lock: another process may have published a newer state of the folder
            # while this one waited.
            newest = read_catalogue(self._folder, seen)
            changed = publications.publish_folder(session, newest, at=clock.now())
        if changed:
            log.info("folder_published", procedures=changed)
        return newest


def _files(catalogue: Catalogue) -> tuple[Mapping[str, object], Mapping[str, object]]:
    return catalogue.shared, catalogue.own
