"""Every shape of fee that real procedures have, from the file to the sentence the payer reads."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from engine.answers import Circumstances
from engine.compile import definition_from_body
from engine.definition import Definition
from engine.fees import Bill, bill
from engine.load import load, load_text
from engine.papers import documents
from renderer.fee_words import explain_charge
from tests.engine.examples import EXAMPLES, MINIMAL, library

LOADED = load(EXAMPLES / "valid" / "every-kind-of-fee.yaml", library())
ANSWERS: Mapping[str, Any] = {
    "pages": Decimal(12),
    "copies": Decimal(1),
    "tonnes": Decimal(2),
    "codes": Decimal(50),
    "purpose": "study",
    "poor": False,
    "devices": [{"kind": "ct"}],
}


def definition() -> Definition:
    assert LOADED.definition is not None
    return LOADED.definition


def billed(day: date = date(2026, 3, 2), channel: str = "counter", **answers: Any) -> Bill:
    circumstances = Circumstances(day, channel=channel, receive="counter")
    return bill(definition(), {**ANSWERS, **answers}, circumstances)


def charge(result: Bill, line_id: str) -> tuple[int, str]:
    """The amount of a line and why."""
    (found,) = (each for each in result.charges if each.line_id == line_id)
    return found.amount.amount, explain_charge(found)


@pytest.mark.parametrize(
    ("pages", "copies", "amount"),
    [(1, 1, 2_000), (2, 1, 4_000), (3, 1, 5_000), (12, 3, 42_000), (198, 1, 200_000), (500, 2, 400_000)],
)
def test_a_certified_copy_costs_two_thousand_for_two_pages_then_one_thousand_up_to_a_cap(
    pages: int, copies: int, amount: int
) -> None:
    assert charge(billed(pages=Decimal(pages), copies=Decimal(copies)), "certified")[0] == amount


def test_bands_are_explained_one_by_one() -> None:
    words = charge(billed(copies=Decimal(3)), "certified")[1]
    assert words == (
        "Số trang 12: 2 × 2.000 đồng + 10 × 1.000 đồng = 14.000 đồng; × 3 (số bản) = 42.000 đồng"
    )
    capped = charge(billed(pages=Decimal(500)), "certified")[1]
    assert "cao hơn mức tối đa nên tính 200.000 đồng" in capped


@pytest.mark.parametrize(
    ("tonnes", "amount"), [("0", 150_000), ("10.5", 307_500), ("36.67", 700_000), ("900", 700_000)]
)
def test_a_base_and_a_rate_for_a_measure_stop_at_the_highest_fee(tonnes: str, amount: int) -> None:
    assert charge(billed(tonnes=Decimal(tonnes)), "material")[0] == amount


@pytest.mark.parametrize(("codes", "amount"), [(0, 500_000), (50, 500_000), (51, 510_000), (80, 800_000)])
def test_whole_bands_charge_everything_by_the_band_reached(codes: int, amount: int) -> None:
    assert charge(billed(codes=Decimal(codes)), "foreign")[0] == amount


@pytest.mark.parametrize(("copies", "amount"), [(1, 100_000), (2, 100_000), (3, 105_000), (5, 115_000)])
def test_a_table_adds_so_much_for_each_copy_beyond_the_second(copies: int, amount: int) -> None:
    assert charge(billed(copies=Decimal(copies)), "record")[0] == amount


def test_what_is_added_is_explained_beside_the_row_of_the_table() -> None:
    assert charge(billed(copies=Decimal(5)), "record")[1] == (
        "Theo bảng thu (Mục đích: Đi học): 100.000 đồng;"
        " cộng 3 × 5.000 đồng cho phần số bản vượt quá 2 = 115.000 đồng"
    )


@pytest.mark.parametrize(
    ("devices", "amount"),
    [
        (["ct"], 6_000_000),
        (["ct", "dental"], 7_125_000),
        (["ct"] * 4, 21_600_000),
        (["dental"] * 5, 6_750_000),
        (["dental"] * 6, 7_650_000),
    ],
)
def test_devices_are_charged_by_kind_less_a_discount_for_their_number(
    devices: list[str], amount: int
) -> None:
    rows = [{"kind": kind} for kind in devices]
    assert charge(billed(devices=rows), "radiation")[0] == amount


def test_each_row_of_a_group_is_explained() -> None:
    assert charge(billed(devices=[{"kind": "ct"}, {"kind": "dental"}]), "radiation")[1] == (
        "Thiết bị X-quang: 1) Theo bảng thu (Loại máy: Chụp cắt lớp): 6.000.000 đồng;"
        " 2) Theo bảng thu (Loại máy: Chụp răng): 1.500.000 đồng;"
        " cộng 7.500.000 đồng; có 2 dòng nên thu 95 % = 7.125.000 đồng"
    )


def test_no_rows_cost_nothing() -> None:
    assert charge(billed(devices=[]), "radiation") == (0, "Thiết bị X-quang: không có dòng nào")


@pytest.mark.parametrize(
    ("day", "amount", "since"),
    [(date(2026, 6, 30), 50_000, "01/01/2026"), (date(2026, 7, 1), 60_000, "01/07/2026")],
)
def test_the_province_s_amount_is_that_of_the_day_of_filing(day: date, amount: int, since: str) -> None:
    found, words = charge(billed(day), "province")
    assert found == amount
    assert words.startswith(f"Lệ phí ví dụ của tỉnh, áp dụng từ ngày {since}")


def test_of_a_charge_that_comes_again_the_first_is_paid_and_the_rest_is_told() -> None:
    assert charge(billed(), "yearly") == (
        500_000,
        "Mức cố định: 500.000 đồng; thu hằng năm, lần này nộp lần đầu",
    )


def test_an_exemption_takes_the_whole_line_and_asks_for_its_paper() -> None:
    circumstances = Circumstances(date(2026, 3, 2), channel="counter", receive="counter")
    poor = {**ANSWERS, "poor": True}
    assert charge(billed(poor=True), "exempt")[0] == -50_000
    assert [(each.id, each.required) for each in documents(definition(), poor, circumstances)] == [
        ("poor_paper", True)
    ]
    assert documents(definition(), ANSWERS, circumstances) == ()


def test_a_reduction_of_a_period_asks_for_no_proof_outside_it() -> None:
    text = (
        MINIMAL
        + """documents: {card: {name: Thẻ, copies: 1, required: no}}
fee:
  pay: at_result
  lines:
    base: {kind: phi, name: Phí, amount: 10.000 VND}
    less: {valid: {until: 2026-12-31}, percent_of: {base: -50}, proof: card}
"""
    )
    result = load_text(text, "f.yaml", library())
    assert result.problems == ()
    assert result.definition is not None
    (asked,) = documents(result.definition, {}, Circumstances(date(2026, 12, 31)))
    assert asked.required
    assert documents(result.definition, {}, Circumstances(date(2027, 1, 1))) == ()


def test_every_charge_has_words_in_both_languages_and_survives_storage() -> None:
    result = billed(copies=Decimal(3), poor=True, channel="online", devices=[{"kind": "ct"}] * 2)
    again = Bill.from_json(result.to_json())
    for each in again.charges:
        assert explain_charge(each, "vi") != explain_charge(each, "en")
    assert result.total.amount == sum(each.amount.amount for each in again.charges)


def test_a_stored_version_keeps_the_amounts_it_was_published_with() -> None:
    assert set(LOADED.body["includes"]["parameters"]) == {"le_phi_vi_du"}
    stored = definition_from_body(LOADED.body)
    assert stored.parameters == definition().parameters
    assert [str(value.amount) for value in stored.parameters["le_phi_vi_du"].values] == [
        "50.000 VND",
        "60.000 VND",
    ]


def test_an_unknown_amount_of_the_province_is_shown_with_the_nearest_one() -> None:
    text = MINIMAL + (
        "fee: {pay: at_result, lines: {base: {kind: phi, name: Phí, amount: param.le_phi_vi_di}}}\n"
    )
    (problem,) = load_text(text, "f.yaml", library()).problems
    assert (problem.code, problem.params["suggestion"]) == ("R015", "le_phi_vi_du")


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ("[{each: 1.000 VND}]", []),
        ("[{up_to: 2, each: 1.000 VND}]", ["M018"]),
        ("[{each: 1.000 VND}, {each: 2.000 VND}]", ["M018"]),
        ("[{up_to: 2, each: 1.000 VND}, {up_to: 2, each: 1.000 VND}, {each: 1.000 VND}]", ["M018"]),
        ("[{up_to: 2}, {each: 1.000 VND}]", ["M019"]),
    ],
)
def test_bands_hold_every_quantity_once_and_have_one_price_each(rows: str, codes: list[str]) -> None:
    text = MINIMAL + (
        "form: {pages: {p: {title: T, fields: {n: {label: N, type: number, required: yes}}}}}\n"
        "fee: {pay: at_result, lines: {base: {kind: phi, name: Phí,"
        f" tiers: {{of: n, rows: {rows}}}}}}}}}\n"
    )
    assert [problem.code for problem in load_text(text, "f.yaml", library()).problems] == codes
