"""An author's rule worked out by the engine, against the same rule written as a Python function."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from harness import Row, compare, report

from engine.expressions import BOOLEAN, DATE, NUMBER, Type, compile_expression

SCOPE = {
    "copies": NUMBER,
    "has_iso": BOOLEAN,
    "channel": Type("choice", choices=("online", "counter", "post")),
    "test_date": DATE,
    "today": DATE,
}
ANSWERS: dict[str, Any] = {
    "copies": Decimal(3),
    "has_iso": True,
    "channel": "online",
    "test_date": date(2025, 11, 1),
    "today": date(2026, 2, 13),
}
# Each function works on the same answers with the same exact numbers; only the reading of a tree is saved.
RULES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "has_iso": lambda answers: answers["has_iso"],
    "channel == 'online' and copies > 1": lambda answers: (
        answers["channel"] == "online" and answers["copies"] > Decimal(1)
    ),
    "test_date <= today": lambda answers: answers["test_date"] <= answers["today"],
    "copies * 8000 if copies > 2 else 0": lambda answers: (
        answers["copies"] * Decimal(8000) if answers["copies"] > Decimal(2) else Decimal(0)
    ),
}
TARGET = 60.0
"""A tree walked anew each time, against compiled Python: thirty rules still take less than a millisecond."""


def rows() -> list[Row]:
    found = []
    for text, function in RULES.items():
        expression = compile_expression(text, SCOPE, None).expression
        assert expression is not None
        found.append(
            compare(
                text,
                ours=lambda expression=expression: expression.evaluate(ANSWERS),
                peer="a Python function",
                theirs=lambda function=function: function(ANSWERS),
                target=TARGET,
                batch=400,
            )
        )
    return found


if __name__ == "__main__":
    sys.exit(report(rows()))
