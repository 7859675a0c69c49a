"""The folder of YAML files, looked at again and again: what the analyst saves is published without a
restart.
"""

from __future__ import annotations

import os
import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path

import structlog

from engine import manifest
from engine.catalogue import Catalogue, read_catalogue
from runtime import clock, publications
from runtime.db import Database, take_turns

LOOK_EVERY = 0.4
"""Seconds: a saved file is on its page within one."""

log = structlog.get_logger()


class Memory:
    """What one folder came to, kept in a file from one start to the next. Losing it costs time, nothing else."""

    def __init__(self, room: Path, folder: Path) -> None:
        self._file = room / f"{manifest.digest(str(folder.resolve()).encode())[:16]}.manifest"

    def recall(self) -> manifest.Manifest | None:
        try:
            content = self._file.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            log.warning("manifest_unreadable", file=str(self._file), error=str(error))
            return None
        found = manifest.from_bytes(content)
        if found is None:
            log.info("manifest_not_used", file=str(self._file))
        return found

    def keep(self, catalogue: Catalogue) -> None:
        """Whole or not at all: another process may be reading it."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=self._file.parent)
            with os.fdopen(descriptor, "wb") as opened:
                opened.write(manifest.to_bytes(catalogue.manifest()))
            Path(name).replace(self._file)
        except OSError as error:
            log.warning("manifest_not_kept", file=str(self._file), error=str(error))


class FolderWatch:
    """Reads one folder again when its files change. Every web process has its own; the database lets one at
    a time publish.

    `publishes`: what changed is put on offer at once. Otherwise the folder is only read, for the console.
    `memory`: a folder for what was found, so that the next start reads only what has changed since.
    """

    def __init__(
        self, database: Database, folder: Path, *, publishes: bool, memory: Path | None = None
    ) -> None:
        self._memory = Memory(memory, folder) if memory else None
        self._database = database
        self._folder = folder
        self._publishes = publishes
        self._catalogue: Catalogue | None = None
        self._remembered: manifest.Manifest | None = None
        self._lock = threading.Lock()
        self._looked_at = float("-inf")

    def look(self) -> None:
        """Publish what changed since the last look.

        Cheap enough for every request: it looks a few times a second at most, and while one thread looks the
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
            seen = self._seen()
            if self._catalogue is None or _files(seen) != _files(self._catalogue):
                self._catalogue = self._publish(seen) if self._publishes else seen
                if self._memory is not None and self._catalogue.manifest() != self._remembered:
                    self._memory.keep(self._catalogue)
                self._remembered = None
        finally:
            self._looked_at = time.monotonic()

    def _seen(self) -> Catalogue:
        if self._catalogue is None and self._memory is not None:
            self._remembered = self._memory.recall()
        return read_catalogue(self._folder, self._catalogue, remembered=self._remembered)

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
