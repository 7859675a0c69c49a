"""The form of a procedure on paper: the same questions as on the screen, as lines, boxes and ticks to fill by
hand. Decides nothing: a condition becomes a remark for whoever holds the pen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from engine.applicant import applicant_fields
from engine.cases import case_field
from engine.definition import Definition, Document, Field, Page
from engine.expressions import Expression
from engine.fields import TYPES
from engine.papers import grouped
from renderer.languages import current, words
from renderer.languages import gettext as _
from renderer.paper_words import choice_words, form_words, group_remarks

MOST_TICKS = 12
"""A longer list of choices is filled in as a word: a page of ticks is not read."""
EMPTY_ROWS = 4
_BOXES: Mapping[str, tuple[int, ...]] = {
    "national_id": (12,),
    "tax_code": (10, 3),
    "date": (2, 2, 4),
    "birth_date": (2, 2, 4),
}
_LINES = {"long_text": 4, "address": 2}
_LONG_ANSWER = 150
"""From so many characters on, a text gets two lines of about a hand's width."""


@dataclass(frozen=True, slots=True)
class Space:
    """One question with room for its answer: groups of `boxes`, `ticks` to choose from, `columns` of a table
    with `rows` empty rows, else so many `lines`. `remarks`: when to answer, how.
    """

    label: str
    remarks: tuple[str, ...] = ()
    required: bool = False
    lines: int = 0
    boxes: tuple[int, ...] = ()
    ticks: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: int = 0
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A titled part of the form, or of a page of it."""

    title: str
    spaces: tuple[Space, ...]
    text: str = ""
    remark: str = ""
    inner: bool = False


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper to enclose, with a tick before it."""

    name: str
    counts: str
    remark: str


@dataclass(frozen=True, slots=True)
class PaperForm:
    agency: str
    agency_parent: str
    procedure: str
    code: str
    blocks: tuple[Block, ...]
    papers: tuple[PaperLine, ...]
    receive: tuple[str, ...]


def paper_form(definition: Definition, labels: Mapping[str, str], receive: Iterable[str] = ()) -> PaperForm:
    """The empty form in the current language. `labels`: words for the names in conditions; `receive`: the ways
    to get the result, by their names.
    """
    asked = case_field(definition)
    blocks = [Block(_("Thông tin người nộp"), _spaces(applicant_fields(definition), labels))]
    if asked is not None:
        blocks.append(Block(words(asked.label), _spaces([asked], labels)))
    for page in definition.pages:
        blocks += _page(page, labels)
    return PaperForm(
        agency=words(definition.agency.name),
        agency_parent=words(definition.agency.parent),
        procedure=words(definition.name),
        code=definition.code,
        blocks=tuple(blocks),
        papers=tuple(_papers(definition, labels)),
        receive=tuple(receive),
    )


def _page(page: Page, labels: Mapping[str, str]) -> Iterator[Block]:
    """The page with the questions of no section, then each section under its own heading."""
    (_none, loose), *sections = page.parts()
    yield Block(words(page.title), _spaces(loose, labels), words(page.text), _only_when(page.when, labels))
    for section, fields in sections:
        if section is not None:
            remark = _only_when(section.when, labels)
            yield Block(
                words(section.title), _spaces(fields, labels), words(section.text), remark, inner=True
            )


def _spaces(fields: Iterable[Field], labels: Mapping[str, str]) -> tuple[Space, ...]:
    """An answer of several parts is a heading and the parts below it."""
    return tuple(_space(each, labels) for asked in fields for each in (asked, *asked.parts))


def _space(asked: Field, labels: Mapping[str, str]) -> Space:
    remarks = tuple(
        remark
        for remark in (
            _only_when(asked.when, labels),
            _("Tính: %(how)s.", how=asked.compute.words(current(), labels)) if asked.compute else "",
            words(asked.hint),
        )
        if remark
    )
    label, required = words(asked.label), asked.required
    if not TYPES[asked.type].holds_value or asked.parts:
        return Space(label, remarks, required)
    if asked.fields:
        columns = tuple(words(column.label) for column in asked.fields)
        return Space(label, remarks, required, columns=columns, rows=_rows(asked))
    if asked.type == "yes_no":
        return Space(label, remarks, required, ticks=(_("Có"), _("Không")))
    if asked.choices:
        return _choice(asked, label, remarks)
    if asked.type in _BOXES:
        return Space(label, remarks, required, boxes=_BOXES[asked.type])
    return Space(
        label, remarks, required, lines=_lines(asked), unit=_("đồng") if asked.type == "money" else ""
    )


def _choice(asked: Field, label: str, remarks: tuple[str, ...]) -> Space:
    if len(asked.choices) > MOST_TICKS:
        return Space(label, remarks, asked.required, lines=1)
    several = (_("Đánh dấu tất cả mục phù hợp."),) if asked.type == "choices" else ()
    ticks = tuple(words(choice.label) for choice in asked.choices)
    return Space(label, (*remarks, *several), asked.required, ticks=ticks)


def _rows(group: Field) -> int:
    """Room for the usual number of rows, for as many as must be and never more than may be."""
    least, most = (int(group.settings.get(each, 0)) for each in ("min", "max"))
    wanted = max(EMPTY_ROWS, least)
    return min(wanted, most) if most else wanted


def _lines(asked: Field) -> int:
    if asked.type == "text" and int(asked.settings.get("max_length", 0)) > _LONG_ANSWER:
        return 2
    return _LINES.get(asked.type, 1)


def _papers(definition: Definition, labels: Mapping[str, str]) -> Iterator[PaperLine]:
    """The papers in their order; a group has a line of its own above its papers."""
    for group, members in grouped(definition, definition.documents):
        if group is not None:
            remarks = (f"{choice_words(group)}.", *group_remarks(group))
            yield PaperLine(words(group.name), "", " ".join(remarks))
        for paper in members:
            line = _paper(paper, labels)
            yield replace(line, name=f"– {line.name}") if group is not None else line


def _paper(paper: Document, labels: Mapping[str, str]) -> PaperLine:
    condition = paper.when.words(current(), labels) if paper.when else ""
    needed = _("Chỉ cần khi %(condition)s.", condition=condition) if condition else ""
    voluntary = "" if paper.required else _("Không bắt buộc.")
    remark = " ".join(part for part in (needed, voluntary) if part)
    return PaperLine(words(paper.name), form_words(paper.usual), remark)


def _only_when(condition: Expression | None, labels: Mapping[str, str]) -> str:
    if condition is None:
        return ""
    return _("Chỉ trả lời khi %(condition)s.", condition=condition.words(current(), labels))
