from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from engine.money import Money
from engine.spans import Span
from engine.values import YearOnly
from renderer import formats
from renderer.languages import use

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def test_dates_are_day_month_year():
    assert formats.date_words(date(2026, 3, 7)) == "07/03/2026"


def test_a_birth_date_of_which_only_the_year_is_known_shows_the_year():
    assert formats.date_words(YearOnly(1956)) == "1956"


def test_a_moment_in_utc_is_shown_on_the_clocks_of_vietnam():
    assert formats.datetime_words(datetime(2026, 3, 26, 18, 5, tzinfo=UTC)) == "01:05 ngày 27/03/2026"
    assert formats.date_words(datetime(2026, 3, 26, 18, 5, tzinfo=UTC)) == "27/03/2026"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 2, 27), "ngày 27 tháng 02 năm 2026"),
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 3, 5), "ngày 05 tháng 3 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_slips_write_the_month_with_a_zero_only_in_january_and_february(day, words):
    assert formats.long_date(day) == words


def test_slips_write_hours_and_minutes_in_two_digits():
    moment = datetime(2026, 2, 27, 17, 0, tzinfo=VIETNAM)
    assert formats.long_datetime(moment) == "17 giờ 00 phút, ngày 27 tháng 02 năm 2026"


def test_slips_speak_vietnamese_whoever_reads_them():
    with use("en"):
        assert formats.money_words(Money(24_000)) == "Hai mươi bốn nghìn đồng"
        assert formats.long_date(date(2026, 3, 5)) == "ngày 05 tháng 3 năm 2026"


def test_money_has_dots_between_thousands():
    assert formats.money(Money(24_000)) == "24.000 đồng"
    assert formats.money(-1_500_000) == "-1.500.000 đồng"


def test_numbers_have_a_decimal_comma_in_vietnamese_and_a_point_in_english():
    assert formats.number(Decimal("1234.5")) == "1.234,5"
    with use("en"):
        assert formats.number(Decimal("1234.5")) == "1,234.5"


@pytest.mark.parametrize(
    ("span", "words"),
    [
        ("5 working days", "5 ngày làm việc"),
        ("8 working hours", "8 giờ làm việc"),
        ("20 days", "20 ngày"),
        ("3 months", "3 tháng"),
        ("3 years", "3 năm"),
        ("same day", "trong ngày làm việc"),
    ],
)
def test_lengths_of_time_are_said_in_words(span, words):
    assert formats.span_words(Span.parse(span)) == words


def test_english_says_one_day_and_several_days():
    with use("en"):
        assert formats.span_words(Span.parse("1 working day")) == "1 working day"
        assert formats.span_words(Span.parse("2 working days")) == "2 working days"


@pytest.mark.parametrize(
    ("size", "words"), [(640, "640 B"), (12_288, "12 KB"), (1_258_291, "1,2 MB"), (10 * 1024 * 1024, "10 MB")]
)
def test_file_sizes_are_rounded_to_what_people_say(size, words):
    assert formats.file_size(size) == words
