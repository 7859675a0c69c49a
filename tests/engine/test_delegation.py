"""Filing for somebody else: what is asked, and when the paper of authority is one of the papers."""

from __future__ import annotations

from datetime import date

import pytest

from engine.answers import Circumstances
from engine.applicant import applicant_fields, read_applicant
from engine.definition import Definition
from engine.load import load_text
from engine.papers import documents
from engine.proofs import prove
from tests.engine.examples import EXAMPLES, MINIMAL, library

TEXT = (EXAMPLES / "valid" / "filing-for-another.yaml").read_text(encoding="utf-8")
TODAY = date(2026, 3, 2)
PERSON = {
    "full_name": "Trần Thị Bình",
    "national_id": "001190000011",
    "birth_date": "05/03/1990",
    "phone": "0912345678",
    "address": "Số 1",
}
OTHER = {"acting": "yes", "represented_name": "Lê Văn An", "represented_id": "001090000012"}


def definition(text: str = TEXT) -> Definition:
    loaded = load_text(text, "delegation.yaml", library())
    assert loaded.definition is not None, [problem.message() for problem in loaded.problems]
    return loaded.definition


def codes(text: str) -> list[tuple[str, str]]:
    return [(each.code, each.path) for each in load_text(text, "delegation.yaml", library()).problems]


def papers(**raw: str) -> list[str]:
    whole = definition()
    reading = read_applicant(whole, {**PERSON, **raw}, TODAY)
    assert [problem.path for problem in reading.problems] == []
    return [paper.id for paper in documents(whole, {}, Circumstances(TODAY, reading.answers))]


def test_who_files_for_oneself_is_asked_nothing_more_and_hands_in_no_authority() -> None:
    whole = definition()
    reading = read_applicant(whole, {**PERSON, "acting": "no"}, TODAY)
    assert "applicant.represented_name" not in reading.visible
    assert papers(acting="no") == ["declaration"]


def test_whether_one_files_for_another_has_to_be_said() -> None:
    reading = read_applicant(definition(), PERSON, TODAY)
    assert [(each.path, each.code) for each in reading.problems] == [("applicant.acting", "required")]


def test_who_files_for_another_says_for_whom_and_what_they_are_to_them() -> None:
    reading = read_applicant(definition(), {**PERSON, "acting": "yes"}, TODAY)
    assert {each.path for each in reading.problems} == {
        "applicant.represented_name",
        "applicant.represented_id",
        "applicant.relation",
    }


@pytest.mark.parametrize(
    ("relation", "is_needed"), [("father", False), ("sibling", False), ("guardian", True), ("other", True)]
)
def test_the_authority_is_asked_for_exactly_outside_the_exempt_relations(
    relation: str, is_needed: bool
) -> None:
    assert ("authorization" in papers(**OTHER, relation=relation)) == is_needed


def test_without_exempt_relations_everybody_who_files_for_another_needs_it() -> None:
    text = TEXT.replace("  not_needed_for: [father, mother, spouse, child, sibling, grandparent]\n", "")
    assert str(definition(text).documents_by_id["authorization"].when) == "applicant.acting"


def test_nobody_is_asked_where_nothing_is_said_or_nobody_may() -> None:
    refused = MINIMAL + "delegation: {allowed: no, note: Phải tự nộp.}\n"
    for text in (MINIMAL, refused):
        assert "acting" not in {each.id for each in applicant_fields(definition(text))}
    used = TEXT[: TEXT.index("delegation:")] + TEXT[TEXT.index("result:") :]
    assert codes(used) == [("X113", "form.pages.request.fields.why.when")] * len(codes(used))
    assert codes(used)


def test_a_paper_of_authority_that_is_not_there_and_one_nobody_may_use_are_findings() -> None:
    assert codes(TEXT.replace("paper: authorization", "paper: authorisation")) == [
        ("R007", "delegation.paper")
    ]
    refused = (
        MINIMAL
        + "delegation: {allowed: no, paper: letter}\ndocuments: {letter: {name: Giấy, originals: 1}}\n"
    )
    assert codes(refused) == [("S011", "delegation.paper")]


def test_conditions_on_who_is_filed_for_are_proven_like_all_others() -> None:
    assert prove(definition()).proven("D010") is not None
    never = TEXT.replace("applicant.relation == 'other'}", "not applicant.acting}")
    assert ("D010", "form.pages.request.fields.why.when") in codes(never)
