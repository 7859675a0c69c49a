"""What the public page of a procedure says: the Definition turned into rows of plain words. Decides nothing,
reads nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from engine import answers as engine_answers
from engine.cases import besides_cases, cases_of
from engine.definition import (
    Agency,
    ApplicantKind,
    Case,
    Channel,
    Definition,
    Fee,
    StepKind,
)
from engine.delegation import DELEGATION_FIELDS
from engine.expressions import Expression
from engine.text import Text
from renderer.basis_words import basis_words
from renderer.delegation_words import delegation_sentences
from renderer.fee_words import moment_words
from renderer.formats import money, span_words
from renderer.languages import current, noted, words
from renderer.languages import gettext as _
from renderer.opening_words import opening_terms
from runtime.citizen.fee_rows import FeeRow, fee_row
from runtime.citizen.paper_rows import CHANNELS, Paper, in_words, paper_rows
from runtime.citizen.publication_rows import PublicationRow, publication_rows
from runtime.dossiers.follow import ordinary_way
from runtime.dossiers.units import unit_name

APPLICANTS: Mapping[ApplicantKind, str] = {
    ApplicantKind.CITIZEN: noted("Công dân"),
    ApplicantKind.ORGANIZATION: noted("Tổ chức, doanh nghiệp"),
}
# What filling in takes, found with a stop-watch on the two first procedures: a question, a paper to
# photograph, the rest.
_SECONDS_A_QUESTION, _SECONDS_A_PAPER, _SECONDS_BESIDES = 20, 90, 180


@dataclass(frozen=True, slots=True)
class WayStep:
    """One step of the ordinary process: what happens, where, within which time ("" when the file does not
    say).
    """

    title: str
    unit: str
    within: str


@dataclass(frozen=True, slots=True)
class Means:
    """One way to submit or to receive, with what is particular to it."""

    name: str
    remarks: tuple[str, ...]
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class CaseRows:
    """What one case has besides what all have, or, of time, way and results, instead of it; empty: nothing."""

    id: str
    name: str
    hint: str
    condition: str
    papers: tuple[Paper, ...]
    fees: tuple[FeeRow, ...]
    time_limit: tuple[str, ...]
    way: tuple[WayStep, ...]
    results: tuple[str, ...]
    legal_basis: tuple[str, ...]


@dataclass(frozen=True)
class ProcedurePage:
    """Everything the page shows besides the author's own texts. `minutes` is a rough time for filling in, 0
    when not online.
    """

    definition: Definition
    level: str
    applicants: tuple[str, ...]
    papers: tuple[Paper, ...]
    fees: tuple[FeeRow, ...]
    pay_when: str
    time_limit: tuple[str, ...]
    submit: tuple[Means, ...]
    receive: tuple[Means, ...]
    way: tuple[WayStep, ...]
    results: tuple[str, ...]
    agency: Agency
    minutes: int
    publication: tuple[PublicationRow, ...]
    cases: tuple[CaseRows, ...]
    delegation: tuple[str, ...]
    opening: tuple[str, ...]


def procedure_page(definition: Definition) -> ProcedurePage:
    """The page in the reader's language."""
    labels = labels_of(definition)
    fee = definition.fee
    return ProcedurePage(
        definition=definition,
        level=level_words(definition),
        applicants=tuple(_(APPLICANTS[kind]) for kind in definition.applicants),
        papers=_papers(definition, labels, ""),
        fees=_fees(definition, labels, ""),
        # Where nobody fills in a form nothing is charged here: when to pay is for the office to say.
        pay_when=_pay_when(fee, definition) if fee and definition.pages else "",
        time_limit=tuple(_time_limit(definition)),
        submit=tuple(_means(channel, definition) for channel in definition.submit),
        receive=tuple(_means(channel, definition, receiving=True) for channel in definition.receive),
        way=tuple(_way(definition)),
        results=tuple(_results(definition)),
        agency=definition.agency,
        minutes=_minutes(definition),
        publication=publication_rows(definition.publication),
        delegation=tuple(delegation_sentences(definition)),
        opening=opening_terms(definition.opening),
        cases=tuple(_case(case, definition, labels) for case in definition.cases),
    )


def _papers(definition: Definition, labels: Mapping[str, str], case: str) -> tuple[Paper, ...]:
    """The papers of one case, or with "" those that no case is named for."""
    own = (document for document in definition.documents if _belongs(document.when, case))
    return paper_rows(definition, own, labels)


def _fees(definition: Definition, labels: Mapping[str, str], case: str) -> tuple[FeeRow, ...]:
    lines = definition.fee.lines if definition.fee else ()
    own = (replace(line, when=besides_cases(line.when)) for line in lines if _belongs(line.when, case))
    return tuple(fee_row(line, definition, labels) for line in own)


def _belongs(when: Expression | None, case: str) -> bool:
    wanted = cases_of(when)
    return case in wanted if case else not wanted


def _case(case: Case, definition: Definition, labels: Mapping[str, str]) -> CaseRows:
    own = definition.in_case(case.id)
    return CaseRows(
        id=case.id,
        name=words(case.name),
        hint=words(case.hint),
        condition=in_words(case.when, labels) if case.when else "",
        papers=_papers(definition, labels, case.id),
        fees=_fees(definition, labels, case.id),
        time_limit=tuple(_time_limit(own)) if case.deadline else (),
        way=tuple(_way(own)) if case.process else (),
        results=tuple(_results(own)) if own.results != definition.results else (),
        legal_basis=case.legal_basis,
    )


def _pay_when(fee: Fee, definition: Definition) -> str:
    """When, and whether it comes back; a line that differs says so itself."""
    if fee.refund_note:
        back = words(fee.refund_note)
    elif fee.refundable:
        back = _("Được hoàn lại khi hồ sơ không được giải quyết.")
    else:
        back = _("Không hoàn lại.")
    return f"{moment_words(fee.moment, definition)} {back}"


def level_words(definition: Definition) -> str:
    """The level of service as the older rules number it and as the rules in force call it (NĐ 42/2022)."""
    if not definition.is_online:
        return _("Mức độ %(level)d – cung cấp thông tin trực tuyến", level=definition.level)
    if definition.level == 4:
        return _("Mức độ 4 – toàn trình")
    return _("Mức độ %(level)d – một phần", level=definition.level)


def labels_of(definition: Definition) -> dict[str, str]:
    """Words for the names and choices in conditions: "record" and "record.other"."""
    labels: dict[str, str] = {
        "channel": _("hình thức nộp"),
        "receive": _("hình thức nhận kết quả"),
        "today": _("ngày nộp"),
        "applicant.kind": _("người nộp"),
    }
    for channel, name in CHANNELS.items():
        labels[f"channel.{channel}"] = labels[f"receive.{channel}"] = _(name)
    for kind, name in APPLICANTS.items():
        labels[f"applicant.kind.{kind}"] = _(name)
    for each in DELEGATION_FIELDS:
        name = f"applicant.{each.id}"
        labels[name] = _as_name(words(each.label))
        labels |= {f"{name}.{choice.id}": words(choice.label).lower() for choice in each.choices}
    asked = engine_answers.labels(definition, current())
    return {**labels, **{name: _as_name(label) for name, label in asked.items()}}


def _as_name(label: str) -> str:
    """A question is quoted whole inside a sentence; any other label fits in as it is."""
    bare = label.strip().rstrip(":")
    return f"“{bare}”" if bare.endswith("?") else bare


def _time_limit(definition: Definition) -> Iterator[str]:
    deadline = definition.deadline
    if deadline is None:
        has_words = definition.publication is not None and definition.publication.time is not None
        if not has_words and not any(case.deadline for case in definition.cases):
            yield _("Không quy định.")
        return
    started = _(_STARTS[deadline.starts])
    yield _("%(span)s, tính %(started)s.", span=span_words(deadline.promised).capitalize(), started=started)
    if deadline.silence is not None:
        after = definition.steps.get(deadline.silence.to)
        yield _(
            _SILENCE[deadline.silence.means],
            basis="; ".join(deadline.silence.legal_basis),
            title=words(after.title) if after else "",
        )
    if deadline.local and deadline.local != deadline.legal:
        yield _("Thời hạn theo quy định của pháp luật: %(span)s.", span=span_words(deadline.legal))
    if deadline.cutoff:
        hour = f"{deadline.cutoff:%H:%M}"
        yield _("Hồ sơ nhận sau %(hour)s được tính như nhận vào ngày làm việc tiếp theo.", hour=hour)
    for channel, terms in definition.submit.items():
        if terms.deadline:
            yield _(
                "Khi nộp %(channel)s: %(span)s.",
                channel=_(CHANNELS[channel]).lower(),
                span=span_words(terms.deadline),
            )
    if deadline.legal_basis:
        yield basis_words(deadline.legal_basis)


_STARTS: Mapping[str, str] = {
    "when_accepted": noted("từ khi tiếp nhận hồ sơ đầy đủ"),
    "when_submitted": noted("từ khi nộp hồ sơ"),
    "when_paid_and_accepted": noted("từ khi tiếp nhận hồ sơ đầy đủ và đã nộp phí, lệ phí"),
}
_SILENCE: Mapping[str, str] = {
    "approved": noted(
        "Quá thời hạn theo quy định mà không được trả lời thì coi như được chấp thuận và sang “%(title)s” (%(basis)s)."
    ),
    "refused": noted(
        "Quá thời hạn theo quy định mà không được trả lời thì coi như bị từ chối và sang “%(title)s” (%(basis)s)."
    ),
}


def _means(channel: Channel, definition: Definition, *, receiving: bool = False) -> Means:
    terms = (definition.receive if receiving else definition.submit)[channel]
    remarks = (_("Cước bưu chính %(amount)s.", amount=money(terms.fee)),) if terms.fee else ()
    return Means(_(CHANNELS[channel]), remarks, terms.note)


def _way(definition: Definition) -> Iterator[WayStep]:
    for step in ordinary_way(definition):
        if step.kind is StepKind.END:
            continue
        within = span_words(step.within) if step.within else ""
        yield WayStep(words(step.title), unit_name(definition, step.queue), within)


def _results(definition: Definition) -> Iterator[str]:
    for result in definition.results:
        name = words(result.name)
        valid = _("có giá trị %(span)s", span=span_words(result.valid_for)) if result.valid_for else ""
        about = ", ".join(part for part in (valid, basis_words(result.legal_basis).rstrip(".")) if part)
        yield f"{name} ({about})" if about else name


def _minutes(definition: Definition) -> int:
    """Rounded up to five: a promise of "7 minutes" would claim to know more than it does."""
    if not definition.is_online:
        return 0
    papers = sum(
        document.required and document.when is None and not definition.proven_by(document.id)
        for document in definition.documents
    )
    seconds = len(definition.fields) * _SECONDS_A_QUESTION + papers * _SECONDS_A_PAPER + _SECONDS_BESIDES
    return -(-seconds // 300) * 5
