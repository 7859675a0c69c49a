"""The values an answer can have, and how they are written to JSON and read back without loss.

An answer is one of: str, bool, Decimal, date, YearOnly (a birth date of which only the year is known), list[str] (several
choices), dict[str, Value] (an answer of several parts), list[dict[str, Value]] (a
repeating group). A missing answer is absent from the mapping, never None.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True, order=True)
class YearOnly:
    """A date of which only the year is known; counts as 1 January of it where a date is needed."""

    year: int

    def __str__(self) -> str:
        return f"{self.year:04d}"


Value: TypeAlias = (
    "str | bool | Decimal | date | YearOnly | list[str] | dict[str, Value] | list[dict[str, Value]]"
)
Answers: TypeAlias = Mapping[str, Value]


def by_name(results: Mapping[str, Answers]) -> dict[str, Any]:
    """Results of steps as expressions name them: those of "consult.fire" stand in the record `consult`."""
    found: dict[str, Any] = {}
    for step, answers in results.items():
        whole, _, part = step.partition(".")
        record = found.setdefault(whole, {})
        record.update({part: dict(answers)} if part else answers)
    return found


def to_json(value: Any) -> Any:
    """Tagged where JSON has no such type: {"$decimal": "1.50"}, {"$date": "2026-02-13"}, {"$year": 1956}."""
    if isinstance(value, bool | str) or value is None:
        return value
    if isinstance(value, Decimal):
        return {"$decimal": str(value)}
    if isinstance(value, YearOnly):
        return {"$year": value.year}
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    if isinstance(value, Mapping):
        return {key: to_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    raise TypeError(f"not an answer: {type(value).__name__}")


def from_json(value: Any) -> Any:
    """The inverse of `to_json`."""
    if isinstance(value, list):
        return [from_json(item) for item in value]
    if isinstance(value, dict):
        match value:
            case {"$decimal": str(digits)}:
                return Decimal(digits)
            case {"$date": str(day)}:
                return date.fromisoformat(day)
            case {"$year": int(year)}:
                return YearOnly(year)
        return {key: from_json(item) for key, item in value.items()}
    return value
