"""When a procedure takes dossiers, and how many."""

from __future__ import annotations

from datetime import date

import pytest

from engine.definition import Definition, Opening, Per, Quota, YearlyWindow
from engine.load import load_text
from engine.opening import Openness, Standing, openness, quota_key
from engine.revisions import Impact, difference, worst
from engine.scenarios import load_scenarios_text, run
from tests.engine.examples import EXAMPLES, library
from tests.engine.processes import shared_calendar

TEXT = (EXAMPLES / "valid" / "opening.yaml").read_text(encoding="utf-8")
SPRING = YearlyWindow("03-01", "04-15")
WINTER = YearlyWindow("12-01", "01-31")


def definition(text: str = TEXT) -> Definition:
    loaded = load_text(text, "opening.yaml", library())
    assert loaded.definition is not None, [problem.message() for problem in loaded.problems]
    return loaded.definition


def test_a_procedure_that_says_nothing_is_always_open() -> None:
    assert openness(None, date(2026, 1, 1)) == Openness(Standing.OPEN)


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (date(2026, 2, 28), Standing.NOT_YET),
        (date(2026, 3, 1), Standing.OPEN),
        (date(2026, 4, 15), Standing.OPEN),
        (date(2026, 4, 16), Standing.CLOSED),
    ],
)
def test_both_days_of_a_period_are_inside_it(day: date, standing: Standing) -> None:
    assert openness(Opening(date(2026, 3, 1), date(2026, 4, 15)), day).standing is standing


def test_after_the_window_of_this_year_the_next_is_named() -> None:
    found = openness(Opening(yearly=SPRING), date(2026, 4, 16))
    assert (found.standing, found.since, found.until) == (
        Standing.NOT_YET,
        date(2027, 3, 1),
        date(2027, 4, 15),
    )


def test_a_window_may_go_over_the_new_year() -> None:
    opening = Opening(yearly=WINTER)
    assert openness(opening, date(2027, 1, 31)) == Openness(
        Standing.OPEN, date(2026, 12, 1), date(2027, 1, 31)
    )
    assert openness(opening, date(2027, 2, 1)).since == date(2027, 12, 1)


def test_a_yearly_window_stays_inside_the_days_of_the_whole() -> None:
    opening = Opening(date(2026, 3, 10), date(2027, 3, 5), yearly=SPRING)
    assert openness(opening, date(2026, 3, 9)).since == date(2026, 3, 10)
    assert openness(opening, date(2027, 3, 5)).until == date(2027, 3, 5)
    assert openness(opening, date(2027, 3, 6)).standing is Standing.CLOSED
    assert openness(Opening(date(2040, 1, 1), yearly=SPRING), date(2026, 1, 1)).since == date(2040, 3, 1)


def test_the_29th_of_february_is_the_28th_in_other_years() -> None:
    opening = Opening(yearly=YearlyWindow("02-01", "02-29"))
    assert openness(opening, date(2026, 2, 1)).until == date(2026, 2, 28)
    assert openness(opening, date(2028, 2, 1)).until == date(2028, 2, 29)


def test_when_every_place_is_taken_it_is_full() -> None:
    opening = Opening(quota=Quota(200))
    assert openness(opening, date(2026, 3, 1), taken=199).places_left == 1
    assert openness(opening, date(2026, 3, 1), taken=200).standing is Standing.FULL
    assert openness(opening, date(2026, 3, 1), taken=250).places_left == 0


def test_places_are_counted_for_each_period_or_each_day() -> None:
    of_period, of_day = Opening(yearly=SPRING, quota=Quota(2)), Opening(quota=Quota(2, Per.DAY))
    assert quota_key(of_period, date(2026, 3, 1)) == quota_key(of_period, date(2026, 4, 15)) == "2026-03-01"
    assert quota_key(of_period, date(2027, 3, 1)) == "2027-03-01"
    assert quota_key(of_day, date(2026, 3, 2)) == "2026-03-02"
    assert quota_key(Opening(quota=Quota(2)), date(2026, 3, 2)) == "always"


def test_another_opening_is_no_break_for_dossiers_already_begun() -> None:
    later = definition(TEXT.replace("04-15", "04-30").replace("places: 3", "places: 5"))
    changes = difference(definition(), later)
    assert {change.path for change in changes} == {"opening.yearly.until", "opening.quota.places"}
    assert worst(changes) is Impact.COMPATIBLE


SCENARIO = """\
usual:
  applicant: {kind: citizen, full_name: Nguyễn Văn An, national_id: "001090000001", phone: "0912345678", address: Huế}
  answers: {copies: 1}
scenarios:
- name: Ngoài đợt
  at: 2026-02-13 09:00
  submit: {channel: online, receive: counter}
  expect: {problems: {opening: not_yet}}
- name: Trong đợt
  at: 2026-03-02 09:00
  submit: {channel: online, receive: counter}
  expect: {status: submitted}
"""


def test_a_scenario_outside_the_opening_meets_an_obstacle() -> None:
    whole = definition()
    played = load_scenarios_text(SCENARIO, "s.yaml", whole)
    assert played.problems == ()
    for scenario in played.scenarios:
        assert run(whole, scenario, shared_calendar()).problems == ()
