"""Dates, money, numbers and lengths of time as Vietnamese readers expect them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from engine.money import VND, Money
from engine.spans import Span, Unit
from engine.values import YearOnly
from renderer.languages import current, gettext, ngettext
from renderer.number_words import number_words

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def local(moment: datetime) -> datetime:
    """Wall time in Việt Nam; a moment without a zone is taken to be that already."""
    return moment.astimezone(VIETNAM) if moment.tzinfo else moment


def date_words(day: date | YearOnly) -> str:
    """27/03/2026; a year alone when only the year is known."""
    if isinstance(day, YearOnly):
        return str(day)
    if isinstance(day, datetime):
        day = local(day).date()
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def datetime_words(moment: datetime) -> str:
    """14:05 ngày 27/03/2026."""
    moment = local(moment)
    clock = f"{moment.hour:02d}:{moment.minute:02d}"
    return gettext("%(clock)s ngày %(day)s", clock=clock, day=date_words(moment.date()))


def long_date(day: date) -> str:
    """ngày 05 tháng 3 năm 2026, as NĐ 30/2020 writes dates: day in two digits, month padded only for 1 and
    2.
    """
    if isinstance(day, datetime):
        day = local(day).date()
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def long_datetime(moment: datetime) -> str:
    """17 giờ 00 phút, ngày 27 tháng 02 năm 2026: the style of the slips, always in Vietnamese."""
    moment = local(moment)
    return f"{moment.hour:02d} giờ {moment.minute:02d} phút, {long_date(moment.date())}"


def number(value: Decimal | int) -> str:
    """1.234,5: dots for thousands, a decimal comma; in English the other way round."""
    written = f"{Decimal(value):,f}"
    return written if current() == "en" else written.translate(str.maketrans(",.", ".,"))


def money(amount: Money | int) -> str:
    """24.000 đồng, 10,50 USD. The dot separates thousands in either language: it is how the amount stands on
    the receipt. A bare number is of đồng.
    """
    sum_ = amount if isinstance(amount, Money) else Money(amount)
    if sum_.currency != VND:
        return f"{sum_.figures} {sum_.currency}"
    return gettext("%(amount)s đồng", amount=sum_.figures)


def money_words(amount: Money | int) -> str:
    """Hai mươi bốn nghìn đồng, Mười đô la Mỹ năm mươi xu: always in Vietnamese, the language of the
    receipt.
    """
    sum_ = amount if isinstance(amount, Money) else Money(amount)
    if sum_.currency == VND:
        spoken = f"{number_words(sum_.amount)} đồng"
    else:
        dollars, cents = divmod(sum_.amount, 100)
        spoken = f"{number_words(dollars)} đô la Mỹ" + (f" {number_words(cents)} xu" if cents else "")
    return f"{spoken[0].upper()}{spoken[1:]}"


def span_words(span: Span) -> str:
    """5 ngày làm việc; "trong ngày" for a span of no days."""
    if span.is_same_day:
        return gettext("trong ngày làm việc")
    amount = span.amount
    match span.unit:
        case Unit.WORKING_HOURS:
            return ngettext("%(amount)s giờ làm việc", "%(amount)s working hours", amount, amount=amount)
        case Unit.WORKING_DAYS:
            return ngettext("%(amount)s ngày làm việc", "%(amount)s working days", amount, amount=amount)
        case Unit.DAYS:
            return ngettext("%(amount)s ngày", "%(amount)s days", amount, amount=amount)
        case Unit.MONTHS:
            return ngettext("%(amount)s tháng", "%(amount)s months", amount, amount=amount)
        case Unit.YEARS:
            return ngettext("%(amount)s năm", "%(amount)s years", amount, amount=amount)


def file_size(size: int) -> str:
    """Bytes as people say them: 640 B, 12 KB, 1,2 MB."""
    if size < 1024:
        return f"{size} B"
    if size < 1024 * 1024:
        return f"{number((size + 512) // 1024)} KB"
    return f"{number(_shortest(Decimal(size) / (1024 * 1024)))} MB"


def _shortest(value: Decimal) -> Decimal:
    """At most one decimal, and none where it would be a zero."""
    rounded = value.quantize(Decimal("0.1"))
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded
