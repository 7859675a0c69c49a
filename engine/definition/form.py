"""What the citizen is asked: pages, questions, choices, checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.expressions import Expression
from engine.text import Text


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a choice field. `when` absent: always offered. `code`: its number in the State's own list,
    for those who take the data over; "" when it has none.
    """

    id: str
    label: Text
    when: Expression | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A rule the answers must satisfy, with the author's own message when they do not."""

    rule: Expression
    message: Text


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `type` is a key of `engine.fields.TYPES`; `settings` holds what that type alone understands.

    `required` is absolute once the field shows; `when` decides whether it shows. `compute` makes it read-only.
    `prefill` names a value of the applicant's profile ("full_name", "national_id", …). `fields`: the columns of a
    repeating group, else empty. `listable`: shown as a column and searchable in the officers' queues.
    """

    id: str
    type: str
    label: Text
    required: bool = False
    hint: Text | None = None
    example: str = ""
    when: Expression | None = None
    checks: tuple[Check, ...] = ()
    compute: Expression | None = None
    choices: tuple[Choice, ...] = ()
    fields: tuple[Field, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict, hash=False)
    prefill: str = ""
    listable: bool = False
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One step of the wizard. A page whose `when` is false is absent, with everything on it."""

    id: str
    title: Text
    fields: tuple[Field, ...]
    text: Text | None = None
    when: Expression | None = None
