"""The whole reading, in the order of a decision of publication."""

from __future__ import annotations

from collections.abc import Iterator

from admin.reading import form, work
from admin.reading.facts import facts
from admin.reading.points import prose, section, with_remarks
from engine.definition import Definition, PayMethod
from renderer.delegation_words import delegation_sentences
from renderer.formats import date_words, money
from renderer.languages import words
from renderer.opening_words import opening_terms
from renderer.process_words import process_sentences
from runtime.citizen.fee_rows import FeeRow
from runtime.citizen.procedure_page import Means, ProcedurePage, procedure_page

_METHODS = {
    PayMethod.ONLINE: "trực tuyến",
    PayMethod.COUNTER: "tại bộ phận một cửa",
    PayMethod.TRANSFER: "chuyển khoản",
}


def read_back(definition: Definition) -> Iterator[str]:
    """Lines in Vietnamese, a heading and its points at a time; nothing the author wrote is left out."""
    page = procedure_page(definition)
    yield f"{words(definition.name).upper()} ({definition.code})"
    yield f"{words(definition.agency.name)} · {words(definition.sector.name)} · {page.level}"
    yield from section("Giới thiệu", _introduction(definition))
    yield from section("Ai được nộp", (*page.applicants, *delegation_sentences(definition)))
    yield from section("Trình tự thực hiện", filter(None, [prose(definition.sequence)]))
    yield from section("Nhận hồ sơ", _opening(definition))
    yield from section("Cách nộp", (_means(each) for each in page.submit))
    yield from section("Tờ khai", form.pages(definition))
    yield from section("Dữ kiện dùng trong các điều kiện", facts(definition))
    yield from section("Thành phần hồ sơ", work.papers(page))
    yield from section("Phí, lệ phí", _fees(definition, page))
    yield from section("Thời hạn", page.time_limit)
    yield from section("Quy trình", work.process(definition))
    yield from section("Ở từng bước", work.steps(definition))
    yield from _cases(definition, page)
    yield from section("Kết quả", work.results(definition))
    yield from section("Cách nhận kết quả", (_means(each) for each in page.receive))
    yield from section("Yêu cầu, điều kiện", filter(None, [prose(definition.conditions)]))
    yield from section("Lời báo riêng của thủ tục", work.notices(definition))
    yield from section("Căn cứ pháp lý", definition.legal_basis)
    yield from section("Theo quyết định công bố", _published(definition, page))


def _introduction(definition: Definition) -> Iterator[str]:
    if definition.summary:
        yield prose(definition.summary)
    if definition.effective:
        yield f"Có hiệu lực từ {date_words(definition.effective)}."
    if definition.keywords:
        yield f"Từ khóa để tìm: {', '.join(definition.keywords)}."
    if definition.ask_case:
        yield f"Người nộp chọn trường hợp ở câu “{words(definition.ask_case)}”."


def _opening(definition: Definition) -> Iterator[str]:
    yield from opening_terms(definition.opening)
    if definition.opening and definition.opening.note:
        yield prose(definition.opening.note)
    if definition.numbering:
        yield f"Mã số hồ sơ theo mẫu {definition.numbering.dossier}."


def _fees(definition: Definition, page: ProcedurePage) -> Iterator[str]:
    fee = definition.fee
    if fee is None:
        return
    yield from (_fee(row) for row in page.fees)
    yield page.pay_when
    if set(fee.methods) != set(PayMethod):
        yield f"Nộp {', '.join(_METHODS[each] for each in fee.methods)}."
    if fee.legal_basis:
        yield f"Căn cứ: {'; '.join(fee.legal_basis)}."
    if fee.note:
        yield prose(fee.note)
    for parameter in definition.parameters.values():
        amounts = [f"từ {date_words(each.since)}: {money(each.amount)}" for each in parameter.values]
        basis = f"căn cứ {'; '.join(parameter.legal_basis)}" if parameter.legal_basis else ""
        yield with_remarks(f"Mức do địa phương quy định: {words(parameter.name)}", [*amounts, basis])


def _fee(row: FeeRow) -> str:
    plain = row.name.casefold().startswith(row.kind.casefold())
    kind = f" ({row.kind.lower()})" if row.kind and not plain else ""
    cases = [f"{case}: {amount}" for case, amount in row.rows]
    return with_remarks(f"{row.name}{kind}: {row.amount}", [*cases, *row.remarks])


def _cases(definition: Definition, page: ProcedurePage) -> Iterator[str]:
    """What each case has besides the rest, or instead of it."""
    for case in page.cases:
        resolved = definition.in_case(case.id)
        own = definition.cases_by_id[case.id]
        parts = [
            *([prose(own.hint)] if own.hint else []),
            *([f"Chỉ chọn được khi {case.condition}."] if case.condition else []),
            *work.with_options(case.papers),
            *(_fee(row) for row in case.fees),
            *(f"Thời hạn: {line}" for line in case.time_limit),
            *(process_sentences(resolved) if case.way else ()),
            *(work.steps(resolved) if own.process else ()),
            *(f"Kết quả: {line}" for line in (work.results(resolved) if own.results else ())),
            *(f"Căn cứ: {line}" for line in case.legal_basis),
        ]
        yield from section(f"Trường hợp “{case.name}”", parts or ["Như trên, không có gì riêng."])


def _means(means: Means) -> str:
    return with_remarks(means.name, [*means.remarks, prose(means.note)])


def _published(definition: Definition, page: ProcedurePage) -> Iterator[str]:
    yield from (f"{row.heading}: {'; '.join(row.lines)}" for row in page.publication)
    said = definition.publication
    texts = (said.description, said.papers, said.time, said.fees, said.reception) if said else ()
    yield from (prose(text) for text in texts if text)
    if said and said.source:
        yield f"Trang công bố: {said.source}"
