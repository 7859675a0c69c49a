"""The process as a whole: it hands over results, and who may not be the same person comes later."""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.proof import Subject
from engine.definition import StepKind
from engine.problems import Problem
from engine.proofs.ways import after, ways


def result_is_reached(subject: Subject) -> Iterator[Problem]:
    process = subject.definition.process
    if process is None or not process.steps:
        return
    met = {process.first.id, *after(process.first.id, ways(process))}
    if not any(step.id in met for step in process.steps if step.kind is StepKind.RETURN_RESULT):
        yield subject.problem("F007", "process")


def separations_come_later(subject: Subject) -> Iterator[Problem]:
    """Who may not be the same person must have done their step before."""
    process = subject.definition.process
    if process is None:
        return
    known = ways(process)
    for step in process.every():
        place = step.id.partition(".")[0]
        for name in step.not_same_person_as:
            if name == step.id or (name in known and place not in after(name, known)):
                path = f"process.{process.path(step.id)}.not_same_person_as"
                yield subject.problem("F009", path, step=step.id, other=name)
