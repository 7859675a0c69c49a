"""What keeps a draft from being submitted, as sentences that lead to the place where each is put right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.applicant import applicant_fields
from engine.cases import CASE, case_name
from engine.definition import Definition, Field
from renderer.languages import current, words
from renderer.languages import gettext as _
from renderer.messages import sentence
from renderer.paper_words import choice_words
from runtime.casework.submission import APPLICANT, DELIVERY, DOCUMENTS, Obstacle
from runtime.citizen.delivery import delivery_fields


@dataclass(frozen=True, slots=True)
class Told:
    """One obstacle told to the citizen. `id` is the control it is about, on its own page."""

    id: str
    sentence: str
    obstacle: Obstacle


def told(definition: Definition, obstacles: Iterable[Obstacle]) -> list[Told]:
    return [Told(_control(each), _sentence(definition, each), each) for each in obstacles]


def missing_paper(definition: Definition, document_id: str) -> str:
    group = definition.groups_by_id.get(document_id)
    if group is None:
        return _("Tải lên “%(name)s”", name=words(definition.documents_by_id[document_id].name))
    return _("“%(name)s”: tải lên %(choice)s", name=words(group.name), choice=choice_words(group).lower())


def _control(obstacle: Obstacle) -> str:
    path = obstacle.problem.path.split(".")
    return "-".join(path[1:] if obstacle.step in {CASE, APPLICANT, DELIVERY, DOCUMENTS} else path)


def _sentence(definition: Definition, obstacle: Obstacle) -> str:
    path = obstacle.problem.path.split(".")
    field_id = path[0]
    if obstacle.step == DOCUMENTS:
        return missing_paper(definition, path[1])
    if obstacle.step == CASE:
        return _choose_case(definition, obstacle)
    if obstacle.step == APPLICANT:
        field = _by_id(applicant_fields(definition), path[1])
    elif obstacle.step == DELIVERY:
        field = _by_id(delivery_fields(definition), path[1])
    else:
        field = definition.fields[path[0]]
        if field.fields and len(path) > 2:
            field = _by_id(field.fields, path[2])
            path = path[2:]
        if field.parts and len(path) > 1:
            field = _by_id(field.parts, path[1])
    said = sentence(obstacle.problem, field, current())
    section = definition.page(obstacle.page).section_of(field_id) if obstacle.page else None
    return f"{words(section.title)}: {said}" if section else said


def _choose_case(definition: Definition, obstacle: Obstacle) -> str:
    if obstacle.problem.code == "required":
        return _("Chọn trường hợp giải quyết")
    name = case_name(definition, definition.case)
    return _("Trường hợp “%(name)s” không dành cho người nộp này; hãy chọn lại.", name=words(name))


def _by_id(fields: Iterable[Field], field_id: str) -> Field:
    return next(field for field in fields if field.id == field_id)
