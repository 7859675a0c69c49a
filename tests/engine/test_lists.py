"""Shared lists of choices, and the words asked for when none of them fits."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.answers import Circumstances, Reading, read
from engine.compile import definition_from_body
from engine.definition import Definition, Field
from engine.library import Library
from engine.load import load, load_text
from tests.engine.examples import EXAMPLES, MINIMAL, PROCEDURES, library

LOADED = load(EXAMPLES / "valid" / "choices-from-lists.yaml", library())
SHARED = Library.from_folder(PROCEDURES / "shared")
HEAD = "version: 1\ndescription: Ví dụ\nentries: {a: A}\n"


def definition() -> Definition:
    assert LOADED.definition is not None
    return LOADED.definition


def answered(**raw: Any) -> Reading:
    row = {"name": "Nguyễn Thị Hoa", "ethnic": "kinh"}
    typed = {"ethnic": "kinh", "members": [row], **raw}
    return read(definition(), typed, Circumstances(date(2026, 3, 2)))


def problems(reading: Reading) -> list[tuple[str, str]]:
    return [(each.path, each.code) for each in reading.problems]


def of_list(name: str) -> Field:
    form = f"{{pages: {{p: {{title: T, fields: {{x: {{label: X, type: choice, choices_from: {name}}}}}}}}}}}"
    result = load_text(
        MINIMAL.replace("ho-tich", next(iter(SHARED.sectors))) + f"form: {form}\n", "f", SHARED
    )
    assert result.definition is not None, result.problems
    return result.definition.fields["x"]


def test_a_list_gives_its_choices_with_the_codes_of_the_state() -> None:
    ethnic = definition().fields["ethnic"]
    assert [(each.id, str(each.label), each.code) for each in ethnic.choices] == [
        ("kinh", "Kinh", "01"),
        ("tay", "Tày", "02"),
        ("other", "Khác", ""),
    ]


def test_a_choice_other_is_added_where_the_author_has_none() -> None:
    assert [each.id for each in definition().fields["needs"].choices] == ["copy", "translation", "other"]


def test_choosing_other_asks_for_the_words_and_choosing_again_forgets_them() -> None:
    assert problems(answered(ethnic="other")) == [("ethnic_other", "required")]
    said = answered(ethnic="other", ethnic_other="Pa Cô")
    assert said.problems == ()
    assert said.answers["ethnic_other"] == "Pa Cô"
    assert "ethnic_other" not in answered(ethnic="kinh", ethnic_other="Pa Cô").answers


def test_other_among_several_choices_asks_too() -> None:
    assert problems(answered(needs=["copy", "other"])) == [("needs_other", "required")]
    assert answered(needs=["copy"]).problems == ()


def test_within_a_group_each_row_has_its_own_words() -> None:
    rows = [{"name": "An", "ethnic": "other"}, {"name": "Bình", "ethnic": "tay"}]
    assert problems(answered(members=rows)) == [("members.0.ethnic_other", "required")]


def test_a_stored_version_holds_the_choices_it_was_published_with() -> None:
    assert definition_from_body(LOADED.body) == definition()


def test_a_list_that_changed_makes_another_version(tmp_path: Path) -> None:
    def hash_with(label: str) -> str:
        (tmp_path / "lists").mkdir(exist_ok=True)
        (tmp_path / "lists/x@1.yaml").write_text(f"list: x\n{HEAD}".replace("a: A", f"a: {label}"))
        lists = Library.from_folder(tmp_path).lists
        text = MINIMAL + (
            "form: {pages: {p: {title: T, fields: {x: {label: X, type: choice, choices_from: x@1}}}}}\n"
        )
        example = library()
        own = Library(agencies=example.agencies, sectors=example.sectors, lists=lists)
        result = load_text(text, "f.yaml", own)
        assert result.definition is not None
        return result.definition.content_hash

    assert hash_with("A") == hash_with("A")
    assert hash_with("A") != hash_with("B")


def test_a_list_must_be_named_as_its_file(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists/x@2.yaml").write_text(f"list: x\n{HEAD}")
    found = Library.from_folder(tmp_path)
    assert [each.code for each in found.problems] == ["R024"]
    assert found.lists == {}


def test_choices_are_written_or_taken_from_a_list_never_both() -> None:
    both = (
        "form: {pages: {p: {title: T, fields: {x: {label: X, type: choice,"
        " choices: {a: A}, choices_from: dan-toc@1}}}}}\n"
    )
    assert [each.code for each in load_text(MINIMAL + both, "f.yaml", library()).problems] == ["S011"]


@pytest.mark.parametrize(
    ("name", "count", "known"),
    [
        ("dan-toc@1", 56, ("kinh", "01")),
        ("dan-toc@1", 56, ("ro_mam", "54")),
        ("tinh-thanh@1", 34, ("ho_chi_minh", "79")),
        ("quoc-gia@1", 250, ("vn", "VN")),
        ("quan-he@1", 15, ("guardian", "")),
    ],
)
def test_the_lists_on_offer_are_whole(name: str, count: int, known: tuple[str, str]) -> None:
    choices = of_list(name).choices
    assert len(choices) == count
    assert known in {(each.id, each.code) for each in choices}
    assert len({str(each.label) for each in choices}) == count
