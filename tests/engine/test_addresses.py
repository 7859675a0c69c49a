"""Addresses in their levels, and choices that hang on another choice, from YAML to the reading."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from engine.answers import Circumstances, Reading, labels, read
from engine.compile import definition_from_body
from engine.definition import Definition
from engine.fields import TYPES
from engine.library import Library
from engine.load import load_text
from engine.nodes import MapNode, from_plain
from engine.submission_schema import submission_schema
from engine.values import from_json, to_json
from tests.engine.examples import MINIMAL, library

PAGE = "form:\n  pages:\n    one:\n      title: Một\n      fields:\n"
TODAY = date(2026, 2, 13)
WARDS = {
    "dak_ha": {"label": "Xã Đăk Hà", "of": "quang_ngai"},
    "kon_tum": {"label": "Phường Kon Tum", "of": "quang_ngai"},
    "ba_dinh": {"label": "Phường Ba Đình", "of": "ha_noi"},
}


def with_wards() -> Library:
    wards = from_plain({"entries": WARDS})
    assert isinstance(wards, MapNode)
    return replace(library(), lists={**library().lists, "phuong-xa@1": wards})


def definition(fields: str, rest: str = "") -> Definition:
    text = MINIMAL + PAGE + "".join(f"        {line}\n" for line in fields.splitlines()) + rest
    found = load_text(text, "f.yaml", with_wards())
    assert found.definition is not None, found.problems
    assert definition_from_body(found.body) == found.definition
    return found.definition


def reading(fields: str, **raw: Any) -> Reading:
    return read(definition(fields), raw, Circumstances(TODAY, {"kind": "citizen"}))


def problems(found: Reading) -> list[tuple[str, str]]:
    return [(each.path, each.code) for each in found.problems]


HOME = "home: {label: Nơi ở, type: address, required: yes}"
GIVEN = {"province": "quang_ngai", "ward": "Phường Kon Tum", "detail": "12 Lê Lợi"}


def test_an_address_has_two_levels_and_is_shown_from_the_house_to_the_province() -> None:
    found = reading(HOME, home=GIVEN)
    assert found.is_complete
    assert found.answers["home"] == GIVEN
    field = definition(HOME).fields["home"]
    assert [part.id for part in field.parts] == ["province", "ward", "detail"]
    assert (
        TYPES["address"].show(field, found.answers["home"], "vi")
        == "12 Lê Lợi, Phường Kon Tum, Tỉnh Quảng Ngãi"
    )
    assert from_json(to_json(found.answers)) == found.answers


def test_each_part_that_is_missing_or_wrong_is_said_at_its_own_place() -> None:
    assert problems(reading(HOME)) == [("home", "required")]
    assert problems(reading(HOME, home={"province": "", "ward": " "})) == [("home", "required")]
    assert problems(reading(HOME, home={"province": "atlantis", "ward": "X"})) == [
        ("home.province", "not_a_choice"), ("home.detail", "required")]  # fmt: skip
    optional = HOME.replace(", required: yes", "")
    assert problems(reading(optional)) == []
    assert problems(reading(optional, home={"ward": "Xã A"})) == [
        ("home.province", "required"),
        ("home.detail", "required"),
    ]


@pytest.mark.parametrize(
    "raw", [[], ["a"], 5, {"province": ["x"]}, {"province": {"a": "b"}, "ward": [[]]}, "x" * 200_000]
)
def test_no_shape_of_what_is_sent_breaks_the_reading(raw: Any) -> None:
    assert not reading(HOME, home=raw).is_complete


def test_three_levels_are_asked_for_on_older_papers_with_the_day_they_are_of() -> None:
    field = "old: {label: Quê quán trên giấy cũ, type: address, levels: 3, detail: optional, as_of: yes}"
    found = reading(
        field,
        old={"province": "Kon Tum", "district": "Huyện Đăk Hà", "ward": "Xã Đăk Mar", "as_of": "5/3/2019"},
    )
    assert found.is_complete, found.problems
    shown = TYPES["address"].show(definition(field).fields["old"], found.answers["old"], "vi")
    assert shown == "Xã Đăk Mar, Huyện Đăk Hà, Kon Tum (Theo giấy tờ cấp ngày: 05/03/2019)"
    late = reading(field, old={"province": "a", "district": "b", "ward": "c", "as_of": "5/3/2030"})
    assert problems(late) == [("old.as_of", "not_past")]


def test_a_place_of_birth_may_leave_the_house_out() -> None:
    assert reading(
        "born: {label: Nơi sinh, type: address, detail: none}", born={"province": "hue", "ward": "Xã A"}
    ).is_complete


def test_a_line_of_text_is_taken_apart_as_far_as_it_is_understood() -> None:
    line = "Tổ 3, 12 Lê Lợi, phường Kon Tum, tỉnh Quảng Ngãi"
    assert reading(HOME, home=line).answers["home"] == {
        "province": "quang_ngai", "ward": "phường Kon Tum", "detail": "Tổ 3, 12 Lê Lợi"}  # fmt: skip
    assert problems(reading(HOME, home="12 Lê Lợi")) == [
        ("home.province", "required"),
        ("home.ward", "required"),
    ]


def test_an_answer_kept_as_text_by_an_older_version_is_still_shown() -> None:
    assert (
        TYPES["address"].show(definition(HOME).fields["home"], "12 Lê Lợi, Kon Tum", "vi")
        == "12 Lê Lợi, Kon Tum"
    )


def test_a_stored_version_without_parts_still_asks_for_one_line() -> None:
    field = replace(definition(HOME).fields["home"], parts=())
    assert TYPES["address"].parse(field, "12 Lê Lợi") == ("12 Lê Lợi", ())
    assert TYPES["address"].expression_type(field).kind == "text"


def test_members_are_names_of_expressions_and_their_values_are_checked() -> None:
    paper = "documents:\n  far: {name: Giấy, copies: 1, when: home.province == 'quang_ngai'}\n"
    whole = definition(HOME, paper)
    assert [each.id for each in whole.documents if each.when and each.when.holds({"home": GIVEN})] == ["far"]
    assert labels(whole)["home.province.hue"] == "Thành phố Huế"
    wrong = load_text(
        MINIMAL + PAGE + f"        {HOME}\n" + paper.replace("quang_ngai", "quang_ngoi"), "f.yaml", library()
    )
    assert [each.code for each in wrong.problems] == ["X123"]
    unsure = load_text(
        MINIMAL + PAGE + f"        {HOME.replace(', required: yes', '')}\n" + paper, "f.yaml", library()
    )
    assert [each.code for each in unsure.problems] == ["X130"]


def test_conditions_on_members_are_proven_or_found_useless() -> None:
    never = "documents:\n  far: {name: Giấy, copies: 1, when: home.province == 'hue' and home.province == 'ha_noi'}\n"
    found = load_text(MINIMAL + PAGE + f"        {HOME}\n" + never, "f.yaml", library())
    assert [each.code for each in found.problems] == ["D010"]


def test_in_a_group_the_row_s_address_goes_by_item() -> None:
    fields = (
        "people: {label: Người, type: group, columns: {home: {label: Nơi ở, type: address, required: yes}, "
        "note: {label: Ghi chú, type: text, required: yes, when: item.home.province == 'hue'}}}"
    )
    row = {**GIVEN, "province": "hue"}
    assert problems(reading(fields, people=[{"home": row}])) == [("people.0.note", "required")]
    assert problems(reading(fields, people=[{"home": {**row, "ward": ""}}]))[0] == (
        "people.0.home.ward",
        "required",
    )
    assert (
        "people" not in reading(fields, people=[{"home": {"province": "", "ward": ""}, "note": ""}]).answers
    )


def test_the_schema_of_submissions_knows_the_parts() -> None:
    home = submission_schema(definition(HOME))["properties"]["answers"]["properties"]["home"]
    assert home["required"] == ["province", "ward", "detail"]


def test_wards_from_a_list_are_those_of_the_province() -> None:
    field = HOME.replace("required: yes", "required: yes, wards_from: phuong-xa@1")
    assert reading(field, home={**GIVEN, "ward": "kon_tum"}).is_complete
    assert problems(reading(field, home={**GIVEN, "ward": "ba_dinh"})) == [("home.ward", "not_of_parent")]


KIND = "kind: {label: Nhóm, type: choice, required: yes, choices: {farm: Nông nghiệp, trade: Thương mại}}\n"
JOB = (
    "job: {label: Nghề, type: choice, required: yes, depends_on: kind, "
    "choices: {rice: {label: Lúa, of: farm}, shop: {label: Bán lẻ, of: trade}, none: Chưa có}}"
)


def test_a_choice_that_hangs_on_another_is_refused_under_the_wrong_one() -> None:
    assert reading(KIND + JOB, kind="farm", job="rice").is_complete
    assert reading(KIND + JOB, kind="farm", job="none").is_complete
    assert problems(reading(KIND + JOB, kind="farm", job="shop")) == [("job", "not_of_parent")]


def test_in_a_group_a_choice_hangs_on_the_one_of_its_own_row() -> None:
    fields = "jobs:\n  label: Nghề\n  type: group\n  columns:\n    " + (KIND + "    " + JOB)
    rows = [{"kind": "farm", "job": "rice"}, {"kind": "farm", "job": "shop"}]
    assert problems(reading(fields, jobs=rows)) == [("jobs.1.job", "not_of_parent")]
