"""The value of a checked expression in an environment. Total: a value, ABSENT, or ExpressionFailed; nothing
else.

Absence spreads, except where the other side decides alone: `no and absent` is no, `yes or absent` is yes.
On a complete form the type check has already shown that nothing needed is absent; on a half-filled one this
is the normal state.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from engine.expressions import numbers
from engine.expressions.faults import ExpressionFailed
from engine.expressions.functions import FUNCTIONS
from engine.expressions.numbers import OutOfRange
from engine.expressions.tree import (
    Aggregate,
    Binary,
    Call,
    Cases,
    Conditional,
    Day,
    Fact,
    Listing,
    Logic,
    Name,
    Negative,
    Node,
    Not,
    Number,
    OfRow,
    Quoted,
    Range,
    Truth,
)
from engine.values import YearOnly

MAX_ROWS = 1000


class _Absent:
    """The one value that stands for no value."""

    def __repr__(self) -> str:
        return "ABSENT"

    def __bool__(self) -> bool:
        raise TypeError("absence is neither true nor false")


ABSENT: Final = _Absent()


@dataclass(frozen=True, slots=True)
class Between:
    """The value of a range in a list."""

    low: Any
    high: Any


def _is_among(value: Any, items: Sequence[Any]) -> bool:
    return any(
        item.low <= value <= item.high if isinstance(item, Between) else item == value for item in items
    )


_ARITHMETIC: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = MappingProxyType(
    {"+": numbers.plus, "-": numbers.minus, "*": numbers.times, "/": numbers.divided}
)
_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = MappingProxyType(
    {
        "==": lambda left, right: left == right,
        "!=": lambda left, right: left != right,
        "<": lambda left, right: left < right,
        "<=": lambda left, right: left <= right,
        ">": lambda left, right: left > right,
        ">=": lambda left, right: left >= right,
        "in": _is_among,
    }
)


class Evaluation:
    """One evaluation: the values of the names, and the kinds the checker found for them."""

    def __init__(self, environment: Mapping[str, Any], kinds: Mapping[str, str]) -> None:
        self._environment = environment
        self._kinds = kinds
        self._row: Mapping[str, Any] = {}

    def value(self, node: Node) -> Any:
        """The value, or ABSENT. Raises ExpressionFailed."""
        match node:
            case Number(value=value) | Quoted(value=value) | Truth(value=value) | Day(value=value):
                return value
            case OfRow(path=path):
                return self._checked(node, self._row.get(path.partition(".")[2]))
            case Name():
                return self._named(node)
            case Logic():
                return self._logic(node)
            case Not(operand=operand):
                value = self.value(operand)
                return ABSENT if value is ABSENT else not value
            case Negative(operand=operand):
                return self._strict(node, lambda number: numbers.settled(-number), [self.value(operand)])
            case Listing(items=items):
                values = [self.value(item) for item in items]
                return ABSENT if ABSENT in values else values
            case Binary(operator=operator, left=left, right=right):
                compute = _ARITHMETIC.get(operator) or _COMPARISONS[operator]
                return self._strict(node, compute, [self.value(left), self.value(right)])
            case Conditional():
                condition = self.value(node.condition)
                if condition is ABSENT:
                    return ABSENT
                return self.value(node.then if condition else node.otherwise)
            case Call():
                return self._call(node)
            case Fact(body=body):
                return self.value(body)
            case Aggregate():
                return self._aggregate(node)
            case Cases():
                return self._cases(node)
            case Range(low=low, high=high):
                ends = self.value(low), self.value(high)
                return ABSENT if ABSENT in ends else Between(*ends)
        raise TypeError(type(node).__name__)

    def _strict(self, node: Node, compute: Callable[..., Any], values: Sequence[Any]) -> Any:
        if any(value is ABSENT for value in values):
            return ABSENT
        try:
            return compute(*values)
        except ZeroDivisionError:
            raise ExpressionFailed("X191", node.sign if isinstance(node, Binary) else node.column) from None
        except OutOfRange:
            raise ExpressionFailed("X192", node.column) from None

    def _logic(self, node: Logic) -> Any:
        deciding = node.operator == "or"
        absent = False
        for operand in node.operands:
            try:
                value = self.value(operand)
            except ExpressionFailed:
                # What stands after an unknown guard might never be asked for: its failure is as unknown as
                # the guard.
                if not absent:
                    raise
                continue
            if value is ABSENT:
                absent = True
            elif value is deciding:
                return deciding
        return ABSENT if absent else not deciding

    def _cases(self, node: Cases) -> Any:
        for condition, value in zip(node.conditions, node.values, strict=True):
            holds = self.value(condition)
            if holds is ABSENT:
                return ABSENT
            if holds:
                return self.value(value)
        return ABSENT if node.otherwise is None else self.value(node.otherwise)

    # ---- rows of a group

    def _aggregate(self, node: Aggregate) -> Any:
        if node.function in ("any", "all"):
            return self._over_rows(node, deciding=node.function == "any")
        found = list(self._on_each_row(node))
        if ABSENT in found:
            return ABSENT
        if node.function == "count":
            return Decimal(found.count(True))
        if node.function == "sum":
            return self._sum(node, found)
        values = [*found, *(self.value(each) for each in node.others)]
        return self._strict(node, FUNCTIONS[node.function].compute, values)

    def _on_each_row(self, node: Aggregate) -> Iterator[Any]:
        before = self._row
        try:
            for row in self._rows(node.group):
                self._row = row
                yield self.value(node.body)
        finally:
            self._row = before

    def _over_rows(self, node: Aggregate, *, deciding: bool) -> Any:
        """As `or` (any) and `and` (all) between the rows."""
        before, absent = self._row, False
        try:
            for row in self._rows(node.group):
                self._row = row
                try:
                    value = self.value(node.body)
                except ExpressionFailed:
                    if not absent:
                        raise
                    continue
                if value is ABSENT:
                    absent = True
                elif value is deciding:
                    return deciding
        finally:
            self._row = before
        return ABSENT if absent else not deciding

    # ---- names

    def _named(self, name: Name) -> Any:
        found: Any = self._environment
        for part in name.path.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        return self._checked(name, found)

    def _checked(self, name: Name, found: Any) -> Any:
        """The value as its kind is computed with; ExpressionFailed when the environment holds something
        else.
        """
        kind = self._kinds[name.path]
        match found:
            case None:
                return ABSENT
            case bool() if kind == "boolean":
                return found
            case Decimal() | int() if kind == "number" and not isinstance(found, bool):
                return self._number(name, Decimal(found))
            case str() if kind in ("text", "choice"):
                return found
            case YearOnly(year=year) if kind == "date" and 1 <= year <= 9999:
                return date(year, 1, 1)
            case date() if kind == "date" and not isinstance(found, datetime):
                return found
            case list() | tuple() if kind == "choices" and all(isinstance(item, str) for item in found):
                return found
        raise ExpressionFailed("X194", name.column, {"name": name.path})

    @staticmethod
    def _number(name: Name, number: Decimal) -> Decimal:
        try:
            return numbers.settled(number)
        except OutOfRange:
            raise ExpressionFailed("X192", name.column, {"name": name.path}) from None

    def _rows(self, name: Name) -> Sequence[Mapping[str, Any]]:
        """The rows of the group a name or a column belongs to; none when the group is absent."""
        rows = self._environment.get(name.path.split(".")[0])
        if rows is None:
            return ()
        if not isinstance(rows, list | tuple) or not all(isinstance(row, Mapping) for row in rows):
            raise ExpressionFailed("X194", name.column, {"name": name.path})
        if len(rows) > MAX_ROWS:
            raise ExpressionFailed("X193", name.column, {"name": name.path, "limit": MAX_ROWS})
        return rows

    def _column(self, name: Name) -> list[Any]:
        """The values of one column, without the rows that leave it empty."""
        column = name.path.split(".")[1]
        values = [self._checked(name, row.get(column)) for row in self._rows(name)]
        return [value for value in values if value is not ABSENT]

    def _is_column(self, node: Node) -> bool:
        if not isinstance(node, Name) or isinstance(node, OfRow) or "." not in node.path:
            return False
        return self._kinds[node.path.split(".")[0]] == "records"

    # ---- functions

    def _call(self, node: Call) -> Any:
        match node:
            case Call(function="given", arguments=(Name() as name,)):
                return self._given(name)
            case Call(function="count", arguments=(Name() as name,)):
                return Decimal(len(self._rows(name)))
            case Call(function="sum", arguments=(Name() as name,)):
                return self._sum(node, self._column(name))
        values: list[Any] = []
        for argument in node.arguments:
            if isinstance(argument, Name) and self._is_column(argument):
                values += self._column(argument)
            else:
                values.append(self.value(argument))
        return self._strict(node, FUNCTIONS[node.function].compute, values)

    def _given(self, name: Name) -> bool:
        kind = self._kinds[name.path]
        if kind == "records":
            return bool(self._rows(name))
        if kind == "record":
            return bool(self._environment.get(name.path))
        value = self.value(name)
        return value is not ABSENT and value not in ("", [], ())

    def _sum(self, node: Node, values: list[Decimal]) -> Any:
        total = Decimal(0)
        for value in values:
            total = self._strict(node, numbers.plus, [total, value])
        return total
