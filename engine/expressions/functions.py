"""The closed list of functions. A new one is a line here, a branch in `conditions.js` and a paragraph in
the reference.

`given`, `count` and `sum` look at names, not at values, and are worked out in `typecheck` and `evaluate`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from engine.expressions import days, numbers
from engine.expressions.numbers import settled


@dataclass(frozen=True, slots=True)
class Function:
    """`parameters` are kinds, of which the last `optional` may be left out.

    `many`: two or more arguments, all numbers or all dates, columns of repeating groups among them; the
    parameters are then empty and the result is of the arguments' kind.
    """

    parameters: tuple[str, ...]
    result: str
    compute: Callable[..., Any]
    optional: int = 0
    many: bool = False

    @property
    def usage(self) -> str:
        """How many arguments, as a finding says it: "2", "1–2", "2 …"."""
        if self.many:
            return "2…"
        most = len(self.parameters)
        return f"{most - self.optional}–{most}" if self.optional else str(most)

    def takes(self, count: int) -> bool:
        if self.many:
            return count >= 2
        return len(self.parameters) - self.optional <= count <= len(self.parameters)


def _round(number: Decimal, digits: Decimal = Decimal(0)) -> Decimal:
    return numbers.rounded(number, int(digits))


def _abs(number: Decimal) -> Decimal:
    return settled(number.copy_abs())


def _least(*values: Any) -> Any:
    return min(values)


def _greatest(*values: Any) -> Any:
    return max(values)


FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        "abs": Function(("number",), "number", _abs),
        "floor": Function(("number",), "number", numbers.floor),
        "ceiling": Function(("number",), "number", numbers.ceiling),
        "round": Function(("number", "number"), "number", _round, optional=1),
        "min": Function((), "", _least, many=True),
        "max": Function((), "", _greatest, many=True),
        "days_between": Function(("date", "date"), "number", days.days_between),
        "months_between": Function(("date", "date"), "number", days.months_between),
        "years_between": Function(("date", "date"), "number", days.years_between),
        "age_on": Function(("date", "date"), "number", days.age_on),
        "add_days": Function(("date", "number"), "date", days.add_days),
        "add_months": Function(("date", "number"), "date", days.add_months),
        "add_years": Function(("date", "number"), "date", days.add_years),
    }
)

ON_NAMES = ("given", "count", "sum")
AGGREGATES = ("any", "all", "count", "sum", "min", "max")
"""Those that go through the rows of a group: the group first, then what is worked out on each row."""
NAMES = tuple(dict.fromkeys((*ON_NAMES, *AGGREGATES, *FUNCTIONS)))
