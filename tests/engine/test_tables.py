"""Cells of tables and what rows of them leave open or say twice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.expressions import BOOLEAN, DATE, NUMBER, Type
from engine.tables import ANYTHING, BadCell, Cell, Column, read_cell, survey

PURPOSE = Type("choice", choices=("job", "study", "visit"))


def cell(text: str, kind: Type = NUMBER) -> Cell:
    return read_cell(text, kind)


@pytest.mark.parametrize(
    ("text", "kind", "inside", "outside"),
    [
        ("any", NUMBER, [1, 2], []),
        ("50", NUMBER, [50], [49, 51]),
        ("<= 50", NUMBER, [50, -1], [51]),
        (">50", NUMBER, [51], [50]),
        ("> 10 and <= 50", NUMBER, [11, 50], [10, 51]),
        ("1..5, 7, >= 10", NUMBER, [1, 5, 7, 10], [0, 6, 9]),
        ("-2..0.5", NUMBER, [-2, Decimal("0.5")], [1]),
        ("!= 3", NUMBER, [2], [3]),
        ("job, visit", PURPOSE, ["job", "visit"], ["study"]),
        ("!= job", PURPOSE, ["study"], ["job"]),
        ("yes", BOOLEAN, [True], [False]),
        ("2026-01-01..2026-06-30", DATE, [date(2026, 6, 30)], [date(2026, 7, 1)]),
    ],
)
def test_a_cell_covers_what_it_says(text, kind, inside, outside):
    read = cell(text, kind)
    assert all(read.covers(value) for value in inside)
    assert not any(read.covers(value) for value in outside)


@pytest.mark.parametrize(
    ("text", "kind", "at"),
    [
        ("jop", PURPOSE, 0),
        ("job, jop", PURPOSE, 5),
        ("< job", PURPOSE, 0),
        ("maybe", BOOLEAN, 0),
        ("1.000", NUMBER, 0),
        ("5..1", NUMBER, 0),
        ("> 5 and > 7", NUMBER, 0),
        ("> 5 and 7", NUMBER, 0),
        ("", NUMBER, 0),
        ("1,,2", NUMBER, 2),
        ("2026-02-30", DATE, 0),
        ("20260101", DATE, 0),
        ("nan", NUMBER, 0),
        ("1e9", NUMBER, 0),
        (",".join(["1"] * 65), NUMBER, 0),
    ],
)
def test_a_cell_that_means_nothing_is_refused_at_its_part(text, kind, at):
    with pytest.raises(BadCell) as refused:
        cell(text, kind)
    assert refused.value.at == at


def test_a_gap_between_two_numbers_is_found_in_the_steps_of_the_field():
    rows = [[cell("<= 50")], [cell("> 51")]]
    assert survey(rows, [Column("number", step=Decimal(1))]).open_case == (Decimal(51),)
    rows = [[cell("<= 50")], [cell(">= 51")]]
    assert survey(rows, [Column("number", step=Decimal(1))]).open_case is None
    assert survey(rows, [Column("number")]).open_case == (Decimal("50.5"),)


def test_nothing_outside_what_can_be_answered_is_asked_for():
    column = Column("number", least=Decimal(1), most=Decimal(9), step=Decimal(1))
    assert survey([[cell("1..9")]], [column]).open_case is None


def test_rows_that_say_the_same_and_rows_never_reached_are_found():
    rows = [[cell("job, study", PURPOSE)], [cell("study", PURPOSE)], [ANYTHING]]
    found = survey(rows, [Column("choice", PURPOSE.choices)])
    assert found.first == {0, 2}
    assert {(each.first, each.second) for each in found.overlaps} == {(0, 1), (0, 2)}
    assert found.open_case is None


def test_a_table_of_two_hundred_rows_and_six_columns_is_surveyed_at_once():
    kinds = [cell(f"{at}..{at + 3}") for at in range(200)]
    rows = [[kinds[(at * step) % 200] for step in (1, 3, 7, 9, 11, 13)] for at in range(200)]
    assert survey(rows, [Column("number", step=Decimal(1))] * 6).open_case is not None


CELLS = st.sampled_from(["any", "1", "<= 1", "> 1", "0..2", "0, 3", "!= 2", "> 0 and < 3"])


@given(rows=st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5))
def test_the_survey_finds_what_trying_every_number_finds(rows):
    read = [[cell(text) for text in row] for row in rows]
    column = Column("number", least=Decimal(-1), most=Decimal(4), step=Decimal(1))
    fitting = [
        [at for at, row in enumerate(read) if row[0].covers(x) and row[1].covers(y)]
        for x, y in product(range(-1, 5), repeat=2)
    ]
    found = survey(read, [column, column])
    assert (found.open_case is None) == all(fitting)
    assert found.first == {each[0] for each in fitting if each}
    assert {(each.first, each.second) for each in found.overlaps} == {
        (each[0], other) for each in fitting if each for other in each[1:]
    }
