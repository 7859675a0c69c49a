"""Arithmetic on calendar days. A month after the 31st ends on the last day of a shorter month (BLDS 2015,
Art 147, 148).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal

from engine.expressions.numbers import OutOfRange, ratio


def add_days(day: date, number: Decimal) -> date:
    """Raises OutOfRange for a number that is not whole, or a day outside the years 1 to 9999."""
    try:
        return day + timedelta(days=_whole(number))
    except OverflowError as error:
        raise OutOfRange from error


def add_months(day: date, number: Decimal) -> date:
    months = day.year * 12 + day.month - 1 + _whole(number)
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        raise OutOfRange
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_years(day: date, number: Decimal) -> date:
    return add_months(day, Decimal(12 * _whole(number)))


def days_between(start: date, end: date) -> Decimal:
    """Negative when `end` comes first."""
    return Decimal((end - start).days)


def months_between(start: date, end: date) -> Decimal:
    """Whole months and the part of a month begun, so that `<= 12` means "not a day more than twelve
    months".
    """
    return _periods_between(start, end, months=1)


def years_between(start: date, end: date) -> Decimal:
    return _periods_between(start, end, months=12)


def age_on(birth: date, day: date) -> Decimal:
    """Full years lived; 0 before birth."""
    return Decimal(_full_periods(birth, day, months=12)) if birth <= day else Decimal(0)


def _periods_between(start: date, end: date, *, months: int) -> Decimal:
    if end < start:
        return -_periods_between(end, start, months=months)
    full = _full_periods(start, end, months=months)
    last = add_months(start, Decimal(full * months))
    if last == end:
        return Decimal(full)
    try:
        following = add_months(start, Decimal((full + 1) * months))
    except OutOfRange:  # the year 10000: take the month or year as 31 or 366 days long
        length = 31 if months == 1 else 366
    else:
        length = (following - last).days
    return ratio(full * length + (end - last).days, length)


def _full_periods(start: date, end: date, *, months: int) -> int:
    full = ((end.year - start.year) * 12 + end.month - start.month) // months
    return full if add_months(start, Decimal(full * months)) <= end else full - 1


def _whole(number: Decimal) -> int:
    # Ten thousand years of days: beyond it no date exists, and huge integers are never built.
    if number != number.to_integral_value() or abs(number) > 3_660_000:
        raise OutOfRange
    return int(number)
