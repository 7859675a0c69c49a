"""Each step by itself: the first takes in, each offers a decision, each decision leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.proof import Subject
from engine.definition import DECIDED, StepKind
from engine.problems import Problem


def one_intake(subject: Subject) -> Iterator[Problem]:
    """A process begins with its intake, and there is no other."""
    process = subject.definition.process
    if process is None or not process.steps:
        return
    if process.first.kind is not StepKind.INTAKE:
        yield subject.problem("F001", f"process.steps.{process.first.id}", step=process.first.id)
    for step in process.steps[1:]:
        if step.kind is StepKind.INTAKE:
            yield subject.problem("F002", f"process.steps.{step.id}", step=step.id, first=process.first.id)


def every_step_decides(subject: Subject) -> Iterator[Problem]:
    """Those that officers decide; what the opinion of a party leads to, the consultation says."""
    process = subject.definition.process
    for step in process.every() if process is not None else ():
        if step.kind is StepKind.PARTY:
            continue
        path = f"process.{process.path(step.id)}" if process else ""
        decided = step.kind in DECIDED
        if decided and not step.outcomes and f"{path}.outcomes" not in subject.places:
            yield subject.problem("F005", path, step=step.id)
        for outcome in step.outcomes:
            outcome_path = f"{path}.outcomes.{outcome.id}"
            if outcome.supplement == bool(outcome.to) and not _is_faulty(subject, outcome_path, outcome.to):
                yield subject.problem("F006", outcome_path, outcome=outcome.id)


def _is_faulty(subject: Subject, path: str, target: str) -> bool:
    """`to` was written but could not be read: that has been said already."""
    return not target and f"{path}.to" in subject.places
