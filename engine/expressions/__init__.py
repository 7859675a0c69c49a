"""The one expression language of procedure files: small, typed, total, bounded. See `docs/reference/expressions.md`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.expressions.faults import ExpressionFailed, Fault
from engine.expressions.types import BOOLEAN, DATE, NUMBER, TEXT, Scope, Type

__all__ = [
    "BOOLEAN", "DATE", "NUMBER", "TEXT", "Compiled", "Expression", "ExpressionFailed", "Fault", "Scope", "Type",
    "compile_expression",
]  # fmt: skip


@dataclass(frozen=True)
class Expression:
    """A checked expression; equal to another with the same text. `names` are dotted ("applicant.kind")."""

    text: str
    names: frozenset[str] = field(compare=False)
    type: Type = field(compare=False)

    def evaluate(self, environment: Mapping[str, Any]) -> Any:
        """The value; raises ExpressionFailed, and nothing else, when there is none (X190: a name it needs is absent)."""
        raise NotImplementedError

    def holds(self, environment: Mapping[str, Any]) -> bool:
        """For conditions on a form still being filled: true only when certainly true. Raises ExpressionFailed but not X190."""
        raise NotImplementedError

    def tree(self) -> list[Any]:
        """JSON-able nested lists for the browser."""
        raise NotImplementedError

    def words(self, language: str = "vi", labels: Mapping[str, str] | None = None) -> str:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Compiled:
    """`expression` is None exactly when there are faults."""

    expression: Expression | None
    faults: tuple[Fault, ...]


def compile_expression(
    text: str,
    scope: Scope,
    expected: Type | None,
    *,
    present: Mapping[str, tuple[Expression, ...]] | None = None,
    assuming: tuple[Expression, ...] = (),
) -> Compiled:
    """Read and check `text` where `scope` names are visible and a value of `expected` is wanted.

    `present` maps an optional name to the conditions under all of which it is certainly there (a required field's own
    `when` and its page's). `assuming`: conditions known to hold whenever this expression is evaluated.
    """
    raise NotImplementedError
