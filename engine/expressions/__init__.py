"""The one expression language of procedure files: small, typed, total, bounded. See
`docs/reference/expressions.md`.
"""

from engine.expressions.expression import Compiled, Expression, compile_expression
from engine.expressions.faults import ExpressionFailed, Fault
from engine.expressions.types import BOOLEAN, DATE, NUMBER, TEXT, Scope, Type

__all__ = [
    "BOOLEAN",
    "DATE",
    "NUMBER",
    "TEXT",
    "Compiled",
    "Expression",
    "ExpressionFailed",
    "Fault",
    "Scope",
    "Type",
    "compile_expression",
]
