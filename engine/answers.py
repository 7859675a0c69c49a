"""Answers: which questions show, what was typed into them, and what is wrong with it.

One rule of visibility, the server's: fields are taken in the order of the file, what is hidden is absent,
and what is absent is neither required nor checked nor kept. The browser's script only imitates it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from engine.cases import CASE, CASE_LABEL
from engine.definition import Case, Choice, Definition, Field, Page
from engine.fields import TYPES, AnswerProblem
from engine.fields.choice import belongs
from engine.values import Answers, Value, by_name

__all__ = [
    "AnswerProblem",
    "Circumstances",
    "Reading",
    "case_problems",
    "choices",
    "environment",
    "labels",
    "offered_cases",
    "read",
    "read_fields",
]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What expressions see besides the form. `channel` and `receive` are `engine.definition.Channel`
    values; `case` is the id of a case, "" while it is not chosen.
    """

    today: date
    applicant: Answers = field(default_factory=dict)
    channel: str = "online"
    receive: str = "online"
    case: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """`answers`: parsed, only of what shows, computed ones included. `visible`: paths of the fields that
    show.

    `problems` stand in the way of submitting; `warnings` do not.
    """

    answers: dict[str, Value]
    problems: tuple[AnswerProblem, ...]
    visible: frozenset[str]
    pages: tuple[Page, ...] = ()
    warnings: tuple[AnswerProblem, ...] = ()

    @property
    def is_complete(self) -> bool:
        return not self.problems


def environment(
    definition: Definition,
    answers: Answers,
    circumstances: Circumstances,
    results: Mapping[str, Answers] | None = None,
) -> dict[str, Any]:
    """What the expressions of the procedure see: every answer by its id, the circumstances, `param`, the
    dated amounts of the day, and the `results` of the steps decided so far, by step ("consult.fire" is a part).
    """
    known = {name: value for name, value in answers.items() if name in definition.fields}
    in_force = {name: each.on(circumstances.today) for name, each in definition.parameters.items()}
    amounts = {name: value.amount.units for name, value in in_force.items() if value}
    written = by_name(results or {})
    return {**known, **written, **_surroundings(circumstances), **({"param": amounts} if amounts else {})}


def read(definition: Definition, raw: Mapping[str, Any], circumstances: Circumstances) -> Reading:
    """The whole form. `raw` is what was typed, by field id: str for single inputs, list[str] for `choices`,
    a list of rows for `group`, "yes"/"no" for `yes_no`. No shape of `raw` raises; ExpressionFailed is
    raised when the procedure's own rules fail.
    """
    reader = _Reader(_surroundings(circumstances))
    pages: list[Page] = []
    for page in definition.pages:
        if page.when is not None and not page.when.holds(reader.environment):
            continue
        before = len(reader.visible)
        for section, asked in page.parts():
            if section is None or section.when is None or section.when.holds(reader.environment):
                reader.read(asked, raw)
        reader.check_late(page.fields)
        if page.text is not None or len(reader.visible) > before:
            pages.append(page)
    reader.doubt(reader.environment["today"])
    problems, warnings = tuple(reader.problems), tuple(reader.warnings)
    return Reading(reader.answers, problems, frozenset(reader.visible), tuple(pages), warnings)


def read_fields(
    fields: Iterable[Field],
    raw: Mapping[str, Any],
    environment: Mapping[str, Any],
    prefix: str = "",
    *,
    record: str = "",
) -> tuple[dict[str, Value], tuple[AnswerProblem, ...], tuple[AnswerProblem, ...], frozenset[str]]:
    """Any list of fields: answers, problems, warnings, visible paths. `environment` holds at least `today`.

    `prefix` stands before every path ("applicant", "members.0"). `record` is the name under which
    expressions see these fields ("applicant", "item"); with "" they are seen by their own ids.
    """
    reader = _Reader(environment, prefix=prefix, record=record)
    reader.read(fields, raw)
    reader.doubt(environment["today"])
    return reader.answers, tuple(reader.problems), tuple(reader.warnings), frozenset(reader.visible)


def choices(field: Field, environment: Mapping[str, Any]) -> tuple[Choice, ...]:
    """The choices offered now."""
    return tuple(choice for choice in field.choices if choice.when is None or choice.when.holds(environment))


def labels(definition: Definition, language: str = "vi", *, item: str = "") -> dict[str, str]:
    """Words for names and choices, as `Expression.words` wants them: "copies", "purpose.job",
    "members.age". `item`: the repeating group whose columns go by "item.…".
    """
    found = {f"param.{each.id}": each.name.in_language(language) for each in definition.parameters.values()}
    for column in definition.fields[item].fields if item else ():
        name = f"item.{column.id}"
        found[name] = column.label.in_language(language)
        found |= {f"{name}.{choice.id}": choice.label.in_language(language) for choice in column.choices}
    for fact in definition.facts.values():
        found[fact.id] = fact.name.in_language(language)
        choices = fact.table.choices if fact.table else ()
        found |= {f"{fact.id}.{choice.id}": choice.label.in_language(language) for choice in choices}
    if definition.cases:
        found[CASE] = CASE_LABEL.in_language(language)
        found |= {f"{CASE}.{case.id}": case.name.in_language(language) for case in definition.cases}
    for asked in definition.fields.values():
        for part in asked.parts:
            name = f"{asked.id}.{part.id}"
            found[name] = f"{asked.label.in_language(language)} – {part.label.in_language(language)}"
            found |= {f"{name}.{choice.id}": choice.label.in_language(language) for choice in part.choices}
        found[asked.id] = asked.label.in_language(language)
        found |= {f"{asked.id}.{choice.id}": choice.label.in_language(language) for choice in asked.choices}
        found |= {f"{asked.id}.{column.id}": column.label.in_language(language) for column in asked.fields}
    for step in definition.steps.values():
        for asked in step.fields:
            name = f"{step.id}.{asked.id}"
            found[name] = asked.label.in_language(language)
            found |= {f"{name}.{choice.id}": choice.label.in_language(language) for choice in asked.choices}
    return found


def case_problems(definition: Definition, circumstances: Circumstances) -> tuple[AnswerProblem, ...]:
    """Why the case cannot be this one: none was chosen, or it is certainly not for this applicant."""
    if not definition.cases:
        return ()
    if not circumstances.case:
        return (AnswerProblem(CASE, "required"),)
    offered = {case.id for case in offered_cases(definition, circumstances)}
    return () if circumstances.case in offered else (AnswerProblem(CASE, "not_a_choice"),)


def offered_cases(definition: Definition, circumstances: Circumstances) -> tuple[Case, ...]:
    """The cases to choose from. Asked first, before all is known of the applicant: what may still hold is offered."""
    known = _surroundings(circumstances)
    return tuple(
        case for case in definition.cases if case.when is None or case.when.value(known) is not False
    )


def _surroundings(circumstances: Circumstances) -> dict[str, Any]:
    case = {CASE: circumstances.case} if circumstances.case else {}
    return case | {
        "applicant": dict(circumstances.applicant),
        "channel": circumstances.channel,
        "receive": circumstances.receive,
        "today": circumstances.today,
    }


class _Reader:
    """Reads fields one after another; each sees the answers before it."""

    def __init__(self, environment: Mapping[str, Any], *, prefix: str = "", record: str = "") -> None:
        self.environment = dict(environment)
        self.answers: dict[str, Value] = {}
        self.problems: list[AnswerProblem] = []
        self.warnings: list[AnswerProblem] = []
        self.visible: list[str] = []
        self._seen: list[Field] = []
        self._prefix = prefix
        self._record = record
        if record:
            self.environment[record] = self.answers

    def read(self, fields: Iterable[Field], raw: object) -> None:
        if not isinstance(raw, Mapping):
            self.problems.append(AnswerProblem(self._prefix, "wrong_shape"))
            raw = {}
        for asked in fields:
            if asked.when is None or asked.when.holds(self.environment):
                self._read_visible(asked, raw.get(asked.id))

    def check_late(self, fields: Iterable[Field]) -> None:
        """The rules of a whole page or section, once all of it is read: each at its field, if that shows."""
        shown = {asked.id for asked in self._seen}
        for asked in fields:
            if asked.id in shown:
                self._check(asked, late=True)

    def doubt(self, today: date) -> None:
        """Warnings come last: they compare an answer with those before and after it."""
        for asked in self._seen:
            value = self.answers.get(asked.id)
            if value is not None:
                remarks = TYPES[asked.type].remarks(asked, value, siblings=self.answers, today=today)
                self.warnings += [remark.at(self._path(asked)) for remark in remarks]

    def _path(self, asked: Field) -> str:
        return f"{self._prefix}.{asked.id}" if self._prefix else asked.id

    def _read_visible(self, asked: Field, raw: object) -> None:
        self.visible.append(self._path(asked))
        kind = TYPES[asked.type]
        if not kind.holds_value:
            return
        self._seen.append(asked)
        problems: tuple[AnswerProblem, ...] = ()
        if asked.compute is not None:
            value = self._computed(asked)
        else:
            value, problems = kind.parse(asked, raw)
            if value is not None:
                today = self.environment["today"]
                problems = (*self._not_offered(asked, value), *kind.examine(asked, value, today=today))
            elif asked.required and not problems:
                problems = (AnswerProblem("", "required"),)
        self.problems += [each.at(self._path(asked)) for each in problems]
        if value is not None and not problems:
            self._keep(asked, self._rows(asked, value) if asked.fields else value)

    def _computed(self, asked: Field) -> Value | None:
        """What the procedure works out; what was sent under the name counts for nothing."""
        value = asked.compute.value(self.environment) if asked.compute else None
        return None if value is None else TYPES[asked.type].computed(asked, value)

    def _not_offered(self, asked: Field, value: Value) -> tuple[AnswerProblem, ...]:
        if not belongs(asked, value, self.answers):
            return (AnswerProblem("", "not_of_parent"),)
        if not any(choice.when for choice in asked.choices):
            return ()
        offered = {choice.id for choice in choices(asked, self.environment)}
        chosen = value if isinstance(value, list) else [value]
        return () if all(each in offered for each in chosen) else (AnswerProblem("", "not_a_choice"),)

    def _rows(self, asked: Field, rows: Value) -> Value:
        """The columns of each row; a faulty row keeps the cells that are right."""
        read: list[dict[str, Value]] = []
        for place, row in enumerate(rows if isinstance(rows, list) else []):
            inner = _Reader(self.environment, prefix=f"{self._path(asked)}.{place}", record="item")
            inner.read(asked.fields, row)
            inner.doubt(self.environment["today"])
            read.append(inner.answers)
            self.problems += inner.problems
            self.warnings += inner.warnings
            self.visible += inner.visible
        return read

    def _keep(self, asked: Field, value: Value) -> None:
        self.answers[asked.id] = value
        if not self._record:
            self.environment[asked.id] = value
        self._check(asked, late=False)

    def _check(self, asked: Field, *, late: bool) -> None:
        for check in asked.checks:
            # A rule is broken when it is certainly false; one that still waits for another answer is not.
            if check.late is late and check.rule.value(self.environment) is False:
                self.problems.append(AnswerProblem(self._path(asked), "rule", message=check.message))
