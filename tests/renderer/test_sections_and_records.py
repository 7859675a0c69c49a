"""Sections, addresses and choices that hang on others, as they stand on a page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from werkzeug.datastructures import MultiDict

from engine.answers import Circumstances, environment, read
from engine.definition import Definition
from engine.load import load_text
from renderer.forms import QuestionForm, form_class
from renderer.summary import as_parts, summary
from tests.engine.examples import MINIMAL, library
from tests.renderer.pages import form_html, parsed, with_id

TODAY = Circumstances(date(2026, 3, 27), {"kind": "citizen"})
FORM = """form:
  pages:
    one:
      title: Một
      fields:
        knows: {label: Khai cả cha?, type: yes_no, required: yes}
      sections:
        mother:
          title: Người mẹ
          text: Ghi theo **giấy tờ**.
          fields:
            home: {label: Nơi ở, type: address, required: yes, prefill: address}
            kind: {label: Nhóm nghề, type: choice, choices: {farm: Nông nghiệp, trade: Thương mại}}
            job: {label: Nghề, type: choice, depends_on: kind, choices: {rice: {label: Lúa, of: farm}, shop: {label: Bán lẻ, of: trade}, none: Chưa có}}
        father:
          title: Người cha
          when: knows
          fields:
            father: {label: Họ và tên, type: person_name, required: yes}
"""
SENT = [
    ("knows", "no"),
    ("home-province", "hue"),
    ("home-ward", "Phường A"),
    ("home-detail", "1 Lê Lợi"),
    ("kind", "farm"),
]


def definition() -> Definition:
    found = load_text(MINIMAL + FORM, "f.yaml", library())
    assert found.definition is not None, found.problems
    return found.definition


def page(*sent: tuple[str, str], raw: dict[str, object] | None = None) -> QuestionForm:
    whole = definition()
    form = form_class(whole, "one")(MultiDict(list(sent)) if sent else None, raw=raw)
    reading = read(whole, form.raw(), TODAY)
    form.follow(reading, environment(whole, reading.answers, TODAY))
    form.show(reading.problems)
    return form


def test_a_section_is_a_fieldset_with_a_legend_and_its_condition() -> None:
    tree = parsed(form_html(page(*SENT)))
    mother, father = with_id(tree, "mother--section"), with_id(tree, "father--section")
    assert mother is not None
    assert father is not None
    assert (mother.tag, mother.get("hidden"), mother.get("data-when")) == ("fieldset", None, None)
    assert father.get("hidden") is not None
    assert "knows" in (father.get("data-when") or "")
    legend = mother.find("legend")
    assert legend is not None
    assert legend.text == "Người mẹ"
    shown = parsed(form_html(page(*SENT, ("knows", "yes"))))
    assert with_id(shown, "father--section") is not None


def test_an_address_is_asked_for_in_parts_and_sends_one_answer() -> None:
    form = page(*SENT)
    assert form.raw()["home"] == {"province": "hue", "ward": "Phường A", "detail": "1 Lê Lợi"}
    tree = parsed(form_html(form))
    ward = with_id(tree, "home-ward")
    assert ward is not None
    assert ward.get("name") == "home-ward"
    assert ward.get("autocomplete") == "address-level2"


def test_what_is_wrong_with_a_part_stands_at_the_part() -> None:
    form = page(("knows", "no"), ("home-province", "hue"))
    assert [target for target, _ in form.error_list] == ["home-ward", "home-detail"]
    empty = page(("knows", "no"), ("home-province", ""))
    assert [target for target, _ in empty.error_list] == ["home"]
    assert with_id(parsed(form_html(empty)), "home") is not None


def test_a_line_the_account_knows_is_taken_apart_into_the_inputs() -> None:
    form = page(raw={"home": "1 Lê Lợi, phường A, thành phố Huế"})
    assert form.raw()["home"] == {"province": "hue", "ward": "phường A", "detail": "1 Lê Lợi"}


def test_choices_that_hang_on_another_stand_under_its_words() -> None:
    tree = parsed(form_html(page(*SENT)))
    job = with_id(tree, "job")
    assert job is not None
    assert job.get("data-hangs-on") == "kind"
    assert [(each.get("label"), each.get("data-of")) for each in job.findall("optgroup")] == [
        ("Nông nghiệp", "farm"), ("Thương mại", "trade")]  # fmt: skip
    assert [each.get("value") for each in job.findall("option")] == ["", "none"]


def test_the_filled_form_says_the_heading_above_the_first_answer_of_a_section() -> None:
    whole = definition()
    answers = read(whole, page(*SENT).raw(), TODAY).answers
    (section,) = summary(whole, answers)
    assert [(row.heading, row.label) for row in section.rows] == [
        ("", "Khai cả cha?"), ("Người mẹ", "Nơi ở"), ("Người mẹ", "Nhóm nghề")]  # fmt: skip
    assert section.rows[1].value == "1 Lê Lợi, Phường A, Thành phố Huế"
    assert as_parts([section])[0].lines[1].heading == "Người mẹ"


def test_an_address_of_a_version_before_it_had_parts_is_one_line() -> None:
    whole = definition()
    (only,) = whole.pages
    old = tuple(replace(field, parts=()) if field.id == "home" else field for field in only.fields)
    form = form_class(replace(whole, content_hash="old", pages=(replace(only, fields=old),)), "one")(
        None, {"home": "1 Lê Lợi"}
    )
    assert form.raw()["home"] == "1 Lê Lợi"


def test_a_row_is_called_what_the_author_calls_it() -> None:
    form = FORM + (
        "        people:\n          title: Người cùng ở\n          fields:\n            members: {label: Thành viên, type: group, row_label: Người thứ,"
        " columns: {name: {label: Họ và tên, type: person_name}}}\n"
    )
    whole = load_text(MINIMAL + form, "f.yaml", library()).definition
    assert whole is not None
    html = form_html(form_class(whole, "one")(None, {"members": [{"name": "An"}, {"name": "Bình"}]}))
    assert "<legend>Người thứ 2</legend>" in html
    answers = read(whole, {"members": [{"name": "An"}]}, TODAY).answers
    (section,) = summary(whole, answers)
    assert [line.label for line in as_parts([section])[0].lines] == ["Người thứ 1"]


def test_the_error_summary_says_in_which_section_something_is_missing() -> None:
    assert [words for _, words in page(("knows", "yes"), *SENT[1:]).error_list] == [
        "Người cha: Nhập họ và tên"
    ]


def test_the_parts_of_an_address_that_need_not_be_given_bear_no_mark() -> None:
    form = FORM.replace("type: address, required: yes", "type: address")
    whole = load_text(MINIMAL + form, "f.yaml", library()).definition
    assert whole is not None
    questions = list(form_class(whole, "one")(None, {})["home"].form)
    assert not any(question.required for question in questions)
