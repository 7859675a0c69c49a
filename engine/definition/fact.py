"""Facts: named values that expressions use anywhere, worked out by a rule or by a decision table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.definition.form import Choice
from engine.expressions import Expression
from engine.tables import Cell
from engine.text import Text


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One cell for each expression of `match`, and the value the row gives."""

    cells: tuple[Cell, ...]
    value: Any


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """`policy`: "unique", when no two rows may fit one case, or "first". `otherwise`: what is given where no row
    fits; None when the rows leave nothing open. Money is in đồng.
    """

    match: tuple[Expression, ...]
    rows: tuple[DecisionRow, ...]
    otherwise: Any = None
    policy: str = "unique"
    choices: tuple[Choice, ...] = ()
    gives: str = "choice"


@dataclass(frozen=True, slots=True)
class Fact:
    """`rule` is what the fact comes to; for a table, all its rows as one expression."""

    id: str
    name: Text
    rule: Expression
    table: DecisionTable | None = None
