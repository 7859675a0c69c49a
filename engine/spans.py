"""Lengths of time as the law writes them: "5 working days", "8 working hours", "same day"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    WORKING_HOURS = "working hours"
    WORKING_DAYS = "working days"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


_WRITTEN = re.compile(
    r"(?P<amount>[1-9][0-9]{0,3}) (?P<unit>working hours?|working days?|days?|months?|years?)"
)


@dataclass(frozen=True, slots=True)
class Span:
    """`amount` of `unit`. `same day` is 0 working days: due at the close of the day of receipt."""

    amount: int
    unit: Unit

    @classmethod
    def parse(cls, written: str) -> Span:
        """Read "5 working days", "1 working hour", "3 months", "same day". Raises ValueError for anything else."""
        written = written.strip()
        if written == "same day":
            return cls(0, Unit.WORKING_DAYS)
        found = _WRITTEN.fullmatch(written)
        if found is None:
            raise ValueError(written)
        return cls(int(found["amount"]), Unit(found["unit"].removesuffix("s") + "s"))

    @property
    def is_same_day(self) -> bool:
        return self.amount == 0

    def __str__(self) -> str:
        if self.is_same_day:
            return "same day"
        return f"{self.amount} {self.unit if self.amount != 1 else self.unit.removesuffix('s')}"
