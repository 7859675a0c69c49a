"""What the conditions of a form depend on: its questions in their order, the applicant's, and the
circumstances.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.applicant import applicant_fields
from engine.cases import CASE, case_field
from engine.definition import Channel, Definition, Field
from engine.expressions import Expression
from engine.fields import TYPES


@dataclass(frozen=True, slots=True)
class Variable:
    """One name of an expression. `guards`: what must hold, besides the field's own `when`, for it to be
    asked.

    `field` is None for a circumstance, whose `values` then are given, or, of `today`, are all days.
    """

    path: str
    field: Field | None = None
    guards: tuple[Expression, ...] = ()
    values: tuple[Any, ...] = ()

    def conditions(self) -> Iterator[Expression]:
        """Everything that decides whether it is asked, what may be answered, and which answers pass."""
        yield from self.guards
        if self.field is not None:
            own = [self.field.when, *(choice.when for choice in self.field.choices)]
            yield from (each for each in own if each is not None)
            yield from (check.rule for check in self.field.checks)

    def expressions(self) -> Iterator[Expression]:
        """The conditions, and what computes its value."""
        yield from self.conditions()
        if self.field is not None and self.field.compute is not None:
            yield self.field.compute

    def is_day(self) -> bool:
        if self.field is None:
            return self.path == "today"
        return self.field.type in ("date", "birth_date")

    def depends_on_today(self) -> bool:
        settings = self.field.settings if self.field else {}
        is_birth = self.field is not None and self.field.type == "birth_date"
        return is_birth or bool(settings.get("past") or settings.get("future"))


def variables(definition: Definition) -> Mapping[str, Variable]:
    """By name, each after everything it may depend on. For columns of groups see `of_columns`."""
    found = [Variable("today")]
    found += [Variable(f"applicant.{field.id}", field) for field in applicant_fields(definition)]
    found.append(Variable("channel", values=_channels(definition.submit)))
    if (case := case_field(definition)) is not None:
        found.append(Variable(CASE, case))
    for page in definition.pages:
        asked = (field for field in page.fields if TYPES[field.type].holds_value)
        for field in asked:
            guards = page.guards(field.id)
            found += _of_parts(field, guards) if field.parts else [Variable(field.id, field, guards)]
    found.append(Variable("receive", values=_channels(definition.receive)))
    return {variable.path: variable for variable in found}


def _of_parts(field: Field, guards: tuple[Expression, ...], prefix: str = "") -> list[Variable]:
    """Each part as a question of its own: it need not be answered when the whole need not."""
    within = guards if field.when is None else (*guards, field.when)
    return [
        Variable(
            f"{prefix}{field.id}.{part.id}",
            replace(part, required=field.required and part.required),
            within,
        )
        for part in field.parts
    ]


def of_columns(group: Field, guards: tuple[Expression, ...]) -> Mapping[str, Variable]:
    """The columns of one group, as the row being filled in sees them."""
    found: list[Variable] = []
    for column in group.fields:
        if column.parts:
            found += _of_parts(column, guards, "item.")
        elif TYPES[column.type].holds_value:
            found.append(Variable(f"item.{column.id}", column, guards))
    return {variable.path: variable for variable in found}


def involved(
    expressions: Iterable[Expression], known: Mapping[str, Variable], *, besides: Iterable[str] = ()
) -> tuple[Variable, ...]:
    """What the expressions depend on, directly or not, in the order of `known`."""
    wanted = set(besides)
    waiting = [*wanted, *_named(expressions, known)]
    while waiting:
        name = waiting.pop()
        wanted.add(name)
        more = set(_named(known[name].expressions(), known))
        if known[name].depends_on_today():
            more.add("today")
        waiting += more - wanted
    return tuple(variable for name, variable in known.items() if name in wanted)


def variable_of(name: str, known: Mapping[str, Variable]) -> str:
    """The variable behind a name of an expression: "members.age" is of the group."""
    if name in known:
        return name
    first = name.partition(".")[0]
    return "applicant.kind" if first == "applicant" else first


def _named(expressions: Iterable[Expression], known: Mapping[str, Variable]) -> set[str]:
    names = {variable_of(name, known) for expression in expressions for name in expression.names}
    return names & known.keys()


def _channels(offered: Mapping[Channel, Any]) -> tuple[str, ...]:
    return tuple(channel.value for channel in offered or tuple(Channel))
