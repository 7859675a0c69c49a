"""Facts that are of use, and decision tables with exactly one answer for everyone."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from engine.answers import labels
from engine.checks.proof import Subject
from engine.definition import DecisionTable, Definition, Fact
from engine.expressions import Expression
from engine.expressions.tree import Call, Name, Node
from engine.expressions.tree import Fact as Named
from engine.problems import Problem
from engine.tables import Column, survey

_MOST_OVERLAPS = 10
_WHOLE = {"count": Decimal(0), "age_on": Decimal(0), "days_between": None}


def tables(subject: Subject) -> Iterator[Problem]:
    """No case is left open, none is decided twice, and every row decides some case."""
    for fact in subject.definition.facts.values():
        if fact.table is not None:
            yield from _of_table(subject, fact, fact.table)


def used(subject: Subject) -> Iterator[Problem]:
    """A fact nobody asks for is a mistake in waiting."""
    definition = subject.definition
    named = {name for each in _expressions(definition) for name in each.facts}
    for fact in definition.facts.values():
        if fact.id not in named:
            yield subject.problem("X165", f"facts.{fact.id}", name=fact.id)


def _of_table(subject: Subject, fact: Fact, table: DecisionTable) -> Iterator[Problem]:
    path = f"facts.{fact.id}.table"
    definition = subject.definition
    columns = [_column(definition, each) for each in table.match]
    found = survey([row.cells for row in table.rows], columns, most_overlaps=_MOST_OVERLAPS)
    words = _Words(definition, table)
    second: set[int] = set()
    for overlap in found.overlaps if table.policy == "unique" else ():
        second.add(overlap.second)
        params = {"row": overlap.second + 1, "other": overlap.first + 1, "case": words.of(overlap.case)}
        yield subject.problem("X160", f"{path}.rows.{overlap.second}", **params)
    if not found.complete:
        yield subject.problem("X163", f"{path}.rows", name=fact.id)
        return
    if found.open_case is not None and table.otherwise is None:
        yield subject.problem("X161", f"{path}.rows", name=fact.id, case=words.of(found.open_case))
    if found.open_case is None and table.otherwise is not None:
        yield subject.problem("X164", f"{path}.else", name=fact.id)
    for at in sorted(set(range(len(table.rows))) - found.first - second):
        yield subject.problem("X162", f"{path}.rows.{at}", row=at + 1)


class _Words:
    """A case of a table in the author's words."""

    def __init__(self, definition: Definition, table: DecisionTable) -> None:
        self._labels = labels(definition)
        self._match = table.match

    def of(self, case: tuple[Any, ...]) -> str:
        return ", ".join(
            f"{each.words('vi', self._labels) if not isinstance(each.root, Name) else self._name(each.text)}"
            f" = {self._value(each, value)}"
            for each, value in zip(self._match, case, strict=True)
        )

    def _name(self, path: str) -> str:
        return self._labels.get(path, path)

    def _value(self, expression: Expression, value: Any) -> str:
        if isinstance(value, bool):
            return "có" if value else "không"
        if isinstance(value, Decimal):
            return f"{value:f}".replace(".", ",")
        if isinstance(value, str):
            return self._labels.get(f"{expression.text}.{value}", value)
        return f"{value:%d/%m/%Y}"


def _column(definition: Definition, expression: Expression) -> Column:
    """What the expression can come to, as far as its field or its function tells."""
    kind, root = expression.type.kind, _root(expression.root)
    field = definition.fields.get(root.path) if type(root) is Name else None
    if kind != "number":
        return Column(kind, expression.type.choices)
    if field is not None:
        settings = field.settings
        least = _bound(settings.get("min"))
        if least is None and field.type == "money":
            least = Decimal(0)
        step = Decimal(1).scaleb(-int(settings.get("decimals", 0)))
        return Column(kind, least=least, most=_bound(settings.get("max")), step=step)
    if isinstance(root, Call) and root.function in _WHOLE:
        return Column(kind, least=_WHOLE[root.function], step=Decimal(1))
    return Column(kind)


def _root(node: Node) -> Node:
    return _root(node.body) if isinstance(node, Named) else node


def _bound(written: Any) -> Decimal | None:
    return None if written is None else Decimal(str(written))


def _expressions(value: Any) -> Iterator[Expression]:
    """Every expression of the definition, wherever it stands."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Expression):
            yield each
        elif isinstance(each, tuple | list):
            waiting.extend(each)
        elif isinstance(each, dict):
            waiting.extend(each.values())
        elif hasattr(each, "__dataclass_fields__"):
            waiting.extend(getattr(each, name) for name in each.__dataclass_fields__)
