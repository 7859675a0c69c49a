"""Decision tables of fees: a row for every case, no row in vain, no two rows that quarrel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.answers import labels
from engine.checks.proof import Subject
from engine.checks.proven import unsure, with_applicants
from engine.definition import Definition, FeeLine, Field
from engine.expressions import Expression, ExpressionFailed
from engine.fees.cell_words import value_words
from engine.problems import Problem
from engine.proofs.variables import Variable, of_columns, variable_of, variables
from engine.tables import Cell, Column, Survey, survey

_MOST_OVERLAPS = 200


@dataclass(frozen=True)
class _Asked(Column):
    """A column of a fee table. `holds`: whether the line's own condition leaves room for a value."""

    expression: Expression | None = None
    asked: Field | None = None
    holds: Callable[[Any], bool] = lambda _value: True

    def values(self, cells: Iterable[Cell]) -> tuple[Any, ...]:
        return tuple(value for value in Column.values(self, cells) if self.holds(value))


def tables(subject: Subject) -> Iterator[Problem]:
    """Every case finds a row; every row is the first for some case; rows that share a case and stand for
    different sums are one within the other.
    """
    definition = with_applicants(subject.definition)
    lines = definition.fee.lines if definition.fee else ()
    known = variables(definition) if any(line.rows for line in lines) else {}
    doubtful = unsure(subject) if known else frozenset()
    for line in lines:
        if line.rows and not doubtful & _named(line, known):
            columns = _columns(definition, line, known)
            found = survey([row.cells for row in line.rows], columns, most_overlaps=_MOST_OVERLAPS)
            yield from _coverage(subject, line, columns, found)


def _named(line: FeeLine, known: Mapping[str, Variable]) -> set[str]:
    """The questions and circumstances a line looks at."""
    expressions = [*line.match, *([line.when] if line.when else [])]
    named = {variable_of(name, known) for each in expressions for name in each.names}
    return named | ({line.for_each} if line.for_each else set())


def _coverage(
    subject: Subject, line: FeeLine, columns: tuple[_Asked, ...], found: Survey
) -> Iterator[Problem]:
    path = f"fee.lines.{line.id}.table.rows"
    has_rest = not any(cell.parts for cell in line.rows[-1].cells)
    if not has_rest and (not found.complete or _is_ruled_out(line, columns, found.open_case)):
        yield subject.problem("M027", path, line=line.id)
    elif found.open_case is not None and not has_rest:
        words = _words(subject.definition, line, columns, found.open_case)
        yield subject.problem("M015", path, line=line.id, case=words)
    elif found.complete:
        for at in sorted(set(range(len(line.rows))) - found.first):
            yield subject.problem("M014", f"{path}.{at}", row=at + 1)
        yield from _quarrels(subject, line, columns, found)


def _quarrels(
    subject: Subject, line: FeeLine, columns: tuple[_Asked, ...], found: Survey
) -> Iterator[Problem]:
    """A rule after its exception, or before it, is an order to be read; a mere overlap hides one."""
    told: set[int] = set()
    for overlap in found.overlaps:
        first, second = line.rows[overlap.first], line.rows[overlap.second]
        alike = first.amount == second.amount or overlap.second in told
        if (
            alike
            or overlap.second not in found.first
            or _is_ordered(line, columns, overlap.first, overlap.second)
        ):
            continue
        told.add(overlap.second)
        words = _words(subject.definition, line, columns, overlap.case)
        path = f"fee.lines.{line.id}.table.rows.{overlap.second}"
        yield subject.problem("M026", path, first=overlap.first + 1, second=overlap.second + 1, case=words)


def _is_ordered(line: FeeLine, columns: tuple[_Asked, ...], one: int, other: int) -> bool:
    """Whether one of the rows fits only what the other fits, too."""
    inside = [True, True]
    for at, column in enumerate(columns):
        first, second = line.rows[one].cells[at], line.rows[other].cells[at]
        for value in column.values((first, second)):
            both = (first.covers(value), second.covers(value))
            inside[0] &= both[1] or not both[0]
            inside[1] &= both[0] or not both[1]
    return any(inside)


def _columns(definition: Definition, line: FeeLine, known: Mapping[str, Variable]) -> tuple[_Asked, ...]:
    inside = dict(known)
    if line.for_each and line.for_each in definition.fields:
        inside |= of_columns(definition.fields[line.for_each], ())
    return tuple(_column(line, each, inside.get(each.text)) for each in line.match)


def _column(line: FeeLine, expression: Expression, variable: Variable | None) -> _Asked:
    """Of a plain question only what can be answered; of anything else all its type has."""
    kind, field = expression.type.kind, variable.field if variable else None
    choices = expression.type.choices
    if variable is not None and field is None and variable.values:
        choices = tuple(variable.values)
    holds = _room(line, expression.text) if variable is not None else _Asked.holds
    if kind != "number" or field is None or field.compute is not None:
        return _Asked(kind, choices, expression=expression, asked=field, holds=holds)
    least, most = (field.settings.get(key) for key in ("min", "max"))
    return _Asked(
        kind,
        least=Decimal(str(least)) if least is not None else Decimal(0) if field.type == "money" else None,
        most=Decimal(str(most)) if most is not None else None,
        step=Decimal(1).scaleb(-int(field.settings.get("decimals", 0))),
        expression=expression,
        asked=field,
        holds=holds,
    )


def _room(line: FeeLine, name: str) -> Callable[[Any], bool]:
    """Whether the line may apply when the name has a value."""
    return lambda value: not _is_false(line, {name: value})


def _is_ruled_out(line: FeeLine, columns: tuple[_Asked, ...], case: tuple[Any, ...] | None) -> bool:
    names = {column.expression.text: at for at, column in enumerate(columns) if column.expression}
    return case is not None and _is_false(line, {name: case[at] for name, at in names.items()})


def _is_false(line: FeeLine, known: Mapping[str, Any]) -> bool:
    """Whether the condition of the line cannot hold, whatever the other names come to."""
    if line.when is None:
        return False
    values: dict[str, Any] = {}
    for name, value in known.items():
        record, _, member = name.partition(".")
        if member:
            values.setdefault(record, {})[member] = value
        else:
            values[name] = value
    try:
        return line.when.value(values) is False
    except ExpressionFailed:
        return False


def _words(definition: Definition, line: FeeLine, columns: tuple[_Asked, ...], case: tuple[Any, ...]) -> str:
    """“Mục đích = Xin việc, Số bản = 3”."""
    told = labels(definition, item=line.for_each)
    return ", ".join(
        f"{_label(column, told)} = {value_words(value, column.asked)['vi']}"
        for column, value in zip(columns, case, strict=True)
    )


def _label(column: _Asked, told: Mapping[str, str]) -> str:
    if column.asked is not None:
        return str(column.asked.label)
    words = column.expression.words("vi", told) if column.expression else ""
    return words[:1].upper() + words[1:]
