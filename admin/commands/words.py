"""`thutuc words`: a procedure file read back in plain words, to be compared with the decision it comes from."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from admin.one_file import NotLoaded, add_file, loaded
from engine.definition import Definition, Field
from renderer import languages
from renderer.languages import words
from renderer.process_words import process_sentences
from runtime.citizen.fee_rows import FeeRow
from runtime.citizen.paper_rows import Paper, in_words
from runtime.citizen.procedure_page import Means, ProcedurePage, labels_of, procedure_page


def register(commands: Any) -> None:
    command = commands.add_parser(
        "words",
        help="đọc lại thủ tục bằng lời thường: ai nộp, giấy tờ gì, bao nhiêu tiền, bao lâu, qua những ai",
        description="Đọc lại một tệp thủ tục bằng lời thường, để đối chiếu với quyết định công bố.",
    )
    add_file(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    try:
        definition = loaded(options.file, options).definition
    except NotLoaded as reason:
        return reason.code
    if definition is None:
        return 1
    with languages.use("vi"):
        print("\n".join(lines(definition)))
    return 0


def lines(definition: Definition) -> Iterator[str]:
    """The whole procedure in Vietnamese, a heading and its points at a time."""
    page = procedure_page(definition)
    yield f"{words(definition.name).upper()} ({definition.code})"
    yield f"{words(definition.agency.name)} · {words(definition.sector.name)} · {page.level}"
    yield from _section("Ai được nộp", page.applicants)
    yield from _section("Cách nộp", (_means(each) for each in page.submit))
    yield from _section("Tờ khai", _questions(definition))
    yield from _section("Thành phần hồ sơ", (_paper(paper) for paper in page.papers))
    yield from _section("Phí, lệ phí", [*(_fee(row) for row in page.fees), *filter(None, [page.pay_when])])
    yield from _section("Thời hạn", page.time_limit)
    yield from _section("Quy trình", process_sentences(definition))
    yield from _cases(definition, page)
    yield from _section("Kết quả", page.results)
    yield from _section("Cách nhận kết quả", (_means(each) for each in page.receive))
    yield from _section("Căn cứ pháp lý", definition.legal_basis)
    yield from _section("Theo quyết định công bố", _published(definition, page))


def _published(definition: Definition, page: ProcedurePage) -> Iterator[str]:
    yield from (f"{row.heading}: {'; '.join(row.lines)}" for row in page.publication)
    said = definition.publication
    prose = (said.description, said.papers, said.time, said.fees, said.reception) if said else ()
    yield from (" ".join(words(text).split()) for text in prose if text)


def _cases(definition: Definition, page: ProcedurePage) -> Iterator[str]:
    """What each case has besides the rest, or instead of it."""
    for case in page.cases:
        parts = [
            *([f"Chỉ chọn được khi {case.condition}"] if case.condition else []),
            *(_paper(paper) for paper in case.papers),
            *(_fee(row) for row in case.fees),
            *(f"Thời hạn: {line}" for line in case.time_limit),
            *(process_sentences(definition.in_case(case.id)) if case.way else ()),
            *(f"Kết quả: {line}" for line in case.results),
            *(f"Căn cứ: {line}" for line in case.legal_basis),
        ]
        yield from _section(f"Trường hợp “{case.name}”", parts or ["như trên, không có gì riêng"])


def _section(heading: str, points: Any) -> Iterator[str]:
    written = list(points)
    if written:
        yield ""
        yield heading
        for point in written:
            inner = point.lstrip(" ")
            yield f"  {point[: len(point) - len(inner)]}- {inner}"


def _questions(definition: Definition) -> Iterator[str]:
    labels = labels_of(definition)
    for page in definition.pages:
        shown = f" (chỉ khi {in_words(page.when, labels)})" if page.when else ""
        yield f"Trang “{words(page.title)}”{shown}"
        for section, fields in page.parts():
            if section is not None:
                only = f" (chỉ khi {in_words(section.when, labels)})" if section.when else ""
                yield f"  Mục “{words(section.title)}”{only}"
            for asked in fields:
                yield f"{'    ' if section else '  '}{_question(asked, labels)}"


def _question(asked: Field, labels: dict[str, str]) -> str:
    about = ["bắt buộc"] if asked.required else []
    if asked.when:
        about.append(f"chỉ hỏi khi {in_words(asked.when, labels)}")
    if asked.compute:
        about.append(f"tự tính: {in_words(asked.compute, labels)}")
    about += [f"phải thỏa: {in_words(check.rule, labels)}" for check in asked.checks]
    if asked.choices:
        about.append("chọn: " + " / ".join(words(choice.label) for choice in asked.choices))
    if asked.parts:
        about.append("gồm: " + ", ".join(words(part.label) for part in asked.parts))
    if asked.fields:
        about.append("mỗi dòng gồm: " + ", ".join(words(column.label) for column in asked.fields))
    return _with(words(asked.label), about)


def _paper(paper: Paper) -> str:
    about = [paper.counts] if paper.counts else []
    if paper.condition:
        about.append(f"chỉ khi {paper.condition}")
    if not paper.document.required:
        about.append("không bắt buộc")
    if paper.document.form:
        about.append(f"mẫu {words(paper.document.form)}")
    if paper.document.text:
        about.append(words(paper.document.text))
    return _with(words(paper.document.name), [*about, *paper.remarks])


def _means(means: Means) -> str:
    return _with(means.name, [*means.remarks, *filter(None, [words(means.note)])])


def _fee(row: FeeRow) -> str:
    cases = [f"{case}: {amount}" for case, amount in row.rows]
    return _with(f"{row.name}: {row.amount}", [*cases, *row.remarks])


def _with(name: str, remarks: Any) -> str:
    said = "; ".join(remark.rstrip(".") for remark in remarks)
    return f"{name} – {said}" if said else name
