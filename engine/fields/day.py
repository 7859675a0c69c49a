"""Dates as typed in Viet Nam, day first, and birth dates of which only the year is known."""

from __future__ import annotations

import re
from datetime import date
from types import MappingProxyType

from engine.definition import Field
from engine.expressions import DATE
from engine.fields.base import Parsed, Problems, SettingKind, SingleType, problem
from engine.values import Value, YearOnly

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
_FORMS = (
    re.compile(r"(?P<day>[0-9]{1,2})\s*[/.\- ]\s*(?P<month>[0-9]{1,2})\s*[/.\- ]\s*(?P<year>[0-9]{4})"),
    re.compile(r"(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>[0-9]{4})"),
    re.compile(r"(?P<year>[0-9]{4})[/.-](?P<month>[0-9]{1,2})[/.-](?P<day>[0-9]{1,2})"),
)
_YEAR = re.compile(r"[0-9]{4}")


class DateType(SingleType):
    """`past`: not after today; `future`: not before today."""

    name = "date"
    kind = DATE
    settings = MappingProxyType({"past": SettingKind.YES_NO, "future": SettingKind.YES_NO})

    def read(self, field: Field, text: str) -> Parsed:
        found = next((match for form in _FORMS if (match := form.fullmatch(text))), None)
        if found is None:
            return None, problem("not_a_date")
        year = int(found["year"])
        if not EARLIEST_YEAR <= year <= LATEST_YEAR:
            return None, problem("year_out_of_range", min=EARLIEST_YEAR, max=LATEST_YEAR)
        try:
            return date(year, int(found["month"]), int(found["day"])), ()
        except ValueError:
            return None, problem("no_such_date")

    def examine(self, field: Field, value: Value, *, today: date) -> Problems:
        day = _first_day(value)
        if field.settings.get("past") and day > today:
            return problem("not_past")
        if field.settings.get("future") and day < today:
            return problem("not_future")
        return ()

    def show(self, field: Field, value: Value, language: str) -> str:
        return self.write(value)

    def write(self, value: Value) -> str:
        return (
            f"{value.day:02d}/{value.month:02d}/{value.year:04d}" if isinstance(value, date) else str(value)
        )


class BirthDateType(DateType):
    """A day that is not in the future, or only a year: many older people know no more."""

    name = "birth_date"
    settings = MappingProxyType({})

    def read(self, field: Field, text: str) -> Parsed:
        if not _YEAR.fullmatch(text):
            return super().read(field, text)
        year = int(text)
        if not EARLIEST_YEAR <= year <= LATEST_YEAR:
            return None, problem("year_out_of_range", min=EARLIEST_YEAR, max=LATEST_YEAR)
        return YearOnly(year), ()

    def examine(self, field: Field, value: Value, *, today: date) -> Problems:
        return problem("not_past") if _first_day(value) > today else ()


def _first_day(value: Value) -> date:
    if isinstance(value, YearOnly):
        return date(value.year, 1, 1)
    if not isinstance(value, date):
        raise TypeError(type(value).__name__)
    return value
