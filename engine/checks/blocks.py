"""Steps that hold others, and steps that wait for somebody outside: what each kind needs besides its shape."""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.proof import Subject
from engine.definition import JOIN, STOP, Consultation, Process, StepKind
from engine.problems import Problem

_NOT_IN_BRANCHES = frozenset({StepKind.INTAKE, StepKind.PARALLEL, StepKind.RETURN_RESULT, StepKind.END})


def ids_are_own(subject: Subject) -> Iterator[Problem]:
    """A step inside a branch shares no name with another step, nor with the words that end a way."""
    process = subject.definition.process
    seen: set[str] = {JOIN, STOP}
    for step in process.every() if process else ():
        if step.kind is StepKind.PARTY:
            continue
        if step.id in seen and process is not None:
            yield subject.problem("F028", f"process.{process.path(step.id)}", step=step.id)
        seen.add(step.id)


def exits(subject: Subject) -> Iterator[Problem]:
    """A wait that may be long has its own way out; so has a linked dossier that fails."""
    process = subject.definition.process
    for step in process.every() if process else ():
        path = f"process.{process.path(step.id)}" if process else ""
        if step.consultation is not None:
            waits = step.consultation.silence == "wait"
            has_both = step.consultation.wait_at_most is not None and "unanswered" in step.exits
            has_none = step.consultation.wait_at_most is None and "unanswered" not in step.exits
            if not (has_both if waits else has_none):
                yield subject.problem("F029", path, step=step.id)
        if step.linked is not None and step.linked.wait and "failed" not in step.exits:
            yield subject.problem("F030", path, step=step.id)


def inside_branches(subject: Subject) -> Iterator[Problem]:
    """What concerns the whole dossier stands outside the branches."""
    process = subject.definition.process
    for step in process.steps if process else ():
        for branch in step.branches:
            for inner in branch.steps:
                if inner.kind in _NOT_IN_BRANCHES and process is not None:
                    path = f"process.{process.path(inner.id)}"
                    yield subject.problem("F031", path, step=inner.id, kind=str(inner.kind), branch=branch.id)


def numbers(subject: Subject) -> Iterator[Problem]:
    """No more agreements or branches are waited for than there can be."""
    process: Process | None = subject.definition.process
    for step in process.every() if process else ():
        wanted = step.consultation.needs if step.consultation else step.needs
        there = _how_many(step.consultation, len(step.branches))
        if wanted.isdigit() and int(wanted) > there and process is not None:
            path = f"process.{process.path(step.id)}.needs"
            yield subject.problem("F032", path, wanted=wanted, there=there)


def _how_many(consultation: Consultation | None, branches: int) -> int:
    return len(consultation.parties) if consultation else branches
