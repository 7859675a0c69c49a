"""The officers' guide to one procedure as values: what to check, who does what by when, what each decision demands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.definition import Definition, Document, Outcome, Step, StepKind
from engine.text import DEFAULT_LANGUAGE
from renderer.formats import span_words
from renderer.languages import gettext as _
from renderer.languages import use, words
from renderer.letters import guide_pdf
from renderer.process_words import process_sentences, unit_words
from renderer.step_words import demands
from runtime.citizen.procedure_page import Paper, ProcedurePage, procedure_page


@dataclass(frozen=True, slots=True)
class GuidePaper:
    """One paper: what must be there, and each thing to look at before it counts as good."""

    name: str
    counts: str
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GuideOutcome:
    label: str
    leads: str
    demands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GuideStep:
    """One step. `asks`: what the officer writes down; `separate`: whose work the same person may not have done."""

    title: str
    unit: str
    within: str
    step: Step
    asks: tuple[str, ...]
    separate: tuple[str, ...]
    outcomes: tuple[GuideOutcome, ...]


@dataclass(frozen=True)
class Guide:
    """`sentences` tell the whole way in order; `page` holds fee, time limits and results as citizens read them."""

    definition: Definition
    page: ProcedurePage
    papers: tuple[GuidePaper, ...]
    steps: tuple[GuideStep, ...]
    sentences: tuple[str, ...]
    notices: tuple[str, ...]


def guide(definition: Definition, case: str = "") -> Guide:
    """In the current language, under the terms of one case where there are several."""
    resolved = definition.in_case(case)
    page = procedure_page(resolved)
    steps = resolved.process.steps if resolved.process else ()
    papers = [*page.papers, *(each for own in page.cases if case in ("", own.id) for each in own.papers)]
    return Guide(
        definition=resolved,
        page=page,
        papers=tuple(_paper(each) for each in papers),
        steps=tuple(_step(resolved, step) for step in steps if step.kind is not StepKind.END),
        sentences=process_sentences(resolved),
        notices=tuple(_notices(resolved)),
    )


def printed_guide(definition: Definition, case: str = "") -> bytes:
    """A4, always in Vietnamese."""
    with use(DEFAULT_LANGUAGE):
        return guide_pdf(guide(definition, case))


def _paper(each: Paper) -> GuidePaper:
    document = each.document
    checks = [
        _("Chỉ cần khi %(condition)s.", condition=each.condition) if each.condition else "",
        "" if document.required else _("Không bắt buộc: thiếu cũng không trả lại hồ sơ."),
        _registered(document),
        _("Đúng mẫu: %(name)s.", name=words(document.form)) if document.form else "",
        *each.remarks,
    ]
    return GuidePaper(
        words(document.name), each.counts, tuple(dict.fromkeys(check for check in checks if check))
    )


def _registered(document: Document) -> str:
    """No paper may be asked for whose data the office can look up (NĐ 309/2026 Art 4)."""
    if not document.replaced_by:
        return ""
    return _("Tra %(register)s trước; chỉ yêu cầu giấy tờ khi không tra được.", register=document.replaced_by)


def _step(definition: Definition, step: Step) -> GuideStep:
    return GuideStep(
        title=words(step.title),
        unit=unit_words(definition, step),
        within=span_words(step.within) if step.within else "",
        step=step,
        asks=tuple(words(field.label) for field in step.fields),
        separate=tuple(words(definition.steps[other].title) for other in step.not_same_person_as),
        outcomes=tuple(_outcome(definition, outcome) for outcome in step.outcomes),
    )


def _outcome(definition: Definition, outcome: Outcome) -> GuideOutcome:
    leads = _("Chờ người nộp bổ sung") if outcome.supplement else ""
    if outcome.to in definition.steps:
        leads = words(definition.steps[outcome.to].title)
    return GuideOutcome(words(outcome.label), leads, tuple(demands(outcome)))


def _notices(definition: Definition) -> Iterator[str]:
    """The texts the procedure sends in its own words, so that officers know what the citizen has read."""
    for notice in definition.notices.values():
        yield from (words(text) for text in (notice.sms, notice.email_subject, notice.email_body) if text)
