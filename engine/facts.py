"""What a fact comes to for given answers, and by which row of its table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.definition import DecisionTable

ELSE = 0
"""The number of the `else` of a table, whose rows count from 1."""


def row_for(table: DecisionTable, environment: Mapping[str, Any]) -> int | None:
    """The first row that fits, ELSE when none does, None while an answer it needs is missing.

    Raises ExpressionFailed.
    """
    values = [expression.value(environment) for expression in table.match]
    for number, row in enumerate(table.rows, start=1):
        asked = [(cell, value) for cell, value in zip(row.cells, values, strict=True) if cell.parts]
        if any(value is not None and not cell.covers(value) for cell, value in asked):
            continue
        return None if any(value is None for _, value in asked) else number
    return ELSE
