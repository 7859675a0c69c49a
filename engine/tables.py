"""Cells of decision tables and fee tables, and what rows of them leave open or say twice.

A cell is `any`, or alternatives with commas between: a value (`job`, `yes`, `50`, `2026-01-31`), a comparison
(`<= 50`, `!= job`), two of them (`> 10 and <= 50`), a range that includes both ends (`1..5`). Regions instead of
values are tried: between two ends that the cells name, all numbers are alike to the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from engine.expressions import Type
from engine.expressions.numbers import literal

ANY_WORD = "any"
MOST_ALTERNATIVES = 64
MOST_STATES = 50_000
"""Sets of rows looked at for one table: what is worked out in about a tenth of a second."""

_COMPARISON = re.compile(r"(<=|>=|!=|<|>)[ \t]*(.*)", re.DOTALL)
_RANGE = re.compile(r"[ \t]*\.\.[ \t]*")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_TWO_READINGS = re.compile(r"-?[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_ORDERED = ("number", "date")
_TRUTHS: Mapping[str, bool] = {"yes": True, "true": True, "no": False, "false": False}


class BadCell(ValueError):
    """A part of a cell that means nothing for its column; `at`: where it stands in the cell's text."""

    def __init__(self, part: str, at: int, known: tuple[str, ...] = ()) -> None:
        self.part = part
        self.at = at
        self.known = known
        super().__init__(f"{part!r} at {at}")


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of an interval; `included` when the end itself belongs to it."""

    value: Any
    included: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One alternative: equal to `equals`, or different from `differs`, or between two bounds."""

    equals: Any = None
    differs: Any = None
    low: Bound | None = None
    high: Bound | None = None

    def covers(self, value: Any) -> bool:
        if self.equals is not None:
            # True is not 1: a yes-no only ever fits a yes-no.
            return isinstance(value, bool) is isinstance(self.equals, bool) and bool(value == self.equals)
        if self.differs is not None:
            return bool(value != self.differs)
        above = self.low is None or value > self.low.value or (self.low.included and value == self.low.value)
        below = self.high is None or value < self.high.value
        return above and (
            below or (self.high is not None and self.high.included and value == self.high.value)
        )

    def ends(self) -> Iterable[Any]:
        """Every value at which the answer of `covers` may change."""
        yield from (value for value in (self.equals, self.differs) if value is not None)
        yield from (bound.value for bound in (self.low, self.high) if bound is not None)


@dataclass(frozen=True, slots=True)
class Cell:
    """`parts` are alternatives; without any, every value fits."""

    text: str
    parts: tuple[Part, ...] = ()

    def covers(self, value: Any) -> bool:
        return not self.parts or any(part.covers(value) for part in self.parts)


ANYTHING = Cell(ANY_WORD)


@dataclass(frozen=True, slots=True)
class Column:
    """What can stand in one column: the values of a choice, or numbers and days between `least` and `most`
    in steps of `step` (None: as fine as one likes).
    """

    kind: str
    choices: tuple[str, ...] = ()
    least: Any = None
    most: Any = None
    step: Decimal | None = None

    def values(self, cells: Iterable[Cell]) -> tuple[Any, ...]:
        """One value of every region that the cells tell apart."""
        if self.kind == "boolean":
            return (True, False)
        if self.kind == "choice":
            return self.choices
        ends = {end for cell in cells for part in cell.parts for end in part.ends()}
        ends |= {end for end in (self.least, self.most) if end is not None}
        near = _days_near(ends) if self.kind == "date" else self._numbers_near(ends)
        return tuple(sorted(value for value in near if self._is_inside(value)))

    def _is_inside(self, value: Any) -> bool:
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)

    def _numbers_near(self, ends: set[Decimal]) -> set[Decimal]:
        step = self.step
        if step is None:
            between = {(low + high) / 2 for low, high in pairwise(sorted(ends))}
            beyond = {min(ends) - 1, max(ends) + 1} if ends else {Decimal(0)}
            return ends | between | beyond
        found = {(end / step).to_integral_value("ROUND_FLOOR") * step for end in ends or {Decimal(0)}}
        return {value + step * offset for value in found for offset in (-1, 0, 1)}


def _days_near(ends: set[date]) -> set[date]:
    found: set[date] = set()
    for end in ends or {date(2026, 1, 1)}:
        for offset in (-1, 0, 1):
            try:
                found.add(end + timedelta(days=offset))
            except OverflowError:
                continue  # there is no day before the first or after the last
    return found


# ---- reading


def read_cell(text: str, kind: Type) -> Cell:
    """The cell of a column of this kind. Raises BadCell."""
    if text.strip() == ANY_WORD:
        return Cell(ANY_WORD)
    written = text.split(",")
    if len(written) > MOST_ALTERNATIVES:
        raise BadCell(text, 0)
    parts: list[Part] = []
    at = 0
    for each in written:
        parts.append(_part(each, at, kind))
        at += len(each) + 1
    return Cell(text, tuple(parts))


def _part(text: str, at: int, kind: Type) -> Part:
    at += len(text) - len(text.lstrip())
    text = text.strip()
    if kind.kind in _ORDERED:
        if len(ends := _RANGE.split(text)) == 2:
            low, high = (_value(end, at, kind) for end in ends)
            if low > high:
                raise BadCell(text, at)
            return Part(low=Bound(low, included=True), high=Bound(high, included=True))
        if len(sides := text.split(" and ")) == 2:
            return _both(sides, text, at, kind)
    found = _COMPARISON.fullmatch(text)
    if found is None:
        return Part(equals=_value(text, at, kind))
    return _compared(found[1], found[2].strip(), at, kind)


def _both(sides: Sequence[str], text: str, at: int, kind: Type) -> Part:
    """`> 10 and <= 50`: one end from each side."""
    first, second = (_part(side, at, kind) for side in sides)
    low, high = first.low or second.low, first.high or second.high
    if (
        low is None
        or high is None
        or low.value > high.value
        or any(
            part.equals is not None or part.differs is not None or (part.low and part.high)
            for part in (first, second)
        )
    ):
        raise BadCell(text, at)
    return Part(low=low, high=high)


def _compared(operator: str, text: str, at: int, kind: Type) -> Part:
    value = _value(text, at, kind)
    if operator == "!=" and kind.kind != "boolean":
        return Part(differs=value)
    if kind.kind not in _ORDERED:
        raise BadCell(f"{operator} {text}", at, _known(kind))
    bound = Bound(value, included=operator.endswith("="))
    return Part(low=bound) if operator.startswith(">") else Part(high=bound)


def _value(text: str, at: int, kind: Type) -> Any:
    """A value as an expression writes it, without quotes. Raises BadCell."""
    if kind.kind == "choice" and (text in kind.choices or (text and not kind.choices)):
        return text
    try:
        if kind.kind == "boolean":
            return _TRUTHS[text]
        if kind.kind == "date":
            return date.fromisoformat(text) if len(text) == len("2026-01-31") else _refuse(text)
        if kind.kind == "number" and _NUMBER.fullmatch(text) and not _TWO_READINGS.fullmatch(text):
            return -literal(text[1:]) if text.startswith("-") else literal(text)
    except (KeyError, ValueError):
        pass  # said below, with what would have been right
    raise BadCell(text, at, _known(kind))


def _refuse(text: str) -> date:
    raise ValueError(text)


def _known(kind: Type) -> tuple[str, ...]:
    return ("yes", "no") if kind.kind == "boolean" else kind.choices


# ---- proving


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two rows, counted from 0, that both fit a case."""

    first: int
    second: int
    case: tuple[Any, ...]


@dataclass(slots=True)
class Survey:
    """`open_case`: one for which no row fits. `first`: rows that are the first to fit some case. `overlaps`:
    one for each pair of rows, up to the limit of the caller. Not `complete`: there was too much to look at,
    and of what was not found nothing follows.
    """

    open_case: tuple[Any, ...] | None = None
    first: set[int] = field(default_factory=set)
    overlaps: list[Overlap] = field(default_factory=list)
    complete: bool = True


def survey(rows: Sequence[Sequence[Cell]], columns: Sequence[Column], *, most_overlaps: int = 20) -> Survey:
    """What the rows leave open and say twice, over every case there can be.

    Column by column, keeping only which rows still fit: two ways that leave the same rows are one way.
    """
    return _Surveyor(rows, columns, most_overlaps).run()


class _Surveyor:
    def __init__(self, rows: Sequence[Sequence[Cell]], columns: Sequence[Column], most_overlaps: int) -> None:
        self._steps = [_step([row[at] for row in rows], column) for at, column in enumerate(columns)]
        self._every = (1 << len(rows)) - 1
        self._most_overlaps = most_overlaps
        self._found = Survey()
        self._pairs: set[tuple[int, int]] = set()

    def run(self) -> Survey:
        layer: dict[int, tuple[Any, ...]] = {self._every: ()}
        met = 0
        for step in self._steps:
            following: dict[int, tuple[Any, ...]] = {}
            for fitting, case in layer.items():
                for mask, value in step.items():
                    met += 1
                    following.setdefault(fitting & mask, (*case, value))
                if met > MOST_STATES:
                    self._found.complete = False
                    break
            layer = following
        for fitting, case in layer.items():
            if len(case) == len(self._steps):
                self._note(fitting, case)
        return self._found

    def _note(self, fitting: int, case: tuple[Any, ...]) -> None:
        if not fitting:
            if self._found.open_case is None:
                self._found.open_case = case
            return
        first = _lowest(fitting)
        self._found.first.add(first)
        rest = fitting & (fitting - 1)
        while rest and len(self._pairs) < self._most_overlaps:
            second = _lowest(rest)
            rest &= rest - 1
            if (first, second) not in self._pairs:
                self._pairs.add((first, second))
                self._found.overlaps.append(Overlap(first, second, case))


def _step(cells: Sequence[Cell], column: Column) -> dict[int, Any]:
    """For each set of rows that some value of the column fits, as bits, one such value."""
    found: dict[int, Any] = {}
    for value in column.values(cells):
        mask = sum(1 << at for at, cell in enumerate(cells) if cell.covers(value))
        found.setdefault(mask, value)
    return found


def _lowest(bits: int) -> int:
    return (bits & -bits).bit_length() - 1
