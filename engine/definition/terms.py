"""How a dossier comes in and its result goes out, and within which time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from engine.money import Money
from engine.spans import Span
from engine.text import Text


class Channel(StrEnum):
    """How a dossier is submitted and how its result is received (NĐ 61/2018 Art 16)."""

    ONLINE = "online"
    COUNTER = "counter"
    POST = "post"


@dataclass(frozen=True, slots=True)
class ChannelTerms:
    """What is particular to one way of submitting or receiving: its own fee (for example postage) and time limit."""

    fee: Money | None = None
    deadline: Span | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Silence:
    """What the law makes of it when the office lets the legal limit pass. `means`: "approved" or "refused"."""

    means: str
    to: str
    legal_basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """`legal` is the statute's limit, `local` the office's shorter promise (the one printed on the receipt).

    `cutoff`: a dossier received after this hour counts from the next working day (the 15:00 rule).
    `starts` is "when_accepted" (NĐ 309/2026 Art 17(3)), "when_submitted" or "when_paid_and_accepted".
    """

    legal: Span
    local: Span | None = None
    cutoff: time | None = None
    starts: str = "when_accepted"
    legal_basis: tuple[str, ...] = ()
    silence: Silence | None = None

    @property
    def promised(self) -> Span:
        return self.local or self.legal
