"""Numbers of papers: passport, social insurance; and a time of day, a year, a month."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from engine.definition import Field
from engine.expressions import DATE
from engine.fields.base import Parsed, SettingKind, SingleType, problem
from engine.fields.day import EARLIEST_YEAR, LATEST_YEAR
from engine.fields.number import NumberType
from engine.values import Value

_PASSPORT = re.compile(r"[A-Z0-9]{5,20}")
_VIETNAMESE_PASSPORT = re.compile(r"[A-Z][0-9]{7}")
_SOCIAL_INSURANCE = re.compile(r"[0-9]{10}|[0-9]{12}")
_TIME = re.compile(r"(?P<hour>[0-9]{1,2})\s*(?::|h|giờ)\s*(?P<minute>[0-9]{2})?(?:\s*phút)?")
_MONTH = re.compile(r"(?:0?1\s*[/.-]\s*)??(?P<month>[0-9]{1,2})\s*[/.-]\s*(?P<year>[0-9]{4})")


class PassportType(SingleType):
    """A Vietnamese one has a letter and seven digits; those of other countries letters and digits, five to twenty.
    `vietnamese: yes` takes the first kind only.
    """

    name = "passport"
    settings = MappingProxyType({"vietnamese": SettingKind.YES_NO})

    def read(self, field: Field, text: str) -> Parsed:
        number = re.sub(r"[ .\-]", "", text).upper()
        only_ours = bool(field.settings.get("vietnamese"))
        form = _VIETNAMESE_PASSPORT if only_ours else _PASSPORT
        if form.fullmatch(number) is None or not any(character.isdigit() for character in number):
            return None, problem("not_a_vietnamese_passport" if only_ours else "not_a_passport")
        return number, ()


class SocialInsuranceType(SingleType):
    """Ten digits, or the twelve of the identity number that take their place."""

    name = "social_insurance"

    def read(self, field: Field, text: str) -> Parsed:
        digits = re.sub(r"[ .\-]", "", text)
        return (
            (digits, ()) if _SOCIAL_INSURANCE.fullmatch(digits) else (None, problem("not_social_insurance"))
        )


class YearType(NumberType):
    """A year by itself, without a dot between its digits. `min` and `max` are inclusive."""

    name = "year"
    settings = MappingProxyType({"min": SettingKind.NUMBER, "max": SettingKind.NUMBER})

    def read(self, field: Field, text: str) -> Parsed:
        if re.fullmatch("[0-9]{4}", text) is None:
            return None, problem("not_a_year")
        year = int(text)
        if not EARLIEST_YEAR <= year <= LATEST_YEAR:
            return None, problem("year_out_of_range", min=EARLIEST_YEAR, max=LATEST_YEAR)
        problems = self._limits(field, Decimal(year))
        least, most = (int(field.settings.get(key, edge)) for key, edge in _YEARS)
        return (None, problem("year_out_of_range", min=least, max=most)) if problems else (Decimal(year), ())

    def show(self, field: Field, value: Value, language: str) -> str:
        return self.write(value)


_YEARS = (("min", EARLIEST_YEAR), ("max", LATEST_YEAR))


class MonthType(SingleType):
    """A month of a year, "03/2026". Expressions see its first day."""

    name = "month_year"
    kind = DATE

    def read(self, field: Field, text: str) -> Parsed:
        found = _MONTH.fullmatch(text)
        if found is None:
            return None, problem("not_a_month")
        month, year = int(found["month"]), int(found["year"])
        if not EARLIEST_YEAR <= year <= LATEST_YEAR:
            return None, problem("year_out_of_range", min=EARLIEST_YEAR, max=LATEST_YEAR)
        return (date(year, month, 1), ()) if 1 <= month <= 12 else (None, problem("not_a_month"))

    def show(self, field: Field, value: Value, language: str) -> str:
        return self.write(value)

    def write(self, value: Value) -> str:
        return f"{value.month:02d}/{value.year:04d}" if isinstance(value, date) else str(value)


class TimeType(SingleType):
    """An hour and a minute, kept as "14:30"; typed "14:30", "14h30", "14 giờ 30 phút"."""

    name = "time"

    def read(self, field: Field, text: str) -> Parsed:
        found = _TIME.fullmatch(text.lower())
        hour, minute = (int(found["hour"]), int(found["minute"] or 0)) if found else (24, 0)
        return (
            (f"{hour:02d}:{minute:02d}", ()) if hour < 24 and minute < 60 else (None, problem("not_a_time"))
        )
