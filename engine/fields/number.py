"""Numbers and sums of money as Vietnamese readers type them: "1.234,5", "8.000", "1 234"."""

from __future__ import annotations

import re
from decimal import Decimal
from types import MappingProxyType

from engine.definition import Field
from engine.expressions import NUMBER
from engine.expressions.numbers import DECIMALS, WHOLE_DIGITS, rounded, settled
from engine.fields.base import Parsed, Problems, SettingKind, SingleType, problem
from engine.values import Value

# Dots (or blanks) between groups of three separate thousands; else one comma or one dot begins the decimals.
_GROUPED = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?: [0-9]{3})+))(?:,(?P<decimals>[0-9]+))?"
)
_PLAIN = re.compile(r"(?P<whole>[0-9]+)(?:[.,](?P<decimals>[0-9]+))?")
_CURRENCY = re.compile(r"\s*(?:vn[dđ]|đồng|đ|₫)\.?$", re.IGNORECASE)
_LONGEST = 60


def read_number(text: str) -> Decimal | None:
    """The number typed, or None. "1.234" is a thousand and more, "1.23" and "1,23" are decimals."""
    negative = text.startswith(("-", "−"))
    digits = text[1:].strip() if negative else text
    found = _GROUPED.fullmatch(digits) or _PLAIN.fullmatch(digits)
    if found is None or len(digits) > _LONGEST:
        return None
    whole = found["whole"].replace(".", "").replace(" ", "")
    number = Decimal(f"{whole}.{found['decimals'] or '0'}")
    return -number if negative else number


def grouped(number: Decimal) -> str:
    """ "1.234.567,5": dots between thousands, a comma before the decimals."""
    return f"{number:,f}".translate(str.maketrans(",.", ".,"))


class NumberType(SingleType):
    """Whole unless `decimals` allows some; `min` and `max` are inclusive."""

    name = "number"
    kind = NUMBER
    settings = MappingProxyType(
        {
            "min": SettingKind.NUMBER,
            "max": SettingKind.NUMBER,
            "decimals": SettingKind.WHOLE,
            "unit": SettingKind.TEXT,
        }
    )

    def read(self, field: Field, text: str) -> Parsed:
        number = read_number(text)
        if number is None:
            return None, problem("not_a_number")
        return self._within(field, number)

    def _within(self, field: Field, number: Decimal) -> Parsed:
        decimals = min(int(field.settings.get("decimals", 0)), DECIMALS)
        if number.adjusted() >= WHOLE_DIGITS:
            return None, problem("number_too_big")
        if number != rounded(number, decimals):
            return None, problem("too_many_decimals", decimals=decimals) if decimals else problem("not_whole")
        number = settled(number)
        problems = self._limits(field, number)
        return (None, problems) if problems else (number, ())

    def _limits(self, field: Field, number: Decimal) -> Problems:
        least, most = field.settings.get("min"), field.settings.get("max")
        if least is not None and number < Decimal(str(least)):
            return problem("too_small", min=Decimal(str(least)))
        if most is not None and number > Decimal(str(most)):
            return problem("too_large", max=Decimal(str(most)))
        return ()

    def computed(self, field: Field, value: Value) -> Value:
        decimals = field.settings.get("decimals")
        return value if decimals is None or not isinstance(value, Decimal) else rounded(value, int(decimals))

    def show(self, field: Field, value: Value, language: str) -> str:
        shown = grouped(value) if isinstance(value, Decimal) else str(value)
        unit = field.settings.get("unit")
        return f"{shown} {unit}" if unit else shown

    def write(self, value: Value) -> str:
        return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else str(value)


class MoneyType(NumberType):
    """Whole đồng, not negative unless `min` says so. "8.000", "8000", "8.000 đồng"."""

    name = "money"
    settings = MappingProxyType({"min": SettingKind.NUMBER, "max": SettingKind.NUMBER})

    def read(self, field: Field, text: str) -> Parsed:
        number = read_number(_CURRENCY.sub("", text))
        if number is None or number != number.to_integral_value():
            return None, problem("not_money")
        if "min" not in field.settings and number < 0:
            return None, problem("too_small", min=Decimal(0))
        return self._within(field, number)

    def computed(self, field: Field, value: Value) -> Value:
        return rounded(value, 0) if isinstance(value, Decimal) else value

    def write(self, value: Value) -> str:
        return grouped(value) if isinstance(value, Decimal) else str(value)
