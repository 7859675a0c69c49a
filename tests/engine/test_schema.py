import json
from collections.abc import Iterator
from typing import Any

import pytest

from engine.definition import ApplicantKind, Channel, FeeKind, PayAt, PayMethod, Signature, StepKind
from engine.fields import TYPES
from engine.nodes import MapNode, Node, plain
from engine.problems import MOST_FINDINGS, Problem
from engine.schema import check
from engine.source import read
from engine.validator import PROCEDURE, SHARED, published, validator
from engine.workflow.effects import NOTICE_EVENTS
from tests.engine.examples import MINIMAL


def root_of(text: str) -> Node:
    source = read(text, "f.yaml")
    assert source.problems == ()
    assert source.root is not None
    return source.root


def problems(text: str) -> tuple[Problem, ...]:
    return check(root_of(text)).problems


def subschemas(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key the format offers, with its schema."""
    if isinstance(schema, dict):
        for key, value in schema.get("properties", {}).items():
            if (
                isinstance(value, dict)
                and value != {"not": {}}
                and set(value) != {"enum"}
                and set(value) != {"const"}
            ):
                yield f"{path}.{key}", value
        for key, value in schema.items():
            if key not in {"examples", "if", "then", "else", "allOf"}:
                yield from subschemas(value, f"{path}.{key}")


@pytest.mark.parametrize("file", [PROCEDURE, SHARED])
def test_every_key_of_the_format_has_a_description_in_two_languages_and_an_example(file: str) -> None:
    keys = list(subschemas(published(file)))
    assert len(keys) > 10
    for path, schema in keys:
        assert schema.get("description"), path
        assert schema.get("x-en"), path
        assert "examples" in schema, path


def as_yaml(data: Any) -> str:
    """JSON is YAML, but for yes and no, which JSON writes true and false: both are read."""
    return json.dumps(data, ensure_ascii=False)


@pytest.mark.parametrize("file", [PROCEDURE, SHARED])
def test_every_example_of_a_definition_fits_its_own_schema(file: str) -> None:
    for name, schema in published(file)["$defs"].items():
        for example in schema.get("examples", []):
            shape = check(
                root_of(as_yaml({"example": example})).entries["example"], file=file, definition=name
            )  # type: ignore[union-attr]
            if not (file == SHARED and name == "template"):
                assert shape.problems == (), (name, example)


def test_the_format_and_the_program_know_the_same_words() -> None:
    definitions = published()["$defs"]
    field = definitions["field"]["properties"]
    assert set(field["type"]["enum"]) == set(TYPES)
    assert set(definitions["step"]["properties"]["kind"]["enum"]) == set(StepKind) - {StepKind.PARTY}
    assert set(definitions["fee_line"]["properties"]["kind"]["enum"]) == set(FeeKind)
    assert set(definitions["fee"]["properties"]["pay"]["enum"]) == set(PayAt)
    assert set(definitions["fee"]["properties"]["methods"]["items"]["enum"]) == set(PayMethod)
    assert set(definitions["document"]["properties"]["signature"]["enum"]) == set(Signature)
    assert set(definitions["channels"]["properties"]["submit"]["properties"]) == set(Channel)
    assert set(published()["properties"]["applicants"]["items"]["enum"]) == set(ApplicantKind)
    assert set(definitions["notices"]["properties"]) == set(NOTICE_EVENTS)


def test_every_setting_of_every_kind_of_field_is_a_key_of_the_format() -> None:
    offered = set(published()["$defs"]["field"]["properties"])
    assert {setting for kind in TYPES.values() for setting in kind.settings} <= offered


@pytest.mark.parametrize(
    ("written", "is_yes_no"),
    [("yes", True), ("no", True), ("true", True), ('"yes"', False), ("Yes", False), ("1", False)],
)
def test_yes_and_no_count_only_unquoted_and_only_where_they_are_asked_for(
    written: str, is_yes_no: bool
) -> None:
    text = MINIMAL + f"documents: {{card: {{name: {written}, copies: 1, present: {written}}}}}\n"
    assert ([each.code for each in problems(text)] == []) == is_yes_no


@pytest.mark.parametrize(
    ("written", "is_number"),
    [("3", True), ('"3"', False), ("03", False), ("3.5", False), ("1e3", False), ("0x3", False)],
)
def test_a_whole_number_is_plain_digits(written: str, is_number: bool) -> None:
    text = MINIMAL + f"documents: {{card: {{name: Thẻ, copies: {written}}}}}\n"
    assert ([each.code for each in problems(text)] == []) == is_number


def test_a_mistyped_key_is_found_at_the_key_with_the_nearest_known_one() -> None:
    (problem,) = problems(MINIMAL + "documents:\n  card: {name: Thẻ, copis: 1}\n")
    assert (problem.code, problem.place.line, problem.place.column) == ("S002", 11, 21)
    assert problem.params["suggestion"] == "copies"
    assert "copies" in problem.hint("vi")


def test_a_word_that_is_not_on_the_list_is_shown_with_the_nearest_one() -> None:
    (problem,) = problems(MINIMAL.replace("[citizen]", "[citzen]"))
    assert problem.params["suggestion"] == "citizen"


def test_what_is_faulty_is_taken_out_and_the_rest_stays() -> None:
    text = (
        MINIMAL
        + "summry: x\ndocuments:\n  card: {name: Thẻ, copies: nhiều}\n  other: {name: Giấy, copies: 1}\n"
    )
    shape = check(root_of(text))
    assert isinstance(shape.sound, MapNode)
    kept = plain(shape.sound)
    assert "summry" not in kept
    assert kept["documents"] == {"card": {"name": "Thẻ"}, "other": {"name": "Giấy", "copies": "1"}}


def test_the_schema_is_one_an_editor_can_use() -> None:
    import jsonschema

    for file in (PROCEDURE, SHARED):
        jsonschema.Draft202012Validator.check_schema(published(file))
    assert validator(PROCEDURE, "") is validator(PROCEDURE, "")


def test_a_file_of_thousands_of_faults_gives_hundreds_and_says_that_there_are_more() -> None:
    shape = check(root_of("\n".join(f"key{number}: x" for number in range(3000))))
    assert not shape.complete
    assert [problem.code for problem in shape.problems] == ["S002"] * MOST_FINDINGS + ["S026"]


def test_a_line_end_at_the_close_of_a_name_is_no_part_of_a_name() -> None:
    assert "S005" in [problem.code for problem in problems('procedure: "vi-du\\n"')]


@pytest.mark.parametrize("day", ["2026-W01-1", "2026-001", "20260101", "2026-1-1"])
def test_a_date_has_one_form_only(day: str) -> None:
    assert "S022" in [problem.code for problem in problems(f"effective: {day}")]
