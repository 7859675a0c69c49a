"""Exact numbers: at most 16 digits before the point and 12 after it, halves to the even neighbour.

Twelve decimals make every result the same on the server and in the browser, which counts in whole units of
10⁻¹².
"""

from __future__ import annotations

from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, InvalidOperation

DECIMALS = 12
WHOLE_DIGITS = 16
_UNIT = Decimal(1).scaleb(-DECIMALS)
# The product of two numbers of 28 digits has 56: nothing is lost before our own rounding.
_CONTEXT = Context(prec=60, rounding=ROUND_HALF_EVEN)


class OutOfRange(ArithmeticError):
    """The result has more digits before the point than any amount in a procedure can have."""


def settled(number: Decimal) -> Decimal:
    """Rounded to 12 decimals, without trailing zeros or exponent. Raises OutOfRange (also for NaN and
    infinities).
    """
    if not number.is_finite() or number.adjusted() >= WHOLE_DIGITS:
        raise OutOfRange
    rounded = number.quantize(_UNIT, context=_CONTEXT)
    if rounded.adjusted() >= WHOLE_DIGITS:
        raise OutOfRange
    return _plain(rounded)


def _plain(number: Decimal) -> Decimal:
    if not number:
        return Decimal(0)
    whole = number == number.to_integral_value()
    return number.quantize(Decimal(1), context=_CONTEXT) if whole else number.normalize(_CONTEXT)


def plus(left: Decimal, right: Decimal) -> Decimal:
    return settled(_CONTEXT.add(left, right))


def minus(left: Decimal, right: Decimal) -> Decimal:
    return settled(_CONTEXT.subtract(left, right))


def times(left: Decimal, right: Decimal) -> Decimal:
    return settled(_CONTEXT.multiply(left, right))


def divided(left: Decimal, right: Decimal) -> Decimal:
    """Raises ZeroDivisionError. Rounds once, from the exact quotient."""
    return ratio(_units(left), _units(right))


def ratio(numerator: int, denominator: int) -> Decimal:
    """numerator / denominator, rounded once. Raises ZeroDivisionError and OutOfRange."""
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    quotient, rest = divmod(abs(numerator) * 10**DECIMALS, abs(denominator))
    twice = 2 * rest
    if twice > abs(denominator) or (twice == abs(denominator) and quotient % 2):
        quotient += 1
    return settled(Decimal(sign * quotient).scaleb(-DECIMALS, context=_CONTEXT))


def _units(number: Decimal) -> int:
    return int(number.scaleb(DECIMALS, context=_CONTEXT))


def rounded(number: Decimal, digits: int) -> Decimal:
    """To `digits` decimals (negative: tens, hundreds, …), halves away from zero as money is rounded."""
    return settled(number.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP, context=_CONTEXT))


def floor(number: Decimal) -> Decimal:
    return settled(number.quantize(Decimal(1), rounding=ROUND_FLOOR, context=_CONTEXT))


def ceiling(number: Decimal) -> Decimal:
    return settled(-floor(-number))


def literal(written: str) -> Decimal:
    """A number as an expression writes it ("12", "0.5"). Raises ValueError when it is no such number or too
    long.
    """
    try:
        number = Decimal(written)
    except InvalidOperation as error:
        raise ValueError(written) from error
    _, _, after = written.partition(".")
    if len(after) > DECIMALS or number.adjusted() >= WHOLE_DIGITS:
        raise ValueError(written)
    return settled(number)
