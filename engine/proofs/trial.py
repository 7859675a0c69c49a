"""One round of trying: the questions of a form answered in every way of their domains, as a form is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from engine.definition import Field
from engine.expressions import Expression, ExpressionFailed
from engine.expressions.evaluate import ABSENT, Evaluation
from engine.fields import TYPES
from engine.proofs.domains import Domain
from engine.proofs.opaque import Opening
from engine.proofs.variables import Variable

MOST_TRIED = 4_000

Case: TypeAlias = "Mapping[str, Any]"


class _Failed:
    """The one thing a condition comes to that cannot be worked out."""

    def __repr__(self) -> str:
        return "FAILED"


FAILED = _Failed()

_ANY_ANSWER = "…"
"""Stands for an answer that only parts left open ask about."""


class Allowance:
    """How much trying is left for one whole definition, whoever wrote it: beyond it all is unproven."""

    def __init__(self, tries: int) -> None:
        self.left = tries

    def share(self) -> int:
        return min(MOST_TRIED, self.left)


class _SpentUp(Exception):
    """No tries are left."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be tried: the `conditions`, where `guards` hold and `given` (a name, or "") is answered.

    The checks of `given` itself are what is tried, so they bind no answer.
    """

    conditions: tuple[Expression, ...]
    guards: tuple[Expression, ...] = ()
    given: str = ""


@dataclass(slots=True)
class Seen:
    """The first case of each thing a condition came to (True, False, ABSENT, FAILED), by its text;
    `passed`: one in which no condition is False.
    """

    cases: dict[tuple[str, Any], Case] = field(default_factory=dict)
    passed: Case | None = None

    def settles(self, question: Question) -> bool:
        """Whether more cases could tell nothing new about truth."""
        return self.passed is not None and all(
            (condition.text, True) in self.cases
            and (
                (condition.text, False) in self.cases
                or (not question.given and (condition.text, ABSENT) in self.cases)
            )
            for condition in question.conditions
        )


_FREE_SIZE, _SIZE_OF_A_TRY = 500, 40
"""Parts of conditions that one try costs nothing more for, and those that cost as much as another: with large
tables in them, fewer cases are tried.
"""


class Trial:
    """With an `opening`, conditions are tried with their unclear parts open, each true, false and unknown."""

    def __init__(
        self,
        question: Question,
        variables: tuple[Variable, ...],
        domains: Mapping[str, Domain],
        opening: Opening | None = None,
    ) -> None:
        self._question = question
        self._variables = variables
        self._domains = domains
        self._environment: dict[str, Any] = {}
        self._tries = 0
        self._is_opened = opening is not None
        conditions = [*question.conditions, *question.guards]
        conditions += [each for variable in variables for each in variable.conditions()]
        self._roots = {
            each.text: opening.opened(each) if opening is not None else each.root for each in conditions
        }
        size = sum(root.size for root in self._roots.values())
        self._cost = 1 + max(0, size - _FREE_SIZE) // _SIZE_OF_A_TRY
        self._parts = opening.parts if opening is not None else ()
        parts = dict.fromkeys(self._parts, "boolean")
        self._evaluations = {
            each.text: Evaluation(self._environment, {**each.kinds, **parts}) for each in conditions
        }

    def run(self, allowance: Allowance, *, to_the_end: bool) -> tuple[Seen, bool]:
        """What was seen, and whether every case was tried. Unless `to_the_end`, stops when all is settled."""
        seen = Seen()
        self._tries = allowance.share()
        before = self._tries
        try:
            for _ in self._cases(0):
                self._look(seen)
                if not to_the_end and seen.settles(self._question):
                    return seen, False
        except _SpentUp:
            return seen, False
        finally:
            allowance.left -= before - self._tries
        return seen, True

    def _look(self, seen: Seen) -> None:
        question = self._question
        if any(self._value(guard) is not True for guard in question.guards):
            return
        outcomes = [self._value(condition) for condition in question.conditions]
        for condition, outcome in zip(question.conditions, outcomes, strict=True):
            if (condition.text, outcome) not in seen.cases:
                seen.cases[condition.text, outcome] = self._snapshot()
        if seen.passed is None and not any(outcome in (False, FAILED) for outcome in outcomes):
            seen.passed = self._snapshot()

    def _snapshot(self) -> Case:
        return {name: _copied(value) for name, value in self._environment.items()}

    # ---- the cases, one variable after another

    def _cases(self, at: int) -> Iterator[None]:
        if self._tries <= 0:
            raise _SpentUp
        self._tries -= self._cost
        if at < len(self._parts):
            for value in (True, False, None):
                self._set(self._parts[at], value)
                yield from self._cases(at + 1)
        elif at < len(self._parts) + len(self._variables):
            variable = self._variables[at - len(self._parts)]
            for value in self._answers(variable):
                self._set(variable.path, value)
                if not self._breaks_a_check(variable, value):
                    yield from self._cases(at + 1)
            self._set(variable.path, None)
        else:
            yield

    def _answers(self, variable: Variable) -> Iterator[Any]:
        """What can be answered now; None where it is not asked or need not be answered."""
        values = self._possible(variable)
        if variable.path == self._question.given:
            values = (value for value in values if value is not None)
        yield from values

    def _possible(self, variable: Variable) -> Iterator[Any]:
        asked = variable.field
        if asked is None:
            yield from self._domains[variable.path].values
            return
        when = (*variable.guards, *((asked.when,) if asked.when else ()))
        shown = [self._value(condition) for condition in when]
        if FAILED in shown:
            return  # the form cannot be read at all
        if any(each is not True for each in shown):
            yield None
        elif asked.compute is not None:
            yield from self._computed(asked, self._domains[variable.path])
        elif self._is_opened and not self._domains[variable.path].is_tried_whole:
            yield _ANY_ANSWER
        else:
            yield from (value for value in self._domains[variable.path].values if self._fits(variable, value))

    def _computed(self, asked: Field, domain: Domain) -> Iterator[Any]:
        """With unclear parts open, only what follows from tried answers; on the rest nothing tried
        depends.
        """
        if self._is_opened and not domain.finite:
            yield _ANY_ANSWER
            return
        try:
            value = asked.compute.value(self._environment) if asked.compute else None
        except ExpressionFailed:
            return
        yield None if value is None else TYPES[asked.type].computed(asked, value)

    def _fits(self, variable: Variable, value: Any) -> bool:
        asked = variable.field
        if asked is None or value is None:
            return True
        offered = {
            choice.id for choice in asked.choices if not choice.when or self._value(choice.when) is True
        }
        chosen = value if isinstance(value, list) else [value]
        if asked.choices and not all(each in offered for each in chosen):
            return False
        today = self._environment.get("today")
        return today is None or not TYPES[asked.type].examine(asked, value, today=today)

    def _breaks_a_check(self, variable: Variable, value: Any) -> bool:
        """Or one of its checks cannot be worked out: then the form cannot be read."""
        if variable.field is None or value is None or variable.path == self._question.given:
            return False
        return any(self._value(check.rule) in (False, FAILED) for check in variable.field.checks)

    def _set(self, path: str, value: Any) -> None:
        *records, name = path.split(".")
        holder = self._environment
        for record in records:
            holder = holder.setdefault(record, {})
        if value is None:
            holder.pop(name, None)
        else:
            holder[name] = value

    def _value(self, condition: Expression) -> Any:
        try:
            return self._evaluations[condition.text].value(self._roots[condition.text])
        except ExpressionFailed:
            return FAILED


def _copied(value: Any) -> Any:
    """A record goes on changing while cases are tried."""
    return {name: _copied(part) for name, part in value.items()} if isinstance(value, dict) else value
