"""An id names one thing for ever: what was renamed has left its old id, and nothing else takes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from engine.checks.proof import Subject
from engine.problems import Problem


def old_names(subject: Subject) -> Iterator[Problem]:
    for path, things in _groups(subject):
        now = {thing.id for thing in things}
        claimed: set[str] = set()
        for thing in things:
            at = f"{path(thing)}.was"
            for name in thing.was:
                if name in now:
                    yield subject.problem("V010", at, name=name)
                elif name in claimed:
                    yield subject.problem("V011", at, name=name)
                claimed.add(name)


def _groups(subject: Subject) -> Iterator[tuple[Any, Iterable[Any]]]:
    """Each set of things whose ids are of one kind, with the path of each."""
    definition = subject.definition
    where = {field.id: page.path_of(field.id) for page in definition.pages for field in page.fields}
    asked = tuple(definition.fields.values())
    yield (lambda field: where[field.id]), asked
    for field in asked:
        yield (lambda choice, at=where[field.id]: f"{at}.choices.{choice.id}"), field.choices
        yield (lambda column, at=where[field.id]: f"{at}.columns.{column.id}"), field.fields
    yield (lambda document: f"documents.{document.id}"), definition.documents
    yield (lambda step: f"process.steps.{step.id}"), tuple(definition.steps.values())
