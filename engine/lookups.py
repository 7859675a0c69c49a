"""What registers said while a form was filled in, held against the form as it is now. Asking them is not done here.

What is kept of an asking is JSON-able: {"connector", "sent": {…}, "state": "found" | "not_found" | "unavailable",
"got": {…}, "at": ISO 8601}. It counts only for the very values that were sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from engine.definition import Definition, Document, Lookup, Must, Page, WhenUnavailable
from engine.expressions import ExpressionFailed
from engine.expressions.evaluate import ABSENT
from engine.fields import TYPES, AnswerProblem

FOUND, NOT_FOUND, UNAVAILABLE = "found", "not_found", "unavailable"
Kept = Mapping[str, Any]
_LONGEST_TEXT = 2000


def to_send(lookup: Lookup, known: Mapping[str, Any]) -> dict[str, str] | None:
    """The values to tell the register, as text; None while one of them has not been answered."""
    found: dict[str, str] = {}
    for name, expression in lookup.send.items():
        try:
            value = expression.value(known)
        except ExpressionFailed:
            return None
        if value is None or value is ABSENT or value == "":
            return None
        found[name] = _written(value)
    return found


def is_of(kept: Kept | None, lookup: Lookup, sent: Mapping[str, str]) -> bool:
    """Whether what is kept was asked with these very values."""
    return kept is not None and kept["connector"] == lookup.connector and kept["sent"] == dict(sent)


def obstacles(
    pages: tuple[Page, ...], kept: Mapping[str, Kept], known: Mapping[str, Any]
) -> Iterator[tuple[Page, AnswerProblem]]:
    """What the registers' answers keep from being submitted, of the pages that show."""
    for page in pages:
        if page.lookup is None or (sent := to_send(page.lookup, known)) is None:
            continue  # an answer is missing, which is an obstacle of its own when it is required
        said = kept.get(page.id)
        state = said["state"] if said is not None and is_of(said, page.lookup, sent) else ""
        if (code := _wrong(page.lookup, state)) != "":
            message = page.lookup.message if code == "rule" else None
            yield page, AnswerProblem(_asked_by(page), code, {}, message)


def spared(pages: tuple[Page, ...], kept: Mapping[str, Kept], known: Mapping[str, Any]) -> frozenset[str]:
    """The connectors that have answered for what the form says now: papers they replace need not be handed in."""
    return frozenset(
        page.lookup.connector
        for page in pages
        if page.lookup is not None
        and (sent := to_send(page.lookup, known)) is not None
        and (said := kept.get(page.id)) is not None
        and is_of(said, page.lookup, sent)
        and said["state"] == FOUND
    )


def without(papers: Iterable[Document], answered: frozenset[str]) -> tuple[Document, ...]:
    """The papers, those that an answer of a register replaces no longer required (NĐ 309/2026 Art 4(2a))."""
    return tuple(
        replace(paper, required=False) if paper.replaced_by in answered else paper for paper in papers
    )


def filled(definition: Definition, lookup: Lookup, got: Mapping[str, Any]) -> dict[str, Any]:
    """What to put into the form, as if it had been typed; what does not fit a question is left out."""
    found: dict[str, Any] = {}
    for field_id, member in lookup.fills.items():
        asked = definition.fields.get(field_id)
        value = _read(got.get(member), lookup.gets[member])
        if asked is None or value is None:
            continue
        kind = TYPES[asked.type]
        try:
            written = kind.write(value)
        except (TypeError, ValueError, AttributeError):
            continue  # a value of another kind than the question takes: the citizen answers it
        read, problems = kind.parse(asked, written)
        if not problems and read is not None:
            found[field_id] = written
    return found


def _wrong(lookup: Lookup, state: str) -> str:
    if not state:
        asks = lookup.must is not None or lookup.when_unavailable is WhenUnavailable.STOP
        return "not_looked_up" if asks else ""
    if state == UNAVAILABLE:
        return "register_unavailable" if lookup.when_unavailable is WhenUnavailable.STOP else ""
    wrong = (lookup.must is Must.EXIST and state == NOT_FOUND) or (
        lookup.must is Must.NOT_EXIST and state == FOUND
    )
    return "rule" if wrong else ""


def _asked_by(page: Page) -> str:
    """The question of the page that is sent, or its first: where a finding is shown."""
    roots = (
        [name.partition(".")[0] for each in page.lookup.send.values() for name in sorted(each.names)]
        if page.lookup
        else []
    )
    ids = [field.id for field in page.fields]
    return next((name for name in roots if name in ids), ids[0])


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _read(value: Any, kind: str) -> Any:
    """An answer of a register as a value of the language, None when it is not of its kind."""
    try:
        match kind:
            case "date":
                return date.fromisoformat(value) if isinstance(value, str) else None
            case "number":
                number = (
                    Decimal(str(value))
                    if isinstance(value, str | int) and not isinstance(value, bool)
                    else None
                )
                return number if number is not None and number.is_finite() else None
            case "boolean":
                return value if isinstance(value, bool) else None
        return value.strip()[:_LONGEST_TEXT] or None if isinstance(value, str) else None
    except (ValueError, InvalidOperation):
        return None
