"""Words: one line, several lines, an address."""

from __future__ import annotations

from types import MappingProxyType

from engine.definition import Field
from engine.fields.base import Parsed, SettingKind, SingleType, problem, typed


class TextType(SingleType):
    """`longest` is the length in characters when the author sets none."""

    settings = MappingProxyType(
        {"min_length": SettingKind.WHOLE, "max_length": SettingKind.WHOLE, "mask": SettingKind.TEXT}
    )

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
        mask = str(field.settings.get("mask", ""))
        if not mask:
            return text, ()
        fitted = fits(mask, text)
        return (fitted, ()) if fitted else (None, problem("not_the_mask", mask=mask))


def fits(mask: str, text: str) -> str:
    """The text as the mask has it, "" when it does not fit: A is a letter, 9 a digit, X either, all else itself.
    Letters become capitals. One look at each character: no mask an author writes can be slow.
    """
    written = text.upper()
    if len(written) != len(mask):
        return ""
    return written if all(_fits(*pair) for pair in zip(mask.upper(), written, strict=True)) else ""


def _fits(wanted: str, character: str) -> bool:
    is_digit = character in "0123456789"
    match wanted:
        case "A":
            return character.isalpha()
        case "9":
            return is_digit
        case "X":
            return is_digit or character.isalpha()
    return character == wanted
