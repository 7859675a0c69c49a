from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from admin.reference import format_reference
from admin.reference.pages import chapters, flow
from engine.definition import Definition
from engine.fields import TYPES
from engine.library import Library
from engine.load import load_text
from engine.nodes import plain
from engine.source import read
from engine.validator import PROCEDURE, SCENARIO, SHARED, published
from tests.admin.commands import said
from tests.engine.examples import PROCEDURES


def keys(schema: Any) -> Iterator[str]:
    """Every key a schema file offers, wherever it stands; what a condition forbids is not offered."""
    if isinstance(schema, dict):
        for key, value in schema.get("properties", {}).items():
            if "description" in value:
                yield key
        for word, value in schema.items():
            if word not in {"examples", "if", "allOf", "default"}:
                yield from keys(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from keys(value)


def test_the_published_reference_of_the_format_is_the_one_the_schema_gives() -> None:
    file = PROCEDURES.parent / "docs/reference/format.md"
    assert file.read_text(encoding="utf-8") == format_reference(), "chạy: make reference"


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("file", [PROCEDURE, SHARED, SCENARIO])
def test_every_key_of_every_schema_has_its_row(file: str, language: str) -> None:
    rows = re.findall(r"^\| `([a-z_]+)` \| \S", format_reference(language), flags=re.MULTILINE)
    expected = set(keys(published(file))) - {"vi", "en"}
    assert expected - set(rows) == set()


def test_every_key_at_the_top_of_a_file_stands_under_a_heading_of_the_publication() -> None:
    *_, (_, rest) = chapters()
    assert rest == ()


def test_links_to_sections_of_the_reference_lead_somewhere() -> None:
    page = format_reference()
    anchors = re.findall(r'<a id="([^"]+)">', page)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= set(anchors)


def test_the_command_prints_the_reference_in_the_language_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert said(capsys, "schema", "--reference", "--lang", "en")[1] == format_reference("en")
    assert "Takes" in format_reference("en")


@pytest.mark.parametrize(
    "value",
    [
        "plain",
        "8:30",
        "2.000635",
        "a: b",
        "yes",
        "",
        True,
        3,
        ["a, b", {"k": "{x}"}],
        {"vi": "một", "en": "one"},
    ],
)
def test_an_example_is_written_as_yaml_reads_it(value: Any) -> None:
    def said_plainly(each: Any) -> Any:
        if isinstance(each, dict):
            return {key: said_plainly(inner) for key, inner in each.items()}
        if isinstance(each, list):
            return [said_plainly(inner) for inner in each]
        return "yes" if each is True else str(each)

    source = read(f"v: {flow(value)}\n", "f.yaml")
    assert source.root is not None
    assert plain(source.root)["v"] == said_plainly(value)


def definition_of(data: Any) -> Definition:
    text = json.dumps(data, ensure_ascii=False)
    # JSON writes as words what the plain reading of YAML gives as words; yes and no must stay bare.
    bare = re.sub(r': "(yes|no|true|false|-?[0-9]+)"', r": \1", text)
    found = load_text(bare, "f.yaml", Library.from_folder(PROCEDURES / "shared")).definition
    assert found is not None
    return replace(found, content_hash="")


def with_defaults(data: Any, shape: Any, definitions: Any) -> Any:
    """The same with every default written out that is a key of its own value, not a setting of some kinds."""
    shape = definitions[shape["$ref"].rpartition("/")[2]] if "$ref" in shape else shape
    if not isinstance(data, dict):
        return data
    # What only some kinds of field understand (`formats` of a file) may not be written for the others.
    is_field = "type" in shape.get("properties", {})
    of_some_kinds = {name for kind in TYPES.values() for name in kind.settings} if is_field else set()
    # How many of a group are enough, and in which order, is said of a group only.
    if "one_of" in shape.get("properties", {}) and "one_of" not in data:
        of_some_kinds |= {"at_least", "ordered"}
    properties, more = shape.get("properties", {}), shape.get("additionalProperties")
    said = {
        key: with_defaults(
            value, properties.get(key) or (more if isinstance(more, dict) else {}), definitions
        )
        for key, value in data.items()
    }
    unsaid = {
        key: flow_default(inner["default"])
        for key, inner in properties.items()
        if "default" in inner and key not in of_some_kinds
    }
    return {**unsaid, **said}


def flow_default(value: Any) -> Any:
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


@pytest.mark.parametrize("file", ["trich-luc-ho-tich.yaml", "cong-bo-hop-chuan.yaml"])
def test_a_default_written_out_changes_nothing(file: str) -> None:
    source = read((PROCEDURES / file).read_text(encoding="utf-8"), file)
    assert source.root is not None
    data = plain(source.root)
    schema = published()
    written = with_defaults(data, schema, schema["$defs"])
    assert written != data
    assert repr(definition_of(written)) == repr(definition_of(data))
