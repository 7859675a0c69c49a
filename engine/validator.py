"""JSON Schema with scalars read by the type their place asks for: the validator behind `engine.schema`.

A word in a file is a yes/no, a whole number or a number only where the schema wants one, and only unquoted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
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
from engine.nodes import ScalarNode
from engine.spans import Span

PROCEDURE = "procedure.schema.json"
SHARED = "shared.schema.json"
SCENARIO = "scenario.schema.json"

TRUE = frozenset({"yes", "true"})
FALSE = frozenset({"no", "false"})
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,9})?")
# Narrower than what Python reads as ISO 8601, which has weeks and days of the year, too.
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HOUR = re.compile(r"[0-9]{2}:[0-9]{2}")
_SIZE = re.compile(r"(?P<amount>[1-9][0-9]{0,3}) (?P<unit>kB|MB)")


class Word(str):
    """A scalar as the validator sees it: its text, and whether it may be read as a number or a yes/no."""

    __slots__ = ("plain",)
    plain: bool

    @classmethod
    def of(cls, node: ScalarNode) -> Word:
        word = cls(node.text)
        word.plain = node.plain
        return word


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


def _is_yes_no(_checker: object, value: object) -> bool:
    return isinstance(value, Word) and value.plain and value in TRUE | FALSE


def _is_integer(_checker: object, value: object) -> bool:
    return isinstance(value, Word) and value.plain and _INTEGER.fullmatch(value) is not None


def _is_number(_checker: object, value: object) -> bool:
    return isinstance(value, Word) and value.plain and _NUMBER.fullmatch(value) is not None


def _enum(
    _validator: Any, allowed: list[Any], value: Any, _schema: Any
) -> Iterator[jsonschema.ValidationError]:
    if not isinstance(value, str) or value not in {str(one) for one in allowed}:
        yield jsonschema.ValidationError("not one of the values allowed")


def _const(validator: Any, expected: Any, value: Any, schema: Any) -> Iterator[jsonschema.ValidationError]:
    yield from _enum(validator, [expected], value, schema)


def _bound(
    is_outside: Callable[[Decimal, Decimal], bool],
) -> Callable[..., Iterator[jsonschema.ValidationError]]:
    def keyword(validator: Any, limit: Any, value: Any, _schema: Any) -> Iterator[jsonschema.ValidationError]:
        if validator.is_type(value, "number") and is_outside(Decimal(value), Decimal(str(limit))):
            yield jsonschema.ValidationError("out of bounds")

    return keyword


def _pattern(validator: Any, pattern: str, value: Any, schema: Any) -> Iterator[jsonschema.ValidationError]:
    """A pattern beside a `format` is there for editors only: the format says the same, and more."""
    if "format" not in schema and validator.is_type(value, "string") and not _whole(pattern).search(value):
        yield jsonschema.ValidationError("not of the form asked for")


@cache
def _whole(pattern: str) -> re.Pattern[str]:
    """The pattern with `$` meaning the end, as in a browser. Python's would let a line end follow."""
    return re.compile(pattern.removesuffix("$") + r"\Z" if pattern.endswith("$") else pattern)


_formats = jsonschema.FormatChecker(formats=())
_formats.checks("money", raises=ValueError)(lambda value: bool(Money.parse(str(value))))
_formats.checks("span", raises=ValueError)(lambda value: bool(Span.parse(str(value))))
_formats.checks("date", raises=ValueError)(
    lambda value: _DAY.fullmatch(str(value)) is not None and bool(date.fromisoformat(str(value)))
)
_formats.checks("time", raises=ValueError)(
    lambda value: _HOUR.fullmatch(str(value)) is not None and bool(time.fromisoformat(str(value)).isoformat())
)
_formats.checks("size", raises=ValueError)(lambda value: bool(size_in_bytes(str(value))))

_extend: Any = validators.extend
_Validator: Any = _extend(
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
def validator(file: str, definition: str) -> Any:
    """Prepared once for a schema file, or for one of its `$defs`."""
    # Without `$schema`: meeting it, the library would go on with its stock validator.
    registry: Registry[Any] = Registry()
    for name in (PROCEDURE, SHARED, SCENARIO):
        contents = {key: value for key, value in published(name).items() if key not in {"$schema", "$id"}}
        registry = registry.with_resource(name, DRAFT202012.create_resource(contents))
    target = f"{file}#/$defs/{definition}" if definition else file
    return _Validator({"$ref": target}, registry=registry, format_checker=_formats)
