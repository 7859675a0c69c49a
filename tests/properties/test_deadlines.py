"""Laws that hold for every term and every moment, not just for the examples."""

from datetime import datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from engine.calendars import VIETNAM
from engine.deadlines import Clock, count, due, pause, restart, start_clock, stop, working_time_between
from engine.definition import Deadline
from engine.spans import Span, Unit
from tests.engine.processes import shared_calendar

CALENDAR = shared_calendar()
CUTOFFS = st.sampled_from([None, time(15, 0), time(12, 0)])
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2026, 6, 30)).map(
    lambda moment: moment.replace(tzinfo=VIETNAM)
)
DISTANCES = st.timedeltas(timedelta(0), timedelta(days=90))
LONGEST = {
    Unit.WORKING_HOURS: 200,
    Unit.WORKING_DAYS: 60,
    Unit.DAYS: 120,
    Unit.MONTHS: 12,
    Unit.YEARS: 1,
}
UNITS = st.sampled_from(list(Unit))


def spans_of(unit: Unit) -> st.SearchStrategy[Span]:
    # "same day" is written as no working days.
    return st.integers(0 if unit is Unit.WORKING_DAYS else 1, LONGEST[unit]).map(
        lambda amount: Span(amount, unit)
    )


SPANS = UNITS.flatmap(spans_of)
PAIRS = UNITS.flatmap(lambda unit: st.tuples(spans_of(unit), spans_of(unit)))


@given(MOMENTS, SPANS, CUTOFFS)
def test_nothing_is_ever_due_on_a_day_off_outside_hours_or_in_the_past(
    start: datetime, span: Span, cutoff: time | None
) -> None:
    end = due(start, span, CALENDAR, cutoff=cutoff)
    assert CALENDAR.is_working_day(end.date())
    assert any(hours.opens <= end.time() <= hours.closes for hours in CALENDAR.hours)
    assert end > start


@given(MOMENTS, PAIRS, CUTOFFS)
def test_a_longer_term_never_ends_earlier(
    start: datetime, spans: tuple[Span, Span], cutoff: time | None
) -> None:
    shorter, longer = sorted(spans, key=lambda span: span.amount)
    assert due(start, shorter, CALENDAR, cutoff=cutoff) <= due(start, longer, CALENDAR, cutoff=cutoff)


@given(MOMENTS, MOMENTS, SPANS, CUTOFFS)
def test_who_comes_first_is_never_served_later(
    one: datetime, other: datetime, span: Span, cutoff: time | None
) -> None:
    earlier, later = sorted((one, other))
    assert due(earlier, span, CALENDAR, cutoff=cutoff) <= due(later, span, CALENDAR, cutoff=cutoff)


@given(MOMENTS, SPANS)
def test_a_cutoff_only_ever_gives_the_office_more_time(start: datetime, span: Span) -> None:
    assert due(start, span, CALENDAR) <= due(start, span, CALENDAR, cutoff=time(15, 0))


@given(MOMENTS, st.integers(1, 60))
def test_a_term_in_working_days_holds_exactly_that_many(start: datetime, days: int) -> None:
    end = due(start, Span(days, Unit.WORKING_DAYS), CALENDAR)
    assert working_time_between(start, end, CALENDAR).days == days


@given(MOMENTS, st.integers(1, 200))
def test_a_term_in_working_hours_holds_exactly_that_many(start: datetime, hours: int) -> None:
    start = start.replace(second=0, microsecond=0)
    end = due(start, Span(hours, Unit.WORKING_HOURS), CALENDAR)
    assert working_time_between(start, end, CALENDAR).minutes == hours * 60


@given(MOMENTS, DISTANCES, DISTANCES)
def test_working_days_add_up(first: datetime, to_second: timedelta, to_third: timedelta) -> None:
    second = first + to_second
    third = second + to_third
    whole = working_time_between(first, third, CALENDAR)
    assert whole.days == (
        working_time_between(first, second, CALENDAR).days
        + working_time_between(second, third, CALENDAR).days
    )


@given(MOMENTS, SPANS, CUTOFFS)
def test_every_holiday_said_to_be_skipped_is_one_and_lies_inside_the_term(
    start: datetime, span: Span, cutoff: time | None
) -> None:
    counting = count(start, span, CALENDAR, cutoff=cutoff)
    for skipped in counting.skipped:
        assert CALENDAR.is_holiday(skipped.day)
        assert skipped.reason
        assert start.date() <= skipped.day <= counting.due_at.date()


@given(
    MOMENTS,
    SPANS,
    SPANS,
    CUTOFFS,
    st.lists(st.tuples(st.sampled_from(["pause", "restart", "stop"]), st.integers(1, 72)), max_size=6),
)
def test_a_clock_keeps_its_whole_history_and_survives_json(
    start: datetime, legal: Span, local: Span, cutoff: time | None, moves: list[tuple[str, int]]
) -> None:
    clock = start_clock(Deadline(legal=legal, local=local, cutoff=cutoff), start, CALENDAR)
    moment = start
    for move, hours in moves:
        before = clock
        moment += timedelta(hours=hours)
        if move == "restart":
            clock = restart(clock, moment, CALENDAR)
        else:
            clock = (pause if move == "pause" else stop)(clock, moment)
        assert clock.history[: len(before.history)] == before.history
        assert len(clock.history) - len(before.history) == (clock != before)
        assert clock.legal_due_at >= clock.due_at
        assert Clock.from_json(clock.to_json()) == clock
