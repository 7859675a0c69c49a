"""What the stand-ins have received, and the failures they have been told to play."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from runtime import clock


@dataclass(frozen=True, slots=True)
class Received:
    """One message. `kind` "email" or "sms"; `key` is the Message-ID or the id the sender gave; `at` is ISO
    8601.
    """

    kind: str
    to: str
    subject: str
    text: str
    key: str
    at: str


class PostOffice:
    """Kept in memory, and in `folder`/messages.jsonl when there is one, so that a demo finds its mail
    again.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._lock = threading.Lock()
        self._failures = 0
        self._file = folder / "messages.jsonl" if folder else None
        self._received: list[Received] = []
        if folder and self._file:
            folder.mkdir(parents=True, exist_ok=True)
            self._received = [Received(**line) for line in _lines(self._file)]

    def take(self, *, kind: str, to: str, subject: str, text: str, key: str) -> Received:
        received = Received(kind, to, subject, text, key, clock.now().isoformat(timespec="seconds"))
        with self._lock:
            self._received.append(received)
            if self._file:
                with self._file.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(asdict(received), ensure_ascii=False) + "\n")
        return received

    def take_once(self, *, to: str, text: str, key: str) -> Received:
        """Keep a text message unless one with this `key` came before; that one is then returned."""
        with self._lock:
            before = next((one for one in self._received if one.kind == "sms" and one.key == key), None)
        return before or self.take(kind="sms", to=to, subject="", text=text, key=key)

    def messages(self, *, to: str = "", kind: str = "") -> list[Received]:
        """Newest last, narrowed to one receiver or one kind when given."""
        with self._lock:
            kept = list(self._received)
        return [one for one in kept if (not to or one.to == to) and (not kind or one.kind == kind)]

    def fail_next(self, count: int) -> None:
        """Answer the next `count` messages with "not now"."""
        with self._lock:
            self._failures = count

    def should_fail(self) -> bool:
        with self._lock:
            failing = self._failures > 0
            self._failures -= failing
            return failing

    def clear(self) -> None:
        with self._lock:
            self._received.clear()
            self._failures = 0
            if self._file:
                self._file.unlink(missing_ok=True)


def _lines(file: Path) -> Iterable[dict[str, Any]]:
    if file.exists():
        for line in file.read_text("utf-8").splitlines():
            yield json.loads(line)
