"""Nothing is used before it is asked: the wizard goes page by page, question by question."""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.proof import Subject
from engine.definition import Field, Page
from engine.expressions import Expression
from engine.problems import Problem

_AFTER_THE_FORM = "receive"


def asked_before_use(subject: Subject) -> Iterator[Problem]:
    """A page may use what earlier pages ask; a question what stands before it; a check its own answer too."""
    definition = subject.definition
    every = set(definition.fields) - set(_not_to_be_named(subject))
    asked: set[str] = set()
    for page in definition.pages:
        path = f"form.pages.{page.id}"
        yield from _early(subject, f"{path}.when", page.when, every - asked)
        for section, fields in page.parts():
            if section is not None:
                at = f"{path}.sections.{section.id}.when"
                yield from _early(subject, at, section.when, every - asked)
            yield from _asked_in_turn(subject, page, fields, every, asked)
        for field in page.fields:
            for number, check in enumerate(field.checks):
                if check.late:
                    at = f"{page.path_of(field.id)}.check.{number}.rule"
                    yield from _early(subject, at, check.rule, every - asked)
    for document in (paper for paper in definition.documents if not paper.page):
        yield from _early(subject, f"documents.{document.id}.when", document.when, set())
        for line in definition.proven_by(document.id):
            yield from _early(subject, f"fee.lines.{line.id}.when", line.when, set())


def _asked_in_turn(
    subject: Subject, page: Page, fields: tuple[Field, ...], every: set[str], asked: set[str]
) -> Iterator[Problem]:
    """Each question against those before it; adds to `asked`."""
    for field in fields:
        at = page.path_of(field.id)
        yield from _of_field(subject, at, field, every - asked)
        asked.add(field.id)
        for number, check in enumerate(field.checks):
            if not check.late:
                own = f"{at}.check" if f"{at}.check.rule" in subject.places else f"{at}.check.{number}"
                yield from _early(subject, f"{own}.rule", check.rule, every - asked)


def _not_to_be_named(subject: Subject) -> Iterator[str]:
    """Questions with a name that is another's: what uses it may mean the other."""
    for page in subject.definition.pages:
        for field in page.fields:
            if subject.ground.has_lost(f"{page.path_of(field.id)}.id"):
                yield field.id


def _of_field(subject: Subject, path: str, field: Field, not_yet: set[str]) -> Iterator[Problem]:
    yield from _early(subject, f"{path}.when", field.when, not_yet)
    yield from _early(subject, f"{path}.compute", field.compute, not_yet)
    for choice in field.choices:
        yield from _early(subject, f"{path}.choices.{choice.id}.when", choice.when, not_yet)
    for column in field.fields:
        yield from _of_field(subject, f"{path}.columns.{column.id}", column, not_yet)


def _early(
    subject: Subject, path: str, expression: Expression | None, not_yet: set[str]
) -> Iterator[Problem]:
    if expression is None:
        return
    used = {name.partition(".")[0] for name in expression.names}
    for name in sorted(used & not_yet):
        yield subject.problem("D001", path, name=name)
    if _AFTER_THE_FORM in used:
        yield subject.problem("D002", path, name=_AFTER_THE_FORM)
