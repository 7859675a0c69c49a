"""Everything in a procedure that stands under a condition or a check, with its place and what surrounds
it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.definition import Definition, Field
from engine.expressions import Expression
from engine.proofs.variables import Variable, of_columns


@dataclass(frozen=True, slots=True)
class Conditional:
    """Either a `condition` (of `when`) or the `rules` of a question's checks; `path`: of what has them.

    `guards` hold wherever it stands, `inside` are the paths around it. `given`: the question whose checks
    they are.
    """

    path: str
    name: str
    condition: Expression
    rules: tuple[Expression, ...] = ()
    guards: tuple[Expression, ...] = ()
    given: str = ""
    inside: tuple[str, ...] = ()
    columns: Mapping[str, Variable] = field(default_factory=dict, hash=False)

    def rule_path(self, number: int) -> str:
        return f"{self.path}.check.{number}.rule"


def conditionals(definition: Definition) -> Iterator[Conditional]:
    """In the order of the file: cases; pages, their questions, choices and columns; papers; fees."""
    for case in definition.cases:
        if case.when is not None:
            yield Conditional(f"cases.{case.id}", str(case.name), case.when)
    for page in definition.pages:
        path = f"form.pages.{page.id}"
        if page.when is not None:
            yield Conditional(path, str(page.title), page.when)
        for section, fields in page.parts():
            inside: tuple[str, ...] = (path,)
            if section is not None:
                within = f"{path}.sections.{section.id}"
                inside = (path, within)
                if section.when is not None:
                    around = () if page.when is None else (page.when,)
                    yield Conditional(within, str(section.title), section.when, guards=around, inside=(path,))
            for asked in fields:
                yield from _of_field(page.path_of(asked.id), asked, page.guards(asked.id), inside)
    for paper in definition.documents:
        if paper.when is not None and not paper.page:  # on a page, the question itself is looked at
            yield Conditional(f"documents.{paper.id}", str(paper.name), paper.when)
    for line in definition.fee.lines if definition.fee else ():
        if line.when is not None:
            yield Conditional(f"fee.lines.{line.id}", str(line.name), line.when)


def _of_field(
    path: str,
    asked: Field,
    guards: tuple[Expression, ...],
    inside: tuple[str, ...],
    columns: Mapping[str, Variable] | None = None,
) -> Iterator[Conditional]:
    around = columns or {}
    name = str(asked.label)
    if asked.when is not None:
        yield Conditional(path, name, asked.when, guards=guards, inside=inside, columns=around)
        guards = (*guards, asked.when)
    within = (*inside, path)
    for choice in asked.choices:
        if choice.when is not None:
            at = f"{path}.choices.{choice.id}"
            label = str(choice.label)
            yield Conditional(at, label, choice.when, guards=guards, inside=within, columns=around)
    rules = tuple(check.rule for check in asked.checks)
    if rules:
        given = f"item.{asked.id}" if columns is not None else asked.id
        yield Conditional(path, name, rules[0], rules, (), given, within, around)
    if asked.fields:
        row = of_columns(asked, guards)
        for column in asked.fields:
            yield from _of_field(f"{path}.columns.{column.id}", column, guards, within, row)
