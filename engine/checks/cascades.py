"""Choices that hang on another choice: which one, and that every value they name is one of its."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.checks.proof import Subject
from engine.checks.references import groups_of_fields, unknown
from engine.definition import Field
from engine.problems import Problem

_KINDS = frozenset({"choice", "choices"})


def cascades(subject: Subject) -> Iterator[Problem]:
    for paths, fields in groups_of_fields(subject.definition):
        for at, field in enumerate(fields):
            parents = {each.id: each for each in fields[:at] if each.type == "choice"}
            yield from _of_field(subject, paths[field.id], field, parents)


def _of_field(subject: Subject, path: str, field: Field, parents: Mapping[str, Field]) -> Iterator[Problem]:
    hanging = [choice for choice in field.choices if choice.of]
    if not field.depends_on:
        if hanging:
            yield subject.problem("R043", f"{path}.choices.{hanging[0].id}.of", of=hanging[0].of)
        return
    parent = parents.get(field.depends_on)
    if field.type not in _KINDS or parent is None:
        yield unknown(subject, "R041", f"{path}.depends_on", field.depends_on, parents)
        return
    if not hanging:
        yield subject.problem("R044", f"{path}.depends_on", name=field.depends_on)
    known = [choice.id for choice in parent.choices]
    for choice in hanging:
        if choice.of not in known:
            yield unknown(subject, "R042", f"{path}.choices.{choice.id}.of", choice.of, known)
