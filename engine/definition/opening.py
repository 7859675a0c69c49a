"""When a procedure takes dossiers, and how many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from engine.text import Text


class Per(StrEnum):
    """What a quota is counted for: each opening period, or each day of it."""

    PERIOD = "period"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Quota:
    """`places` dossiers are taken per period or day, in the order they are submitted; `message` is said beyond."""

    places: int
    per: Per = Per.PERIOD
    message: Text | None = None


@dataclass(frozen=True, slots=True)
class YearlyWindow:
    """ "MM-DD", both days included, in every year; an end before the beginning is in the year after."""

    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Opening:
    """A day counts when it is inside `since`–`until` (both included, None: no bound) and inside the yearly window."""

    since: date | None = None
    until: date | None = None
    yearly: YearlyWindow | None = None
    quota: Quota | None = None
    note: Text | None = None
