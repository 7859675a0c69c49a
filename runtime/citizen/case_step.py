"""The step "Trường hợp giải quyết": the cases this applicant may choose from, as one question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from engine.answers import Circumstances, Reading, offered_cases, read_fields
from engine.applicant import read_applicant
from engine.cases import CASE, case_field
from engine.definition import Choice, Definition, Field
from runtime import clock
from runtime.dossiers import drafts
from runtime.dossiers.models import Draft


def case_fields(definition: Definition, draft: Draft) -> tuple[Field, ...]:
    """Asked before the applicant is known for sure: a case goes only when it is certainly not for them."""
    asked = case_field(definition)
    if asked is None:
        return ()
    today = clock.local(clock.now()).date()
    person = read_applicant(definition, draft.raw["applicant"], today)
    offered = offered_cases(definition, Circumstances(today, person.answers))
    return (replace(asked, choices=tuple(Choice(case.id, case.name) for case in offered)),)


def read_case(definition: Definition, draft: Draft, today: date) -> Reading:
    typed: Mapping[str, object] = drafts.part_of(draft, CASE)
    answers, problems, warnings, visible = read_fields(
        case_fields(definition, draft), typed, {"today": today}, CASE, record=CASE
    )
    return Reading(answers, problems, visible, warnings=warnings)
