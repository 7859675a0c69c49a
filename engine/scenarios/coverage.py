"""How much of a procedure its scenarios touch: pages, branches, fee lines, steps, outcomes, endings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.answers import environment
from engine.cases import variants
from engine.definition import DecisionTable, Definition, FeeLine, Field, Page, Section, StepKind
from engine.facts import row_for
from engine.fees.charges import explanation_json
from engine.scenarios.run import Performance
from engine.scenarios.situation import Situation

EXPIRED, WITHDRAWN = "supplement_expired", "withdrawn"
"""The two ways of ending that are no step of the process."""


@dataclass(frozen=True, slots=True)
class Tally:
    """One kind of thing: `seen` and `missing` by name, both in the order of the file."""

    kind: str
    seen: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def total(self) -> int:
        return len(self.seen) + len(self.missing)


def coverage(definition: Definition, performances: Iterable[Performance]) -> tuple[Tally, ...]:
    """A tally for each kind of thing the procedure has any of."""
    touched: dict[str, set[str]] = {}
    for performance in performances:
        for situation in performance.situations:
            for kind, name in _touched(situation):
                touched.setdefault(kind, set()).add(name)
    there: dict[str, list[str]] = {}
    for kind, name in _everything(definition):
        there.setdefault(kind, []).append(name)
    return tuple(
        Tally(
            kind,
            tuple(name for name in names if name in touched.get(kind, ())),
            tuple(name for name in names if name not in touched.get(kind, ())),
        )
        for kind, names in there.items()
    )


# ---- what there is


def _everything(definition: Definition) -> Iterator[tuple[str, str]]:
    yield from (("cases", case.id) for case in definition.cases)
    for page in definition.pages:
        yield "pages", page.id
    for page in definition.pages:
        yield from (("fields", name) for field in page.fields for name in (field.id, *_columns(field)))
        if page.when is not None:
            yield from _both(f"pages.{page.id}")
        conditional = (each for each in page.sections if each.when is not None)
        yield from (branch for each in conditional for branch in _both(f"sections.{page.id}.{each.id}"))
    for field in definition.fields.values():
        for name, each in (
            (field.id, field),
            *((f"{field.id}.{column.id}", column) for column in field.fields),
        ):
            if each.when is not None:
                yield from _both(name)
        yield from (("branches", each) for each in _checks(field))
    for paper in definition.documents:
        if paper.when is not None and not paper.page:
            yield from _both(f"documents.{paper.id}")
    for line in definition.fee.lines if definition.fee else ():
        yield "lines", line.id
        if line.when is not None or line.valid_from or line.valid_until:
            yield from _both(f"fee.{line.id}")
        rows = len(line.rows) + (len(line.tiers.rows) if line.tiers else 0)
        yield from (("rows", f"{line.id}.{number}") for number in range(1, rows + 1))
    for fact in definition.facts.values():
        if fact.table is not None:
            yield from (("rows", f"facts.{fact.id}.{row}") for row in _rows_of(fact.table))
        elif fact.rule.type.kind == "boolean":
            yield from _both(f"facts.{fact.id}")
    yield from dict.fromkeys(each for variant in variants(definition) for each in _process(variant))
    yield from (("notices", event) for event in definition.notices)


def _process(definition: Definition) -> Iterator[tuple[str, str]]:
    steps = definition.steps.values()
    unseen = {StepKind.END, StepKind.BRANCH, StepKind.PARALLEL, StepKind.CONSULT}
    waiting = (step for step in steps if step.kind not in unseen)
    yield from (("steps", step.id) for step in waiting if step.linked is None or step.linked.wait)
    yield from (("outcomes", f"{step.id}.{outcome.id}") for step in steps for outcome in step.outcomes)
    yield from (("endings", step.id) for step in steps if step.kind is StepKind.END)
    if any(outcome.supplement for step in steps for outcome in step.outcomes):
        yield "endings", EXPIRED
    yield "endings", WITHDRAWN


def _both(name: str) -> Iterator[tuple[str, str]]:
    yield from (("branches", f"{name}=yes"), ("branches", f"{name}=no"))


def _columns(field: Field) -> list[str]:
    return [f"{field.id}.{column.id}" for column in field.fields]


def _checks(field: Field) -> Iterator[str]:
    for number, _ in enumerate(field.checks, start=1):
        yield from (f"{field.id}.check.{number}=held", f"{field.id}.check.{number}=broken")


# ---- what a situation touches


def _touched(situation: Situation) -> Iterator[tuple[str, str]]:
    definition, reading = situation.definition, situation.reading
    if situation.circumstances.case:
        yield "cases", situation.circumstances.case
    shown_pages = {page.id for page in reading.pages}
    yield from (("pages", page) for page in shown_pages)
    yield from (("branches", f"pages.{page.id}={_yes(page.id in shown_pages)}") for page in definition.pages)
    for page in definition.pages:
        if page.id in shown_pages:
            for section, fields in page.parts():
                yield from _section(situation, page, section)
                for field in fields if _shows(situation, section) else ():
                    yield from _field(situation, field)
    papers = {paper.id for paper in situation.papers}
    for paper in definition.documents:
        yield "branches", f"documents.{paper.id}={_yes(paper.id in papers)}"
    yield from _fee(situation)
    yield from _facts(situation)
    yield from _course(situation)


def _section(situation: Situation, page: Page, section: Section | None) -> Iterator[tuple[str, str]]:
    if section is not None and section.when is not None:
        yield "branches", f"sections.{page.id}.{section.id}={_yes(_shows(situation, section))}"


def _shows(situation: Situation, section: Section | None) -> bool:
    """A section whose every question hides tells nothing: it counts as hidden."""
    return section is None or section.when is None or bool(situation.reading.visible & {*section.asks})


def _field(situation: Situation, field: Field) -> Iterator[tuple[str, str]]:
    visible = situation.reading.visible
    is_shown = field.id in visible
    yield "branches", f"{field.id}={_yes(is_shown)}"
    if not is_shown:
        return
    yield "fields", field.id
    rows = situation.reading.answers.get(field.id)
    for number, _ in enumerate(rows if isinstance(rows, list) and field.fields else ()):
        for column in field.fields:
            column_shown = f"{field.id}.{number}.{column.id}" in visible
            yield "branches", f"{field.id}.{column.id}={_yes(column_shown)}"
            if column_shown:
                yield "fields", f"{field.id}.{column.id}"
    broken = {problem.message for problem in situation.reading.problems if problem.path == field.id}
    for number, check in enumerate(field.checks, start=1):
        if check.late or field.id in situation.reading.answers:
            yield "branches", f"{field.id}.check.{number}={'broken' if check.message in broken else 'held'}"


def _fee(situation: Situation) -> Iterator[tuple[str, str]]:
    lines = situation.definition.fee.lines if situation.definition.fee else ()
    for charge in situation.bill.charges if situation.bill else ():
        yield "lines", charge.line_id
        yield "branches", f"fee.{charge.line_id}=yes"
        line = next((each for each in lines if each.id == charge.line_id), None)
        if line is not None:
            reasons = _reasons(explanation_json(charge.explanation))
            yield from (("rows", name) for reason in reasons for name in _rows(line, reason))
    for absent in situation.bill.absent if situation.bill else ():
        yield "branches", f"fee.{absent.line_id}=no"


def _rows_of(table: DecisionTable) -> list[str]:
    numbers = [str(number) for number in range(1, len(table.rows) + 1)]
    return numbers if table.otherwise is None else [*numbers, "else"]


def _facts(situation: Situation) -> Iterator[tuple[str, str]]:
    if not situation.definition.facts:
        return
    seen = environment(situation.definition, situation.reading.answers, situation.circumstances)
    for fact in situation.definition.facts.values():
        if fact.table is not None:
            row = row_for(fact.table, seen)
            if row is not None:
                yield "rows", f"facts.{fact.id}.{row or 'else'}"
        elif (value := fact.rule.value(seen)) is not None:
            yield "branches", f"facts.{fact.id}={_yes(value)}"


def _reasons(found: Any) -> Iterator[Mapping[str, Any]]:
    """An explanation and those within it: of a bound's sum, of an item of a group."""
    if isinstance(found, list):
        for each in found:
            yield from _reasons(each)
    elif isinstance(found, Mapping):
        if "code" in found and "params" in found:
            yield found
        for each in found.values():
            yield from _reasons(each)


def _rows(line: FeeLine, reason: Mapping[str, Any]) -> Iterator[str]:
    """The row of its table, or the bands of its tiers, that the reason is about."""
    if reason["code"] == "table_row":
        yield f"{line.id}.{reason['params']['row']}"
    elif reason["code"] == "tiers" and line.tiers is not None:
        starts = [Decimal(0), *(tier.up_to for tier in line.tiers.rows)]
        yield from (
            f"{line.id}.{starts.index(Decimal(band['above'])) + 1}" for band in reason["params"]["bands"]
        )


def _course(situation: Situation) -> Iterator[tuple[str, str]]:
    state = situation.state
    yield from (("steps", opened.step) for opened in (state.open if state else ()))
    yield from (("notices", event) for event in situation.events)
    yield from (("endings", event) for event in situation.events if event in (EXPIRED, WITHDRAWN))
    if situation.took is not None:
        step_id, outcome_id = situation.took
        yield "outcomes", f"{step_id}.{outcome_id}"
        yield "endings", situation.definition.steps[step_id].outcome(outcome_id).to


def _yes(truth: object) -> str:
    return "yes" if truth else "no"
