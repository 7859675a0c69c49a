"""Who submits: the questions, for which kinds of applicant, and how their answers are read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from engine.applicant import (
    APPLICANT_FIELDS,
    APPLICANT_PRESENT,
    applicant_fields,
    applicant_type,
    read_applicant,
)
from engine.definition import ApplicantKind, Definition
from engine.expressions import BOOLEAN, compile_expression
from engine.values import YearOnly
from tests.engine.test_answers import procedure

TODAY = date(2026, 2, 13)
PERSON = {
    "kind": "citizen",
    "full_name": "Nguyễn Văn An",
    "national_id": "001085123456",
    "phone": "0912345678",
    "address": "Số 1, phường Hoàn Kiếm",
}


def for_kinds(*kinds: ApplicantKind) -> Definition:
    return replace(procedure(), applicants=kinds)


BOTH = for_kinds(ApplicantKind.CITIZEN, ApplicantKind.ORGANIZATION)
CITIZENS = for_kinds(ApplicantKind.CITIZEN)
ORGANIZATIONS = for_kinds(ApplicantKind.ORGANIZATION)


def test_the_questions_are_asked_in_the_words_of_the_paper_forms() -> None:
    assert {str(field.label) for field in APPLICANT_FIELDS} == {
        "Đối tượng nộp",
        "Tên tổ chức, doanh nghiệp",
        "Mã số thuế",
        "Họ và tên",
        "Số định danh cá nhân / Căn cước",
        "Ngày sinh",
        "Số điện thoại",
        "Thư điện tử (e-mail)",
        "Địa chỉ liên hệ",
    }


def test_every_question_can_be_filled_in_from_the_profile() -> None:
    assert [field.prefill for field in APPLICANT_FIELDS] == [field.id for field in APPLICANT_FIELDS]


def test_a_person_needs_no_organization() -> None:
    result = read_applicant(BOTH, {**PERSON, "tax_code": "0100109106", "birth_date": "1985"}, TODAY)
    assert result.is_complete
    assert result.answers["birth_date"] == YearOnly(1985)
    assert "tax_code" not in result.answers


def test_an_organization_has_a_name_and_a_tax_code() -> None:
    result = read_applicant(BOTH, {**PERSON, "kind": "organization", "tax_code": "0100109107"}, TODAY)
    assert [(problem.path, problem.code) for problem in result.problems] == [
        ("applicant.organization_name", "required"),
        ("applicant.tax_code", "tax_code_check_digit"),
    ]


def test_a_procedure_for_one_kind_of_applicant_does_not_ask_which() -> None:
    result = read_applicant(CITIZENS, {**PERSON, "kind": "organization"}, TODAY)
    assert result.answers["kind"] == "citizen"
    assert "organization_name" not in {field.id for field in applicant_fields(CITIZENS)}
    assert read_applicant(ORGANIZATIONS, PERSON, TODAY).answers["kind"] == "organization"


def test_paths_of_the_applicant_begin_with_applicant() -> None:
    result = read_applicant(BOTH, {"kind": "citizen"}, TODAY)
    assert {problem.path.partition(".")[0] for problem in result.problems} == {"applicant"}
    assert "applicant.full_name" in result.visible


def test_expressions_know_the_applicant_and_when_an_organization_has_a_name() -> None:
    scope = {"applicant": applicant_type(BOTH.applicants)}
    guarded = "applicant.kind == 'organization' and applicant.organization_name == 'X'"
    assert compile_expression(guarded, scope, BOOLEAN, present=APPLICANT_PRESENT).faults == ()
    bare = compile_expression("applicant.organization_name == 'X'", scope, BOOLEAN, present=APPLICANT_PRESENT)
    assert [fault.code for fault in bare.faults] == ["X130"]


def test_a_procedure_for_citizens_knows_no_organizations() -> None:
    scope = {"applicant": applicant_type(CITIZENS.applicants)}
    assert compile_expression("applicant.kind == 'organization'", scope, BOOLEAN).faults[0].code == "X123"
    assert compile_expression("given(applicant.tax_code)", scope, BOOLEAN).faults[0].code == "X113"
