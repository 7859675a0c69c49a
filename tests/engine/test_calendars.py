from datetime import date, datetime
from pathlib import Path

import pytest

from engine.calendars import VIETNAM, Calendar, CalendarInvalid, CalendarMissing, load_calendar, local

SHARED = Path(__file__).parents[2] / "procedures" / "shared" / "calendar.yaml"
HOURS = [{"from": "07:00", "to": "11:30"}, {"from": "13:30", "to": "17:00"}]


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return load_calendar(SHARED)


def of_year(**year: object) -> dict[str, object]:
    return {"hours": HOURS, "years": {"2026": {"off": [], **year}}}


@pytest.mark.parametrize(
    "day",
    [
        "2026-02-16",
        "2026-02-20",
        "2026-04-27",
        "2026-08-31",
        "2026-11-24",
        "2026-01-02",
        "2025-05-02",
        "2024-04-29",
    ],
)
def test_a_holiday_or_a_day_off_in_lieu_is_not_worked_and_says_why(calendar: Calendar, day: str) -> None:
    assert not calendar.is_working_day(date.fromisoformat(day))
    assert calendar.is_holiday(date.fromisoformat(day))
    assert calendar.reason(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2026-01-10", "2026-08-22", "2025-04-26", "2024-05-04"])
def test_a_saturday_worked_in_exchange_is_a_working_day(calendar: Calendar, day: str) -> None:
    assert date.fromisoformat(day).weekday() == 5
    assert calendar.is_working_day(date.fromisoformat(day))


def test_every_exchange_gives_one_day_for_one_day(calendar: Calendar) -> None:
    for year in calendar.years.values():
        exchanged = [day for day in year.off if "hoán đổi" in year.reasons[day]]
        assert len(exchanged) == len(year.working)


def test_every_year_has_the_eleven_or_twelve_days_of_the_labour_code(calendar: Calendar) -> None:
    for number, year in calendar.years.items():
        by_law = [day for day in year.off if "hoán đổi" not in year.reasons[day]]
        # 1 + 5 + 1 + 2 + 2 days, and from 2026 the Day of Vietnamese Culture.
        assert len(by_law) == (12 if number >= 2026 else 11)


def test_only_the_year_not_yet_announced_is_provisional(calendar: Calendar) -> None:
    assert [number for number, year in calendar.years.items() if year.provisional] == [2027]
    assert calendar.is_provisional(date(2027, 3, 1))


def test_a_weekend_is_not_a_holiday(calendar: Calendar) -> None:
    assert not calendar.is_working_day(date(2026, 3, 1))
    assert not calendar.is_holiday(date(2026, 3, 1))
    assert calendar.reason(date(2026, 3, 1)) == ""


def test_a_year_without_data_is_refused_even_for_a_sunday(calendar: Calendar) -> None:
    with pytest.raises(CalendarMissing) as missing:
        calendar.is_working_day(date(2031, 1, 5))
    assert missing.value.year == 2031


def test_the_next_working_day_steps_over_tet(calendar: Calendar) -> None:
    assert calendar.next_working_day(date(2026, 2, 13)) == date(2026, 2, 23)
    assert calendar.this_or_next_working_day(date(2026, 2, 13)) == date(2026, 2, 13)


def test_stepping_past_the_last_year_is_refused(calendar: Calendar) -> None:
    with pytest.raises(CalendarMissing):
        calendar.next_working_day(date(2027, 12, 31))


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        local(datetime(2026, 3, 2, 9, 0))


def test_moments_are_read_on_the_wall_clocks_of_vietnam() -> None:
    assert local(datetime.fromisoformat("2026-03-01T23:00:00+00:00")) == datetime(
        2026, 3, 2, 6, 0, tzinfo=VIETNAM
    )
    assert local(datetime.fromisoformat("2026-03-01T23:00:00+00:00")).date() == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (of_year(off=[{"day": "2025-01-01", "reason": "x"}]), "listed under 2026"),
        (of_year(off=[{"day": "2026-01-01", "reason": "x"}] * 2), "listed twice"),
        (of_year(off=[{"day": "2026-01-03", "reason": "x"}]), "listed as off, which it is anyway"),
        (of_year(working=[{"day": "2026-01-05", "reason": "x"}]), "listed as worked, which it is anyway"),
        (of_year(off=[{"day": "2026-02-30", "reason": "x"}]), "is not a date"),
        (of_year(off=[{"day": "2026-01-01"}]), "'reason' is missing"),
        (of_year(off="2026-01-01"), "a list is expected"),
        (of_year(of=[]), "'of' is not a key"),
        (of_year(provisional="maybe"), "yes or no"),
        ({"hours": HOURS, "years": {"26": {"off": []}}}, "four digits"),
        ({"hours": [], "years": {}}, "in order"),
        ({"hours": list(reversed(HOURS)), "years": {}}, "in order"),
        ({"hours": [{"from": "11:30", "to": "07:30"}], "years": {}}, "close before they open"),
        ({"hours": [{"from": "25:00", "to": "26:00"}], "years": {}}, "is not a time"),
        ([], "a map is expected"),
    ],
)
def test_contradictory_data_are_refused_by_name(data: object, words: str) -> None:
    with pytest.raises(CalendarInvalid, match=words):
        Calendar.from_data(data)


def test_a_calendar_file_that_is_not_yaml_is_refused_with_the_place(tmp_path: Path) -> None:
    path = tmp_path / "calendar.yaml"
    path.write_text("hours: [\nyears: {", encoding="utf-8")
    with pytest.raises(CalendarInvalid, match=r"calendar\.yaml:"):
        load_calendar(path)
