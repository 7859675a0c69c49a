"""Amounts of money: whole đồng, and the one rounding rule."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_WRITTEN = re.compile(r"(?P<minus>-)?(?P<digits>[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+) (?:VND|đồng|đ)")

# A thousand years of the country's budget: more is a slip, and would not fit where sums are stored.
_MOST_DIGITS = 15


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """`amount` in đồng, a whole number; may be negative (a reduction)."""

    amount: int
    currency: str = "VND"

    @classmethod
    def parse(cls, written: str) -> Money:
        """Read "150.000 VND", "8000 đồng" or "26.000 đ". Raises ValueError for anything else.

        At most 15 digits. The dot only ever separates thousands, so "50.000 VND" is fifty thousand and
        "50.00 VND" is refused.
        """
        found = _WRITTEN.fullmatch(written.strip())
        digits = found["digits"].replace(".", "") if found else ""
        if found is None or len(digits) > _MOST_DIGITS:
            raise ValueError(written)
        amount = int(digits)
        return cls(-amount if found["minus"] else amount)

    @classmethod
    def rounded(cls, amount: Decimal) -> Money:
        """The nearest whole đồng, half away from zero."""
        return cls(int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP)))

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + other.amount, self.currency)

    def __str__(self) -> str:
        return f"{self.amount:,}".replace(",", ".") + " VND"


NOTHING = Money(0)
