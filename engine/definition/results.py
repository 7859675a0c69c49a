"""What the citizen receives in the end."""

from __future__ import annotations

from dataclasses import dataclass

from engine.spans import Span
from engine.text import Text


@dataclass(frozen=True, slots=True)
class Result:
    """What the citizen receives. `cases`: only in these; () is every case."""

    id: str
    name: Text
    code: str = ""
    valid_for: Span | None = None
    text: Text | None = None
    legal_basis: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
