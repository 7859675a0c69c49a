"""What a connector brings, read as the kind of value the step declares."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from engine.values import Value

_LONGEST = 2_000
_YES, _NO = frozenset({True, "true", "yes", "1"}), frozenset({False, "false", "no", "0"})


def got(raw: Any, kind: str) -> Value | None:
    """A value of `kind` ("text", "number", "date", "boolean"); None for what is not one: it counts as absent."""
    match kind:
        case "number":
            return _number(raw)
        case "date":
            return _day(raw)
        case "boolean":
            written = raw.lower() if isinstance(raw, str) else raw
            return True if written in _YES else False if written in _NO else None
    return (
        str(raw)[:_LONGEST]
        if isinstance(raw, str | int) and not isinstance(raw, bool) and raw != ""
        else None
    )


def _number(raw: Any) -> Decimal | None:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal):
        return None
    try:
        found = Decimal(str(raw))
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) < Decimal(10) ** 16 else None


def _day(raw: Any) -> date | None:
    try:
        return date.fromisoformat(raw) if isinstance(raw, str) else None
    except ValueError:
        return None
