"""The office's side: papers to look at, steps with what is written and decided there, messages sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from admin.reading.form import questions
from admin.reading.points import inner, prose, with_remarks
from engine.definition import Definition, Document, Process, Step, StepKind
from engine.text import Text
from renderer.basis_words import basis_words
from renderer.formats import file_size, span_words
from renderer.languages import words
from renderer.process_words import process_sentences
from renderer.status_words import status_words
from renderer.step_words import demands
from runtime.citizen.procedure_page import Paper, ProcedurePage, labels_of

EVENTS: Mapping[str, str] = {
    "submitted": "Khi đã nộp hồ sơ",
    "accepted": "Khi hồ sơ được tiếp nhận",
    "supplement_requested": "Khi yêu cầu bổ sung",
    "supplement_received": "Khi đã nhận bổ sung",
    "supplement_expired": "Khi hết hạn bổ sung",
    "not_accepted": "Khi không tiếp nhận",
    "refused": "Khi từ chối giải quyết",
    "payment_requested": "Khi yêu cầu nộp phí, lệ phí giữa chừng",
    "payment_received": "Khi đã nhận tiền",
    "payment_expired": "Khi quá hạn nộp tiền",
    "deadline_passed": "Khi quá thời hạn theo quy định",
    "step_done": "Khi xong một bước",
    "result_ready": "Khi có kết quả",
    "returned": "Khi đã trả kết quả",
    "withdrawn": "Khi người nộp rút hồ sơ",
    "stopped": "Khi dừng giải quyết",
}
_SLIPS = {"refusal": "lập phiếu từ chối", "stop": "lập thông báo dừng giải quyết"}


def papers(page: ProcedurePage) -> Iterator[str]:
    """Each paper, and once for all of them what files are taken when a paper says nothing of its own."""
    yield from with_options(page.papers)
    usual = Document("", Text({}))
    every = [each for row in page.papers for each in row.options or (row,)]
    if any(_files(each.document) == _files(usual) for each in every):
        yield f"Giấy tờ không ghi riêng thì {_files(usual)}."


def with_options(papers: Iterable[Paper]) -> Iterator[str]:
    """The papers, and under a group each of its own."""
    for each in papers:
        yield paper(each)
        yield from (f"  {paper(option)}" for option in each.options)


def paper(each: Paper) -> str:
    """One paper: how many, when, what may spare it, how it is handed in as a file."""
    document = each.document
    files = _files(document)
    about = [
        each.counts,
        f"chỉ khi {each.condition}" if each.condition else "",
        "" if document.required else "không bắt buộc",
        "nộp ngay ở trang có câu hỏi này" if document.page else "",
        f"mẫu {words(document.form)}" if document.form else "",
        prose(document.text),
        *each.remarks,
        f"nguồn dữ liệu thay giấy tờ: {document.replaced_by}" if document.replaced_by else "",
        f"có mẫu để tải về ({document.blank})" if document.blank else "",
        files if files != _files(Document("", Text({}))) and not each.options else "",
    ]
    return with_remarks(words(document.name), about)


def _files(document: Document) -> str:
    kinds, largest = ", ".join(document.formats), file_size(document.max_size)
    return f"nộp qua mạng bằng tệp {kinds}, mỗi tệp không quá {largest}, không quá {document.max_files} tệp"


def process(definition: Definition) -> Iterator[str]:
    """The way of a dossier, then what is particular to each step."""
    found = definition.process
    if found is None:
        return
    yield from process_sentences(definition)
    yield f"Số lần được yêu cầu bổ sung: nhiều nhất {found.supplement.at_most}."
    if found.template:
        yield f"Theo mẫu quy trình {found.template}."


def steps(definition: Definition) -> Iterator[str]:
    """Guidance, what is written down, what a decision demands; nothing for a step without any of these."""
    found: Process | None = definition.process
    for step in found.every() if found else ():
        about = list(_step(definition, step))
        if about:
            yield words(step.title)
            yield from inner(about)


def _step(definition: Definition, step: Step) -> Iterator[str]:
    if step.guidance:
        yield f"Hướng dẫn cán bộ: {prose(step.guidance)}"
    if step.kind is StepKind.END:
        slip = f"; {_SLIPS.get(step.slip, step.slip)}" if step.slip else ""
        ending = "Hồ sơ bị từ chối giải quyết" if step.status == "refused" else status_words(step.status)
        yield f"Kết thúc: {ending}{slip}."
    if step.fields:
        yield "Cán bộ ghi:"
        yield from inner(questions(step.fields, labels_of(definition)))
    if step.kind is StepKind.PARTY:
        opinions = " hoặc ".join(f"“{words(outcome.label)}”" for outcome in step.outcomes)
        yield f"Cho ý kiến: {opinions}."
    for outcome in step.outcomes:
        asked = list(demands(outcome))
        if asked:
            yield f"“{words(outcome.label)}”: {', '.join(asked)}."


def notices(definition: Definition) -> Iterator[str]:
    """The author's own words; the program's stock words are not repeated here."""
    for event, notice in definition.notices.items():
        yield EVENTS.get(event, event)
        if notice.sms:
            yield f"  Tin nhắn: {prose(notice.sms)}"
        if notice.email_subject:
            yield f"  Tiêu đề thư: {prose(notice.email_subject)}"
        if notice.email_body:
            yield f"  Nội dung thư: {prose(notice.email_body)}"


def results(definition: Definition) -> Iterator[str]:
    """Each result with its code, how long it is good for, and what the author says of it."""
    for result in definition.results:
        cases = [words(definition.cases_by_id[each].name) for each in result.cases]
        about = [
            f"mã {result.code}" if result.code else "",
            f"có giá trị {span_words(result.valid_for)}" if result.valid_for else "",
            f"ở trường hợp {', '.join(cases)}" if cases else "",
            basis_words(result.legal_basis).rstrip("."),
            prose(result.text),
        ]
        yield with_remarks(words(result.name), about)
