"""Which values of a question need trying: all of a few, else one for each region that the conditions tell
apart.

A condition cuts the numbers at the constants it compares them with, and the days at its dates; within a
region all values are alike to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import combinations
from typing import Any

from engine.definition import Field
from engine.expressions import Expression, ExpressionFailed
from engine.expressions.evaluate import Between, Evaluation
from engine.expressions.tree import Call, Name, Node, walk
from engine.fields import TYPES
from engine.fields.day import EARLIEST_YEAR, LATEST_YEAR
from engine.proofs.variables import Variable

MOST_LISTED = 64
_MOST_TICKED = 6
_SOME_DAY = date(2026, 1, 5)
_FAR = (-365 * 70, -365 * 16, -400, -40, 40, 400)
_MEASURES = frozenset({"days_between", "months_between", "years_between", "age_on"})
_SOME_TEXTS = ("Nguyễn Văn A", "abc", "0912345678", "a@example.vn", "001085012345", "0100109106")
_NUMBERS = frozenset({"number", "money", "year"})
_DAYS = frozenset({"date", "birth_date"})


@dataclass(frozen=True, slots=True)
class Domain:
    """`values` to try, absence (None) among them where an answer may be missing.

    `finite`: they are all there are. `regional`: there is one of every region. Neither: they are mere
    examples, and nothing follows from trying them all.
    """

    values: tuple[Any, ...]
    finite: bool = False
    regional: bool = False

    @property
    def is_tried_whole(self) -> bool:
        return self.finite or self.regional


@dataclass(frozen=True, slots=True)
class Constants:
    """What the conditions compare answers with."""

    numbers: tuple[Decimal, ...]
    days: tuple[date, ...]
    texts: tuple[str, ...]
    measures_time: bool = False
    """Whether some condition counts the days, months or years between two days."""


def constants(expressions: Iterable[Expression]) -> Constants:
    """The values of every part of the expressions that depends on no answer."""
    roots = [expression.root for expression in expressions]
    found = [value for root in roots for value in _constants(root)]
    nodes = (node for root in roots for node in walk(root))
    return Constants(
        tuple(sorted({value for value in found if isinstance(value, Decimal)})),
        tuple(sorted({value for value in found if isinstance(value, date)})),
        tuple(sorted({value for value in found if isinstance(value, str)})),
        any(isinstance(node, Call) and node.function in _MEASURES for node in nodes),
    )


def is_constant(node: Node) -> bool:
    return not any(isinstance(part, Name) for part in walk(node))


def domain(variable: Variable, known: Constants, *, days: int) -> Domain:
    """`days`: how many questions and circumstances are days, for these are compared with one another too."""
    field = variable.field
    if field is None:
        if variable.path == "today":
            return Domain(tuple(_days(known, days)), regional=True)
        return Domain(variable.values, finite=True)
    if field.compute is not None:
        return Domain(())
    found = _of_field(field, known, days)
    return found if field.required else Domain((*found.values, None), found.finite, found.regional)


def _of_field(field: Field, known: Constants, days: int) -> Domain:
    match field.type:
        case "yes_no":
            return Domain((True, False), finite=True)
        case "choice":
            return Domain(tuple(choice.id for choice in field.choices), finite=True)
        case "choices":
            return _ticked(field)
        case kind if kind in _NUMBERS:
            return _numbers(field, known)
        case kind if kind in _DAYS:
            return Domain(tuple(_accepted(field, _days(known, days))), regional=True)
    if field.type == "month_year":
        firsts = sorted({day.replace(day=1) for day in _days(known, days)})
        return Domain(tuple(_accepted(field, firsts)))
    if field.fields:
        return Domain(tuple(_rows(field, known)))
    literal = tuple(_accepted(field, known.texts))
    other = tuple(value for value in _accepted(field, _SOME_TEXTS) if value not in literal)[:1]
    return Domain((*literal, *other), regional=bool(other))


def _ticked(field: Field) -> Domain:
    """Every set that may be ticked, or of a long list each alone and all together."""
    every = [choice.id for choice in field.choices]
    if len(every) > _MOST_TICKED:
        return Domain(tuple(_accepted(field, [*([each] for each in every), every])))
    sets = (list(chosen) for size in range(1, len(every) + 1) for chosen in combinations(every, size))
    return Domain(tuple(_accepted(field, sets)), finite=True)


def _numbers(field: Field, known: Constants) -> Domain:
    step = Decimal(1).scaleb(-int(field.settings.get("decimals", 0)))
    least, most = _bound(field, "min"), _bound(field, "max")
    if least is None and field.type == "money":
        least = Decimal(0)
    if least is not None and most is not None and (most - least) / step < MOST_LISTED:
        first = _snapped(least, step, ROUND_CEILING)
        every = [first + step * count for count in range(MOST_LISTED + 1)]
        return Domain(tuple(_accepted(field, every)), finite=True)
    edges = [edge for edge in (least, most) if edge is not None]
    if field.type == "year":
        edges += [Decimal(EARLIEST_YEAR), Decimal(LATEST_YEAR)]
    near = {
        _snapped(each, step, rounding) + step * offset
        for each in (*known.numbers, *edges, Decimal(1))
        for rounding in (ROUND_FLOOR, ROUND_CEILING)
        for offset in (-1, 0, 1)
    }
    return Domain(tuple(_accepted(field, sorted(near))), regional=True)


def _bound(field: Field, setting: str) -> Decimal | None:
    written = field.settings.get(setting)
    return None if written is None else Decimal(str(written))


def _snapped(number: Decimal, step: Decimal, rounding: str) -> Decimal:
    return (number / step).to_integral_value(rounding) * step


def _days(known: Constants, count: int) -> list[date]:
    """Around every date enough days for `count` of them to stand in any order."""
    near: set[date] = set()
    typed = any(EARLIEST_YEAR <= day.year <= LATEST_YEAR for day in known.days)
    for day in known.days if typed else (*known.days, _SOME_DAY):
        for offset in range(-count, count + 1):
            try:
                near.add(day + timedelta(days=offset))
            except OverflowError:
                continue  # beyond the first or last day there is: nothing to try there
    far = _FAR if known.measures_time else ()
    return sorted(near | {_SOME_DAY + timedelta(days=offset) for offset in far})


def _rows(field: Field, known: Constants) -> Iterator[Any]:
    """A few examples of a filled-in group."""
    row: dict[str, Any] = {}
    for column in field.fields:
        values = () if column.when or column.compute else _of_field(column, known, 1).values
        row |= {column.id: values[0]} if values else {}
    fewest = int(field.settings.get("min", 1))
    for count in sorted({max(1, fewest), max(1, fewest) + 1, max(1, fewest) + 4}):
        if count <= int(field.settings.get("max", count)):
            yield [row] * count


def _accepted(field: Field, values: Iterable[Any]) -> Iterator[Any]:
    """Those that can be typed into the field: its own kind is asked."""
    kind = TYPES[field.type]
    for value in values:
        read, problems = kind.parse(field, kind.write(value))
        if not problems and read == value:
            yield value


def _constants(node: Node) -> Iterator[Any]:
    if not is_constant(node):
        for child in node.children():
            yield from _constants(child)
        return
    kinds: Mapping[str, str] = {}
    try:
        value = Evaluation({}, kinds).value(node)
    except ExpressionFailed:
        return  # 1 / 0: whoever evaluates the whole will meet it again
    for each in value if isinstance(value, list) else [value]:
        yield from (each.low, each.high) if isinstance(each, Between) else (each,)
