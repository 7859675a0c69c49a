"""Answers as labelled rows: one shape for the check page, the officer's desk, the letters and the messages.

What is hidden is absent. What showed and was left empty says "Không cung cấp", so that nobody wonders
whether it got lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine.cases import CASE, CASE_LABEL, case_name
from engine.definition import Definition, Document, Field, Page
from engine.fields import TYPES
from engine.papers import grouped
from engine.values import Answers
from renderer.languages import gettext, use
from renderer.slip_data import Line, Part

Link = Callable[[str, str], str]
"""(page id, id of the control) → where "Sửa" leads."""


@dataclass(frozen=True, slots=True)
class Row:
    """One answer. `rows` holds a repeating group, a row of cells each; `value` then counts them. No link
    without `href`. `heading`: the section of the page it stands in; `row_label`: what
    a row of the group is called.
    """

    label: str
    value: str
    href: str = ""
    field_id: str = ""
    rows: tuple[tuple[Line, ...], ...] = ()
    change: str = ""
    heading: str = ""
    row_label: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the form, or another titled group of rows. `id` is the page's."""

    id: str
    title: str
    rows: tuple[Row, ...]


def summary(
    definition: Definition,
    answers: Answers,
    *,
    language: str = "vi",
    visible: frozenset[str] | None = None,
    link: Link | None = None,
) -> tuple[Section, ...]:
    """Every page with something to show, in order.

    `visible` (of `engine.answers.Reading`) adds the questions left empty; None shows only what was
    answered, as for a stored dossier.
    """
    found = (
        section(
            page.title.in_language(language),
            page.fields,
            answers,
            language=language,
            visible=visible,
            link=link,
            page_id=page.id,
            headings=_headings(page, language),
        )
        for page in definition.pages
    )
    return tuple(each for each in found if each.rows)


def section(
    title: str,
    fields: Iterable[Field],
    answers: Answers,
    *,
    language: str = "vi",
    visible: frozenset[str] | None = None,
    link: Link | None = None,
    page_id: str = "",
    path: str = "",
    headings: Mapping[str, str] | None = None,
) -> Section:
    """Any list of fields under a title: the applicant (`path` "applicant"), an officer's findings. `headings`: by
    field id.
    """
    above = headings or {}
    with use(language):
        rows = [
            replace(
                _row(
                    asked,
                    answers,
                    language=language,
                    href=link(page_id, asked.id) if link and not asked.compute else "",
                ),
                heading=above.get(asked.id, ""),
            )
            for asked in fields
            if _shows(asked, answers, visible, f"{path}.{asked.id}" if path else asked.id)
        ]
    return Section(page_id, title, tuple(rows))


def case_section(definition: Definition, *, language: str = "vi", href: str = "") -> tuple[Section, ...]:
    """Which case it is, as a section of its own; () of a procedure without cases."""
    name = case_name(definition, definition.case)
    if name is None:
        return ()
    label = CASE_LABEL.in_language(language)
    return (Section(CASE, label, (Row(label, name.in_language(language), href, CASE),)),)


def document_rows(
    definition: Definition,
    documents: Iterable[Document],
    files: Mapping[str, Sequence[str]],
    *,
    language: str = "vi",
    link: Callable[[Document], str] | None = None,
) -> tuple[Row, ...]:
    """Each paper with the names of the files given for it, one a line. `files` is by document id; `link` leads to
    where a paper is sent. Of a group, the papers that were given; when none was, the group itself is what is not there.
    """
    rows: list[Row] = []
    with use(language):
        for group, members in grouped(definition, documents):
            given = [each for each in members if group is None or files.get(each.id)]
            href = link(members[0]) if link else ""
            for each in given:
                names = "\n".join(files.get(each.id, ())) or gettext("Không cung cấp")
                rows.append(Row(each.name.in_language(language), names, href, each.id))
            if group is not None and not given:
                rows.append(Row(group.name.in_language(language), gettext("Không cung cấp"), href, group.id))
    return tuple(rows)


def as_parts(sections: Iterable[Section]) -> tuple[Part, ...]:
    """The same for a letter: a group becomes one line for each of its rows."""
    return tuple(
        Part(each.title, tuple(line for row in each.rows for line in _as_lines(row))) for each in sections
    )


def _headings(page: Page, language: str) -> Mapping[str, str]:
    return {
        field_id: section.title.in_language(language)
        for section in page.sections
        for field_id in section.asks
    }


def _as_lines(row: Row) -> list[Line]:
    if not row.rows:
        return [Line(row.label, row.value, row.heading)]
    return [
        Line(
            f"{row.row_label} {number}" if row.row_label else f"{row.label} ({number})",
            "; ".join(f"{cell.label}: {cell.value}" for cell in cells),
            row.heading,
        )
        for number, cells in enumerate(row.rows, start=1)
    ]


def _shows(asked: Field, answers: Answers, visible: frozenset[str] | None, path: str) -> bool:
    if not TYPES[asked.type].holds_value:
        return False
    return asked.id in answers or (visible is not None and path in visible)


def _row(asked: Field, answers: Answers, *, language: str, href: str) -> Row:
    label = asked.label.in_language(language)
    if asked.id not in answers:
        return Row(label, gettext("Không cung cấp"), href, asked.id)
    value: Any = answers[asked.id]
    if asked.fields:
        cells = tuple(_cells(asked, item, language) for item in value)
        called = str(asked.settings.get("row_label", ""))
        count = gettext("%(number)s dòng", number=len(cells))
        return Row(label, count, href, asked.id, cells, row_label=called)
    return Row(label, TYPES[asked.type].show(asked, value, language), href, asked.id)


def _cells(group: Field, item: Mapping[str, Any], language: str) -> tuple[Line, ...]:
    return tuple(
        Line(column.label.in_language(language), TYPES[column.type].show(column, item[column.id], language))
        for column in group.fields
        if column.id in item
    )
