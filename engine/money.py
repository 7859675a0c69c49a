"""Amounts of money: whole đồng, or dollars and cents at the missions abroad, and the one rounding rule."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

VND, USD = "VND", "USD"
SMALL_PARTS = {VND: 0, USD: 2}
"""Currencies a fee may be in (missions abroad take dollars), and the decimals each has."""

_WRITTEN = re.compile(
    r"(?P<minus>-)?(?P<digits>[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,(?P<cents>[0-9]{2}))? (?P<unit>VND|đồng|đ|USD)"
)

# A thousand years of the country's budget: more is a slip, and would not fit where sums are stored.
_MOST_DIGITS = 15


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """`amount` in the smallest part of its currency, đồng or US cents; may be negative (a reduction)."""

    amount: int
    currency: str = VND

    @classmethod
    def parse(cls, written: str) -> Money:
        """Read "150.000 VND", "8000 đồng", "26.000 đ", "10 USD" or "10,50 USD". Raises ValueError for anything
        else.

        At most 15 digits. The dot only ever separates thousands, so "50.000 VND" is fifty thousand and
        "50.00 VND" is refused; the comma stands before cents.
        """
        found = _WRITTEN.fullmatch(written.strip())
        digits = found["digits"].replace(".", "") if found else ""
        if found is None or len(digits) > _MOST_DIGITS:
            raise ValueError(written)
        currency = USD if found["unit"] == USD else VND
        if found["cents"] and not SMALL_PARTS[currency]:
            raise ValueError(written)
        amount = int(digits) * 10 ** SMALL_PARTS[currency] + int(found["cents"] or 0)
        return cls(-amount if found["minus"] else amount, currency)

    @classmethod
    def rounded(cls, amount: Decimal, currency: str = VND) -> Money:
        """The nearest whole number of smallest parts, half away from zero."""
        return cls(int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP)), currency)

    @property
    def units(self) -> Decimal:
        """In whole đồng or dollars, as expressions reckon."""
        return Decimal(self.amount).scaleb(-SMALL_PARTS[self.currency])

    def rounded_to(self, step: Money) -> Money:
        """The nearest multiple of a step of the same currency, half away from zero."""
        times = (Decimal(self.amount) / step.amount).quantize(Decimal(1), rounding=ROUND_HALF_UP)
        return Money(int(times) * step.amount, self.currency)

    def __add__(self, other: Money) -> Money:
        """Raises ValueError for sums of two currencies: there is no such thing."""
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} + {other.currency}")
        return Money(self.amount + other.amount, self.currency)

    def __str__(self) -> str:
        return f"{self.figures} {self.currency}"

    @property
    def figures(self) -> str:
        """ "150.000", "10" or "10,50": dots between thousands, a comma before cents when there are any."""
        whole, cents = divmod(abs(self.amount), 10 ** SMALL_PARTS[self.currency])
        written = f"{whole:,}".replace(",", ".") + (f",{cents:02d}" if cents else "")
        return f"-{written}" if self.amount < 0 else written


NOTHING = Money(0)


def in_small_parts(units: Decimal, currency: str) -> Decimal:
    """What an expression gave, đồng or dollars, in đồng or cents; not rounded."""
    return units.scaleb(SMALL_PARTS[currency])
