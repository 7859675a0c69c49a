"""What can be wrong with an expression: a fault before publishing, a failure at run time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """`code` is an X1xx of `engine.problem_codes`; `column` is a 0-based offset in the expression's text."""

    code: str
    column: int
    params: Mapping[str, Any] = field(default_factory=dict, hash=False)


class ExpressionFailed(Exception):
    """An expression that passed every check met values it cannot compute with. `code` is an X19x."""

    def __init__(self, code: str, column: int, params: Mapping[str, Any] | None = None) -> None:
        self.code = code
        self.column = column
        self.params: Mapping[str, Any] = params or {}
        super().__init__(f"{code} at {column}: {dict(self.params)}")
