"""Whether a procedure takes dossiers at some moment, until when, or from when again. Pure; told the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from engine.definition import Opening, Per, YearlyWindow

_LONGEST_LOOK = 2
"""Years ahead a next opening is looked for: a yearly window comes every year, 29 February as the 28th."""


class Standing(StrEnum):
    """CLOSED: it will not open again."""

    OPEN = "open"
    NOT_YET = "not_yet"
    CLOSED = "closed"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Openness:
    """`since`/`until` are the first and last day of the period that is open or comes next, None where it has no
    bound or there is none. `places_left` is None without a quota.
    """

    standing: Standing
    since: date | None = None
    until: date | None = None
    places_left: int | None = None

    @property
    def is_open(self) -> bool:
        return self.standing is Standing.OPEN


def openness(opening: Opening | None, day: date, taken: int = 0) -> Openness:
    """How it stands on `day`, a day in Vietnam; `taken`: how many places of `quota_key` are gone."""
    if opening is None:
        return Openness(Standing.OPEN)
    period = _period_from(opening, day)
    if period is None:
        return Openness(Standing.CLOSED)
    since, until = period
    if since is not None and since > day:
        return Openness(Standing.NOT_YET, since, until)
    left = None if opening.quota is None else max(0, opening.quota.places - taken)
    return Openness(Standing.FULL if left == 0 else Standing.OPEN, since, until, left)


def quota_key(opening: Opening, day: date) -> str:
    """The name of the period or day whose places are counted: "2026-03-01", or "always" for one without a start.

    A period that is opened anew with another `from` has places of its own.
    """
    if opening.quota is not None and opening.quota.per is Per.DAY:
        return day.isoformat()
    period = _period_from(opening, day)
    since = period[0] if period else None
    return since.isoformat() if since else "always"


def _period_from(opening: Opening, day: date) -> tuple[date | None, date | None] | None:
    """The period that `day` is in, else the next one; None when there is no more."""
    if opening.yearly is None:
        return None if opening.until and day > opening.until else (opening.since, opening.until)
    first = max(day, opening.since) if opening.since else day
    for year in range(first.year - 1, first.year + _LONGEST_LOOK):
        since, until = _in_year(opening.yearly, year)
        since = max(since, opening.since) if opening.since else since
        until = min(until, opening.until) if opening.until else until
        if since <= until and day <= until:
            return since, until
    return None


def _in_year(yearly: YearlyWindow, year: int) -> tuple[date, date]:
    last = year if yearly.until >= yearly.since else year + 1
    return _day(year, yearly.since), _day(last, yearly.until)


def _day(year: int, written: str) -> date:
    """29 February is the 28th in the years that have none."""
    month, day = map(int, written.split("-"))
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, day - 1)
