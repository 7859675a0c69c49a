"""What people type into each kind of field: the value that comes out, or the reason why none does."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from engine.definition import Choice, Field
from engine.expressions import DATE, NUMBER
from engine.fields import ANSWER_CODES, TYPES, SettingKind
from engine.fields.base import MAX_RAW
from engine.fields.person import has_right_check_digit
from engine.nodes import ListNode, ScalarNode
from engine.text import Text
from engine.values import YearOnly

TODAY = date(2026, 2, 13)
CHOICES = (
    Choice("tea", Text.of("Trà", en="Tea")),
    Choice("chess", Text.of("Cờ")),
    Choice("music", Text.of("Nhạc")),
)


def field(kind: str, **settings: Any) -> Field:
    columns = (Field("name", "person_name", Text.of("Tên")), Field("share", "money", Text.of("Phần")))
    return Field(
        "x", kind, Text.of("X"), choices=CHOICES, fields=columns if kind == "group" else (), settings=settings
    )


def parsed(kind: str, raw: object, **settings: Any) -> Any:
    value, problems = TYPES[kind].parse(field(kind, **settings), raw)
    assert problems == ()
    return value


def codes(kind: str, raw: object, **settings: Any) -> list[str]:
    value, problems = TYPES[kind].parse(field(kind, **settings), raw)
    assert value is None
    for problem in problems:
        assert set(problem.params) == set(ANSWER_CODES[problem.code])
    return [problem.code for problem in problems]


READ = [
    ("text", "  Số 5,\tđường  Hai Bà Trưng ", "Số 5, đường Hai Bà Trưng"),
    ("text", "e\u0302\u0301", "ế"),
    ("text", "một\r\nhai", "một hai"),
    ("text", "=1+1", "=1+1"),
    ("text", "a\x00b\u202ec\ud800", "abc"),
    ("long_text", "một\r\n\r\nhai\x07 ", "một\n\nhai"),
    ("address", "Xã Ea Ô, tỉnh Đắk Lắk", "Xã Ea Ô, tỉnh Đắk Lắk"),
    ("number", "1.234", Decimal(1234)),
    ("number", "1.234.567", Decimal(1234567)),
    ("number", "1 234", Decimal(1234)),
    ("number", "-3", Decimal(-3)),
    ("number", "−3", Decimal(-3)),
    ("number", "2,0", Decimal(2)),
    ("money", "8.000", Decimal(8000)),
    ("money", "8000 đồng", Decimal(8000)),
    ("money", "26.000 VND", Decimal(26000)),
    ("date", "13/02/2026", TODAY),
    ("date", "13/2/2026", TODAY),
    ("date", "13-02-2026", TODAY),
    ("date", "13.02.2026", TODAY),
    ("date", "13 02 2026", TODAY),
    ("date", "13022026", TODAY),
    ("date", "2026-02-13", TODAY),
    ("birth_date", "1956", YearOnly(1956)),
    ("birth_date", "29/2/2004", date(2004, 2, 29)),
    ("yes_no", "yes", True),
    ("yes_no", "no", False),
    ("choice", "tea", "tea"),
    ("choices", ["music", "tea", "music"], ["tea", "music"]),
    ("choices", "tea", ["tea"]),
    ("person_name", "  Đặng  Thị Ngọc Ánh ", "Đặng Thị Ngọc Ánh"),
    ("person_name", "H’ Hen Niê", "H' Hen Niê"),
    ("person_name", "K'BRỂU", "K'BRỂU"),
    ("person_name", "Bình", "Bình"),
    ("national_id", "001 285 123 456", "001285123456"),
    ("tax_code", "0100109106", "0100109106"),
    ("tax_code", "0300588569-001", "0300588569-001"),
    ("tax_code", "0100109106001", "0100109106-001"),
    ("tax_code", "001285123456", "001285123456"),
    ("phone", "0912 345 678", "+84912345678"),
    ("phone", "+84 912.345.678", "+84912345678"),
    ("phone", "+84 (0)912345678", "+84912345678"),
    ("phone", "84912345678", "+84912345678"),
    ("phone", "024 3825 1234", "+842438251234"),
    ("email", " An.Nguyen@Example.VN ", "An.Nguyen@example.vn"),
    ("group", [{"name": "An"}, {"name": " ", "share": ""}], [{"name": "An"}]),
]


@pytest.mark.parametrize(("kind", "typed", "value"), READ)
def test_what_people_type_is_read(kind: str, typed: object, value: object) -> None:
    assert parsed(kind, typed) == value


@pytest.mark.parametrize(("kind", "typed", "value"), READ)
def test_what_is_written_back_into_an_input_is_read_as_the_same_value(
    kind: str, typed: object, value: Any
) -> None:
    assert parsed(kind, TYPES[kind].write(value)) == value


REFUSED = [
    ("text", "x" * 501, {}, "too_long"),
    ("text", "xy", {"min_length": 3}, "too_short"),
    ("text", "xyz", {"max_length": 2}, "too_long"),
    ("text", "x" * (MAX_RAW + 1), {"max_length": 10**6}, "too_long"),
    ("number", "ba", {}, "not_a_number"),
    ("number", "1.23.4", {}, "not_a_number"),
    ("number", "1e5", {}, "not_a_number"),
    ("number", "9" * 70, {}, "not_a_number"),
    ("number", "9" * 17, {}, "number_too_big"),
    ("number", "1,5", {}, "not_whole"),
    ("number", "1,555", {"decimals": 2}, "too_many_decimals"),
    ("number", "0", {"min": Decimal(1)}, "too_small"),
    ("number", "11", {"max": Decimal(10)}, "too_large"),
    ("money", "8,5", {}, "not_money"),
    ("money", "tám nghìn", {}, "not_money"),
    ("money", "-5", {}, "too_small"),
    ("date", "hôm nay", {}, "not_a_date"),
    ("date", "13/02/26", {}, "not_a_date"),
    ("date", "31/02/2026", {}, "no_such_date"),
    ("date", "29/02/2026", {}, "no_such_date"),
    ("date", "13/13/2026", {}, "no_such_date"),
    ("date", "13/02/1026", {}, "year_out_of_range"),
    ("date", "1956", {}, "not_a_date"),
    ("birth_date", "0956", {}, "year_out_of_range"),
    ("yes_no", "có lẽ", {}, "not_yes_or_no"),
    ("choice", "coffee", {}, "not_a_choice"),
    ("choices", ["tea", "coffee"], {}, "not_a_choice"),
    ("choices", ["tea"], {"min": 2}, "too_few"),
    ("choices", ["tea", "chess", "music"], {"max": 2}, "too_many"),
    ("person_name", "Nguyễn Văn 2", {}, "not_a_name"),
    ("person_name", "- .", {}, "not_a_name"),
    ("person_name", "<script>", {}, "not_a_name"),
    ("person_name", "A" * 101, {}, "too_long"),
    ("national_id", "12345678", {}, "not_a_national_id"),
    ("national_id", "00128512345a", {}, "not_a_national_id"),
    ("tax_code", "123", {}, "not_a_tax_code"),
    ("tax_code", "0100109106-000", {}, "not_a_tax_code"),
    ("tax_code", "0100109107", {}, "tax_code_check_digit"),
    ("phone", "0123 456 789", {}, "not_a_phone"),
    ("phone", "091234567", {}, "not_a_phone"),
    ("phone", "+1 555 123 4567", {}, "not_a_phone"),
    ("email", "an@", {}, "not_an_email"),
    ("email", "an@nha", {}, "not_an_email"),
    ("email", "an..b@example.vn", {}, "not_an_email"),
    ("email", "a b@example.vn", {}, "not_an_email"),
    ("email", "a" * 250 + "@example.vn", {}, "too_long"),
    ("email", "a" * 65 + "@example.vn", {}, "not_an_email"),
    ("group", [{"name": "An"}], {"min": 2}, "too_few"),
    ("group", [{"name": "An"}] * 4, {"max": 3}, "too_many"),
    ("group", [{"name": "An"}] * 201, {}, "too_many"),
]


@pytest.mark.parametrize(("kind", "typed", "settings", "code"), REFUSED)
def test_what_cannot_be_read_is_refused_with_its_reason(
    kind: str, typed: object, settings: Any, code: str
) -> None:
    assert codes(kind, typed, **settings) == [code]


@pytest.mark.parametrize("kind", sorted(TYPES))
@pytest.mark.parametrize("raw", [None, "", "   ", "\u200b"])
def test_nothing_typed_is_no_answer_and_no_problem(kind: str, raw: object) -> None:
    if kind == "choices" and raw:
        raw = [""]
    if kind == "group" and raw:
        raw = [{"name": raw}]
    assert TYPES[kind].parse(field(kind), raw) == (None, ())


@pytest.mark.parametrize("kind", sorted(set(TYPES) - {"note", "file"}))
@pytest.mark.parametrize("raw", [{"a": "b"}, 3, 2.5, True, [["x"]], [None], [{"name": "x"}, "x"], object()])
def test_a_wrong_shape_is_a_problem_never_an_exception(kind: str, raw: object) -> None:
    assert codes(kind, raw) == ["wrong_shape"]


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("number", Decimal("1234567.5"), "1.234.567,5"),
        ("money", Decimal(8000), "8.000"),
        ("date", TODAY, "13/02/2026"),
        ("birth_date", YearOnly(1956), "1956"),
        ("yes_no", True, "Có"),
        ("choice", "tea", "Trà"),
        ("choices", ["tea", "music"], "Trà; Nhạc"),
        ("phone", "+84912345678", "0912 345 678"),
        ("phone", "+842438251234", "024 3825 1234"),
        ("phone", "+842603862541", "0260 386 2541"),
        ("group", [{"name": "An", "share": Decimal(5000)}, {"name": "Bé"}], "Tên: An; Phần: 5.000\nTên: Bé"),
        ("note", "", ""),
    ],
)
def test_values_are_shown_the_vietnamese_way(kind: str, value: Any, shown: str) -> None:
    assert TYPES[kind].show(field(kind), value, "vi") == shown


def test_choices_are_shown_in_the_readers_language_where_there_are_words() -> None:
    assert TYPES["choices"].show(field("choices"), ["tea", "chess"], "en") == "Tea; Cờ"
    assert TYPES["yes_no"].show(field("yes_no"), False, "en") == "No"


# ---- judgements that need the day or the neighbours


@pytest.mark.parametrize(
    ("kind", "settings", "value", "expected"),
    [
        ("date", {"past": True}, date(2026, 2, 13), []),
        ("date", {"past": True}, date(2026, 2, 14), ["not_past"]),
        ("date", {"future": True}, date(2026, 2, 13), []),
        ("date", {"future": True}, date(2026, 2, 12), ["not_future"]),
        ("date", {}, date(2030, 1, 1), []),
        ("birth_date", {}, date(2026, 2, 14), ["not_past"]),
        ("birth_date", {}, YearOnly(2026), []),
        ("birth_date", {}, YearOnly(2027), ["not_past"]),
    ],
)
def test_days_are_held_against_today(kind: str, settings: Any, value: Any, expected: list[str]) -> None:
    found = TYPES[kind].examine(field(kind, **settings), value, today=TODAY)
    assert [problem.code for problem in found] == expected


BESIDE = {"birth_date": "born", "sex": "sex"}


@pytest.mark.parametrize(
    ("number", "siblings", "expected"),
    [
        ("001085123456", {"born": date(1985, 5, 1), "sex": "male"}, []),
        ("001185123456", {"born": YearOnly(1985), "sex": "nu"}, []),
        ("001204123456", {"born": date(2004, 5, 1), "sex": "nam"}, []),
        ("001085123456", {"born": date(1986, 5, 1)}, ["national_id_year"]),
        ("001085123456", {"sex": "female"}, ["national_id_sex"]),
        ("001485123456", {}, ["national_id_year"]),
        ("999085123456", {}, ["national_id_province"]),
        ("001085123456", {}, []),
    ],
)
def test_an_identity_number_at_odds_with_its_neighbours_is_a_doubt(
    number: str, siblings: Any, expected: list[str]
) -> None:
    asked = field("national_id", **BESIDE)
    assert [
        each.code for each in TYPES["national_id"].remarks(asked, number, siblings=siblings, today=TODAY)
    ] == expected


@pytest.mark.parametrize("number", ["0100109106", "0300588569", "0101248141", "0100112437", "0100684378"])
def test_check_digits_of_known_tax_codes_are_right_and_no_other_digit_is(number: str) -> None:
    right = [digit for digit in "0123456789" if has_right_check_digit(number[:9] + digit)]
    assert right == [number[9]]


def test_a_computed_amount_is_rounded_to_the_dong() -> None:
    assert TYPES["money"].computed(field("money"), Decimal("1234.5")) == Decimal(1235)
    assert TYPES["number"].computed(field("number", decimals=2), Decimal("0.125")) == Decimal("0.13")
    assert TYPES["number"].computed(field("number"), Decimal("0.125")) == Decimal("0.125")


# ---- what expressions see, what YAML may say


def test_the_table_knows_each_kind_by_its_own_name() -> None:
    assert {name: kind.name for name, kind in TYPES.items()} == {name: name for name in TYPES}


def test_a_field_that_need_not_be_answered_is_optional_in_expressions() -> None:
    required = Field("x", "number", Text.of("X"), required=True)
    assert TYPES["number"].expression_type(required) == NUMBER
    assert TYPES["date"].expression_type(field("date")) == DATE.maybe()


def test_choices_and_columns_are_known_to_expressions() -> None:
    assert TYPES["choice"].expression_type(field("choice")).choices == ("tea", "chess", "music")
    group = TYPES["group"].expression_type(field("group"))
    assert group.kind == "records"
    assert {name: column.kind for name, column in group.fields.items()} == {"name": "text", "share": "number"}


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        (SettingKind.WHOLE, "12", 12),
        (SettingKind.NUMBER, "-0.5", Decimal("-0.5")),
        (SettingKind.YES_NO, "yes", True),
        (SettingKind.YES_NO, "no", False),
        (SettingKind.FIELD, "birth_date", "birth_date"),
    ],
)
def test_settings_are_read_from_the_file(kind: SettingKind, written: str, value: object) -> None:
    assert kind.read(ScalarNode(written)) == value


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (SettingKind.WHOLE, "-1"),
        (SettingKind.WHOLE, "1.5"),
        (SettingKind.NUMBER, "8.000.000"),
        (SettingKind.NUMBER, "nhiều"),
        (SettingKind.YES_NO, "có"),
        (SettingKind.FIELD, "a b"),
    ],
)
def test_a_setting_that_is_no_such_thing_is_refused(kind: SettingKind, written: str) -> None:
    with pytest.raises(ValueError, match=kind):
        kind.read(ScalarNode(written))
    with pytest.raises(ValueError, match=kind):
        kind.read(ListNode(()))
