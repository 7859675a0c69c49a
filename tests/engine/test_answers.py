"""Reading a whole form: what shows, what is kept, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from engine.answers import Circumstances, Reading, choices, environment, labels, read, read_fields
from engine.definition import Agency, ApplicantKind, Check, Choice, Definition, Document, Field, Page, Sector
from engine.expressions import (
    BOOLEAN,
    DATE,
    NUMBER,
    TEXT,
    Expression,
    ExpressionFailed,
    Type,
    compile_expression,
)
from engine.papers import documents
from engine.text import Text

TODAY = date(2026, 2, 13)
AT_HOME = Circumstances(TODAY, applicant={"kind": "citizen", "full_name": "Nguyễn Văn An"})

SCOPE: Mapping[str, Type] = {
    "copies": NUMBER,
    "purpose": Type("choice", choices=("work", "study", "other")),
    "other_purpose": TEXT.maybe(),
    "has_iso": BOOLEAN,
    "iso_no": TEXT.maybe(),
    "test_date": DATE,
    "total": NUMBER,
    "members": Type("records", optional=True, fields={"age": NUMBER.maybe()}),
    "today": DATE,
    "channel": Type("choice", choices=("online", "counter", "post")),
    "applicant": Type("record", fields={"kind": Type("choice", choices=("citizen", "organization"))}),
    "item": Type("record", fields={"age": NUMBER.maybe(), "is_child": BOOLEAN.maybe()}),
}


def expression(text: str, **more: Any) -> Expression:
    compiled = compile_expression(text, SCOPE, None, **more)
    assert compiled.expression is not None, compiled.faults
    return compiled.expression


def field(name: str, kind: str = "text", **more: Any) -> Field:
    if isinstance(more.get("when"), str):
        more["when"] = expression(more["when"])
    return Field(name, kind, Text.of(name.title()), **more)


def choice(name: str, when: str = "") -> Choice:
    return Choice(name, Text.of(name.title()), when=expression(when) if when else None)


def procedure(*fields: Field, pages: tuple[Page, ...] = (), papers: tuple[Document, ...] = ()) -> Definition:
    return Definition(
        id="thu-tuc",
        code="9.000001",
        name=Text.of("Thủ tục"),
        sector=Sector("x", Text.of("X")),
        agency=Agency("x", Text.of("X")),
        level=4,
        applicants=(ApplicantKind.CITIZEN, ApplicantKind.ORGANIZATION),
        results=(),
        submit={},
        receive={},
        deadline=None,
        pages=pages or (Page("main", Text.of("Trang"), fields),),
        documents=papers,
        fee=None,
        process=None,
        content_hash="0" * 64,
    )


def reading(raw: Any, *fields: Field, circumstances: Circumstances = AT_HOME) -> Reading:
    return read(procedure(*fields), raw, circumstances)


def found(result: Reading) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in result.problems]


ISO = (
    field("has_iso", "yes_no", required=True),
    field("iso_no", required=True, when="has_iso"),
)


def test_a_shown_required_field_must_be_answered() -> None:
    assert found(reading({"has_iso": "yes"}, *ISO)) == [("iso_no", "required")]


def test_what_is_hidden_is_neither_required_nor_kept() -> None:
    result = reading({"has_iso": "no", "iso_no": "ISO 9001"}, *ISO)
    assert result.is_complete
    assert result.answers == {"has_iso": False}
    assert result.visible == {"has_iso"}


def test_an_unanswered_question_hides_what_depends_on_it() -> None:
    no_iso = field("reason", required=True, when="not has_iso")
    assert found(reading({}, *ISO, no_iso)) == [("has_iso", "required")]


def test_a_faulty_answer_counts_as_none_for_what_follows() -> None:
    result = reading({"copies": "nhiều"}, field("copies", "number"), field("note", when="copies > 2"))
    assert found(result) == [("copies", "not_a_number")]
    assert result.visible == {"copies"}


def test_a_required_yes_or_no_may_be_no() -> None:
    assert reading({"has_iso": "no"}, ISO[0]).answers == {"has_iso": False}


def test_hiding_one_field_hides_what_depends_on_it_in_turn() -> None:
    long_number = field("long_no", when="given(iso_no)")
    result = reading({"has_iso": "no", "iso_no": "X", "long_no": "Y"}, *ISO, long_number)
    assert result.visible == {"has_iso"}


# ---- pages


def test_a_page_whose_condition_fails_is_absent_with_all_its_fields() -> None:
    first = Page("one", Text.of("Một"), (ISO[0],))
    second = Page("two", Text.of("Hai"), (field("iso_no", required=True),), when=expression("has_iso"))
    definition = procedure(pages=(first, second))
    assert [page.id for page in read(definition, {"has_iso": "no"}, AT_HOME).pages] == ["one"]
    assert [page.id for page in read(definition, {"has_iso": "yes"}, AT_HOME).pages] == ["one", "two"]
    assert read(definition, {"has_iso": "no", "iso_no": "X"}, AT_HOME).answers == {"has_iso": False}


def test_a_page_with_nothing_to_show_is_skipped_unless_it_has_words() -> None:
    hidden = (field("iso_no", when="has_iso"),)
    empty, worded = (
        Page("two", Text.of("Hai"), hidden),
        Page("two", Text.of("Hai"), hidden, text=Text.of("Đọc kỹ")),
    )
    first = Page("one", Text.of("Một"), (ISO[0],))
    assert [each.id for each in read(procedure(pages=(first, empty)), {}, AT_HOME).pages] == ["one"]
    assert [each.id for each in read(procedure(pages=(first, worded)), {}, AT_HOME).pages] == ["one", "two"]


# ---- choices


PURPOSE = field(
    "purpose",
    "choice",
    required=True,
    choices=(choice("work"), choice("study", when="applicant.kind == 'citizen'"), choice("other")),
)


def test_a_choice_that_is_not_offered_now_is_no_choice() -> None:
    organization = Circumstances(TODAY, applicant={"kind": "organization"})
    assert found(reading({"purpose": "study"}, PURPOSE)) == []
    assert found(reading({"purpose": "study"}, PURPOSE, circumstances=organization)) == [
        ("purpose", "not_a_choice")
    ]
    known = environment(procedure(PURPOSE), {}, organization)
    assert [each.id for each in choices(PURPOSE, known)] == ["work", "other"]


def test_one_of_several_ticked_choices_that_is_not_offered_spoils_the_answer() -> None:
    many = field("hobbies", "choices", choices=(choice("tea"), choice("work", when="channel == 'post'")))
    assert found(reading({"hobbies": ["tea", "work"]}, many)) == [("hobbies", "not_a_choice")]
    by_post = Circumstances(TODAY, channel="post")
    assert reading({"hobbies": ["tea", "work"]}, many, circumstances=by_post).answers == {
        "hobbies": ["tea", "work"]
    }


# ---- rules and computed values


def test_a_broken_rule_speaks_in_the_authors_words() -> None:
    too_old = Text.of("Phiếu thử nghiệm không quá 12 tháng")
    asked = field(
        "test_date", "date", checks=(Check(expression("months_between(test_date, today) <= 12"), too_old),)
    )
    assert found(reading({"test_date": "13/02/2025"}, asked)) == []
    (problem,) = reading({"test_date": "12/02/2025"}, asked).problems
    assert (problem.path, problem.code, problem.message) == ("test_date", "rule", too_old)


def test_a_rule_waits_for_the_other_answers_it_needs() -> None:
    rule = Check(expression("copies <= 3 or has_iso"), Text.of("Quá ba bản"))
    fields = (field("has_iso", "yes_no", required=True), field("copies", "number", checks=(rule,)))
    assert found(reading({"copies": "5"}, *fields)) == [("has_iso", "required")]
    assert found(reading({"copies": "5", "has_iso": "no"}, *fields)) == [("copies", "rule")]


def test_a_rule_that_cannot_be_computed_stops_everything() -> None:
    rule = Check(expression("10 / copies > 1"), Text.of("Không hợp lý"))
    with pytest.raises(ExpressionFailed):
        reading({"copies": "0"}, field("copies", "number", checks=(rule,)))


TOTAL = field("total", "money", compute=expression("copies * 8000.5"))


def test_a_computed_value_is_worked_out_and_what_was_sent_for_it_ignored() -> None:
    result = reading({"copies": "3", "total": "1"}, field("copies", "number", required=True), TOTAL)
    assert result.answers == {"copies": Decimal(3), "total": Decimal(24002)}


def test_a_computed_value_without_its_ingredients_is_absent_not_required() -> None:
    result = reading({"total": "1"}, field("copies", "number", required=True), TOTAL)
    assert found(result) == [("copies", "required")]
    assert result.answers == {}


# ---- repeating groups


MEMBERS = field(
    "members",
    "group",
    settings={"max": 3},
    fields=(
        field("name", "person_name", required=True),
        field("age", "number", required=True),
        field("school", required=True, when="given(item.age) and item.age < 18"),
    ),
)


def test_rows_show_and_hide_their_columns_by_their_own_values() -> None:
    raw = {
        "members": [
            {"name": "An", "age": "40", "school": "Chu Văn An"},
            {"name": "Bé", "age": "8", "school": "Kim Đồng"},
        ]
    }
    result = reading(raw, MEMBERS)
    assert result.is_complete
    assert result.answers["members"] == [
        {"name": "An", "age": Decimal(40)},
        {"name": "Bé", "age": Decimal(8), "school": "Kim Đồng"},
    ]
    assert "members.1.school" in result.visible
    assert "members.0.school" not in result.visible


def test_a_fault_in_a_row_says_which_row_and_column() -> None:
    raw = {"members": [{"name": "An", "age": "40"}, {"name": "Bé 2", "age": ""}]}
    assert found(reading(raw, MEMBERS)) == [("members.1.name", "not_a_name"), ("members.1.age", "required")]


def test_a_required_group_needs_a_row_and_blank_rows_are_none() -> None:
    required = field("members", "group", required=True, fields=MEMBERS.fields)
    assert found(reading({"members": [{"name": " ", "age": ""}]}, required)) == [("members", "required")]


def test_group_totals_can_be_used_after_the_group() -> None:
    shown = field("why_many", required=True, when="count(members) > 1")
    assert found(reading({"members": [{"name": "An", "age": "1", "school": "x"}] * 2}, MEMBERS, shown)) == [
        ("why_many", "required")
    ]


# ---- whatever is sent


@pytest.mark.parametrize(
    "raw",
    [
        {"copies": {"$gt": ""}, "members": {"0": {}}, "purpose": ["work", "study"], "has_iso": True},
        {"copies": ["1"], "members": "x", "purpose": {"a": 1}, "has_iso": ["yes"]},
        {"copies": None, "members": [None], "purpose": 7, "has_iso": b"yes"},
        {"copies": "9" * 10**6, "members": [{"name": {"a": "b"}}] * 3, "purpose": "\x00", "has_iso": "YES"},
        {"copies": 1, "members": [[]], "purpose": "work'; --", "has_iso": object()},
    ],
)
def test_no_shape_of_input_raises_or_gets_through(raw: Any) -> None:
    required = field("copies", "number", required=True)
    result = reading(raw, required, PURPOSE, *ISO, MEMBERS)
    problems = {path.partition(".")[0] for path, _ in found(result)}
    assert problems >= {"copies", "purpose", "has_iso", "members"}
    assert set(result.answers) <= {"members"}


@pytest.mark.parametrize("raw", [None, [], "x", 3])
def test_input_that_is_no_form_at_all_is_a_problem(raw: Any) -> None:
    assert found(reading(raw, ISO[0])) == [("", "wrong_shape"), ("has_iso", "required")]


def test_names_nobody_asked_for_are_dropped() -> None:
    assert reading({"has_iso": "no", "__class__": "x", "status": "done", "today": "1"}, ISO[0]).answers == {
        "has_iso": False
    }


# ---- the rest


def test_circumstances_decide_what_shows() -> None:
    by_post = field("postal_no", required=True, when="channel == 'post'")
    assert found(reading({}, by_post)) == []
    assert found(reading({}, by_post, circumstances=Circumstances(TODAY, channel="post"))) == [
        ("postal_no", "required")
    ]


def test_papers_follow_the_answers() -> None:
    papers = (
        Document("iso", Text.of("Giấy chứng nhận"), when=expression("has_iso")),
        Document("process", Text.of("Quy trình"), when=expression("not has_iso")),
        Document("form", Text.of("Tờ khai")),
    )
    definition = procedure(*ISO, papers=papers)
    assert [each.id for each in documents(definition, {"has_iso": True}, AT_HOME)] == ["iso", "form"]
    assert [each.id for each in documents(definition, {}, AT_HOME)] == ["form"]


def test_the_environment_holds_the_answers_and_the_circumstances_and_nothing_else() -> None:
    known = environment(procedure(*ISO), {"has_iso": True, "stray": "x"}, AT_HOME)
    assert known == {
        "has_iso": True,
        "today": TODAY,
        "channel": "online",
        "receive": "online",
        "applicant": {"kind": "citizen", "full_name": "Nguyễn Văn An"},
    }


def test_fields_outside_a_form_are_read_by_the_same_rules() -> None:
    answers, problems, warnings, visible = read_fields(ISO, {"has_iso": "yes"}, {"today": TODAY}, "review")
    assert answers == {"has_iso": True}
    assert [(each.path, each.code) for each in problems] == [("review.iso_no", "required")]
    assert warnings == ()
    assert visible == {"review.has_iso", "review.iso_no"}


def test_doubts_about_an_identity_number_do_not_stand_in_the_way() -> None:
    number = field("id_no", "national_id", settings={"birth_date": "born"})
    result = reading({"id_no": "001085123456", "born": "1990"}, number, field("born", "birth_date"))
    assert result.is_complete
    assert [(each.path, each.code) for each in result.warnings] == [("id_no", "national_id_year")]


def test_a_note_shows_and_holds_nothing() -> None:
    result = reading({"read_me": "x"}, field("read_me", "note", required=True))
    assert (result.answers, result.problems, result.visible) == ({}, (), {"read_me"})


def test_labels_name_fields_choices_and_columns() -> None:
    assert labels(procedure(PURPOSE, MEMBERS)) == {
        "purpose": "Purpose",
        "purpose.work": "Work",
        "purpose.study": "Study",
        "purpose.other": "Other",
        "members": "Members",
        "members.name": "Name",
        "members.age": "Age",
        "members.school": "School",
    }
