"""Files in a folder of this machine, under names the program makes."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import tempfile
from pathlib import Path
from typing import BinaryIO

from runtime.ports import ContentDamaged, ContentMissing, ContentTooBig, StoredContent

PIECE = 256 * 1024
_NAME = re.compile(r"[0-9a-f]{32}")


class FolderStorage:
    """Content is written aside, flushed to disk and then moved into place, so a name never shows half a
    file.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._incoming = folder / "incoming"
        self._incoming.mkdir(parents=True, exist_ok=True)

    def put(self, stream: BinaryIO, *, at_most: int | None = None) -> StoredContent:
        digest, size = hashlib.sha256(), 0
        name = secrets.token_hex(16)
        aside = self._incoming / name
        try:
            with aside.open("xb") as file:
                while piece := stream.read(PIECE):
                    size += len(piece)
                    if at_most is not None and size > at_most:
                        raise ContentTooBig(f"more than {at_most} bytes")
                    digest.update(piece)
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            target = self._place(name)
            target.parent.mkdir(exist_ok=True)
            aside.replace(target)
            _flush_folder(target.parent)
        finally:
            aside.unlink(missing_ok=True)
        return StoredContent(name, size, digest.hexdigest())

    def open(self, name: str, *, sha256: str) -> BinaryIO:
        try:
            file = self._place(name).open("rb")
        except FileNotFoundError as error:
            raise ContentMissing(name) from error
        if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
            file.close()
            raise ContentDamaged(name)
        file.seek(0)
        return file

    def remove(self, name: str) -> None:
        self._place(name).unlink(missing_ok=True)

    def check(self) -> None:
        with tempfile.TemporaryFile(dir=self._incoming) as file:
            file.write(b"?")

    def _place(self, name: str) -> Path:
        """Names come from the database, yet a name that is not ours never reaches the file system."""
        if not _NAME.fullmatch(name):
            raise ContentMissing(name)
        return self._folder / name[:2] / name


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
