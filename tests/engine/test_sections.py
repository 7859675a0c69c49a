"""Sections of a page and checks over several of its fields, from YAML to the reading."""

from __future__ import annotations

from datetime import date
from typing import Any

from engine.answers import Circumstances, Reading, read
from engine.compile import definition_from_body
from engine.definition import Definition
from engine.load import Loaded, load_text
from engine.revisions import Impact, difference
from engine.submission_schema import submission_schema
from tests.engine.examples import MINIMAL, library

FORM = """form:
  pages:
    family:
      title: Cha mẹ
      fields:
        knows_father: {label: Khai cả người cha?, type: yes_no, required: yes}
      sections:
        mother:
          title: Người mẹ
          fields:
            mother_name: {label: Họ và tên, type: person_name, required: yes}
            mother_phone: {label: Điện thoại, type: phone}
        father:
          title: Người cha
          when: knows_father
          fields:
            father_name: {label: Họ và tên, type: person_name, required: yes}
            father_phone: {label: Điện thoại, type: phone}
      checks:
        - {rule: given(mother_phone) or given(father_phone), message: Ghi số điện thoại của mẹ hoặc cha., at: mother_phone}
"""
ANSWERED = {"knows_father": "no", "mother_name": "Lê Thị Hoa", "mother_phone": "0912345678"}


def loaded(form: str = FORM) -> Loaded:
    found = load_text(MINIMAL + form, "f.yaml", library())
    assert found.definition is not None, found.problems
    return found


def definition(form: str = FORM) -> Definition:
    found = loaded(form).definition
    assert found is not None
    return found


def reading(**answers: Any) -> Reading:
    return read(definition(), {**ANSWERED, **answers}, Circumstances(date(2026, 2, 13), {"kind": "citizen"}))


def test_a_hidden_section_hides_its_fields_and_keeps_none_of_their_answers() -> None:
    hidden = reading(father_name="Trần Văn Bình")
    assert hidden.is_complete
    assert "father_name" not in hidden.answers
    assert not any(path.startswith("father") for path in hidden.visible)
    shown = reading(knows_father="yes")
    assert [(each.path, each.code) for each in shown.problems] == [("father_name", "required")]


def test_the_fields_of_a_page_come_first_and_those_of_its_sections_after_them() -> None:
    page = definition().pages[0]
    assert [field.id for field in page.fields] == [
        "knows_father", "mother_name", "mother_phone", "father_name", "father_phone"]  # fmt: skip
    assert [section.id if section else "" for section, _ in page.parts()] == ["", "mother", "father"]
    assert page.path_of("father_name") == "form.pages.family.sections.father.fields.father_name"


def test_a_check_of_several_fields_is_judged_after_the_page_and_stands_at_its_field() -> None:
    broken = reading(mother_phone="")
    assert [(each.path, each.code) for each in broken.problems] == [("mother_phone", "rule")]
    assert str(broken.problems[0].message) == "Ghi số điện thoại của mẹ hoặc cha."
    assert reading(
        mother_phone="", knows_father="yes", father_name="An", father_phone="0912345678"
    ).is_complete


def test_a_required_field_of_a_section_is_surely_there_where_the_section_s_condition_holds() -> None:
    paper = "documents:\n  father: {name: Giấy, copies: 1, when: knows_father and father_name == 'An'}\n"
    assert not loaded(FORM + paper).problems
    unsure = load_text(MINIMAL + FORM + paper.replace("knows_father and ", ""), "f.yaml", library())
    assert [each.code for each in unsure.problems] == ["X130"]


def test_a_section_that_can_never_show_is_found_out() -> None:
    form = FORM.replace("when: knows_father", "when: knows_father and not knows_father")
    found = load_text(MINIMAL + form, "f.yaml", library()).problems
    assert [(each.code, each.place.line) for each in found] == [("D010", 24)]


def test_a_stored_version_keeps_its_sections_and_checks() -> None:
    found = loaded()
    assert found.body is not None
    assert definition_from_body(found.body) == found.definition


def test_the_schema_of_submissions_asks_only_for_what_no_section_hides() -> None:
    answers = submission_schema(definition())["properties"]["answers"]
    assert answers["required"] == ["knows_father", "mother_name"]
    assert "father_name" in answers["properties"]


def test_new_words_of_a_section_are_safe_and_its_condition_is_not() -> None:
    words = difference(definition(), definition(FORM.replace("title: Người cha", "title: Cha")))
    assert {each.impact for each in words} == {Impact.SAFE}
    condition = difference(
        definition(), definition(FORM.replace("when: knows_father", "when: not knows_father"))
    )
    assert [(each.path, each.impact) for each in condition] == [
        ("pages.family.sections.father.when", Impact.BREAKING)]  # fmt: skip
