"""What the citizen is asked: pages, questions, choices, checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.definition.lookup import Lookup
from engine.expressions import Expression
from engine.text import Text


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a choice field. `when` absent: always offered. `code`: its number in the State's own list,
    for those who take the data over; "" when it has none. `of`: the choice of the question it depends on under which
    it is offered; "" for every one.
    """

    id: str
    label: Text
    when: Expression | None = None
    code: str = ""
    of: str = ""
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A rule the answers must satisfy, with the author's own message when they do not.

    `late`: of a whole page or section. It is put to the answers once all of it has been read, and stands at its field
    whether that was answered or not.
    """

    rule: Expression
    message: Text
    late: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `type` is a key of `engine.fields.TYPES`; `settings` holds what that type alone understands.

    `required` is absolute once the field shows; `when` decides whether it shows. `compute` makes it read-only.
    `prefill` names a value of the applicant's profile ("full_name", "national_id", …). `fields`: the columns of a
    repeating group, else empty. `parts`: the members of an answer of several parts, as an address. `depends_on`: the
    question beside it whose choice decides which choices this one has. `default` stands in the input of a new draft,
    to be changed at will. `listable`: shown as a column and searchable in the officers' queues. `was`: ids it had in
    earlier versions.
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
    parts: tuple[Field, ...] = ()
    depends_on: str = ""
    default: str = ""
    was: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page under a heading of its own; hidden, it hides what it asks. `asks`: ids of fields of the page."""

    id: str
    title: Text
    asks: tuple[str, ...]
    text: Text | None = None
    when: Expression | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One step of the wizard. A page whose `when` is false is absent, with everything on it.

    `fields` are all of its questions in their order: first those of no section, then section by section.
    """

    id: str
    title: Text
    fields: tuple[Field, ...]
    text: Text | None = None
    when: Expression | None = None
    sections: tuple[Section, ...] = ()
    lookup: Lookup | None = None
    legal_basis: tuple[str, ...] = ()

    def section_of(self, field_id: str) -> Section | None:
        return next((each for each in self.sections if field_id in each.asks), None)

    def guards(self, field_id: str) -> tuple[Expression, ...]:
        """What must hold around a field for it to be asked, its own `when` apart."""
        section = self.section_of(field_id)
        around = (self.when, section.when if section else None)
        return tuple(each for each in around if each is not None)

    def path_of(self, field_id: str) -> str:
        """Where the field stands in the file, as findings say it."""
        section = self.section_of(field_id)
        within = f".sections.{section.id}" if section else ""
        return f"form.pages.{self.id}{within}.fields.{field_id}"

    def parts(self) -> tuple[tuple[Section | None, tuple[Field, ...]], ...]:
        """The questions of no section, then each section with its own."""
        placed = {field_id for each in self.sections for field_id in each.asks}
        loose = tuple(field for field in self.fields if field.id not in placed)
        own = ((each, tuple(f for f in self.fields if f.id in each.asks)) for each in self.sections)
        return ((None, loose), *own)
