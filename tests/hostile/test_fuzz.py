"""Whatever is written as an expression is faulted, or compiles and gives a value of one of the few kinds.

`FUZZ_EXAMPLES=1000000` is the size of a nightly run.
"""

from __future__ import annotations

import itertools
import os
import time
from datetime import date
from decimal import Decimal
from random import Random
from types import NoneType
from typing import Any

import pytest

from engine.expressions import Expression, ExpressionFailed, compile_expression
from engine.problem_codes import CODES
from tests.expression_maker import SCOPE, Maker
from tests.hostile.fuzzing import ESCAPES, expressions

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "6000"))
SEEDS = (1, 2)
LONGEST = 1.0
"""Seconds of processor time that no expression may take to be read and worked out."""

VALUES = (Decimal, date, bool, str, list, NoneType)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_random_expression_escapes_hangs_or_raises(seed: int) -> None:
    random = Random(seed)
    maker = Maker(random)
    accepted = 0
    for text in itertools.islice(expressions(random), EXAMPLES // len(SEEDS)):
        begun = time.process_time()
        accepted += is_accepted(text, maker.environment())
        assert time.process_time() - begun < LONGEST, text
    assert accepted * 5 > EXAMPLES // len(SEEDS), "the maker must make right ones too, or nothing is tried"


def is_accepted(text: str, environment: dict[str, Any]) -> bool:
    compiled = compile_expression(text, SCOPE, None)
    assert (compiled.expression is None) == bool(compiled.faults), text
    for fault in compiled.faults:
        assert 0 <= fault.column <= len(text), text
        assert fault.code in CODES, text
    if compiled.expression is None:
        return False
    assert {name.split(".")[0] for name in compiled.expression.names} <= SCOPE.keys(), text
    assert type(outcome(compiled.expression, environment)) in VALUES, text
    return True


def outcome(expression: Expression, environment: dict[str, Any]) -> Any:
    """The value, None when something is absent, or the words of the reason why there is none."""
    try:
        return expression.value(environment)
    except ExpressionFailed as failure:
        return CODES[failure.code].words("vi", failure.params)


@pytest.mark.parametrize(
    "escape", [each for each in ESCAPES if each not in ("'{0.__class__}'", "9999-12-31")]
)
def test_no_known_escape_compiles(escape: str) -> None:
    assert compile_expression(escape, SCOPE, None).faults
