"""Numbers of papers, years, months, hours, masks and units: what is taken, what is refused, how it is shown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from engine.definition import Field
from engine.fields import TYPES
from engine.load import load_text
from engine.text import Text
from runtime.dossiers.drafts import prefilled
from tests.engine.examples import MINIMAL, library

TAKEN: list[tuple[str, dict[str, Any], str, Any, str]] = [
    ("passport", {}, "c 1234567", "C1234567", "C1234567"),
    ("passport", {}, "XDDL98712", "XDDL98712", "XDDL98712"),
    ("passport", {"vietnamese": True}, "P0123456", "P0123456", "P0123456"),
    ("social_insurance", {}, "01.2345.6789", "0123456789", "0123456789"),
    ("social_insurance", {}, "001085012345", "001085012345", "001085012345"),
    ("national_id", {"old": True}, "012 345 678", "012345678", "012345678"),
    ("national_id", {"old": True}, "001085012345", "001085012345", "001085012345"),
    ("year", {}, "2026", Decimal(2026), "2026"),
    ("month_year", {}, "3/2026", date(2026, 3, 1), "03/2026"),
    ("month_year", {}, "01/03/2026", date(2026, 3, 1), "03/2026"),
    ("month_year", {}, "1/2026", date(2026, 1, 1), "01/2026"),
    ("month_year", {}, "11/2026", date(2026, 11, 1), "11/2026"),
    ("time", {}, "7h", "07:00", "07:00"),
    ("time", {}, "14 giờ 30 phút", "14:30", "14:30"),
    ("text", {"mask": "AA-999999"}, "kt-012345", "KT-012345", "KT-012345"),
    ("text", {"mask": "GP 99X/2026"}, "gp 01b/2026", "GP 01B/2026", "GP 01B/2026"),
    ("number", {"unit": "m²", "decimals": 1}, "1250,5", Decimal("1250.5"), "1.250,5 m²"),
]
REFUSED: list[tuple[str, dict[str, Any], str, str]] = [
    ("passport", {}, "abc", "not_a_passport"),
    ("passport", {}, "ABCDEFG", "not_a_passport"),
    ("passport", {"vietnamese": True}, "12345678", "not_a_vietnamese_passport"),
    ("social_insurance", {}, "12345", "not_social_insurance"),
    ("national_id", {}, "012345678", "not_a_national_id"),
    ("national_id", {"old": True}, "0123456", "not_an_old_id"),
    ("year", {}, "26", "not_a_year"),
    ("year", {}, "1850", "year_out_of_range"),
    ("year", {"min": Decimal(1990)}, "1989", "year_out_of_range"),
    ("month_year", {}, "13/2026", "not_a_month"),
    ("month_year", {}, "0/2026", "not_a_month"),
    ("month_year", {}, "2026", "not_a_month"),
    ("time", {}, "25:00", "not_a_time"),
    ("time", {}, "7:60", "not_a_time"),
    ("text", {"mask": "AA-999999"}, "KT-01234", "not_the_mask"),
    ("text", {"mask": "AA-999999"}, "K1-012345", "not_the_mask"),
    ("text", {"mask": "9999"}, "١٢٣٤", "not_the_mask"),
]


def field(kind: str, settings: dict[str, Any]) -> Field:
    return Field("x", kind, Text.of("X"), settings=settings)


@pytest.mark.parametrize(("kind", "settings", "typed", "value", "shown"), TAKEN)
def test_what_is_taken_is_kept_in_one_form_and_comes_back_into_its_input(
    kind: str, settings: dict[str, Any], typed: str, value: Any, shown: str
) -> None:
    asked = field(kind, settings)
    assert TYPES[kind].parse(asked, typed) == (value, ())
    assert TYPES[kind].show(asked, value, "vi") == shown
    assert TYPES[kind].parse(asked, TYPES[kind].write(value)) == (value, ())


@pytest.mark.parametrize(("kind", "settings", "typed", "code"), REFUSED)
def test_what_is_refused_is_told_in_the_words_of_its_kind(
    kind: str, settings: dict[str, Any], typed: str, code: str
) -> None:
    value, problems = TYPES[kind].parse(field(kind, settings), typed)
    assert value is None
    assert [each.code for each in problems] == [code]


def test_the_number_of_an_old_card_raises_no_doubts_about_its_province() -> None:
    asked = field("national_id", {"old": True})
    assert TYPES["national_id"].remarks(asked, "012345678", siblings={}, today=date(2026, 1, 1)) == ()


def test_a_default_stands_in_a_new_draft_unless_the_account_knows_better() -> None:
    nation = Field("nation", "choice", Text.of("Quốc tịch"), default="vn")
    name = Field("name", "text", Text.of("Tên"), default="Không rõ", prefill="full_name")
    assert prefilled((nation, name), {"full_name": "An"}) == {"nation": "vn", "name": "An"}


def test_conditions_may_compare_years_and_months() -> None:
    form = """form:
  pages:
    one:
      title: Một
      fields:
        built: {label: Năm xây, type: year, required: yes}
        since: {label: Từ tháng, type: month_year, required: yes}
        why: {label: Vì sao, type: text, when: built >= 1990 and since < today}
"""
    found = load_text(MINIMAL + form, "f.yaml", library())
    assert found.definition is not None, found.problems
