"""Fees that can always be worked out: kinds, bounds, no line a percentage of itself, tables with an answer
for everyone.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import islice, product
from typing import Any

from engine.checks.proof import Subject
from engine.definition import ANY, FeeLine
from engine.expressions import Type
from engine.money import Money
from engine.problems import Problem

SMALLEST_USUAL = 1_000
_MOST_CASES = 20_000


def kinds(subject: Subject) -> Iterator[Problem]:
    """A charge is phí or lệ phí, each with its own receipt; a reduction follows what it reduces. Where nobody
    fills in a form, nothing is charged here, and the publication may leave it open.
    """
    for line in _lines(subject) if subject.definition.pages else ():
        if line.kind is None and not line.percent_of:
            yield subject.problem("M011", f"fee.lines.{line.id}", line=line.id)


def bounds(subject: Subject) -> Iterator[Problem]:
    for line in _lines(subject):
        path = f"fee.lines.{line.id}"
        if line.at_least and line.at_most and line.at_least > line.at_most:
            yield subject.problem("M012", f"{path}.at_most", least=str(line.at_least), most=str(line.at_most))
        if line.valid_from and line.valid_until and line.valid_from > line.valid_until:
            yield subject.problem("M013", f"{path}.valid", line=line.id)


def cycles(subject: Subject) -> Iterator[Problem]:
    lines = {line.id: line for line in _lines(subject)}
    for line in lines.values():
        met: set[str] = set()
        waiting = list(line.percent_of)
        while waiting:
            name = waiting.pop()
            if name not in met and name in lines:
                met.add(name)
                waiting.extend(lines[name].percent_of)
        if line.id in met:
            yield subject.problem("M010", f"fee.lines.{line.id}.percent_of", line=line.id)


def tables(subject: Subject) -> Iterator[Problem]:
    """Every case finds a row, and every row is the first for some case."""
    for line in _lines(subject):
        if not line.rows:
            continue
        path = f"fee.lines.{line.id}.table.rows"
        useful: set[int] = set()
        for case in islice(_cases(line), _MOST_CASES):
            row = next((at for at, row in enumerate(line.rows) if _covers(row.cells, case)), None)
            if row is None:
                words = ", ".join(
                    f"{each.text} = {_word(value)}" for each, value in zip(line.match, case, strict=True)
                )
                yield subject.problem("M015", path, line=line.id, case=words)
                break
            useful.add(row)
        else:
            for at in sorted(set(range(len(line.rows))) - useful):
                yield subject.problem("M014", f"{path}.{at}", row=at + 1)


def bands(subject: Subject) -> Iterator[Problem]:
    """Every quantity is in exactly one band, and every band has a price."""
    for line in _lines(subject):
        below = Decimal(0)
        for at, row in enumerate(line.tiers.rows if line.tiers else (), start=1):
            path = f"fee.lines.{line.id}.tiers.rows.{at - 1}"
            if (row.each is None) is (row.flat is None):
                yield subject.problem("M019", path, line=line.id, row=at)
            is_last = line.tiers is not None and at == len(line.tiers.rows)
            if (row.up_to is None) is not is_last or (row.up_to is not None and row.up_to <= below):
                case = f"{line.tiers.of.text} = {(row.up_to or below) + 1}" if line.tiers else ""
                yield subject.problem("M018", path, line=line.id, row=at, case=case)
                break
            below = row.up_to or below


def volumes(subject: Subject) -> Iterator[Problem]:
    for line in _lines(subject):
        counts = [step.count for step in line.volume]
        if counts != sorted(set(counts)):
            yield subject.problem("M020", f"fee.lines.{line.id}.volume", line=line.id)


def dated(subject: Subject) -> Iterator[Problem]:
    """An amount of the province is known from the procedure's first day on."""
    effective = subject.definition.effective
    for parameter in subject.definition.parameters.values():
        if effective and parameter.values and parameter.values[0].since > effective:
            since = f"{parameter.values[0].since:%d/%m/%Y}"
            yield subject.problem(
                "M021", "fee.lines", name=parameter.id, since=since, effective=f"{effective:%d/%m/%Y}"
            )


def amounts(subject: Subject) -> Iterator[Problem]:
    """“700 đồng” is nearly always 700.000 with three noughts lost."""
    for line in _lines(subject):
        sums = [("amount", line.amount)] if isinstance(line.amount, Money) else []
        sums += [(f"table.rows.{at}", row.amount) for at, row in enumerate(line.rows)]
        for where, money in sums:
            if 0 < money.amount < SMALLEST_USUAL:
                yield subject.problem("M016", f"fee.lines.{line.id}.{where}", value=str(money))


def _lines(subject: Subject) -> tuple[FeeLine, ...]:
    return subject.definition.fee.lines if subject.definition.fee else ()


def _cases(line: FeeLine) -> Iterator[tuple[Any, ...]]:
    """Every combination of values that matters. A number outside those named stands for all the others."""
    columns = [
        _values(expression.type, [row.cells[at] for row in line.rows])
        for at, expression in enumerate(line.match)
    ]
    yield from product(*columns)


def _values(kind: Type, cells: list[Any]) -> list[Any]:
    if kind.kind == "boolean":
        return [True, False]
    if kind.kind == "choice":
        return list(kind.choices)
    named = sorted({cell for cell in cells if isinstance(cell, Decimal)})
    return [*named, (named[-1] if named else Decimal(0)) + 1]


def _covers(cells: tuple[Any, ...], case: tuple[Any, ...]) -> bool:
    return all(cell in (ANY, value) for cell, value in zip(cells, case, strict=True))


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
