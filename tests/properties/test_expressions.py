"""Expressions under fire: whatever is written, nothing but faults; whatever is accepted, nothing but values.

`FUZZ_EXAMPLES=100000` runs the size of the nightly build.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.expressions import ExpressionFailed, Fault, compile_expression
from engine.expressions.numbers import DECIMALS, WHOLE_DIGITS, divided, settled
from engine.problem_codes import CODES
from tests.expression_maker import SCOPE, Maker

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "400"))
FUZZ = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))

PIECES = [
    "copies",
    "area",
    "extra",
    "start",
    "until",
    "urgent",
    "abroad",
    "note",
    "purpose",
    "hobbies",
    "applicant",
    "applicant.kind",
    "members",
    "members.age",
    "item",
    "today",
    "and",
    "or",
    "not",
    "in",
    "if",
    "else",
    "yes",
    "no",
    "0",
    "1",
    "2.5",
    "8.000",
    "2026-02-13",
    "2026-13-13",
    "'work'",
    "'x'",
    '"',
    "'",
    "(",
    ")",
    "[",
    "]",
    ",",
    "+",
    "-",
    "*",
    "/",
    "==",
    "!=",
    "<",
    "<=",
    ">",
    "given(",
    "count(",
    "sum(",
    "min(",
    "max(",
    "round(",
    "add_days(",
    "__class__",
    "lambda",
    ":",
    "=",
    "&",
    ".",
    "**",
    "é",
    "🙂",
    "\x00",
    "\n",
]
SHORT_OF_NOTHING = {
    "extra": Decimal(1),
    "until": date(2026, 1, 1),
    "abroad": True,
    "members": [],
}


def outcome(evaluate: Callable[[dict[str, Any]], Any], environment: dict[str, Any]) -> Any:
    """The value, or the code of the failure. Any other exception is what these tests look for."""
    try:
        return evaluate(environment)
    except ExpressionFailed as failure:
        return failure.code


@FUZZ
@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join) | st.text(max_size=300))
def test_no_text_does_anything_but_compile_or_be_faulted(text: str) -> None:
    compiled = compile_expression(text, SCOPE, None)
    assert (compiled.expression is None) == bool(compiled.faults)
    for fault in compiled.faults:
        assert isinstance(fault, Fault)
        assert 0 <= fault.column <= len(text)
        assert CODES[fault.code].words("vi", fault.params)
    if compiled.expression is not None:
        json.dumps(compiled.expression.tree())
        assert compiled.expression.words("vi")
        assert compiled.expression.words("en")


@FUZZ
@given(st.randoms(use_true_random=False), st.integers(1, 5))
def test_an_accepted_expression_gives_a_value_of_its_kind_or_a_reason(random: Random, depth: int) -> None:
    maker = Maker(random)
    expression = compile_expression(maker.of_any_kind(depth), SCOPE, None).expression
    assert expression is not None
    environment = maker.environment()
    value = outcome(expression.value, environment)
    if value in ("X191", "X192"):
        return
    kinds = {"number": Decimal, "boolean": bool, "date": date, "text": str, "choice": str}
    assert value is None or type(value) is kinds[expression.type.kind]
    assert expression.value(environment) == value


@FUZZ
@given(st.randoms(use_true_random=False), st.sets(st.sampled_from(sorted(SHORT_OF_NOTHING))))
def test_on_a_complete_form_nothing_accepted_ever_misses_a_value(random: Random, left_out: set[str]) -> None:
    maker = Maker(random)
    expression = compile_expression(maker.of_any_kind(4), SCOPE, None).expression
    assert expression is not None
    environment = maker.environment()
    complete = {
        "copies": Decimal(1),
        "area": Decimal("2.5"),
        "start": date(2026, 1, 1),
        "today": date(2026, 2, 1),
        "urgent": True,
        "note": "x",
        "purpose": "work",
        "hobbies": [],
        "applicant": {"kind": "citizen"},
        **environment,
    }
    for name in left_out:
        complete.pop(name, None)
    assert outcome(expression.evaluate, complete) != "X190"


NUMBERS = st.decimals(min_value=Decimal("-9e15"), max_value=Decimal("9e15"), places=DECIMALS, allow_nan=False)


@FUZZ
@given(NUMBERS, NUMBERS.filter(bool))
def test_division_rounds_once_to_the_nearest_even(left: Decimal, right: Decimal) -> None:
    try:
        quotient = divided(settled(left), settled(right))
    except ArithmeticError:
        assert abs(left) >= abs(right) * Decimal(10) ** WHOLE_DIGITS * Decimal("0.99")
        return
    # In whole units the quotient is within half a unit of the exact one.
    distance = abs(int(quotient.scaleb(24)) * int(right.scaleb(12)) - int(left.scaleb(12)) * 10**24)
    assert distance * 2 <= abs(int(right.scaleb(12))) * 10**12


@pytest.mark.parametrize(
    "text", ["9" * 2001, "(" * 2000, "not " * 500, "copies" + "+copies" * 280, "[" * 1000, "'" * 2000]
)
def test_monstrous_expressions_are_refused(text: str) -> None:
    assert compile_expression(text, SCOPE, None).faults
