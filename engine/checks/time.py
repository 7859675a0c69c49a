"""Time allowed for the steps fits into the time promised to the citizen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from engine.checks.proof import Subject
from engine.definition import Definition, Step, StepKind
from engine.problems import Problem
from engine.spans import Span, Unit

HOURS_A_DAY = 8
_MOST_PATHS = 20_000
_DAYS = {Unit.DAYS: 1, Unit.MONTHS: 31, Unit.YEARS: 366}


def promise(subject: Subject) -> Iterator[Problem]:
    """The office's own promise is not longer than the law allows."""
    deadline = subject.definition.deadline
    if deadline is None or deadline.local is None:
        return
    legal, local = _comparable(deadline.legal), _comparable(deadline.local)
    if legal[0] == local[0] and local[1] > legal[1]:
        yield subject.problem("L010", "deadline.local", local=str(deadline.local), legal=str(deadline.legal))


def allowances(subject: Subject) -> Iterator[Problem]:
    """The slowest path to a result, going back nowhere, takes no longer than promised. Counts only working
    time.
    """
    deadline = subject.definition.deadline
    if deadline is None or subject.definition.process is None:
        return
    kind, promised = _comparable(deadline.promised)
    if kind != "working":
        return
    promised = promised or Fraction(HOURS_A_DAY)
    hours, path = _slowest(subject.definition)
    if hours > promised:
        params = {"hours": _shown(hours), "promised": _shown(promised), "path": " → ".join(path)}
        yield subject.problem("F020", "deadline", **params)


def _comparable(span: Span) -> tuple[str, Fraction]:
    """What kind of time, and how much of it: working hours, or calendar days at their longest."""
    if span.unit is Unit.WORKING_HOURS:
        return "working", Fraction(span.amount)
    if span.unit is Unit.WORKING_DAYS:
        return "working", Fraction(span.amount * HOURS_A_DAY)
    return "calendar", Fraction(span.amount * _DAYS[span.unit])


def _slowest(definition: Definition) -> tuple[Fraction, tuple[str, ...]]:
    """The longest chain of different steps after intake, in working hours, with the ids of its steps.

    The clock starts on acceptance, so the time for intake counts only when it starts on submission.
    """
    steps = definition.steps
    first = next(iter(steps.values()))
    counts_intake = definition.deadline is not None and definition.deadline.starts == "when_submitted"
    best: tuple[Fraction, tuple[str, ...]] = (Fraction(0), (first.id,))
    waiting: list[tuple[Fraction, tuple[str, ...]]] = [
        (_allowed(first) if counts_intake else Fraction(0), (first.id,))
    ]
    for _ in range(_MOST_PATHS):
        if not waiting:
            break
        hours, path = waiting.pop()
        best = max(best, (hours, path))
        waiting.extend((hours + _allowed(step), (*path, step.id)) for step in _next(steps, path))
    return best


def _next(steps: Mapping[str, Step], path: tuple[str, ...]) -> Iterator[Step]:
    targets = dict.fromkeys(outcome.to for outcome in steps[path[-1]].outcomes if outcome.to)
    for target in targets:
        if (
            target in steps
            and target not in path
            and steps[target].kind not in {StepKind.END, StepKind.RETURN_RESULT}
        ):
            yield steps[target]


def _allowed(step: Step) -> Fraction:
    kind, amount = _comparable(step.within) if step.within else ("working", Fraction(0))
    return amount if kind == "working" else Fraction(0)


def _shown(hours: Fraction) -> str:
    return str(hours) if hours.denominator == 1 else f"{float(hours):g}"
