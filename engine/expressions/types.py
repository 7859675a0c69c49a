"""What an expression and every name in it can be. Nothing here knows how a value is written or computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeAlias

KINDS = ("number", "text", "boolean", "date", "choice", "choices", "record", "records")

KIND_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "number": ("số", "a number"),
        "text": ("chữ", "text"),
        "boolean": ("có/không", "yes or no"),
        "date": ("ngày", "a date"),
        "choice": ("một lựa chọn", "a choice"),
        "choices": ("nhiều lựa chọn", "several choices"),
        "record": ("nhóm thông tin", "a record"),
        "records": ("nhóm lặp lại", "a repeating group"),
        "list": ("danh sách", "a list"),
    }
)


@dataclass(frozen=True, slots=True)
class Type:
    """`kind` is one of KINDS. `choices`: the declared ids of a choice. `fields`: members of a record,
    columns of records.

    `optional`: the value may be absent even when the form is complete, so its use has to be guarded.
    """

    kind: str
    optional: bool = False
    choices: tuple[str, ...] = ()
    fields: Mapping[str, Type] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(self.kind)

    def maybe(self) -> Type:
        return replace(self, optional=True)

    def surely(self) -> Type:
        """The same once a guard has shown that the value is there."""
        return replace(self, optional=False)


Scope: TypeAlias = Mapping[str, Type]

NUMBER = Type("number")
TEXT = Type("text")
BOOLEAN = Type("boolean")
DATE = Type("date")
