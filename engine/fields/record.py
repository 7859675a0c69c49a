"""Answers of several named parts, asked together: a structured address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from engine.definition import Field
from engine.expressions import Type
from engine.fields.base import FieldType, Parsed, SingleType, problem, typed
from engine.fields.choice import belongs
from engine.fields.group import is_blank, written
from engine.values import Value


class RecordType(SingleType):
    """The parts are questions of their own (`Field.parts`), found wrong at a path of their own. The record is absent
    when all of them are left empty; once one is filled in, those that are required are missed.
    """

    def __init__(self, name: str, part_types: Mapping[str, FieldType]) -> None:
        self.name = name
        self._part_types = part_types

    def expression_type(self, field: Field) -> Type:
        parts = {part.id: self._part_types[part.type].expression_type(part) for part in field.parts}
        return replace(super().expression_type(field), kind="record", fields=parts)

    def parse(self, field: Field, raw: object) -> Parsed:
        if isinstance(raw, str):
            line, problems = typed(raw)
            if problems or not line:
                return None, problems
            raw = self.taken_apart(field, line)
        if raw is None:
            return None, ()
        if not isinstance(raw, Mapping):
            return None, problem("wrong_shape")
        return (None, ()) if is_blank(raw) else self._parts(field, raw)

    def _parts(self, field: Field, raw: Mapping[str, object]) -> Parsed:
        values: dict[str, Value] = {}
        problems: Parsed = (None, ())
        wrong = list(problems[1])
        for part in field.parts:
            value, found = self._part_types[part.type].parse(part, raw.get(part.id))
            if value is None and not found and part.required:
                found = problem("required")
            elif value is not None and not belongs(part, value, values):
                found = problem("not_of_parent")
            wrong += [each.at(part.id) for each in found]
            if value is not None and not found:
                values[part.id] = value
        return (None, tuple(wrong)) if wrong else (values, ())

    def taken_apart(self, field: Field, line: str) -> dict[str, str]:
        """The parts of an answer given as one line, by an account or an older version of the procedure."""
        return {field.parts[-1].id: line}

    def examine(self, field: Field, value: Value, *, today: date) -> Any:
        given = value if isinstance(value, Mapping) else {}
        return tuple(
            each.at(part.id)
            for part in field.parts
            if part.id in given
            for each in self._part_types[part.type].examine(part, given[part.id], today=today)
        )

    def show_part(self, part: Field, value: Value, language: str) -> str:
        return self._part_types[part.type].show(part, value, language)

    def show(self, field: Field, value: Value, language: str) -> str:
        if not isinstance(value, Mapping):
            return str(value)
        given = [part for part in field.parts if part.id in value]
        return "; ".join(
            f"{part.label.in_language(language)}: {self.show_part(part, value[part.id], language)}"
            for part in given
        )

    def write(self, value: Value) -> Any:
        if not isinstance(value, Mapping):
            return str(value)
        return {name: written(part) for name, part in value.items()}
