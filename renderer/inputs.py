"""Engine field type → input: the one table, and the WTForms fields it names.

The inputs carry what was typed ("raw", see `engine.answers`) and judge nothing: the engine does, in one
semantics for every page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from wtforms import Field as WTField
from wtforms.form import BaseForm

from engine.definition import Field
from engine.fields import TYPES
from engine.fields.group import is_blank
from engine.fields.record import RecordType
from engine.text import Text
from renderer.basis_words import basis_words
from renderer.languages import gettext, noted
from renderer.widgets import (
    SELECT_FROM,
    AreaControl,
    ComputedControl,
    ManyOfControl,
    OneOfControl,
    TextControl,
)

_AUTOCOMPLETE: Mapping[str, str] = {
    "full_name": "name",
    "phone": "tel",
    "email": "email",
    "address": "street-address",
    "address.province": "address-level1",
    "address.ward": "address-level2",
    "address.detail": "address-line1",
    "birth_date": "bday",
    "organization_name": "organization",
}
_OLD_ID = noted("12 chữ số của căn cước, hoặc 9 chữ số của chứng minh nhân dân.")
_YES_NO = (("yes", noted("Có")), ("no", noted("Không")))


@dataclass(frozen=True, slots=True)
class Option:
    """One option as shown. `when`: the condition tree, None for always; `offered`: whether it holds now. `of`: the
    choice it hangs on, "" for none.
    """

    id: str
    label: str
    when: Any = None
    offered: bool = True
    of: str = ""


class Question(WTField):  # type: ignore[misc]
    """A question of a generated form. `shape` tells the macro how to draw it: "single", "set", "group",
    "note" or "computed".
    """

    data: Any  # what was typed: text, a list of choices, or rows

    def __init__(self, *, asked: Field, language: str, path: str, **kwargs: Any) -> None:
        super().__init__(label=asked.label.in_language(language), **kwargs)
        self.asked = asked
        self.language = language
        self.path = path
        self.when = asked.when.tree() if asked.when else None
        self.hidden = False
        self.errors: list[str] = []
        self.warnings: list[str] = []
        self.computed = ""
        self.options: tuple[Option, ...] = self._all_options()
        self.headings: Mapping[str, str] = {}
        self.hangs_on = ""

    @property
    def shape(self) -> str:
        return "single"

    @property
    def hints(self) -> tuple[str, ...]:
        """The author's hint, then what the type itself has to say, then the example."""
        own = _OLD_ID if self.asked.settings.get("old") else INPUTS[self.asked.type].hint
        """The author's hint, what the type itself has to say, the example, the legal basis."""
        own = INPUTS[self.asked.type].hint
        example = self.asked.example or INPUTS[self.asked.type].example
        lines = [self._say(self.asked.hint), gettext(own) if own else ""]
        lines.append(
            gettext("Ví dụ: %(example)s", example=example) if example and not self.asked.compute else ""
        )
        lines.append(basis_words(self.asked.legal_basis))
        return tuple(line for line in lines if line)

    @property
    def described_by(self) -> str:
        """Ids of the hint and the error below the label, for `aria-describedby`."""
        parts = [f"{self.id}--hint"] if self.hints else []
        parts += [f"{self.id}--warning"] if self.warnings else []
        parts += [f"{self.id}--error"] if self.errors else []
        return " ".join(parts)

    @property
    def autocomplete(self) -> str:
        return _AUTOCOMPLETE.get(self.asked.prefill, "")

    @property
    def required(self) -> bool:
        return self.asked.required

    def raw(self) -> Any:
        return self.data or ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """A name that was not sent (a disabled input) keeps what the draft remembers."""
        if valuelist:
            self.data = valuelist[0]

    def offer(self, offered: frozenset[str]) -> None:
        """Mark which options hold in the present circumstances."""
        self.options = tuple(replace(option, offered=option.id in offered) for option in self.options)

    def _all_options(self) -> tuple[Option, ...]:
        if self.asked.type == "yes_no":
            return tuple(Option(value, gettext(label)) for value, label in _YES_NO)
        return tuple(
            Option(
                choice.id,
                choice.label.in_language(self.language),
                choice.when.tree() if choice.when else None,
                of=choice.of,
            )
            for choice in self.asked.choices
        )

    def _say(self, text: Text | None) -> str:
        return text.in_language(self.language) if text else ""


class ChoiceQuestion(Question):
    """One of several; drawn as a set of radio buttons with a legend unless the options are many."""

    @property
    def shape(self) -> str:
        return "single" if len(self.options) >= SELECT_FROM or self.asked.depends_on else "set"


class ManyQuestion(Question):
    """Any of several; its raw value is a list."""

    @property
    def shape(self) -> str:
        return "set"

    def process_data(self, value: Any) -> None:
        self.data = [value] if isinstance(value, str) and value else list(value or [])

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = [value for value in valuelist if value]

    def raw(self) -> list[str]:
        return list(self.data)


class RecordQuestion(Question):
    """Several questions with one answer. Its raw value is a mapping; a line of text is taken apart first."""

    def __init__(self, *, make_row: Callable[[str], BaseForm], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._make_row = make_row

    @property
    def shape(self) -> str:
        return "record"

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors: list[str] = []
        kind = TYPES[self.asked.type]
        if isinstance(data, str) and isinstance(kind, RecordType):
            data = kind.taken_apart(self.asked, data) if data.strip() else {}
        self.form = self._make_row(self.name)
        self.form.process(formdata, data=data if isinstance(data, dict) else {})
        self.data = self.form.raw()

    def raw(self) -> dict[str, Any]:
        return dict(self.form.raw())


class NoteQuestion(Question):
    """Words between the questions; holds nothing."""

    @property
    def shape(self) -> str:
        return "note"


class FileQuestion(Question):
    """A paper sent in on the page. `shelf` is what the page knows of its files; None where none can be sent."""

    shelf: Any = None

    @property
    def shape(self) -> str:
        return "file"


class ComputedQuestion(Question):
    """Read-only: what is sent under its name is ignored."""

    @property
    def shape(self) -> str:
        return "computed"

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None


class GroupQuestion(Question):
    """Repeating rows. Buttons `_add` = name and `_remove` = name-number change the rows without any script.

    `rows` are forms of the columns, in order; inputs are named `name-0-column`.
    """

    @property
    def shape(self) -> str:
        return "group"

    def __init__(self, *, make_row: Callable[[str], BaseForm], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._make_row = make_row
        self.rows: list[BaseForm] = []

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Rows as sent, else as remembered; renumbered from 0. A group nobody has touched shows its fewest
        rows (one at least).
        """
        self.process_errors: list[str] = []
        remembered = data if isinstance(data, list) else None
        if formdata is not None and self._was_sent(formdata):
            taken = self._sent_rows(formdata)
        else:
            taken = list(remembered) if remembered is not None else [{}] * self._fewest()
        self.data = taken
        self.rows = [self._row(place, answers) for place, answers in enumerate(taken)]

    def raw(self) -> list[dict[str, Any]]:
        """Every row as it stands on the page, blank ones too, so that a draft gives the same page back."""
        return [row.raw() for row in self.rows]

    @property
    def filled_rows(self) -> list[BaseForm]:
        """The rows the engine counts: paths of findings ("members.0.name") number these, blank ones are
        skipped.
        """
        return [row for row in self.rows if not is_blank(row.raw())]

    def _was_sent(self, formdata: Any) -> bool:
        return self.name in formdata or any(name.startswith(f"{self.name}-") for name in formdata)

    def _sent_rows(self, formdata: Any) -> list[dict[str, Any]]:
        pattern = re.compile(re.escape(self.name) + r"-([0-9]{1,4})-.+")
        numbers = sorted({int(found[1]) for name in formdata if (found := pattern.fullmatch(name))})
        removed = formdata.get("_remove", "")
        kept = [number for number in numbers if removed != f"{self.name}-{number}"]
        rows = [self._read_row(number, formdata).raw() for number in kept]
        return [*rows, {}] if formdata.get("_add") == self.name else rows

    def _read_row(self, number: int, formdata: Any) -> Any:
        row = self._make_row(f"{self.name}-{number}")
        row.process(formdata)
        return row

    def _row(self, number: int, answers: Mapping[str, Any]) -> BaseForm:
        row = self._make_row(f"{self.name}-{number}")
        row.process(None, data=answers)
        return row

    def _fewest(self) -> int:
        fewest = self.asked.settings.get("min", 1)
        return max(1, int(fewest))


@dataclass(frozen=True, slots=True)
class Input:
    """How one field type is asked: its WTForms class, its control, and what the type itself tells the
    reader.
    """

    question: type[Question]
    control: Any
    hint: str = ""
    example: str = ""


def _single(control: Any, *, hint: str = "", example: str = "") -> Input:
    return Input(Question, control, hint, example)


INPUTS: Mapping[str, Input] = {
    "text": _single(TextControl()),
    "long_text": _single(AreaControl()),
    "number": _single(TextControl(width="10", inputmode="decimal", spellcheck=False)),
    "money": _single(TextControl(width="20", inputmode="numeric", spellcheck=False, suffix=noted("đồng"))),
    "date": _single(
        TextControl(width="10", inputmode="numeric", spellcheck=False, kind="date"), example="27/03/2026"
    ),
    "birth_date": _single(
        TextControl(width="10", inputmode="numeric", spellcheck=False),
        hint=noted("Nếu không nhớ ngày sinh, chỉ nhập năm sinh."),
        example="27/03/1986",
    ),
    "yes_no": Input(ChoiceQuestion, OneOfControl(inline=True)),
    "choice": Input(ChoiceQuestion, OneOfControl()),
    "choices": Input(ManyQuestion, ManyOfControl()),
    "person_name": _single(TextControl(autocapitalize="words", spellcheck=False)),
    "national_id": _single(
        TextControl(width="20", inputmode="numeric", spellcheck=False),
        hint=noted("12 chữ số trên thẻ căn cước."),
    ),
    "tax_code": _single(
        TextControl(width="20", spellcheck=False),
        hint=noted("10 chữ số, hoặc 10 chữ số và 3 số của chi nhánh."),
    ),
    "passport": _single(
        TextControl(width="20", autocapitalize="characters", spellcheck=False),
        hint=noted("1 chữ cái và 7 chữ số với hộ chiếu Việt Nam."),
    ),
    "social_insurance": _single(
        TextControl(width="20", inputmode="numeric", spellcheck=False),
        hint=noted("10 chữ số trên thẻ bảo hiểm."),
    ),
    "year": _single(TextControl(width="4", inputmode="numeric", spellcheck=False), example="2026"),
    "month_year": _single(TextControl(width="10", inputmode="numeric", spellcheck=False), example="03/2026"),
    "time": _single(TextControl(width="10", spellcheck=False), example="14:30"),
    "phone": _single(TextControl(type="tel", width="20", spellcheck=False)),
    "email": _single(TextControl(type="email", spellcheck=False)),
    "address": Input(RecordQuestion, None),
    "address_line": _single(
        TextControl(), hint=noted("Số nhà, đường hoặc thôn, ấp; xã, phường, đặc khu; tỉnh, thành phố.")
    ),
    "group": Input(GroupQuestion, None),
    "note": Input(NoteQuestion, None),
    "file": Input(FileQuestion, None),
}
COMPUTED = Input(ComputedQuestion, ComputedControl())


def input_for(asked: Field) -> Input:
    """Raises KeyError for a field type that has no input."""
    if asked.type == "address" and not asked.parts:  # a version stored before addresses had parts
        return INPUTS["address_line"]
    return COMPUTED if asked.compute else INPUTS[asked.type]
