from datetime import date, datetime, time
from pathlib import Path

import pytest

from engine.calendars import VIETNAM, Calendar, CalendarMissing, load_calendar
from engine.deadlines import (
    Clock,
    WorkingTime,
    count,
    due,
    pause,
    reopen,
    restart,
    start_clock,
    stop,
    working_time_between,
)
from engine.definition import ChannelTerms, Deadline
from engine.spans import Span

THREE = time(15, 0)


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return load_calendar(Path(__file__).parents[2] / "procedures" / "shared" / "calendar.yaml")


def at(written: str) -> datetime:
    """ "2026-02-13 16:10" on the wall clocks of Vietnam."""
    return datetime.fromisoformat(written).replace(tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("received", "span", "expected"),
    [
        ("2026-02-13", "1 working day", "2026-02-23"),
        ("2026-02-12", "3 working days", "2026-02-24"),
        ("2026-02-13", "5 working days", "2026-02-27"),
        ("2026-04-24", "3 working days", "2026-05-04"),
        ("2026-08-21", "1 working day", "2026-08-22"),
        ("2026-08-28", "1 working day", "2026-09-03"),
        ("2026-11-20", "5 working days", "2026-11-30"),
        ("2026-02-13", "5 days", "2026-02-23"),
        ("2026-07-20", "20 working days", "2026-08-17"),
        ("2026-07-20", "20 days", "2026-08-10"),
    ],
)
def test_terms_end_at_the_close_of_the_day_the_law_says(
    calendar: Calendar, received: str, span: str, expected: str
) -> None:
    assert due(at(f"{received} 09:00"), Span.parse(span), calendar) == at(f"{expected} 17:00")


@pytest.mark.parametrize(
    ("received", "span", "expected"),
    [
        ("2026-03-02 15:00:00", "1 working day", "2026-03-03"),
        ("2026-03-02 15:00:01", "1 working day", "2026-03-04"),
        ("2026-03-06 16:10:00", "2 working days", "2026-03-11"),
        ("2026-03-07 09:00:00", "1 working day", "2026-03-10"),
        ("2026-03-02 15:30:00", "1 day", "2026-03-04"),
        ("2026-08-21 15:30:00", "1 working day", "2026-08-24"),
    ],
)
def test_a_dossier_received_after_three_counts_from_the_next_working_day(
    calendar: Calendar, received: str, span: str, expected: str
) -> None:
    assert due(at(received), Span.parse(span), calendar, cutoff=THREE) == at(f"{expected} 17:00")


def test_without_a_cutoff_the_hour_of_receipt_does_not_matter(calendar: Calendar) -> None:
    one = Span.parse("1 working day")
    assert due(at("2026-03-02 23:59"), one, calendar) == due(at("2026-03-02 00:00"), one, calendar)


@pytest.mark.parametrize(
    ("received", "cutoff", "expected"),
    [
        ("2026-03-02 09:00:00", THREE, "2026-03-02"),
        ("2026-03-02 15:00:00", THREE, "2026-03-02"),
        ("2026-03-02 15:00:01", THREE, "2026-03-03"),
        ("2026-03-06 15:30:00", THREE, "2026-03-09"),
        ("2026-03-07 08:00:00", THREE, "2026-03-09"),
        ("2026-03-07 08:00:00", None, "2026-03-09"),
        ("2026-03-02 16:59:00", None, "2026-03-02"),
        ("2026-03-02 17:00:00", None, "2026-03-03"),
        ("2026-02-15 10:00:00", THREE, "2026-02-23"),
    ],
)
def test_same_day_means_this_day_or_the_next_working_day_when_it_came_too_late(
    calendar: Calendar, received: str, cutoff: time | None, expected: str
) -> None:
    assert due(at(received), Span.parse("same day"), calendar, cutoff=cutoff) == at(f"{expected} 17:00")


@pytest.mark.parametrize(
    ("received", "hours", "expected"),
    [
        ("2026-03-02 07:30", 4, "2026-03-02 11:30"),
        ("2026-03-02 09:15", 4, "2026-03-02 15:15"),
        ("2026-03-02 11:30", 1, "2026-03-02 14:30"),
        ("2026-03-02 12:45", 1, "2026-03-02 14:30"),
        ("2026-03-02 16:59", 1, "2026-03-03 07:59"),
        ("2026-03-02 05:00", 1, "2026-03-02 08:00"),
        ("2026-03-02 22:00", 1, "2026-03-03 08:00"),
        ("2026-03-06 16:00", 2, "2026-03-09 08:00"),
        ("2026-03-07 10:00", 1, "2026-03-09 08:00"),
        ("2026-08-21 16:30", 1, "2026-08-22 07:30"),
        ("2026-02-13 16:30", 8, "2026-02-23 16:30"),
        ("2026-03-02 08:00", 75, "2026-03-13 11:00"),
    ],
)
def test_working_hours_are_counted_to_the_minute_across_lunch_nights_and_days_off(
    calendar: Calendar, received: str, hours: int, expected: str
) -> None:
    assert due(at(received), Span.parse(f"{hours} working hours"), calendar) == at(expected)


def test_working_hours_after_the_cutoff_begin_the_next_morning(calendar: Calendar) -> None:
    assert due(at("2026-03-02 15:20"), Span.parse("2 working hours"), calendar, cutoff=THREE) == at(
        "2026-03-03 09:00"
    )


@pytest.mark.parametrize(
    ("received", "span", "expected"),
    [
        ("2026-01-15", "1 month", "2026-02-23"),
        ("2026-01-31", "1 month", "2026-03-02"),
        ("2026-05-31", "1 month", "2026-06-30"),
        ("2024-01-31", "1 month", "2024-02-29"),
        ("2024-02-29", "1 year", "2025-02-28"),
        ("2026-05-13", "1 month", "2026-06-15"),
        ("2025-12-10", "1 month", "2026-01-10"),
        ("2026-03-02", "12 months", "2027-03-02"),
        ("2025-12-30", "2 days", "2026-01-05"),
    ],
)
def test_months_end_on_the_same_day_or_the_last_day_and_never_on_a_day_off(
    calendar: Calendar, received: str, span: str, expected: str
) -> None:
    assert due(at(f"{received} 09:00"), Span.parse(span), calendar) == at(f"{expected} 17:00")


@pytest.mark.parametrize(
    "span", ["300 working days", "2 years", "9999 years", "9999 months", "9999 working hours"]
)
def test_a_term_that_runs_past_the_calendar_is_refused(calendar: Calendar, span: str) -> None:
    with pytest.raises(CalendarMissing):
        due(at("2027-06-01 09:00"), Span.parse(span), calendar)


def test_moments_in_another_time_zone_are_counted_on_vietnam_days(calendar: Calendar) -> None:
    evening_in_london = datetime.fromisoformat("2026-03-01T18:30:00+00:00")
    assert due(evening_in_london, Span.parse("1 working day"), calendar) == at("2026-03-03 17:00")


def test_a_moment_without_a_time_zone_is_refused(calendar: Calendar) -> None:
    with pytest.raises(ValueError, match="time zone"):
        due(datetime(2026, 3, 2, 9, 0), Span.parse("1 day"), calendar)


def test_a_counting_names_the_holidays_it_stepped_over(calendar: Calendar) -> None:
    counting = count(at("2026-02-13 16:10"), Span.parse("1 working day"), calendar, cutoff=THREE)
    assert counting.cutoff_applied
    assert counting.counted_from == date(2026, 2, 23)
    assert counting.due_at == at("2026-02-24 17:00")
    assert [skipped.day.day for skipped in counting.skipped] == [16, 17, 18, 19, 20]
    assert counting.skipped[1].reason == "Tết Nguyên đán (mùng 1)"
    assert not counting.moved


def test_a_calendar_term_ending_on_a_holiday_says_that_it_moved(calendar: Calendar) -> None:
    counting = count(at("2026-02-13 09:00"), Span.parse("5 days"), calendar)
    assert counting.moved
    assert [skipped.day.day for skipped in counting.skipped] == [18, 19, 20]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-03-02 09:00", "2026-03-02 10:30", WorkingTime(0, 90)),
        ("2026-03-02 09:00", "2026-03-03 17:00", WorkingTime(1, 360 + 480)),
        ("2026-02-13 16:00", "2026-02-23 08:00", WorkingTime(1, 120)),
        ("2026-03-03 17:00", "2026-03-02 16:00", WorkingTime(1, 540, late=True)),
        ("2026-03-02 12:00", "2026-03-02 13:00", WorkingTime(0, 0)),
        ("2026-03-07 09:00", "2026-03-08 09:00", WorkingTime(0, 0)),
    ],
)
def test_working_time_between_two_moments(
    calendar: Calendar, start: str, end: str, expected: WorkingTime
) -> None:
    assert working_time_between(at(start), at(end), calendar) == expected


# ---- the clock


FIVE_AND_FOUR = Deadline(legal=Span.parse("5 working days"), local=Span.parse("4 working days"), cutoff=THREE)


def test_a_clock_holds_the_promise_and_the_statute_side_by_side(calendar: Calendar) -> None:
    clock = start_clock(FIVE_AND_FOUR, at("2026-03-02 09:00"), calendar)
    assert clock.due_at == at("2026-03-06 17:00")
    assert clock.legal_due_at == at("2026-03-09 17:00")
    assert clock.is_running


def test_a_channel_may_have_its_own_limit_and_the_statute_is_never_earlier_than_the_promise(
    calendar: Calendar,
) -> None:
    start = at("2026-03-02 09:00")
    quick = start_clock(FIVE_AND_FOUR, start, calendar, ChannelTerms(deadline=Span.parse("2 working days")))
    slow = start_clock(FIVE_AND_FOUR, start, calendar, ChannelTerms(deadline=Span.parse("7 working days")))
    without = start_clock(FIVE_AND_FOUR, start, calendar, ChannelTerms())
    assert (quick.due_at, quick.legal_due_at) == (at("2026-03-04 17:00"), at("2026-03-09 17:00"))
    assert (slow.due_at, slow.legal_due_at) == (at("2026-03-11 17:00"), at("2026-03-11 17:00"))
    assert without.due_at == at("2026-03-06 17:00")


def test_a_supplement_pauses_the_clock_and_its_answer_starts_it_from_zero(calendar: Calendar) -> None:
    started = start_clock(FIVE_AND_FOUR, at("2026-03-02 09:00"), calendar)
    paused = pause(started, at("2026-03-04 10:00"))
    assert paused.paused_at == at("2026-03-04 10:00")
    assert not paused.is_running
    again = restart(paused, at("2026-03-16 08:00"), calendar)
    assert again.due_at == at("2026-03-20 17:00")
    assert again.is_running
    assert [(event.kind, event.at) for event in again.history] == [
        ("started", at("2026-03-02 09:00")),
        ("paused", at("2026-03-04 10:00")),
        ("restarted", at("2026-03-16 08:00")),
    ]


def test_a_restart_keeps_the_cutoff_and_the_spans(calendar: Calendar) -> None:
    started = start_clock(FIVE_AND_FOUR, at("2026-03-02 09:00"), calendar)
    again = restart(pause(started, at("2026-03-03 09:00")), at("2026-03-09 15:30"), calendar)
    assert again.cutoff_applied
    assert again.due_at == at("2026-03-16 17:00")
    assert (again.span, again.legal_span) == (started.span, started.legal_span)


def test_pausing_or_stopping_twice_changes_nothing(calendar: Calendar) -> None:
    started = start_clock(FIVE_AND_FOUR, at("2026-03-02 09:00"), calendar)
    paused = pause(started, at("2026-03-03 09:00"))
    stopped = stop(started, at("2026-03-03 09:00"))
    assert pause(paused, at("2026-03-04 09:00")) == paused
    assert stop(stopped, at("2026-03-04 09:00")) == stopped
    assert pause(stopped, at("2026-03-04 09:00")) == stopped
    assert reopen(started, at("2026-03-04 09:00")) == started


def test_reopening_buys_the_office_no_time(calendar: Calendar) -> None:
    started = start_clock(FIVE_AND_FOUR, at("2026-03-02 09:00"), calendar)
    again = reopen(stop(started, at("2026-03-03 09:00")), at("2026-03-05 09:00"))
    assert again.is_running
    assert again.due_at == started.due_at
    assert [event.kind for event in again.history] == ["started", "stopped", "reopened"]


@pytest.mark.parametrize(
    ("span", "rule"),
    [
        ("same day", "same_day"),
        ("8 working hours", "working_hours"),
        ("3 working days", "working_days"),
        ("10 days", "days"),
        ("1 month", "months"),
        ("1 year", "years"),
    ],
)
def test_a_clock_explains_itself_by_data(calendar: Calendar, span: str, rule: str) -> None:
    clock = start_clock(Deadline(legal=Span.parse(span)), at("2026-02-11 09:00"), calendar)
    explained = clock.explain()
    assert explained["rule"] == rule
    assert explained["amount"] == clock.span.amount
    assert explained["due_at"] == clock.due_at


def test_a_clock_survives_json_in_every_condition(calendar: Calendar) -> None:
    started = start_clock(FIVE_AND_FOUR, at("2026-02-13 16:10"), calendar)
    paused = pause(started, at("2026-02-24 10:00"))
    for clock in (
        started,
        paused,
        restart(paused, at("2026-03-02 10:00"), calendar),
        stop(started, at("2026-02-25 10:00")),
    ):
        assert Clock.from_json(clock.to_json()) == clock
    assert started.skipped
