"""What is claimed about conditions and checks: each can hold and can fail, and neither breaks on any
answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from engine.definition import Definition
from engine.expressions import Expression
from engine.expressions.evaluate import ABSENT
from engine.proofs.claim import Claim, Holds
from engine.proofs.conditional import Conditional, conditionals
from engine.proofs.domains import Domain
from engine.proofs.survey import Survey, survey
from engine.proofs.telling import Telling
from engine.proofs.trial import FAILED, Allowance, Question
from engine.proofs.variables import Variable, involved, variable_of, variables

MOST_TRIED_IN_ALL = 60_000
_MOST_NAMED = 6
_CODES = ("D010", "D011", "D012", "D013", "D014")


def condition_claims(definition: Definition, *, unsure: Set[str] = frozenset()) -> Iterator[Claim]:
    """Claims of the codes D010 (can hold), D011 (can fail to), D012 (a check can be passed), D013 (can
    fail), D014 (can be worked out). Nothing is claimed of what depends on `unsure` questions, given by name
    and by path: they could not be read as they were meant.
    """
    prover = _Prover(definition, unsure)
    found = [claim for each in conditionals(definition) for claim in prover.of(each)]
    yield from (claim for claim in found if claim.holds is not Holds.YES)
    for code in _CODES:
        of_code = [claim.holds for claim in found if claim.code == code]
        if of_code and all(holds is Holds.YES for holds in of_code):
            yield Claim(code, Holds.YES)


@dataclass(frozen=True, slots=True)
class _Answer:
    """One claim in the making: disproven when `no`, proven when `yes`."""

    code: str
    no: bool
    yes: bool


class _Prover:
    def __init__(self, definition: Definition, unsure: Set[str]) -> None:
        self._unsure = unsure
        self._definition = definition
        self._known = variables(definition)
        self._telling = Telling(definition, self._known)
        self._labels = self._telling.labels
        self._allowance = Allowance(MOST_TRIED_IN_ALL)
        self._absent: set[str] = set()

    def of(self, subject: Conditional) -> Iterator[Claim]:
        """Inside what never shows nothing more is said."""
        if self._absent & set(subject.inside):
            return
        known = {**self._known, **subject.columns}
        if self._is_unsure(subject, known):
            return
        question = Question(subject.rules or (subject.condition,), subject.guards, subject.given)
        found = survey(question, known, self._allowance)
        answers = self._of_checks(subject, found) if subject.rules else self._of_when(subject, found)
        for condition, path, answer in answers:
            params = self._params(subject, condition, found, known)
            holds = Holds.NO if answer.no else Holds.YES if answer.yes else Holds.UNPROVEN
            if answer.code == "D010" and answer.no:
                self._absent.add(subject.path)
            if answer.code == "D014" and answer.no:
                case = found.case(condition, FAILED) or {}
                params["case"] = Telling(self._definition, known).case(condition, case)
            yield Claim(answer.code, holds, path, params)

    def _is_unsure(self, subject: Conditional, known: Mapping[str, Variable]) -> bool:
        if not self._unsure:
            return False
        expressions = (subject.condition, *subject.rules, *subject.guards)
        names = {variable.path for variable in involved(expressions, known)}
        return bool(self._unsure & {subject.path, *subject.inside, *names})

    def _of_when(self, subject: Conditional, found: Survey) -> Iterator[tuple[Expression, str, _Answer]]:
        condition = subject.condition
        can_hold = found.case(condition, True) is not None
        can_fail = any(found.case(condition, outcome) is not None for outcome in (False, ABSENT))
        never = found.never(condition, True)
        at = f"{subject.path}.when"
        yield condition, at, _Answer("D010", never, can_hold)
        if not never:
            yield condition, at, _Answer("D011", found.never(condition, False, ABSENT), can_fail)
        yield condition, at, self._worked_out(condition, found)

    def _of_checks(self, subject: Conditional, found: Survey) -> Iterator[tuple[Expression, str, _Answer]]:
        """That some answer passes all the checks of a question is claimed at the first of them."""
        never = found.never_passed()
        passed = found.found.passed is not None
        yield subject.rules[0], subject.rule_path(0), _Answer("D012", never, passed)
        for number, rule in enumerate(subject.rules):
            at = subject.rule_path(number)
            if not never:
                can_fail = found.case(rule, False) is not None
                yield rule, at, _Answer("D013", found.never(rule, False), can_fail)
            yield rule, at, self._worked_out(rule, found)

    @staticmethod
    def _worked_out(condition: Expression, found: Survey) -> _Answer:
        return _Answer("D014", found.case(condition, FAILED) is not None, found.never_fails)

    # ---- in the author's words

    def _params(
        self, subject: Conditional, condition: Expression, found: Survey, known: Mapping[str, Variable]
    ) -> dict[str, Any]:
        """`domains`: what can be answered at all, the reason why something never holds."""
        asked = subject.rules or (subject.condition, *subject.guards)
        names = sorted({variable_of(name, known) for each in asked for name in each.names})
        told = [self._domain(known[name], found.domains.get(name)) for name in names if name in known]
        return {
            "name": subject.name,
            "condition": condition.words("vi", self._labels),
            "page": " và ".join(guard.words("vi", self._labels) for guard in subject.guards),
            "domains": "; ".join(words for words in told if words),
        }

    def _domain(self, variable: Variable, domain: Domain | None) -> str:
        """“Số bản: 1–50”; "" where anything can be answered."""
        label = self._labels.get(variable.path, variable.path)
        if variable.field is not None and variable.field.type in ("number", "money"):
            least, most = (variable.field.settings.get(key) for key in ("min", "max"))
            return f"{label}: {least or '…'}–{most or '…'}" if (least, most) != (None, None) else ""
        if domain is None or not domain.finite:
            return ""
        values = [value for value in domain.values if value is not None]
        shown = [self._telling.value(variable, value) for value in values[:_MOST_NAMED]]
        return f"{label}: {', '.join(shown)}{', …' if len(values) > _MOST_NAMED else ''}" if shown else ""
