"""Who is asking: a value made once per request from the session and the account behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["guest", "citizen", "staff"]


@dataclass(frozen=True, slots=True)
class Visitor:
    """The person in front of the screen.

    `places` are the queues or units of the officer's own memberships ("so-khcn/phong-tdc"), never the "*" of
    analysts and administrators: sitting everywhere is not a licence to work everybody's queue.
    """

    account_id: int | None
    kind: Kind
    full_name: str
    language: str
    places: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()

    @property
    def is_guest(self) -> bool:
        return self.kind == "guest"

    @property
    def is_citizen(self) -> bool:
        return self.kind == "citizen"

    @property
    def is_staff(self) -> bool:
        return self.kind == "staff"


def guest(language: str) -> Visitor:
    return Visitor(account_id=None, kind="guest", full_name="", language=language)
