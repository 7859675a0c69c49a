"""The folder of YAML files, looked at again and again: what the analyst saves is published without a restart."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import structlog

from engine.catalogue import Catalogue, read_catalogue
from runtime import clock, publications
from runtime.db import Database, take_turns

LOOK_EVERY = 1.0

log = structlog.get_logger()


class FolderWatch:
    """Publishes changed files of one folder. Every web process has its own; the database lets one of them act at a time.

    `catalogue` is what the folder said at the last look, findings of broken files included; None before the first look.
    """

    def __init__(self, database: Database, folder: Path) -> None:
        self.catalogue: Catalogue | None = None
        self._database = database
        self._folder = folder
        self._lock = threading.Lock()
        self._looked_at = float("-inf")

    def look(self) -> bool:
        """Publish what changed since the last look; True when the offer changed.

        Cheap enough for every request: looks at most once a second, and while one thread looks the others go on with what is there.
        """
        if time.monotonic() - self._looked_at < LOOK_EVERY or not self._lock.acquire(
            blocking=self.catalogue is None
        ):
            return False
        try:
            if time.monotonic() - self._looked_at < LOOK_EVERY:
                return False
            return self._publish_changes()
        finally:
            self._looked_at = time.monotonic()
            self._lock.release()

    def _publish_changes(self) -> bool:
        seen = read_catalogue(self._folder, self.catalogue)
        if seen is self.catalogue:
            return False
        with self._database.transaction() as session:
            take_turns(session, "publications")
            # Read again under the lock: another process may have published a newer state of the folder while this one waited.
            self.catalogue = read_catalogue(self._folder, seen)
            changed = publications.publish_folder(session, self.catalogue, at=clock.now())
        if changed:
            log.info("folder_published", changed=changed, files=len(self.catalogue.entries))
        return changed > 0
