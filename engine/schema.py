"""The shape check: nodes against the published JSON Schema, every fault a finding at its own key or value.

One value can be read in several ways (see `engine.source`); here the schema's type at that place decides. `sound` then gives
the nodes without what was faulty, so that later checks can go on and find everything else in the same run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
from jsonschema import Draft202012Validator, validators
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from engine.money import Money
from engine.nodes import ListNode, MapNode, Node, ScalarNode, below
from engine.problems import Place, Problem
from engine.spans import Span
from engine.suggest import nearest

PROCEDURE = "procedure.schema.json"
SHARED = "shared.schema.json"

TRUE = frozenset({"yes", "true"})
FALSE = frozenset({"no", "false"})
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,9})?")
_SIZE = re.compile(r"(?P<amount>[1-9][0-9]{0,3}) (?P<unit>kB|MB)")
_LONG = 60


class Word(str):
    """A scalar as the validator sees it: its text, and whether it may be read as a number or a yes/no."""

    __slots__ = ("plain",)
    plain: bool

    @classmethod
    def of(cls, node: ScalarNode) -> Word:
        word = cls(node.text)
        word.plain = node.plain
        return word


@dataclass(frozen=True, slots=True)
class Shape:
    """`sound` holds what is well formed; `problems` says what was taken out and what is missing."""

    sound: Node
    problems: tuple[Problem, ...]


def check(root: Node, *, file: str = PROCEDURE, definition: str = "", complete: bool = True) -> Shape:
    """Compare nodes with a schema file, or with one of its `$defs`. A source that broke off is not asked for what it lacks."""
    faults = [
        fault
        for fault in _validator(file, definition).iter_errors(_instance(root))
        if complete or fault.validator not in {"required", "minProperties", "minItems"}
    ]
    mistyped = {tuple(fault.absolute_path) for fault in faults if fault.validator == "type"}
    problems: list[Problem] = []
    doubtful: set[tuple[str | int, ...]] = set()
    for fault in faults:
        if fault.validator == "type" or tuple(fault.absolute_path) not in mistyped:
            problems.extend(_problems(fault, root))
        doubtful.update(_doubtful(fault))
    return Shape(_without(root, doubtful), tuple(problems))


@cache
def published(file: str = PROCEDURE) -> Mapping[str, Any]:
    """The schema as it is published beside this module."""
    with (Path(__file__).parent / file).open(encoding="utf-8") as opened:
        schema: Mapping[str, Any] = json.load(opened)
    return schema


def size_in_bytes(written: str) -> int:
    """Read "10 MB" or "500 kB". Raises ValueError for anything else."""
    found = _SIZE.fullmatch(written)
    if found is None:
        raise ValueError(written)
    return int(found["amount"]) * (1024 if found["unit"] == "kB" else 1024 * 1024)


# ---- the validator: JSON Schema, with scalars read by the type asked for


def _is_yes_no(_checker: object, value: object) -> bool:
    return isinstance(value, Word) and value.plain and value in TRUE | FALSE


def _is_integer(_checker: object, value: object) -> bool:
    return isinstance(value, Word) and value.plain and _INTEGER.fullmatch(value) is not None


def _is_number(_checker: object, value: object) -> bool:
    return isinstance(value, Word) and value.plain and _NUMBER.fullmatch(value) is not None


def _enum(_validator: Any, allowed: list[Any], value: Any, _schema: Any) -> Iterator[jsonschema.ValidationError]:
    if not isinstance(value, str) or value not in {str(one) for one in allowed}:
        yield jsonschema.ValidationError("not one of the values allowed")


def _const(validator: Any, expected: Any, value: Any, schema: Any) -> Iterator[jsonschema.ValidationError]:
    yield from _enum(validator, [expected], value, schema)


def _bound(is_outside: Callable[[Decimal, Decimal], bool]) -> Callable[..., Iterator[jsonschema.ValidationError]]:
    def keyword(validator: Any, limit: Any, value: Any, _schema: Any) -> Iterator[jsonschema.ValidationError]:
        if validator.is_type(value, "number") and is_outside(Decimal(value), Decimal(str(limit))):
            yield jsonschema.ValidationError("out of bounds")

    return keyword


def _pattern(validator: Any, pattern: str, value: Any, schema: Any) -> Iterator[jsonschema.ValidationError]:
    """A pattern beside a `format` is there for editors only: the format says the same, and more."""
    if "format" not in schema and validator.is_type(value, "string") and not re.search(pattern, value):
        yield jsonschema.ValidationError("not of the form asked for")


_formats = jsonschema.FormatChecker(formats=())
_formats.checks("money", raises=ValueError)(lambda value: bool(Money.parse(str(value))))
_formats.checks("span", raises=ValueError)(lambda value: bool(Span.parse(str(value))))
_formats.checks("date", raises=ValueError)(lambda value: len(str(value)) == 10 and bool(date.fromisoformat(str(value))))
_formats.checks("time", raises=ValueError)(lambda value: len(str(value)) == 5 and time.fromisoformat(str(value)) is not None)
_formats.checks("size", raises=ValueError)(lambda value: bool(size_in_bytes(str(value))))

_Validator: Any = validators.extend(
    Draft202012Validator,
    validators={
        "enum": _enum,
        "const": _const,
        "minimum": _bound(lambda value, limit: value < limit),
        "maximum": _bound(lambda value, limit: value > limit),
        "pattern": _pattern,
    },
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine_many(
        {"boolean": _is_yes_no, "integer": _is_integer, "number": _is_number}
    ),
)


@cache
def _validator(file: str, definition: str) -> Any:
    # Without `$schema`: meeting it, the library would go on with the stock validator and its own reading of scalars.
    registry: Registry[Any] = Registry()
    for name in (PROCEDURE, SHARED):
        contents = {key: value for key, value in published(name).items() if key not in {"$schema", "$id"}}
        registry = registry.with_resource(name, DRAFT202012.create_resource(contents))
    target = f"{file}#/$defs/{definition}" if definition else file
    return _Validator({"$ref": target}, registry=registry, format_checker=_formats)


def _instance(node: Node) -> Any:
    if isinstance(node, ScalarNode):
        return Word.of(node)
    if isinstance(node, ListNode):
        return [_instance(item) for item in node.items]
    return {key: _instance(value) for key, value in node.entries.items()}


# ---- a fault of the validator → findings with places


def _problems(fault: jsonschema.ValidationError, root: Node) -> Iterator[Problem]:
    node, place, path = _find(root, list(fault.absolute_path))
    if fault.validator in _WORDS:
        yield from _WORDS[fault.validator](fault, node, place, path)
    elif fault.validator is None:
        yield Problem("S011", place, path, {"key": path.rpartition(".")[2]})
    else:
        yield Problem("S006", place, path, {"value": _short(node), "example": _example(fault)})


def _find(root: Node, steps: list[str | int]) -> tuple[Node, Place, str]:
    """The node at the end of a path, and the place to show: a scalar itself, the key of anything larger."""
    node, place, path = root, root.place, ""
    for step in steps:
        path = below(path, step)
        if isinstance(node, MapNode):
            key_place = node.key_place(str(step))
            node = node.entries[str(step)]
        elif isinstance(node, ListNode):
            node = node.items[int(step)]
            key_place = node.place
        else:
            break
        place = node.place if isinstance(node, ScalarNode) and node.text else key_place
    return node, place, path


def _type(fault: jsonschema.ValidationError, node: Node, place: Place, path: str) -> Iterator[Problem]:
    expected = fault.validator_value if isinstance(fault.validator_value, list) else [fault.validator_value]
    if isinstance(node, ScalarNode) and not node.text and node.plain:
        yield Problem("S009", place, path)
        return
    code = {"boolean": "S012", "integer": "S013", "number": "S013"}.get(expected[0], "S001")
    yield Problem(code, place, path, {"expected": ",".join(expected), "found": _kind(node), "value": _short(node)})


def _unknown_keys(fault: jsonschema.ValidationError, node: Node, _place: Place, path: str) -> Iterator[Problem]:
    known = list(fault.schema.get("properties", {}))
    for key in _extra_keys(fault):
        at = node.key_place(key) if isinstance(node, MapNode) else node.place
        value = node.get(key) if isinstance(node, MapNode) else None
        if isinstance(node, MapNode) and node.flow and isinstance(value, ScalarNode) and not value.text:
            yield Problem("S014", at, below(path, key), {"key": key})
            continue
        params = {"key": key, "suggestion": nearest(key, known), "known": ", ".join(known)}
        yield Problem("S002", at, below(path, key), params)


def _missing_key(fault: jsonschema.ValidationError, _node: Node, place: Place, path: str) -> Iterator[Problem]:
    for key in fault.validator_value:
        if key not in fault.instance and repr(key) in fault.message:
            yield Problem("S003", place, path, {"key": key, "example": _property_example(fault, key)})


def _not_allowed(fault: jsonschema.ValidationError, node: Node, place: Place, path: str) -> Iterator[Problem]:
    allowed = [str(one) for one in fault.validator_value]
    params = {"value": _short(node), "allowed": ", ".join(allowed), "suggestion": nearest(_short(node), allowed)}
    yield Problem("S004", place, path, params)


def _bad_form(fault: jsonschema.ValidationError, node: Node, place: Place, path: str) -> Iterator[Problem]:
    """Also the name of a key, which the validator reports at the map that holds it."""
    code = fault.schema.get("x-finding", "S006")
    if isinstance(node, MapNode):
        key = str(fault.instance)
        place, path, value = node.key_place(key), below(path, key), key
    else:
        value = _short(node)
    yield Problem(code, place, path, {"value": value, "example": _example(fault)})


def _bad_format(fault: jsonschema.ValidationError, node: Node, place: Place, path: str) -> Iterator[Problem]:
    code = {"money": "M001", "span": "S020", "date": "S022", "time": "S023", "size": "S021"}[fault.validator_value]
    yield Problem(code, place, path, {"value": _short(node)})


def _length(fault: jsonschema.ValidationError, node: Node, place: Place, path: str) -> Iterator[Problem]:
    if fault.validator in {"minLength", "minProperties", "minItems"}:
        yield Problem("S009", place, path)
    elif isinstance(node, MapNode) and not isinstance(fault.instance, dict):
        key = str(fault.instance)
        yield Problem("S007", node.key_place(key), below(path, key[:_LONG]), {"limit": fault.validator_value})
    else:
        yield Problem("S007", place, path, {"limit": fault.validator_value})


def _out_of_bounds(fault: jsonschema.ValidationError, node: Node, place: Place, path: str) -> Iterator[Problem]:
    bound = "minimum" if fault.validator == "minimum" else "maximum"
    yield Problem("S008" if bound == "maximum" else "S015", place, path, {"value": _short(node), "limit": fault.validator_value})


def _repeated(_fault: jsonschema.ValidationError, node: Node, place: Place, path: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for at, item in enumerate(node.items if isinstance(node, ListNode) else ()):
        text = _short(item)
        if text in seen:
            yield Problem("S010", item.place, below(path, at), {"value": text})
        seen.add(text)


_WORDS: Mapping[Any, Callable[[jsonschema.ValidationError, Node, Place, str], Iterator[Problem]]] = {
    "type": _type,
    "additionalProperties": _unknown_keys,
    "required": _missing_key,
    "enum": _not_allowed,
    "pattern": _bad_form,
    "format": _bad_format,
    "minLength": _length,
    "maxLength": _length,
    "minItems": _length,
    "maxItems": _length,
    "minProperties": _length,
    "maxProperties": _length,
    "minimum": _out_of_bounds,
    "maximum": _out_of_bounds,
    "uniqueItems": _repeated,
}


def _extra_keys(fault: jsonschema.ValidationError) -> list[str]:
    known = fault.schema.get("properties", {})
    return [key for key in fault.instance if key not in known]


def _kind(node: Node) -> str:
    return {ScalarNode: "string", ListNode: "array", MapNode: "object"}[type(node)]


def _short(node: Node) -> str:
    text = node.text if isinstance(node, ScalarNode) else "…"
    return text if len(text) <= _LONG else text[: _LONG - 1] + "…"


def _example(fault: jsonschema.ValidationError) -> str:
    examples = fault.schema.get("examples", [""])
    return str(examples[0])


def _property_example(fault: jsonschema.ValidationError, key: str) -> str:
    """The first published example of a missing key, when it is short enough to show."""
    examples = fault.schema.get("properties", {}).get(key)
    found = examples.get("examples", [""])[0] if isinstance(examples, dict) else ""
    return found if isinstance(found, str) and len(found) <= _LONG else ""


# ---- taking out what is faulty


def _doubtful(fault: jsonschema.ValidationError) -> Iterator[tuple[str | int, ...]]:
    """Paths of what cannot be relied on. A missing key or too few entries leave the rest as good as it was."""
    path = tuple(fault.absolute_path)
    if fault.validator in {"required", "minProperties", "maxProperties", "minItems", "maxItems", "uniqueItems"}:
        return
    if fault.validator == "additionalProperties":
        yield from ((*path, key) for key in _extra_keys(fault))
    elif isinstance(fault.instance, str) and "propertyNames" in fault.absolute_schema_path:
        yield (*path, str(fault.instance))
    else:
        yield path


def _without(node: Node, doubtful: set[tuple[str | int, ...]], at: tuple[str | int, ...] = ()) -> Node:
    if not doubtful:
        return node
    if isinstance(node, MapNode):
        kept = {
            key: _without(value, doubtful, (*at, key))
            for key, value in node.entries.items()
            if (*at, key) not in doubtful
        }
        return replace(node, entries=kept)
    if isinstance(node, ListNode):
        items = enumerate(node.items)
        return replace(node, items=tuple(_without(item, doubtful, (*at, i)) for i, item in items if (*at, i) not in doubtful))
    return node
