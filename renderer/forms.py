"""(Definition, page, language) → WTForms class, made once per version of a procedure and kept.

A form binds what was typed and shows it back with what the engine found. It decides nothing itself:
`engine.answers.read` does.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, ClassVar

from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm
from wtforms.meta import DefaultMeta

from engine import answers as engine_answers
from engine.answers import AnswerProblem
from engine.definition import Definition, Field, Page
from engine.fields import TYPES
from engine.text import Text
from renderer.inputs import GroupQuestion, Question, RecordQuestion, input_for
from renderer.languages import use
from renderer.messages import sentence

_REARRANGING = ("_add", "_remove", "_refresh", "_upload", "_remove_file")


class FormMeta(DefaultMeta):  # type: ignore[misc]
    """WTForms' own sentences are never shown: ours come from `renderer.messages`."""

    locales = False


class QuestionForm(BaseForm):  # type: ignore[misc]
    """A bound form. Iterating gives its questions in order; `form["field_id"]` gives one.

    `formdata` is what a browser sent (anything with `getlist`), `raw` what the draft remembers: inputs that
    were not sent keep it. `path` stands before the field ids in the paths of problems ("applicant").
    """

    asked: ClassVar[tuple[Field, ...]] = ()
    language: ClassVar[str] = "vi"
    path: ClassVar[str] = ""
    page: ClassVar[Page | None] = None

    def __init__(
        self, formdata: Any = None, raw: Mapping[str, Any] | None = None, *, prefix: str = ""
    ) -> None:
        with use(self.language):
            super().__init__(_unbound(self.asked, self.language, self.path), prefix=prefix, meta=FormMeta())
            self.process(formdata, data=dict(raw or {}))
        self._name_parents()
        self._sent = formdata
        self.other_problems: list[str] = []
        self.surroundings: dict[str, Any] | None = None
        self._hidden_sections: frozenset[str] = frozenset()

    @property
    def questions(self) -> Iterator[Question]:
        return iter(self._fields.values())

    @property
    def parts(self) -> Iterator[FormPart]:
        """The questions as they stand on the page: those of no section, then section by section."""
        if self.page is None or not self.page.sections:
            yield FormPart(tuple(self.questions))
            return
        for section, asked in self.page.parts():
            questions = tuple(self._fields[each.id] for each in asked)
            if section is None:
                yield FormPart(questions)
                continue
            when = section.when.tree() if section.when else None
            title = section.title.in_language(self.language)
            hidden = section.id in self._hidden_sections
            yield FormPart(questions, section.id, title, section.text, when, hidden)

    @property
    def rearranged(self) -> bool:
        """The reader only added or removed a row, or asked to refresh the conditions: save, show the page
        again, judge nothing.
        """
        return self._sent is not None and any(name in self._sent for name in _REARRANGING)

    def _name_parents(self) -> None:
        """Tell each choice that hangs on another how that one's choices are called."""
        for question in self.questions:
            parent = self._fields.get(question.asked.depends_on)
            if parent is not None:
                question.headings = {option.id: option.label for option in parent.options}
                question.hangs_on = parent.name

    @property
    def takes_files(self) -> bool:
        return any(question.shape == "file" for question in self.questions)

    @property
    def has_conditions(self) -> bool:
        return any(part.when for part in self.parts) or any(
            question.when or question.hangs_on or any(option.when for option in question.options)
            for question in self.everything()
        )

    @property
    def surroundings_json(self) -> str:
        """Values of names that are asked elsewhere, for the conditions the browser evaluates; "" before
        `follow`.
        """
        return (
            ""
            if self.surroundings is None
            else json.dumps(self.surroundings, ensure_ascii=False, separators=(",", ":"))
        )

    def raw(self) -> dict[str, Any]:
        """What was typed, as `engine.answers.read` takes it; computed values and notes are not in it."""
        return {
            question.asked.id: question.raw()
            for question in self.questions
            if question.shape not in ("note", "computed", "file")
        }

    def follow(self, reading: engine_answers.Reading, environment: Mapping[str, Any]) -> None:
        """Show and hide what the reading shows and hides, offer the choices that hold, fill in computed
        values.

        `environment` is `engine.answers.environment(definition, reading.answers, circumstances)`.
        """
        self.place(reading.visible, reading.answers, environment, self.path)
        self._hidden_sections = frozenset(
            section.id
            for section in (self.page.sections if self.page else ())
            if section.when is not None and not section.when.holds(environment)
        )
        own = {asked.id for asked in self.asked}
        self.surroundings = {name: value for name, value in _plain(environment).items() if name not in own}

    def show(self, problems: Iterable[AnswerProblem], warnings: Iterable[AnswerProblem] = ()) -> None:
        """Put each finding beside its question; those of questions on other pages are left out."""
        for problem in problems:
            self._put(problem, "errors")
        for warning in warnings:
            self._put(warning, "warnings")

    @property
    def error_list(self) -> list[tuple[str, str]]:
        """(id of the control, sentence) for the error summary, in the order of the page."""
        return [
            (question.id, f"{heading}: {words}" if heading else words)
            for heading, question in self._under_headings()
            for words in question.errors
        ]

    def _under_headings(self) -> Iterator[tuple[str, Question]]:
        """Every question with the heading of its section: two sections may ask for a name each."""
        for part in self.parts:
            for question in part.questions:
                yield from ((part.title, each) for each in _within(question))

    def place(
        self, visible: frozenset[str], answers: Mapping[str, Any], environment: Mapping[str, Any], path: str
    ) -> None:
        """`follow` for this form alone, its paths beginning with `path`; the rows of a group are placed by
        it.
        """
        for question in self.questions:
            asked = question.asked
            here = f"{path}.{asked.id}" if path else asked.id
            question.hidden = asked.when is not None and here not in visible
            if any(choice.when for choice in asked.choices):
                question.offer(frozenset(choice.id for choice in engine_answers.choices(asked, environment)))
            if asked.compute and asked.id in answers:
                question.computed = TYPES[asked.type].show(asked, answers[asked.id], self.language)
            if isinstance(question, GroupQuestion):
                _follow_rows(question, visible, answers, environment, here)

    def _put(self, problem: AnswerProblem, kind: str) -> None:
        question = self.find(problem.path)
        if question is not None:
            getattr(question, kind).append(sentence(problem, question.asked, self.language))

    def find(self, path: str) -> Question | None:
        """The question at a problem's path: "id", "group.0.column", each perhaps after this form's own
        path.
        """
        parts = path.removeprefix(f"{self.path}.").split(".") if self.path else path.split(".")
        question: Question | None = self._fields.get(parts[0])
        if isinstance(question, RecordQuestion) and len(parts) > 1:
            return question.form._fields.get(parts[1]) or question
        if len(parts) == 1 or not isinstance(question, GroupQuestion):
            return question
        rows, place = question.filled_rows, int(parts[1])
        if place >= len(rows) or len(parts) == 2:
            return question
        found: Question | None = rows[place].find(".".join(parts[2:]))
        return found or question

    def everything(self) -> Iterator[Question]:
        for question in self.questions:
            yield from _within(question)


def _within(question: Question) -> Iterator[Question]:
    """The question and those it is made of."""
    yield question
    if isinstance(question, RecordQuestion):
        yield from question.form
    if isinstance(question, GroupQuestion):
        for row in question.rows:
            yield from row.everything()


@dataclass(frozen=True, slots=True)
class FormPart:
    """Questions under one heading; those of no section have no `title`. `when`: the condition tree, None for always."""

    questions: tuple[Question, ...]
    id: str = ""
    title: str = ""
    text: Text | None = None
    when: Any = None
    hidden: bool = False


PageForm = QuestionForm


def form_class(definition: Definition, page_id: str, language: str = "vi") -> type[QuestionForm]:
    """The form of one page. Raises KeyError for a page the form does not have."""
    return _page_class(_PageKey(definition.content_hash, page_id, language, definition))


def fields_form(fields: tuple[Field, ...], key: str = "", language: str = "vi") -> type[QuestionForm]:
    """The form of any list of fields (applicant, an officer's step, a supplement); `key` is its path in
    problems, "" for none.
    """
    return _class(fields, language=language, path=key)


@dataclass(frozen=True, slots=True)
class _PageKey:
    """What a page's class is remembered by; the definition itself only travels along."""

    content_hash: str
    page_id: str
    language: str
    definition: Definition = field(compare=False)


@lru_cache(maxsize=1024)
def _page_class(key: _PageKey) -> type[QuestionForm]:
    page = key.definition.page(key.page_id)
    return type(
        "PageForm",
        (QuestionForm,),
        {"asked": page.fields, "language": key.language, "path": "", "page": page},
    )


@lru_cache(maxsize=256)
def _class(asked: tuple[Field, ...], *, language: str, path: str) -> type[QuestionForm]:
    return type("FieldsForm", (QuestionForm,), {"asked": asked, "language": language, "path": path})


@cache
def _row_class(asked: tuple[Field, ...], language: str, path: str = "") -> type[QuestionForm]:
    return type("RowForm", (QuestionForm,), {"asked": asked, "language": language, "path": path})


def _unbound(fields: Iterable[Field], language: str, path: str) -> list[tuple[str, UnboundField]]:
    return [(asked.id, _question(asked, language, path)) for asked in fields]


def _question(asked: Field, language: str, path: str) -> UnboundField:
    kind = input_for(asked)
    options: dict[str, Any] = {
        "asked": asked,
        "language": language,
        "path": f"{path}.{asked.id}" if path else asked.id,
        "widget": kind.control,
    }
    if issubclass(kind.question, GroupQuestion):
        row_class = _row_class(asked.fields, language)
        options["make_row"] = lambda prefix: row_class(prefix=prefix)
    if issubclass(kind.question, RecordQuestion):
        parts = tuple(_prefilling(asked, part) for part in asked.parts)
        part_class = _row_class(parts, language, options["path"])
        options["make_row"] = lambda prefix: part_class(prefix=prefix)
    return UnboundField(kind.question, **options)


def _prefilling(asked: Field, part: Field) -> Field:
    """The part as it stands on the page: filled in by browsers that know the whole, marked as required only when the
    whole is.
    """
    known = f"{asked.prefill}.{part.id}" if asked.prefill else ""
    return replace(part, prefill=known, required=part.required and asked.required)


def _follow_rows(
    group: GroupQuestion,
    visible: frozenset[str],
    answers: Mapping[str, Any],
    environment: Mapping[str, Any],
    path: str,
) -> None:
    read_rows = answers.get(group.asked.id, [])
    for place, row in enumerate(group.filled_rows):
        item = read_rows[place] if place < len(read_rows) else {}
        row.place(visible, item, {**environment, "item": item}, f"{path}.{place}")


def _plain(environment: Mapping[str, Any]) -> dict[str, Any]:
    """The environment as JSON the browser can read: decimals and dates as text, the twin knows their types
    from the tree.
    """
    return {name: _plain_value(value) for name, value in environment.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain_value(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain_value(item) for item in value]
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value if isinstance(value, bool | str) else str(value)
