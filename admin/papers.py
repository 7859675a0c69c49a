"""A declaration filled in from data typed into a file: a specimen, for nothing has been submitted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from engine.answers import AnswerProblem, Circumstances, read
from engine.applicant import applicant_fields, read_applicant
from engine.definition import Definition, Field
from engine.text import DEFAULT_LANGUAGE
from renderer.languages import use, words
from renderer.letters import filled_form_pdf
from renderer.messages import sentence
from renderer.slip_data import SlipData
from renderer.summary import as_parts, section, summary
from runtime import clock


class NotFilled(Exception):
    """The data cannot be printed as a declaration; the words say why."""


def filled(definition: Definition, typed: Mapping[str, Any]) -> bytes:
    """The A4 declaration stamped "MẪU". Raises NotFilled with everything that is wrong with the answers."""
    at = clock.now()
    if definition.cases and typed["case"] not in definition.cases_by_id:
        raise NotFilled(f"phải chọn trường hợp (case), một trong: {', '.join(definition.cases_by_id)}.")
    definition = definition.in_case(typed["case"])
    today = clock.local(at).date()
    applicant = read_applicant(definition, typed["applicant"], today)
    reading = read(
        definition, typed["answers"], Circumstances(today, applicant.answers, case=definition.case)
    )
    asked = {f"applicant.{each.id}": each for each in applicant_fields(definition)} | dict(definition.fields)
    wrong = list(_wrong((*applicant.problems, *reading.problems), asked))
    if wrong:
        raise NotFilled("tờ khai chưa điền đúng:\n  " + "\n  ".join(wrong))
    with use(DEFAULT_LANGUAGE):
        who = section(
            "Thông tin người nộp",
            applicant_fields(definition),
            applicant.answers,
            language=DEFAULT_LANGUAGE,
            path="applicant",
        )
        parts = as_parts([who, *summary(definition, reading.answers, language=DEFAULT_LANGUAGE)])
        data = SlipData(
            agency=words(definition.agency.name),
            agency_parent=words(definition.agency.parent),
            place=definition.agency.place,
            procedure=words(definition.name),
            reference="MẪU",
            issued_at=clock.local(at),
            applicant=str(applicant.answers.get("full_name", "")),
            parts=parts,
            stamp="MẪU",
        )
    return filled_form_pdf(data)


def _wrong(problems: Iterable[AnswerProblem], asked: Mapping[str, Field]) -> Iterable[str]:
    for problem in problems:
        field = asked.get(problem.path)
        said = sentence(problem, field, DEFAULT_LANGUAGE) if field else problem.code
        yield f"{problem.path}: {said}"
