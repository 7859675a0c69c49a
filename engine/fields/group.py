"""A repeating group: rows of columns. `engine.answers` reads the columns: it knows what shows and what
hides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from engine.definition import Field
from engine.expressions import Type
from engine.fields.base import MAX_RAW, FieldType, Parsed, SettingKind, SingleType, problem, typed
from engine.fields.choice import how_many
from engine.values import Value, YearOnly

MAX_ROWS = 200


class GroupType(SingleType):
    """`min` and `max` bound the rows, never beyond MAX_ROWS. `column_types`: every kind of field a column
    can be.
    """

    name = "group"
    settings = MappingProxyType(
        {"min": SettingKind.WHOLE, "max": SettingKind.WHOLE, "row_label": SettingKind.TEXT}
    )

    def __init__(self, column_types: Mapping[str, FieldType]) -> None:
        self._column_types = column_types

    def expression_type(self, field: Field) -> Type:
        columns = {
            column.id: self._column_types[column.type].expression_type(column) for column in field.fields
        }
        return replace(super().expression_type(field), kind="records", fields=columns)

    def parse(self, field: Field, raw: object) -> Parsed:
        """The rows as typed, without those left wholly blank."""
        if raw is None or raw == "":
            return None, ()
        if not isinstance(raw, list) or not all(isinstance(row, Mapping) for row in raw):
            return None, problem("wrong_shape")
        if len(raw) > MAX_ROWS:
            return None, problem("too_many", max=min(MAX_ROWS, int(field.settings.get("max", MAX_ROWS))))
        rows = [dict(row) for row in raw if not is_blank(row)]
        if not rows:
            return None, ()
        problems = how_many(field, len(rows))
        return (None, problems) if problems else (rows, ())

    def show(self, field: Field, value: Value, language: str) -> str:
        rows = value if isinstance(value, list) else []
        return "\n".join(self._show_row(field, row, language) for row in rows if isinstance(row, dict))

    def _show_row(self, field: Field, row: Mapping[str, Value], language: str) -> str:
        given = [column for column in field.fields if column.id in row]
        shown = ((each, self._column_types[each.type].show(each, row[each.id], language)) for each in given)
        return "; ".join(f"{column.label.in_language(language)}: {words}" for column, words in shown)

    def write(self, value: Value) -> list[dict[str, Any]]:
        rows = value if isinstance(value, list) else []
        return [{name: written(cell) for name, cell in row.items()} for row in rows if isinstance(row, dict)]


def is_blank(row: Mapping[Any, object]) -> bool:
    return all(_is_blank(cell) for cell in row.values())


def _is_blank(cell: object) -> bool:
    if isinstance(cell, Mapping):
        return is_blank(cell)
    return (not typed(cell)[0] and len(cell) <= MAX_RAW) if isinstance(cell, str) else not cell


def written(cell: Value) -> Any:
    """A value inside another as its input shows it; the value itself tells its kind."""
    match cell:
        case dict():
            return {name: written(part) for name, part in cell.items()}
        case bool():
            return "yes" if cell else "no"
        case Decimal():
            return f"{cell:f}".replace(".", ",")
        case YearOnly():
            return str(cell)
        case date():
            return f"{cell.day:02d}/{cell.month:02d}/{cell.year:04d}"
    return cell
