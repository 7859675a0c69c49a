"""The process as a map: every step can be reached, and from every step every dossier can end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.checks.proof import Subject
from engine.definition import Definition, StepKind
from engine.problems import Problem


def reachable(subject: Subject) -> Iterator[Problem]:
    definition = subject.definition
    if definition.process is None or not definition.process.steps:
        return
    ways = _ways(definition)
    met = {definition.process.first.id, *_after(definition.process.first.id, ways)}
    for step in definition.process.steps:
        if step.id not in met:
            yield subject.problem("F003", f"process.steps.{step.id}", step=step.id)
    returns = [step for step in definition.process.steps if step.kind is StepKind.RETURN_RESULT]
    if not any(step.id in met for step in returns):
        yield subject.problem("F007", "process")


def can_end(subject: Subject) -> Iterator[Problem]:
    """From each step some chain of decisions leads to an end."""
    definition = subject.definition
    ways = _ways(definition)
    ends = {step.id for step in definition.steps.values() if step.kind is StepKind.END}
    for step in definition.steps.values():
        if step.id not in ends and not ends & _after(step.id, ways):
            yield subject.problem("F004", f"process.steps.{step.id}", step=step.id)


def separations_come_later(subject: Subject) -> Iterator[Problem]:
    """Who may not be the same person must have done their step before."""
    ways = _ways(subject.definition)
    for step in subject.definition.steps.values():
        for name in step.not_same_person_as:
            if name == step.id or (name in ways and step.id not in _after(name, ways)):
                path = f"process.steps.{step.id}.not_same_person_as"
                yield subject.problem("F009", path, step=step.id, other=name)


def _ways(definition: Definition) -> Mapping[str, frozenset[str]]:
    return {
        step.id: frozenset(outcome.to for outcome in step.outcomes if outcome.to)
        for step in definition.steps.values()
    }


def _after(start: str, ways: Mapping[str, frozenset[str]]) -> set[str]:
    """Every step that some chain of decisions reaches from `start`."""
    met: set[str] = set()
    waiting = [start]
    while waiting:
        for target in ways.get(waiting.pop(), frozenset()) - met:
            met.add(target)
            waiting.append(target)
    return met
