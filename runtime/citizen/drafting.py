"""One draft opened for a page of the wizard: what it says, how it reads, where one is in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from engine.answers import AnswerProblem, Reading, environment, read_fields
from engine.applicant import applicant_fields, read_applicant
from engine.cases import CASE
from engine.definition import Definition
from renderer.forms import QuestionForm, fields_form, form_class
from renderer.languages import current
from runtime import casework, publications
from runtime.casework import Checked
from runtime.casework.submission import APPLICANT, DELIVERY
from runtime.citizen.case_step import case_fields, read_case
from runtime.citizen.delivery import delivery_fields, suggested
from runtime.citizen.steps import Place, place
from runtime.db import Session
from runtime.dossiers import drafts
from runtime.dossiers.models import Draft
from runtime.refusals import NotFound


class AlreadySubmitted(Exception):
    """The draft has become a dossier: every page of its wizard leads there."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft.key)
        self.dossier_id = draft.dossier_id


@dataclass(frozen=True)
class Work:
    """`newer` is the version on offer when the draft still has an older one; `retired`: nothing is on offer
    any more.
    """

    draft: Draft
    checked: Checked
    place: Place
    newer: Definition | None
    retired: bool

    @property
    def definition(self) -> Definition:
        return self.checked.definition

    def problems(self) -> list[AnswerProblem]:
        """What is still wrong on this very step."""
        here = self.place.step.id
        return [each.problem for each in self.checked.obstacles if here in {each.step, each.page}]


def open_draft(
    session: Session, key: str, account_id: int, step_id: str, *, at: datetime, for_update: bool = False
) -> Work:
    """Raises NotFound for a foreign draft or a step it does not have (now), AlreadySubmitted."""
    draft = drafts.load(session, key, account_id, for_update=for_update)
    if draft.dossier_id is not None:
        raise AlreadySubmitted(draft)
    return work_on(session, draft, step_id, at=at)


def work_on(session: Session, draft: Draft, step_id: str, *, at: datetime) -> Work:
    checked = casework.check(session, draft, at=at)
    here = place(draft, checked, step_id)
    if here is None:
        raise NotFound
    offered = publications.offered_one(session, draft.procedure)
    newer = offered if offered is not None and offered.content_hash != draft.version else None
    return Work(draft, checked, here, newer, retired=offered is None)


def bound_form(definition: Definition, draft: Draft, step_id: str, sent: Any = None) -> QuestionForm:
    """The step's form with what was just sent, or else what the draft remembers."""
    if step_id == APPLICANT:
        return fields_form(applicant_fields(definition), APPLICANT, current())(sent, draft.raw["applicant"])
    if step_id == CASE:
        return fields_form(case_fields(definition, draft), CASE, current())(sent, drafts.part_of(draft, CASE))
    if step_id == DELIVERY:
        return fields_form(delivery_fields(definition), DELIVERY, current())(
            sent, suggested(definition, draft)
        )
    return form_class(definition, step_id, current())(sent, draft.raw["answers"])


def follow(form: QuestionForm, work: Work) -> Reading:
    """Let the form show what the answers call for; returns the reading of its own fields."""
    step, checked = work.place.step.id, work.checked
    today = checked.circumstances.today
    if step == APPLICANT:
        reading = read_applicant(work.definition, work.draft.raw["applicant"], today)
        form.follow(reading, {"today": today, "applicant": reading.answers})
    elif step == CASE:
        reading = read_case(work.definition, work.draft, today)
        form.follow(reading, {"today": today, CASE: reading.answers})
    elif step == DELIVERY:
        reading = _read_delivery(work.definition, suggested(work.definition, work.draft), today)
        form.follow(reading, {"today": today, DELIVERY: reading.answers})
    else:
        reading = checked.reading
        form.follow(reading, environment(work.definition, reading.answers, checked.circumstances))
    return reading


def _read_delivery(definition: Definition, raw: Mapping[str, Any], today: date) -> Reading:
    asked, known = delivery_fields(definition), {"today": today}
    answers, problems, warnings, visible = read_fields(asked, raw, known, DELIVERY, record=DELIVERY)
    return Reading(answers, problems, visible, warnings=warnings)
