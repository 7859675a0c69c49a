"""Things under a new id that say which id they had."""

from dataclasses import replace

from engine.definition import Definition
from engine.load import load_text
from engine.renames import moved_answers, moved_papers
from engine.revisions import Impact, Kind, difference, worst
from tests.engine.examples import MINIMAL, library

OLD = (
    MINIMAL
    + """form:
  pages:
    p:
      title: T
      fields:
        purpose: {label: Mục đích, type: choice, required: yes, choices: {work: Đi làm, study: Đi học}}
        why: {label: Lý do, type: text, when: purpose == 'work'}
        members: {label: Người, type: group, columns: {name: {label: Tên, type: text}}}
documents:
  paper: {name: Giấy, copies: 1, when: purpose == 'study'}
"""
)
NEW = (
    OLD.replace("purpose: {", "aim: {was: [purpose], ")
    .replace("purpose ==", "aim ==")
    .replace("study: Đi học", "learn: {label: Đi học, was: [study]}")
    .replace("'study'", "'learn'")
    .replace("name: {label: Tên", "full_name: {was: [name], label: Tên")
    .replace("paper: {", "proof: {was: [paper], ")
)


def definition(text: str) -> Definition:
    loaded = load_text(text, "f.yaml", library())
    assert loaded.definition is not None, [problem.as_text() for problem in loaded.problems]
    return loaded.definition


def test_a_rename_that_says_so_is_compatible_and_what_only_follows_it_is_no_change() -> None:
    new = OLD.replace("purpose: {", "aim: {was: [purpose], ").replace("purpose ==", "aim ==")
    (change,) = difference(definition(OLD), definition(new))
    assert (change.path, change.kind, change.before, change.after) == (
        "pages.p.fields.aim", Kind.RENAMED, "purpose", "aim",
    )  # fmt: skip
    assert change.impact is Impact.COMPATIBLE


def test_the_same_without_was_is_one_thing_gone_and_another_asked() -> None:
    new = OLD.replace("purpose: {", "aim: {").replace("purpose ==", "aim ==")
    assert worst(difference(definition(OLD), definition(new))) is Impact.BREAKING


def test_papers_choices_and_columns_are_renamed_each_in_their_own_set() -> None:
    found = difference(definition(OLD), definition(NEW))
    assert {(change.before, change.after) for change in found if change.kind is Kind.RENAMED} == {
        ("purpose", "aim"), ("study", "learn"), ("name", "full_name"), ("paper", "proof"),
    }  # fmt: skip


def test_what_was_typed_and_filed_comes_along_under_the_new_ids() -> None:
    raw = {"purpose": "study", "why": "x", "members": [{"name": "Hoa"}], "gone": "y"}
    assert moved_answers(raw, definition(NEW)) == {
        "aim": "learn", "why": "x", "members": [{"full_name": "Hoa"}], "gone": "y",
    }  # fmt: skip
    assert moved_papers(["paper", "other"], definition(NEW)) == {"paper": "proof"}


def test_moving_twice_changes_nothing_more() -> None:
    once = moved_answers({"purpose": "study"}, definition(NEW))
    assert moved_answers(once, definition(NEW)) == once


def test_an_answer_under_the_new_id_is_never_overwritten_by_one_under_the_old() -> None:
    assert moved_answers({"purpose": "work", "aim": "learn"}, definition(NEW))["aim"] == "learn"


def test_a_definition_differs_from_itself_in_nothing() -> None:
    new = definition(NEW)
    assert difference(new, replace(new)) == ()
