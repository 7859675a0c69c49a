"""Every key of the file format has a class: what a change of it means was decided, not forgotten."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from typing import Any

from engine import definition, revisions
from tests.engine.examples import PROCEDURES

CLASSED = revisions.COMPATIBLE | revisions.BREAKING | revisions.SAFE | revisions.WORDS | {"required"}
IDENTITY = {"id", "content_hash", "was"}
OF_THE_OFFICE = {
    definition.Fee, definition.FeeLine, definition.FeeRow, definition.Deadline, definition.ChannelTerms,
    definition.Silence, definition.Agency, definition.Sector, definition.Result, definition.Notice, definition.Publication,
    definition.Opening, definition.Quota, definition.YearlyWindow, definition.Numbering,
}  # fmt: skip
"""What only ever stands below one of `revisions.PARTS`."""

WRITTEN: dict[str, str] = {
    # what YAML calls otherwise than the Definition, or takes apart
    "form": "pages", "check": "checks", "columns": "fields", "choices_from": "choices", "other": "fields", "reason": "reason_required", "at": "checks",
    **dict.fromkeys(("levels", "detail", "as_of", "provinces_from", "wards_from"), "parts"),
    "result": "results", "channels": "submit", "use": "template", "with": "steps", "without": "fields", "accept": "outcomes",
    "one_of": "groups", "online": "by_channel", "counter": "by_channel", "post": "by_channel",
    **dict.fromkeys(("agreed", "objected", "unanswered", "paid", "done", "failed", "else"), "exits"),
    **dict.fromkeys(("passed", "pending"), "outcomes"),
    "vi": "text", "en": "text",
    "else": "otherwise",
    # what a field's type alone understands
    **dict.fromkeys(("min", "max", "min_length", "max_length", "decimals", "past", "future", "birth_date", "sex", "unit", "mask", "old", "vietnamese", "row_label"), "settings"),
}  # fmt: skip
UNFELT = {"scenarios", "waive", "waiver", "reason", "at"}
"""Nothing of it is in the Definition: it never differs."""


def own_dataclasses() -> list[type]:
    return [
        each
        for each in vars(definition).values()
        if isinstance(each, type)
        and dataclasses.is_dataclass(each)
        and each.__module__.startswith(definition.__name__)
    ]


def keys(schema: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """(the part of the schema a key stands in, the key)."""
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "properties" and isinstance(value, dict):
                yield from ((name, each) for each in value)
            if key == "$defs":
                for part, body in value.items():
                    yield from keys(body, part)
            elif key != "examples":
                yield from keys(value, name)
    elif isinstance(schema, list):
        for each in schema:
            yield from keys(each, name)


def office_parts(schema: dict[str, Any]) -> set[str]:
    """The parts of the schema that are reached only through what binds the office."""
    of_others: set[str] = set()
    waiting = [
        value for key, value in schema["properties"].items() if WRITTEN.get(key, key) not in revisions.PARTS
    ]
    while waiting:
        for part in set(references(waiting.pop())) - of_others:
            of_others.add(part)
            waiting.append(schema["$defs"][part])
    return set(schema["$defs"]) - of_others


def references(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"].rpartition("/")[2]
        for key, value in schema.items():
            if key == "properties":  # a case has parts of the office of its own
                value = {
                    name: each
                    for name, each in value.items()
                    if WRITTEN.get(name, name) not in revisions.PARTS
                }
            yield from references(value)
    elif isinstance(schema, list):
        for each in schema:
            yield from references(each)


def test_every_key_of_the_schema_has_a_class() -> None:
    schema = json.loads((PROCEDURES.parent / "engine/procedure.schema.json").read_text(encoding="utf-8"))
    office = office_parts(schema)
    assert "fee" in office
    assert "field" not in office
    unknown = {
        f"{part}.{key}"
        for part, key in keys(schema)
        if part not in office
        and WRITTEN.get(key, key) not in CLASSED | revisions.PARTS | IDENTITY
        and key not in UNFELT
    }
    assert unknown == set()


def test_every_value_of_a_definition_has_a_class_or_stands_in_a_part_of_the_office() -> None:
    shared = [each for each in own_dataclasses() if each not in OF_THE_OFFICE]
    in_fees = {"Tier", "Tiers", "Extra", "Volume", "DatedAmount", "Parameter", "Moment", "Cell"}
    unknown = {
        f"{each.__name__}.{part.name}"
        for each in shared
        if each.__name__ not in in_fees
        for part in dataclasses.fields(each)
        if part.name not in CLASSED | revisions.PARTS | IDENTITY
    }
    assert unknown == set()


def test_no_name_has_two_classes() -> None:
    sets = [revisions.COMPATIBLE, revisions.BREAKING, revisions.SAFE, revisions.WORDS]
    assert sum(map(len, sets)) == len(frozenset().union(*sets))
