"""Which days are worked and at what hours. Knows nothing of terms and deadlines: those are
`engine.deadlines`.

Facts are yearly data (`procedures/shared/calendar.yaml`), because the lunar holidays, the days off in lieu
and the Saturdays worked in exchange are decided each year. A year without data is an error, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from engine.nodes import plain
from engine.source import read

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_SATURDAY = 5
_ONE_DAY = timedelta(days=1)
_YEAR = re.compile("[0-9]{4}")


class CalendarMissing(Exception):
    """The calendar says nothing about `year`, so no date in it can be counted."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(f"the working calendar has no data for {year}")


class CalendarInvalid(ValueError):
    """The calendar's data contradict themselves; the message names the day."""


@dataclass(frozen=True, slots=True)
class Hours:
    """One unbroken stretch of office hours of a working day, on the wall clock."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Year:
    """What sets one year apart from "Monday to Friday".

    `off`: weekdays not worked. `working`: Saturdays or Sundays worked in exchange. `reasons`: the author's
    words for each of them, in Vietnamese. `provisional`: the government has not announced this year yet.
    """

    off: frozenset[date]
    working: frozenset[date]
    reasons: Mapping[date, str] = field(default_factory=dict, hash=False)
    provisional: bool = False


@dataclass(frozen=True)
class Calendar:
    """`hours` are in order and do not touch: the midday break lies between them."""

    years: Mapping[int, Year]
    hours: tuple[Hours, ...]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Calendar:
        """Read `{hours: [{from, to}], years: {"2026": {off: [{day, reason}], working, provisional: "yes"}}}`.

        Everything is text: days are "2026-01-01", hours "07:30". Raises CalendarInvalid naming what is wrong.
        """
        data = _entries(data, "calendar", required={"hours", "years"})
        hours = tuple(_hours(item) for item in _items(data["hours"], "hours"))
        if not hours or any(earlier.closes >= later.opens for earlier, later in pairwise(hours)):
            raise CalendarInvalid("office hours must be in order and must not overlap")
        years = data["years"]
        if not isinstance(years, Mapping) or not all(_YEAR.fullmatch(year) for year in years):
            raise CalendarInvalid("years: a map of years in four digits is expected here")
        return cls({int(year): _year(year, item) for year, item in years.items()}, hours)

    def is_working_day(self, day: date) -> bool:
        """Raises CalendarMissing when the calendar does not cover the day's year."""
        year = self._year_of(day)
        return day in year.working if day.weekday() >= _SATURDAY else day not in year.off

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        day += _ONE_DAY
        while not self.is_working_day(day):
            day += _ONE_DAY
        return day

    def this_or_next_working_day(self, day: date) -> date:
        return day if self.is_working_day(day) else self.next_working_day(day)

    def reason(self, day: date) -> str:
        """Why a day is off, or worked, out of the ordinary; "" for an ordinary day."""
        return self._year_of(day).reasons.get(day, "")

    def is_holiday(self, day: date) -> bool:
        """A weekday that is not worked."""
        return day in self._year_of(day).off

    def is_provisional(self, day: date) -> bool:
        return self._year_of(day).provisional

    def opening(self, day: date) -> datetime:
        return datetime.combine(day, self.hours[0].opens, VIETNAM)

    def closing(self, day: date) -> datetime:
        return datetime.combine(day, self.hours[-1].closes, VIETNAM)

    def stretches(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Working time from `start` on: the rest of the stretch it falls in, then every later one, without
        end.

        Raises CalendarMissing on running into a year without data.
        """
        day = start.date()
        while True:
            if self.is_working_day(day):
                for hours in self.hours:
                    closes = datetime.combine(day, hours.closes, VIETNAM)
                    if start < closes:
                        yield max(start, datetime.combine(day, hours.opens, VIETNAM)), closes
            day += _ONE_DAY

    def _year_of(self, day: date) -> Year:
        try:
            return self.years[day.year]
        except KeyError:
            raise CalendarMissing(day.year) from None


def local(moment: datetime) -> datetime:
    """The same instant on the wall clocks of Vietnam. Raises ValueError for a moment without a time zone."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment without a time zone cannot be counted: {moment.isoformat()}")
    return moment.astimezone(VIETNAM)


def load_calendar(path: Path) -> Calendar:
    """Read the calendar file. Raises CalendarInvalid with what is wrong and, for YAML faults, where."""
    source = read(path.read_bytes(), path.name)
    if source.root is None or source.problems:
        raise CalendarInvalid("\n".join(problem.as_text() for problem in source.problems))
    return Calendar.from_data(plain(source.root))


def _hours(item: Any) -> Hours:
    item = _entries(item, "hours", required={"from", "to"})
    hours = Hours(_parsed(time, item["from"]), _parsed(time, item["to"]))
    if hours.opens >= hours.closes:
        raise CalendarInvalid(f"office hours close before they open: {item['from']}–{item['to']}")
    return hours


def _year(year: str, item: Any) -> Year:
    item = _entries(item, year, required={"off"}, optional={"working", "provisional"})
    off = _days(year, item["off"], weekend=False)
    working = _days(year, item.get("working", []), weekend=True)
    if item.get("provisional", "no") not in {"yes", "no"}:
        raise CalendarInvalid(f"{year}.provisional: yes or no")
    provisional = item.get("provisional") == "yes"
    return Year(frozenset(off), frozenset(working), {**off, **working}, provisional)


def _days(year: str, items: Any, *, weekend: bool) -> dict[date, str]:
    """The days of one list with their reasons: of that year, each once, all weekdays or all weekend days."""
    days: dict[date, str] = {}
    for item in _items(items, year):
        item = _entries(item, year, required={"day", "reason"})
        day = _parsed(date, item["day"])
        if str(day.year) != year:
            raise CalendarInvalid(f"{day} is listed under {year}")
        if day in days:
            raise CalendarInvalid(f"{day} is listed twice")
        if (day.weekday() >= _SATURDAY) is not weekend:
            raise CalendarInvalid(f"{day} is listed as {'worked' if weekend else 'off'}, which it is anyway")
        days[day] = item["reason"]
    return days


def _entries(
    data: Any, where: str, *, required: Set[str], optional: Set[str] = frozenset()
) -> Mapping[str, Any]:
    """`data` as a map holding just these keys."""
    if not isinstance(data, Mapping):
        raise CalendarInvalid(f"{where}: a map is expected here")
    if missing := sorted(required - data.keys()):
        raise CalendarInvalid(f"{where}: {missing[0]!r} is missing")
    if unknown := sorted(data.keys() - required - optional):
        raise CalendarInvalid(f"{where}: {unknown[0]!r} is not a key of the calendar")
    return data


def _items(data: Any, where: str) -> list[Any]:
    if not isinstance(data, list):
        raise CalendarInvalid(f"{where}: a list is expected here")
    return data


_Parsed = TypeVar("_Parsed", date, time)


def _parsed(kind: type[_Parsed], written: Any) -> _Parsed:
    try:
        return kind.fromisoformat(written)
    except (TypeError, ValueError):
        raise CalendarInvalid(f"{written!r} is not a {kind.__name__}") from None
