"""The shapes of the outside world: what the program asks of a post office, an SMS gateway and a place to
keep files.

One adapter per file in `runtime.adapters`; the stand-ins there speak the same protocols on the wire.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Protocol


class NotDelivered(Exception):
    """It did not work this time (no connection, time-out, "try later"): worth another try."""


class Undeliverable(Exception):
    """It will never work (no such address, refused content): another try only repeats the answer."""


class ContentTooBig(Exception):
    """More bytes came than `at_most`."""


class ContentMissing(Exception):
    """No content is kept under this name."""


class ContentDamaged(Exception):
    """The content kept under this name is not the content that was put there."""


class Mailer(Protocol):
    def send(self, to: str, subject: str, body: str, *, key: str) -> str:
        """Hand over one plain-text mail and return its Message-ID. The same `key` always makes the same
        Message-ID.

        Raises NotDelivered or Undeliverable.
        """


class Texter(Protocol):
    def send(self, to: str, text: str, *, key: str) -> str:
        """Hand over one text message to an E.164 number; return the gateway's own id. The gateway sends a
        `key` once.

        Raises NotDelivered or Undeliverable.
        """


@dataclass(frozen=True, slots=True)
class StoredContent:
    """What was kept: the server-made name, the size in bytes, the sha-256 in hex."""

    name: str
    size: int
    sha256: str


class RegisterUnavailable(Exception):
    """The register gave no answer this time: no connection, time-out, refusal, nonsense. Says nothing of people."""


@dataclass(frozen=True, slots=True)
class RegisterAnswer:
    """`data`: JSON values by the names of the operation, {} when nothing was found."""

    found: bool
    data: Mapping[str, Any] = field(default_factory=dict)


class Registers(Protocol):
    def ask(self, connector: str, sent: Mapping[str, str], *, timeout: float) -> RegisterAnswer:
        """Ask "population.person" within `timeout` seconds. Raises RegisterUnavailable."""


class Storage(Protocol):
    def put(self, stream: BinaryIO, *, at_most: int | None = None) -> StoredContent:
        """Keep all of `stream` for good before returning. Raises ContentTooBig, keeping nothing."""

    def open(self, name: str, *, sha256: str) -> BinaryIO:
        """The content, checked against its sha-256 first. Raises ContentMissing or ContentDamaged."""

    def remove(self, name: str) -> None:
        """Forget the content; nothing happens when it is not there."""

    def check(self) -> None:
        """Raises OSError when nothing can be stored now."""


class Bell(Protocol):
    def ring(self) -> None:
        """Say that there is something in the outbox. Never raises: the rows wait, and a reconciler finds
        them anyway.
        """
