from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from engine.definition import (
    Check,
    Choice,
    Deadline,
    Definition,
    Document,
    Fee,
    FeeKind,
    FeeLine,
    Field,
    Page,
    PayAt,
    Process,
)
from engine.expressions import DATE, NUMBER, compile_expression
from engine.money import Money
from engine.revisions import Change, Impact, Kind, difference, worst
from engine.spans import Span
from engine.text import Text
from tests.engine.processes import APPRAISE_AND_SIGN, outcome, procedure, step

COPIES = Field("copies", "number", Text.of("Số bản"), required=True, settings={"min": Decimal(1)})
NOTE = Field("note", "text", Text.of("Ghi chú"))
PURPOSE = Field(
    "purpose", "choice", Text.of("Mục đích"), choices=(Choice("a", Text.of("A")), Choice("b", Text.of("B")))
)
REPORT = Document("report", Text.of("Báo cáo"), originals=1)
FILING = FeeLine("filing", Text.of("Lệ phí"), kind=FeeKind.LE_PHI, amount=Money(150_000))


def rule(text: str) -> Check:
    compiled = compile_expression(text, {"copies": NUMBER, "today": DATE}, None)
    assert compiled.expression is not None
    return Check(compiled.expression, Text.of("Không hợp lệ"))


def with_fields(*asked: Field) -> Definition:
    return procedure(pages=(Page("form", Text.of("Tờ khai"), asked),))


def with_fee(**changes: Any) -> Definition:
    return procedure(fee=Fee(PayAt.SUBMISSION, refundable=False, lines=(replace(FILING, **changes),)))


def only(old: Definition, new: Definition) -> Change:
    changes = difference(old, new)
    assert len(changes) == 1, changes
    return changes[0]


def test_a_procedure_does_not_differ_from_itself_read_again() -> None:
    assert difference(with_fields(COPIES, PURPOSE), with_fields(replace(COPIES), replace(PURPOSE))) == ()
    assert difference(procedure(), procedure(content_hash="1" * 64)) == ()
    assert worst(()) is Impact.SAFE


@pytest.mark.parametrize(
    ("old", "new", "path", "kind", "impact"),
    [
        (
            with_fields(COPIES),
            with_fields(replace(COPIES, label=Text.of("Số lượng"))),
            "label",
            "changed",
            "safe",
        ),
        (
            with_fields(COPIES),
            with_fields(replace(COPIES, label=Text.of("Số bản", en="Copies"))),
            "label",
            "changed",
            "safe",
        ),
        (
            with_fields(COPIES),
            with_fields(replace(COPIES, required=False)),
            "required",
            "changed",
            "compatible",
        ),
        (with_fields(NOTE), with_fields(replace(NOTE, required=True)), "required", "changed", "breaking"),
        (with_fields(COPIES), with_fields(replace(COPIES, type="text")), "type", "changed", "breaking"),
        (
            with_fields(COPIES),
            with_fields(replace(COPIES, settings={"min": Decimal(2)})),
            "settings.min",
            "changed",
            "breaking",
        ),
        (
            with_fields(COPIES),
            with_fields(replace(COPIES, checks=(rule("copies < 9"),))),
            "checks",
            "changed",
            "breaking",
        ),
        (
            with_fields(COPIES),
            with_fields(replace(COPIES, listable=True)),
            "listable",
            "changed",
            "compatible",
        ),
        (
            with_fields(PURPOSE),
            with_fields(replace(PURPOSE, choices=PURPOSE.choices[:1])),
            "choices.b",
            "removed",
            "breaking",
        ),
        (
            with_fields(replace(PURPOSE, choices=PURPOSE.choices[:1])),
            with_fields(PURPOSE),
            "choices.b",
            "added",
            "compatible",
        ),
        (
            with_fields(PURPOSE),
            with_fields(replace(PURPOSE, choices=PURPOSE.choices[::-1])),
            "choices",
            "moved",
            "safe",
        ),
    ],
)
def test_a_change_of_a_question(old: Definition, new: Definition, path: str, kind: str, impact: str) -> None:
    change = only(old, new)
    field_id = next(iter(old.fields))
    assert change.path == f"pages.form.fields.{field_id}.{path}"
    assert (change.kind, change.impact) == (kind, impact)


@pytest.mark.parametrize(
    ("asked", "impact"),
    [
        (COPIES, Impact.BREAKING),
        (NOTE, Impact.COMPATIBLE),
        (replace(COPIES, compute=rule("copies < 9").rule), Impact.COMPATIBLE),
    ],
)
def test_a_new_question_breaks_only_when_it_must_be_answered(asked: Field, impact: Impact) -> None:
    added = only(with_fields(PURPOSE), with_fields(PURPOSE, asked))
    assert (added.kind, added.impact, added.after) == (Kind.ADDED, impact, asked)
    removed = only(with_fields(PURPOSE, asked), with_fields(PURPOSE))
    assert (removed.kind, removed.impact, removed.before) == (Kind.REMOVED, Impact.BREAKING, asked)


def test_a_new_page_breaks_when_a_question_on_it_must_be_answered() -> None:
    assert only(procedure(), with_fields(NOTE)).impact is Impact.COMPATIBLE
    assert only(procedure(), with_fields(NOTE, COPIES)).impact is Impact.BREAKING


def test_a_new_paper_breaks_when_it_is_required() -> None:
    assert only(procedure(), procedure(documents=(REPORT,))).impact is Impact.BREAKING
    assert (
        only(procedure(), procedure(documents=(replace(REPORT, required=False),))).impact is Impact.COMPATIBLE
    )


def test_money_and_time_bind_what_comes_after() -> None:
    assert only(with_fee(), with_fee(amount=Money(160_000))).impact is Impact.COMPATIBLE
    assert only(with_fee(), with_fee(amount=Money(160_000))).path == "fee.lines.filing.amount"
    shorter = procedure(
        deadline=Deadline(legal=Span.parse("5 working days"), local=Span.parse("3 working days"))
    )
    change = only(procedure(), shorter)
    assert (change.path, change.impact) == ("deadline.local", Impact.COMPATIBLE)
    assert (change.before, change.after) == (Span.parse("4 working days"), Span.parse("3 working days"))


def test_the_way_through_the_office() -> None:
    intake, appraise, *rest = APPRAISE_AND_SIGN
    faster = only(
        procedure(), procedure(intake, replace(appraise, within=Span.parse("1 working day")), *rest)
    )
    assert (faster.path, faster.impact) == ("process.steps.appraise.within", Impact.COMPATIBLE)
    elsewhere = replace(appraise, outcomes=(outcome("pass", "hand_over"), *appraise.outcomes[1:]))
    rerouted = only(procedure(), procedure(intake, elsewhere, *rest))
    assert (rerouted.path, rerouted.impact) == ("process.steps.appraise.outcomes.pass.to", Impact.BREAKING)
    moved = only(procedure(), procedure(appraise, intake, *rest))
    assert (moved.path, moved.kind, moved.impact) == ("process.steps", Kind.MOVED, Impact.BREAKING)
    added = only(procedure(), procedure(intake, appraise, *rest, step("stopped", "end", status="stopped")))
    assert (added.path, added.impact) == ("process.steps.stopped", Impact.COMPATIBLE)


def test_gaining_or_losing_a_process_is_breaking() -> None:
    without = procedure(process=None)
    assert only(procedure(), without).impact is Impact.BREAKING
    assert isinstance(only(without, procedure()).after, Process)


def test_all_changes_are_told_and_the_worst_one_counts() -> None:
    new = procedure(
        pages=(Page("form", Text.of("Tờ khai mới"), (replace(COPIES, label=Text.of("Số lượng")),)),),
        documents=(replace(REPORT, required=False),),
    )
    changes = difference(with_fields(COPIES), new)
    assert [change.path for change in changes] == [
        "pages.form.title",
        "pages.form.fields.copies.label",
        "documents.report",
    ]
    assert worst(changes) is Impact.COMPATIBLE
