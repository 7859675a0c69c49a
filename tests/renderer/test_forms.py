import json
import re
from dataclasses import replace

import pytest
from werkzeug.datastructures import MultiDict

from engine.answers import environment, read
from engine.fields import TYPES
from renderer.forms import fields_form, form_class
from renderer.inputs import INPUTS
from tests.renderer.pages import form_html, parsed, with_id
from tests.renderer.samples import CIRCUMSTANCES, MEMBERS, PLAIN, SAMPLE


def bound(page_id, *sent, raw=None):
    return form_class(SAMPLE, page_id)(MultiDict(list(sent)) if sent else None, raw=raw)


def followed(page_id, *sent, raw=None):
    form = bound(page_id, *sent, raw=raw)
    reading = read(SAMPLE, form.raw(), CIRCUMSTANCES)
    form.follow(reading, environment(SAMPLE, reading.answers, CIRCUMSTANCES))
    return form, reading


def test_every_kind_of_field_has_an_input_and_every_input_a_kind():
    assert set(INPUTS) == set(TYPES)


def test_the_class_of_a_page_is_made_once_for_a_version_and_language():
    assert form_class(SAMPLE, "all", "vi") is form_class(SAMPLE, "all", "vi")
    assert form_class(SAMPLE, "all", "vi") is not form_class(SAMPLE, "all", "en")


def test_a_page_the_form_does_not_have_is_a_key_error():
    with pytest.raises(KeyError):
        form_class(SAMPLE, "nowhere")


def test_what_was_typed_comes_back_untouched():
    form = bound("all", ("full_name", " nguyễn  ánh "), ("test_date", "32/1"), ("uses", ""), ("uses", "home"))
    assert form.raw()["full_name"] == " nguyễn  ánh "
    assert form.raw()["test_date"] == "32/1"
    assert form.raw()["uses"] == ["home"]


def test_notes_and_computed_values_are_never_taken_from_the_browser():
    form = bound("all", ("total", "99"), ("advice", "x"))
    assert "total" not in form.raw()
    assert "advice" not in form.raw()


def test_an_input_that_was_not_sent_keeps_what_the_draft_remembers():
    form = bound("all", ("full_name", "A"), raw={"iso_no": "123", "uses": ["home"]})
    assert form.raw()["iso_no"] == "123"
    assert form.raw()["uses"] == ["home"]


def test_unticking_everything_is_told_from_not_being_asked():
    assert bound("all", ("uses", ""), raw={"uses": ["home"]}).raw()["uses"] == []


def test_field_ids_that_are_words_of_the_form_library_work():
    awkward = tuple(
        replace(PLAIN[0], id=name)
        for name in ("data", "errors", "validate", "process", "raw", "show", "meta")
    )
    form = fields_form(awkward)(MultiDict([("data", "x"), ("process", "y")]))
    assert form.raw()["data"] == "x"
    assert form.raw()["process"] == "y"


# ---- groups


def test_rows_are_added_and_removed_by_buttons():
    first = bound("people", ("members-0-name", "An"), ("members-0-share", "1"), ("_add", "members"))
    assert first.rearranged
    assert first.raw()["members"] == [{"name": "An", "share": "1"}, {"name": "", "share": ""}]
    second = bound("people", ("members-0-name", "An"), ("members-1-name", "Bình"), ("_remove", "members-0"))
    assert [row["name"] for row in second.raw()["members"]] == ["Bình"]


def test_the_last_row_can_go_too():
    assert (
        bound("people", ("members", ""), ("members-0-name", "An"), ("_remove", "members-0")).raw()["members"]
        == []
    )


def test_a_group_nobody_has_touched_shows_one_blank_row():
    assert bound("people").raw() == {"members": [{"name": "", "share": ""}]}


def test_a_finding_in_a_row_stands_beside_that_rows_input_even_after_a_blank_row():
    form, reading = followed(
        "people",
        ("members-0-name", ""),
        ("members-1-name", "An"),
        ("members-1-share", "x"),
        ("members-2-name", ""),
    )
    form.show(reading.problems)
    assert form.error_list == [("members-1-share", "Tỷ lệ góp vốn phải là một số, ví dụ 12 hoặc 12,5")]


def test_huge_row_numbers_do_not_make_huge_pages():
    form = bound("people", ("members-9999-name", "An"), ("members-123456789-name", "Bình"))
    assert form.raw()["members"] == [{"name": "An", "share": ""}]


# ---- findings and conditions


def test_findings_stand_in_the_order_of_the_page_and_lead_to_their_inputs():
    form, reading = followed("all", ("full_name", ""), ("test_date", "32/1"))
    form.show(reading.problems)
    tree = parsed(form_html(form))
    links = [(link.get("href"), link.text) for link in tree.iterfind('.//*[@class="error-summary"]//a')]
    assert links[0] == ("#full_name", "Nhập họ, chữ đệm và tên")
    for href, words in links:
        target = with_id(tree, href[1:])
        assert target is not None
        assert words in "".join(with_id(tree, f"{href[1:]}--error").itertext())


def test_findings_of_other_pages_are_left_to_them():
    form = bound("people")
    form.show(read(SAMPLE, {}, CIRCUMSTANCES).problems)
    assert [target for target, _ in form.error_list] == ["members"]


def test_a_hidden_question_is_drawn_hidden_with_its_condition():
    form, _ = followed("all", ("has_iso", "no"))
    box = parsed(form_html(form)).find('.//*[@data-field="iso_no"]')
    assert box.get("hidden") is not None
    assert json.loads(box.get("data-when")) == form["iso_no"].asked.when.tree()
    shown, _ = followed("all", ("has_iso", "yes"))
    assert parsed(form_html(shown)).find('.//*[@data-field="iso_no"]').get("hidden") is None


def test_readers_without_a_script_can_ask_for_the_conditions():
    form, _ = followed("all", ("_refresh", "yes"))
    assert form.rearranged
    assert 'name="_refresh"' in form_html(form)
    assert 'name="_refresh"' not in form_html(bound("people"))


def test_a_computed_value_is_shown_and_cannot_be_typed():
    form, _ = followed("all", ("copies", "3"))
    tree = parsed(form_html(form))
    assert tree.find('.//output[@id="total"]').text == "6"
    assert tree.find('.//input[@name="total"]') is None


def test_values_asked_on_other_pages_travel_to_the_browsers_conditions():
    form = bound("people")
    reading = read(SAMPLE, {"copies": "2", "members": [{"name": "An"}]}, CIRCUMSTANCES)
    form.follow(reading, environment(SAMPLE, reading.answers, CIRCUMSTANCES))
    known = json.loads(form.surroundings_json)
    assert known["copies"] == "2"
    assert known["today"] == "2026-03-27"
    assert "members" not in known


def test_the_path_of_a_list_of_fields_stands_before_its_ids():
    form = fields_form(PLAIN[:1], "applicant")()
    assert 'data-field="applicant.full_name"' in form_html(form)


# ---- what a browser and a screen reader get


def test_each_control_is_named_and_described():
    form, reading = followed("all", ("test_date", "32/1"))
    form.show(reading.problems)
    tree = parsed(form_html(form))
    labelled = {label.get("for") for label in tree.iterfind(".//label")}
    for control in [*tree.iterfind(".//input"), *tree.iterfind(".//select"), *tree.iterfind(".//textarea")]:
        if control.get("type") != "hidden":
            assert control.get("id") in labelled
        for part in (control.get("aria-describedby") or "").split():
            assert with_id(tree, part) is not None
    ids = re.findall(r' id="([^"]+)"', form_html(form))
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("field_id", "attribute", "value"),
    [
        ("copies", "inputmode", "decimal"),
        ("price", "inputmode", "numeric"),
        ("test_date", "inputmode", "numeric"),
        ("identity", "inputmode", "numeric"),
        ("phone", "type", "tel"),
        ("email", "type", "email"),
        ("full_name", "autocomplete", "name"),
        ("phone", "autocomplete", "tel"),
        ("full_name", "spellcheck", "false"),
    ],
)
def test_phones_open_the_right_keyboard_and_browsers_fill_what_they_know(field_id, attribute, value):
    assert with_id(parsed(form_html(bound("all"))), field_id).get(attribute) == value


def test_few_choices_are_radio_buttons_under_a_legend_and_many_are_a_list():
    tree = parsed(form_html(bound("all")))
    assert len(tree.findall('.//fieldset//input[@name="purpose"]')) == 3
    assert tree.find('.//select[@id="province"]') is not None


HOSTILE = "\"'><img src=x onerror=alert(1)>{{7*7}}</textarea>"


def test_what_people_type_never_becomes_markup():
    sent = [(field.id, HOSTILE) for field in SAMPLE.page("all").fields]
    form, reading = followed("all", *sent)
    form.show(reading.problems)
    html = form_html(form)
    tree = parsed(html)
    assert tree.find(".//main//img") is None
    assert with_id(tree, "full_name").get("value") == HOSTILE
    assert "".join(with_id(tree, "remark").itertext()) == HOSTILE
    assert "49" not in html


def test_a_text_that_begins_with_a_blank_line_keeps_it():
    tree = parsed(form_html(bound("all", ("remark", "\nhai"))))
    assert "".join(with_id(tree, "remark").itertext()) == "\nhai"


def test_english_readers_get_english_words_where_the_author_gave_them():
    form = form_class(SAMPLE, "all", "en")()
    assert form["full_name"].label.text == "Full name"
    assert form["test_date"].label.text == "Ngày phiếu thử nghiệm"
    assert MEMBERS.label.in_language("en") == "Thành viên"
