"""What an officer sent with a decision: read as typed, so that a page that comes back has lost nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from engine.answers import AnswerProblem
from engine.definition import Definition, Outcome
from engine.workflow import Item
from renderer.languages import current
from renderer.languages import gettext as _
from runtime.casework import Declined, Handover

ITEMS = "items"
CONFIRMED = "confirmed"

BAD = "bad"

DECISION = "quyet-dinh"
"""The id of the decision's own heading: findings without an input of their own point there."""

# The finding of a refused decision is shown at the input it is about.
_INPUTS: Mapping[str, str] = {
    "reason_required": "reason",
    "items_required": "item",
    "result_missing": "result",
    "fee_due": "receipt_number",
    "method_missing": "method",
    "receipt_missing": "receipt_number",
    "receiver_missing": "receiver",
    "identity_unchecked": "identity_checked",
    "waybill_missing": "waybill",
}


@dataclass(frozen=True)
class Typed:
    """One sent form. `stage` tells which page sent it: "" the task's own, ITEMS, or CONFIRMED.

    `checks`: paper id -> "ok" or "bad". `notes`: "document-iso" or "field-test_date" -> the officer's note.
    `items`: those of the same keys that are ticked. `formdata` holds the step's own inputs, `problems` what
    was wrong with them.
    """

    outcome: str = ""
    revision: int = 0
    seen: int = 0
    stage: str = ""
    reason: str = ""
    checks: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    items: frozenset[str] = frozenset()
    handover: Handover = field(default_factory=Handover)
    formdata: Any = None
    problems: tuple[AnswerProblem, ...] = ()


def read(form: MultiDict[str, str]) -> Typed:
    """Read a sent form; nothing in it raises. From the task's page, papers found wanting are the items to
    supplement.
    """
    checks = _with_prefix(form, "check-")
    stage = form.get("stage", "")
    ticked = (
        form.getlist("item")
        if stage == ITEMS
        else [f"document-{name}" for name, found in checks.items() if found == BAD]
    )
    return Typed(
        outcome=form.get("outcome", ""),
        revision=_whole(form.get("revision")),
        seen=_whole(form.get("seen")),
        stage=stage,
        reason=form.get("reason", "").strip(),
        checks=checks,
        notes=_with_prefix(form, "note-"),
        items=frozenset(ticked),
        handover=Handover(
            receiver=form.get("receiver", "")[:120],
            identity_checked=form.get("identity_checked") == "yes",
            waybill=form.get("waybill", "")[:60],
        ),
        formdata=form,
    )


def items(definition: Definition, typed: Typed) -> tuple[Item, ...]:
    """The ticked items in the order of the file, each with its note."""
    keys = [("field", name) for name in definition.fields] + [
        ("document", paper.id) for paper in definition.documents
    ]
    return tuple(
        Item(kind, name, typed.notes.get(f"{kind}-{name}", ""))
        for kind, name in keys
        if f"{kind}-{name}" in typed.items
    )


def reason(definition: Definition, outcome: Outcome, typed: Typed) -> str:
    """The reason as typed; when one is needed and none was written, what the checks of the papers say."""
    if typed.reason or not outcome.reason_required or outcome.supplement:
        return typed.reason
    wanting = [paper for paper in definition.documents if typed.checks.get(paper.id) == BAD]
    lines = [
        (paper.name.in_language(current()), typed.notes.get(f"document-{paper.id}", "")) for paper in wanting
    ]
    return "\n".join(f"{name}: {note}" if note else name for name, note in lines)


def missing(outcome: Outcome, typed: Typed, *, reason: str) -> dict[str, str]:
    """What is missing before the decision can be put to the process: input id -> sentence."""
    if outcome.supplement and not typed.items:
        return {"item": _("Đánh dấu ít nhất một mục người nộp cần bổ sung.")}
    if (outcome.reason_required or outcome.supplement) and not reason:
        return {"reason": _("Ghi lý do: người nộp sẽ đọc nguyên văn.")}
    return {}


def finding(declined: Declined) -> dict[str, str]:
    """Where on the page a refusal of the rules is shown: input id -> sentence."""
    return {_INPUTS.get(declined.code, DECISION): declined.sentence}


def _with_prefix(form: MultiDict[str, str], prefix: str) -> dict[str, str]:
    return {
        name.removeprefix(prefix): value.strip() for name, value in form.items() if name.startswith(prefix)
    }


def _whole(written: str | None) -> int:
    return int(written) if written and written.isascii() and written.isdigit() and len(written) < 10 else 0
