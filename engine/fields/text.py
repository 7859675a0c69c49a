"""Words: one line, several lines, an address."""

from __future__ import annotations

from types import MappingProxyType

from engine.definition import Field
from engine.fields.base import Parsed, SettingKind, SingleType, problem, typed


class TextType(SingleType):
    """`longest` is the length in characters when the author sets none."""

    settings = MappingProxyType({"min_length": SettingKind.WHOLE, "max_length": SettingKind.WHOLE})

    def __init__(self, name: str, *, longest: int, lines: bool = False) -> None:
        self.name = name
        self._longest = longest
        self._lines = lines

    def parse(self, field: Field, raw: object) -> Parsed:
        text, problems = typed(raw, lines=self._lines)
        if problems or not text:
            return None, problems
        return self.read(field, text)

    def read(self, field: Field, text: str) -> Parsed:
        longest = int(field.settings.get("max_length", self._longest))
        if len(text) > longest:
            return None, problem("too_long", max=longest)
        shortest = int(field.settings.get("min_length", 0))
        if len(text) < shortest:
            return None, problem("too_short", min=shortest)
        return text, ()
