"""Words between the questions. It asks nothing and holds nothing."""

from __future__ import annotations

from engine.definition import Field
from engine.expressions import TEXT, Type
from engine.fields.base import Parsed, SingleType
from engine.values import Value


class NoteType(SingleType):
    name = "note"
    holds_value = False

    def expression_type(self, field: Field) -> Type:
        return TEXT.maybe()

    def parse(self, field: Field, raw: object) -> Parsed:
        return None, ()

    def show(self, field: Field, value: Value, language: str) -> str:
        return ""
