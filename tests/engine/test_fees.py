from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from engine.answers import Circumstances
from engine.definition import (
    Channel,
    ChannelTerms,
    Choice,
    Definition,
    Fee,
    FeeKind,
    FeeLine,
    FeeRow,
    Field,
    Page,
    PayAt,
)
from engine.expressions import BOOLEAN, NUMBER, TEXT, Expression, ExpressionFailed, Type, compile_expression
from engine.fees import Bill, FeeUndecided, bill
from engine.money import Money
from engine.tables import ANYTHING, Cell, Part
from engine.text import Text
from renderer.fee_words import explain_absent, explain_charge
from tests.engine.processes import procedure

PURPOSE = Type("choice", choices=("study", "work"))
SCOPE = {
    "copies": NUMBER,
    "area": NUMBER,
    "purpose": PURPOSE,
    "poor": BOOLEAN,
    "channel": TEXT,
    "receive": TEXT,
}
FIELDS = (
    Field("copies", "number", Text.of("Số bản sao", en="Copies"), required=True),
    Field("area", "number", Text.of("Diện tích"), required=True),
    Field(
        "purpose",
        "choice",
        Text.of("Mục đích"),
        required=True,
        choices=(Choice("study", Text.of("Đi học")), Choice("work", Text.of("Đi làm"))),
    ),
    Field("poor", "yes_no", Text.of("Hộ nghèo"), required=True),
)
ANSWERS: Mapping[str, Any] = {
    "copies": Decimal(3),
    "area": Decimal("12.5"),
    "purpose": "study",
    "poor": False,
}
TODAY = Circumstances(today=date(2026, 3, 2))


def expression(text: str) -> Expression:
    compiled = compile_expression(text, SCOPE, None)
    assert compiled.expression is not None, compiled.faults
    return compiled.expression


def line(line_id: str, **settings: Any) -> FeeLine:
    kind = FeeKind.PHI if "percent_of" not in settings else None
    percents = {target: Decimal(percent) for target, percent in settings.pop("percent_of", {}).items()}
    for name in ("when", "per"):
        if name in settings:
            settings[name] = expression(settings[name])
    if isinstance(settings.get("amount"), int):
        settings["amount"] = Money(settings["amount"])
    elif "amount" in settings:
        settings["amount"] = expression(settings["amount"])
    for name in ("at_least", "at_most"):
        if name in settings:
            settings[name] = Money(settings[name])
    return FeeLine(line_id, Text.of(f"Khoản {line_id}"), **{"kind": kind, **settings}, percent_of=percents)


ANY = ANYTHING


def cell(value: Any) -> Cell:
    return value if isinstance(value, Cell) else Cell(str(value), (Part(equals=value),))


def table(line_id: str, match: list[str], rows: list[tuple[Any, ...]], **settings: Any) -> FeeLine:
    return line(
        line_id,
        match=tuple(expression(text) for text in match),
        rows=tuple(FeeRow(tuple(map(cell, cells)), Money(amount)) for *cells, amount in rows),
        **settings,
    )


def charging(*lines: FeeLine, pay: PayAt = PayAt.SUBMISSION, **changes: Any) -> Definition:
    pages = (Page("form", Text.of("Tờ khai"), FIELDS),)
    return procedure(fee=Fee(pay=pay, refundable=False, lines=lines), pages=pages, **changes)


def billed(
    *lines: FeeLine, answers: Mapping[str, Any] = ANSWERS, circumstances: Circumstances = TODAY
) -> Bill:
    result = bill(charging(*lines), answers, circumstances)
    assert result.total.amount == sum(charge.amount.amount for charge in result.charges)
    return result


def amounts(result: Bill) -> list[tuple[str, int]]:
    return [(charge.line_id, charge.amount.amount) for charge in result.charges]


def words(result: Bill) -> list[str]:
    return [explain_charge(charge) for charge in result.charges]


# ---- one line


def test_a_flat_amount() -> None:
    result = billed(line("filing", amount=150_000))
    assert amounts(result) == [("filing", 150_000)]
    assert words(result) == ["Mức cố định: 150.000 đồng"]


def test_an_amount_for_each_copy_shows_its_reckoning() -> None:
    result = billed(line("copy", per="copies", amount=8_000))
    assert amounts(result) == [("copy", 24_000)]
    assert words(result) == ["Số bản sao: 3 × 8.000 đồng = 24.000 đồng"]


def test_a_measure_with_decimals_is_rounded_half_up_once_at_the_end() -> None:
    assert billed(line("land", per="area", amount=1_001)).total == Money(12_513)
    assert billed(line("land", per="area", amount="0.36")).total == Money(5)


def test_fewer_than_no_copies_cost_nothing_and_pay_for_nothing_else() -> None:
    answers = {**ANSWERS, "copies": Decimal(-5)}
    assert billed(
        line("filing", amount=1_000), line("copy", per="copies", amount=8_000), answers=answers
    ).total == Money(1_000)


def test_an_amount_may_be_computed_in_dong() -> None:
    result = billed(line("base", amount="50000 + 2000 * copies"))
    assert amounts(result) == [("base", 56_000)]
    assert "= 56.000 đồng" in words(result)[0]
    assert words(result)[0].startswith("Tính theo công thức: ")


def test_a_table_takes_the_first_row_that_matches_and_names_what_decided() -> None:
    rows = [("study", True, 0), ("study", ANY, 100_000), (ANY, ANY, 200_000)]
    result = billed(table("certificate", ["purpose", "poor"], rows))
    assert amounts(result) == [("certificate", 100_000)]
    assert words(result) == ["Theo bảng thu (Mục đích: Đi học): 100.000 đồng"]
    result = billed(table("certificate", ["purpose", "poor"], rows), answers={**ANSWERS, "poor": True})
    assert words(result) == ["Theo bảng thu (Mục đích: Đi học; Hộ nghèo: có): 0 đồng"]
    result = billed(table("certificate", ["purpose", "poor"], rows), answers={**ANSWERS, "purpose": "work"})
    assert words(result) == ["Mức chung của bảng thu: 200.000 đồng"]


def test_a_yes_is_not_a_one() -> None:
    rows = [(True, 1), (Decimal(1), 2)]
    assert billed(table("t", ["copies"], rows), answers={**ANSWERS, "copies": Decimal(1)}).total == Money(2)


def test_a_table_without_a_matching_row_is_never_free() -> None:
    with pytest.raises(FeeUndecided) as undecided:
        billed(table("certificate", ["purpose"], [("work", 100_000)]))
    assert undecided.value.line_id == "certificate"


@pytest.mark.parametrize(
    ("bounds", "amount", "sentence"),
    [
        (
            {"at_least": 30_000},
            30_000,
            "Số bản sao: 3 × 8.000 đồng = 24.000 đồng; thấp hơn mức tối thiểu nên tính 30.000 đồng",
        ),
        (
            {"at_most": 20_000},
            20_000,
            "Số bản sao: 3 × 8.000 đồng = 24.000 đồng; cao hơn mức tối đa nên tính 20.000 đồng",
        ),
        ({"at_least": 10_000, "at_most": 50_000}, 24_000, "Số bản sao: 3 × 8.000 đồng = 24.000 đồng"),
        ({"at_least": 24_000, "at_most": 24_000}, 24_000, "Số bản sao: 3 × 8.000 đồng = 24.000 đồng"),
    ],
)
def test_an_amount_is_kept_within_its_bounds_and_says_so(
    bounds: dict[str, int], amount: int, sentence: str
) -> None:
    result = billed(line("copy", per="copies", amount=8_000, **bounds))
    assert result.total == Money(amount)
    assert words(result) == [sentence]


# ---- whether a line applies


def test_a_line_whose_condition_is_false_is_absent_and_says_why() -> None:
    result = billed(line("a", amount=5_000, when="copies > 5"), line("b", amount=7_000, when="not poor"))
    assert amounts(result) == [("b", 7_000)]
    assert [absent.line_id for absent in result.absent] == ["a"]
    assert explain_absent(result.absent[0]) == "Chỉ áp dụng khi số bản sao lớn hơn 5"


@pytest.mark.parametrize(("day", "applies"), [(1, False), (2, True), (3, True), (4, False)])
def test_a_dated_line_counts_on_its_first_and_last_day(day: int, applies: bool) -> None:
    dated = line("a", amount=5_000, valid_from=date(2026, 3, 2), valid_until=date(2026, 3, 3))
    result = billed(dated, circumstances=Circumstances(today=date(2026, 3, day)))
    assert bool(result.charges) is applies
    if not applies:
        assert explain_absent(result.absent[0]) == "Chỉ áp dụng từ ngày 02/03/2026 đến hết ngày 03/03/2026"


@pytest.mark.parametrize(
    ("window", "sentence"),
    [
        ({"valid_from": date(2027, 1, 1)}, "Chỉ áp dụng từ ngày 01/01/2027"),
        ({"valid_until": date(2025, 12, 31)}, "Chỉ áp dụng đến hết ngày 31/12/2025"),
    ],
)
def test_a_line_out_of_its_time_says_until_or_from_when(window: dict[str, date], sentence: str) -> None:
    assert explain_absent(billed(line("a", amount=5_000, **window)).absent[0]) == sentence


# ---- percentages


def test_a_reduction_is_taken_from_the_line_it_names() -> None:
    result = billed(
        line("filing", kind=FeeKind.LE_PHI, amount=150_000),
        line("online", percent_of={"filing": -10}, when="channel == 'online'"),
    )
    assert amounts(result) == [("filing", 150_000), ("online", -15_000)]
    assert result.charges[1].kind is FeeKind.LE_PHI
    assert words(result)[1] == "-10 % của Khoản filing (150.000 đồng) = -15.000 đồng"


def test_a_reduction_of_two_kinds_is_kept_apart_by_kind() -> None:
    result = billed(
        line("filing", kind=FeeKind.LE_PHI, amount=100_000),
        line("appraisal", kind=FeeKind.PHI, amount=300_000),
        line("online", percent_of={"filing": -10, "appraisal": -20}),
    )
    assert amounts(result)[2:] == [("online", -10_000), ("online", -60_000)]
    assert result.of_kind(FeeKind.LE_PHI) == Money(90_000)
    assert result.of_kind(FeeKind.PHI) == Money(240_000)


def test_reductions_together_take_no_more_than_the_line_they_reduce() -> None:
    result = billed(
        line("filing", amount=100_000),
        line("other", amount=40_000),
        line("online", percent_of={"filing": -10}),
        line("exempt", percent_of={"filing": -100}),
    )
    assert amounts(result)[2:] == [("online", -10_000), ("exempt", -90_000)]
    assert result.total == Money(40_000)
    assert (
        words(result)[3]
        == "-100 % của Khoản filing (100.000 đồng) = -90.000 đồng, vì không giảm quá số tiền còn lại"
    )


def test_a_reduction_of_nothing_is_absent_and_says_so() -> None:
    result = billed(
        line("filing", amount=100_000, when="poor"),
        line("online", percent_of={"filing": -10}),
    )
    assert result.charges == ()
    assert explain_absent(result.absent[1]) == "Không thu khoản làm căn cứ tính: Khoản filing"


def test_a_percentage_may_stand_before_what_it_refers_to() -> None:
    result = billed(line("urgent", percent_of={"filing": 50}), line("filing", amount=100_001))
    assert amounts(result) == [("urgent", 50_001), ("filing", 100_001)]


def test_a_reduction_is_bounded_as_a_whole() -> None:
    result = billed(
        line("a", amount=100_000),
        line("b", amount=300_000),
        line("less", percent_of={"a": -50, "b": -50}, at_most=60_000),
    )
    assert amounts(result)[2:] == [("less", -15_000), ("less", -45_000)]
    assert words(result)[2].endswith("cao hơn mức tối đa nên tính -60.000 đồng")


def test_lines_that_refer_in_a_circle_are_refused() -> None:
    with pytest.raises(FeeUndecided, match="refers to itself"):
        billed(line("a", percent_of={"b": 10}), line("b", percent_of={"a": 10}))


def test_a_fixed_deduction_takes_no_more_than_there_is_of_its_kind() -> None:
    result = billed(
        line("le_phi", kind=FeeKind.LE_PHI, amount=50_000),
        line("phi", kind=FeeKind.PHI, amount=20_000),
        line("support", kind=FeeKind.PHI, amount=-30_000),
    )
    assert amounts(result) == [("le_phi", 50_000), ("phi", 20_000), ("support", -20_000)]


# ---- the whole bill


def test_postage_of_the_chosen_way_is_a_line_of_its_own_and_neither_phi_nor_le_phi() -> None:
    post = {Channel.POST: ChannelTerms(fee=Money(26_000)), Channel.ONLINE: ChannelTerms()}
    definition = charging(line("filing", amount=150_000), receive=post)
    by_post = bill(definition, ANSWERS, Circumstances(today=date(2026, 3, 2), receive="post"))
    assert amounts(by_post) == [("filing", 150_000), ("channel.receive", 26_000)]
    assert by_post.charges[1].kind is None
    assert by_post.total == Money(176_000)
    assert explain_charge(by_post.charges[1]) == "Theo hình thức bạn chọn: 26.000 đồng"
    assert bill(definition, ANSWERS, TODAY).total == Money(150_000)


def test_sending_by_post_may_cost_too() -> None:
    definition = charging(submit={Channel.POST: ChannelTerms(fee=Money(12_000))})
    result = bill(definition, ANSWERS, Circumstances(today=date(2026, 3, 2), channel="post"))
    assert amounts(result) == [("channel.submit", 12_000)]


def test_a_procedure_without_fees_costs_nothing() -> None:
    result = bill(procedure(), {}, TODAY)
    assert (result.charges, result.total) == ((), Money(0))


def test_the_time_of_payment_is_the_files() -> None:
    assert bill(charging(pay=PayAt.RESULT), ANSWERS, TODAY).pay is PayAt.RESULT


def test_a_missing_answer_is_never_a_free_service() -> None:
    with pytest.raises(ExpressionFailed):
        billed(line("copy", per="copies", amount=8_000), answers={})
    with pytest.raises(ExpressionFailed):
        billed(line("copy", amount=8_000, when="poor"), answers={})


def test_a_bill_survives_json_with_its_reasons() -> None:
    result = billed(
        line("copy", per="copies", amount=8_000, at_most=20_000),
        table("certificate", ["purpose"], [("study", 100_000)]),
        line("later", amount=1, valid_from=date(2027, 1, 1)),
        line("less", percent_of={"copy": -10, "certificate": -5}),
    )
    again = Bill.from_json(result.to_json())
    assert again.to_json() == result.to_json()
    assert (again.total, again.pay) == (result.total, result.pay)
    assert words(again) == words(result)


def test_every_sentence_about_money_also_exists_in_english() -> None:
    result = billed(line("copy", per="copies", amount=8_000))
    assert "24.000" in explain_charge(result.charges[0], "en")
    assert "Copies" in explain_charge(result.charges[0], "en")
