"""What every kind of field can do: read what was typed, judge it, show it, write it back into an input."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Protocol, TypeAlias

from engine.definition import Field
from engine.expressions import TEXT, Type, numbers
from engine.nodes import ListNode, Node, ScalarNode
from engine.text import Text
from engine.validator import size_in_bytes
from engine.values import Answers, Value

MAX_RAW = 100_000
"""Characters of one raw answer that are looked at; anything longer is refused unread."""


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """What is wrong with one answer. `path` is dotted ("test_date", "members.0.name", "applicant.full_name").

    `code` is a key of ANSWER_CODES; its words are in `renderer.messages`. `message` is the author's own,
    for "rule".
    """

    path: str
    code: str
    params: Mapping[str, Any] = field(default_factory=dict, hash=False)
    message: Text | None = None

    def at(self, path: str) -> AnswerProblem:
        """The same below another path: "province" of an address becomes "home.province"."""
        return replace(self, path=f"{path}.{self.path}" if self.path else path)


ANSWER_CODES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "required": (),
        "rule": (),
        "not_looked_up": (),
        "register_unavailable": (),
        "wrong_shape": (),
        "too_short": ("min",),
        "too_long": ("max",),
        "not_a_number": (),
        "number_too_big": (),
        "not_whole": (),
        "too_many_decimals": ("decimals",),
        "too_small": ("min",),
        "too_large": ("max",),
        "not_money": (),
        "not_a_date": (),
        "no_such_date": (),
        "year_out_of_range": ("min", "max"),
        "not_past": (),
        "not_future": (),
        "not_yes_or_no": (),
        "not_a_choice": (),
        "not_of_parent": (),
        "too_few": ("min",),
        "too_many": ("max",),
        "not_a_name": (),
        "not_a_national_id": (),
        "not_a_tax_code": (),
        "not_an_old_id": (),
        "not_a_passport": (),
        "not_a_vietnamese_passport": (),
        "not_social_insurance": (),
        "not_a_year": (),
        "not_a_month": (),
        "not_a_time": (),
        "not_the_mask": ("mask",),
        "tax_code_check_digit": (),
        "not_a_phone": (),
        "not_an_email": (),
        # warnings: shown, never in the way
        "national_id_province": ("province",),
        "national_id_year": ("year",),
        "national_id_sex": (),
    }
)
"""Every code an answer's problem can have, with the names of its parameters."""


class SettingKind(StrEnum):
    """What the value of a setting in YAML has to be. FIELD: the id of another field of the same page or
    group.
    """

    WHOLE = "whole"
    NUMBER = "number"
    YES_NO = "yes_no"
    FIELD = "field"
    SIZE = "size"
    WORDS = "words"
    TEXT = "text"

    def read(self, node: Node) -> int | Decimal | bool | str | tuple[str, ...]:
        """The setting's value. Raises ValueError when the node is no such thing."""
        if self is SettingKind.WORDS:
            if not isinstance(node, ListNode):
                raise ValueError(self)
            return tuple(item.text for item in node.items if isinstance(item, ScalarNode))
        if not isinstance(node, ScalarNode) or not _SETTING_FORMS[self].fullmatch(node.text):
            raise ValueError(self)
        match self:
            case SettingKind.WHOLE:
                return int(node.text)
            case SettingKind.NUMBER:
                return numbers.literal(node.text)
            case SettingKind.YES_NO:
                return node.text in ("yes", "true")
            case SettingKind.SIZE:
                return size_in_bytes(node.text)
        return node.text


_SETTING_FORMS = {
    SettingKind.WHOLE: re.compile("[0-9]{1,6}"),
    SettingKind.NUMBER: re.compile(r"-?[0-9]{1,16}(?:\.[0-9]{1,12})?"),
    SettingKind.YES_NO: re.compile("yes|no|true|false"),
    SettingKind.FIELD: re.compile("[a-z][a-z0-9_]*"),
    SettingKind.TEXT: re.compile(r"[^\x00-\x1f]{1,60}"),
    SettingKind.SIZE: re.compile("[1-9][0-9]{0,3} (?:kB|MB)"),
}

Problems: TypeAlias = "tuple[AnswerProblem, ...]"
Parsed: TypeAlias = "tuple[Value | None, Problems]"


class FieldType(Protocol):
    """One kind of field. Problems it returns have the path ""; whoever reads the form puts them in their
    place.
    """

    @property
    def name(self) -> str:
        """The key in `TYPES`, what YAML calls it."""

    @property
    def settings(self) -> Mapping[str, SettingKind]:
        """The keys YAML may give it besides those of every field."""

    @property
    def holds_value(self) -> bool:
        """False for what only explains and asks nothing."""

    def expression_type(self, field: Field) -> Type:
        """What expressions see; optional when the answer may be missing from a complete form."""

    def parse(self, field: Field, raw: object) -> Parsed:
        """What was typed -> the value, or None for no answer. Never raises, whatever `raw` is."""

    def computed(self, field: Field, value: Value) -> Value:
        """The result of a `compute`, rounded as this kind of field holds it."""

    def examine(self, field: Field, value: Value, *, today: date) -> Problems:
        """What is wrong with a well-formed value."""

    def remarks(self, field: Field, value: Value, *, siblings: Answers, today: date) -> Problems:
        """Doubts about a value beside the others of its page: warnings, shown but never in the way."""

    def show(self, field: Field, value: Value, language: str) -> str:
        """Plain text for summaries, letters and lists."""

    def write(self, value: Value) -> Any:
        """The value back as its input shows it: what `parse` reads as the same value."""


class SingleType:
    """The usual case: one input, one line of text, nothing to doubt. Other kinds say what differs."""

    name = ""
    settings: Mapping[str, SettingKind] = MappingProxyType({})
    holds_value = True
    kind = TEXT

    def expression_type(self, field: Field) -> Type:
        may_be_missing = not field.required
        if field.compute is not None:
            may_be_missing = field.compute.type.optional
        return replace(self.kind, optional=may_be_missing or field.when is not None)

    def parse(self, field: Field, raw: object) -> Parsed:
        text, problems = typed(raw)
        if problems or not text:
            return None, problems
        return self.read(field, text)

    def read(self, field: Field, text: str) -> Parsed:
        """The value of non-empty, cleaned text."""
        raise NotImplementedError

    def computed(self, field: Field, value: Value) -> Value:
        return value

    def examine(self, field: Field, value: Value, *, today: date) -> Problems:
        return ()

    def remarks(self, field: Field, value: Value, *, siblings: Answers, today: date) -> Problems:
        return ()

    def show(self, field: Field, value: Value, language: str) -> str:
        return str(value)

    def write(self, value: Value) -> Any:
        return str(value)


def problem(code: str, **params: Any) -> Problems:
    return (AnswerProblem("", code, params),)


def typed(raw: object, *, lines: bool = False) -> tuple[str, Problems]:
    """The clean text of one input. A wrong shape or a monstrous length is a problem, not an exception."""
    if raw is None:
        return "", ()
    if not isinstance(raw, str):
        return "", problem("wrong_shape")
    if len(raw) > MAX_RAW:
        return "", problem("too_long", max=MAX_RAW)
    return cleaned(raw, lines=lines), ()


# Controls, invisible formatting (bidirectional overrides among it) and halves of characters: nothing a
# person types.
_NEVER_TYPED = frozenset({"Cc", "Cf", "Cs"})


def cleaned(text: str, *, lines: bool = False) -> str:
    """NFC, without control and invisible characters, blanks collapsed; `lines` keeps line breaks."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = [_clean_line(line) for line in text.split("\n")]
    return "\n".join(kept).strip() if lines else " ".join(line for line in kept if line)


def _clean_line(line: str) -> str:
    spaced = "".join(" " if character == "\t" else character for character in line)
    visible = "".join(
        character for character in spaced if unicodedata.category(character) not in _NEVER_TYPED
    )
    return " ".join(visible.split())
