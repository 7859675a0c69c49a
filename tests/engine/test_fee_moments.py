"""Charges at several moments, in two currencies, and those that wait for what a step finds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from engine.answers import Circumstances
from engine.definition import Definition, FeeKind, Moment, PayAt
from engine.fees import Bill, Receipt, bill
from engine.load import load_text
from engine.money import USD, Money
from renderer.fee_words import explain_charge, explain_undecided, moment_words, refund_words
from renderer.formats import money, money_words
from tests.engine.examples import library

FILE = """procedure: vi-du
code: "1.000001"
name: Thủ tục ví dụ
sector: ho-tich
agency: ubnd-phuong-hoa-sen
level: 1
applicants: [citizen]
result: {name: Giấy xác nhận}
channels: {submit: {counter: {}, post: {}}, receive: {counter: {}}}
form:
  pages:
    request:
      title: Yêu cầu
      fields:
        copies: {label: Số bản, type: number, required: yes, min: 1, max: 100}
        purpose: {label: Mục đích, type: choice, required: yes, choices: {study: Đi học, work: Đi làm, visit: Thăm thân}}
process:
  supplement: {reply_within: 15 working days}
  steps:
    intake: {kind: intake, queue: mot-cua, accept: notice}
    notice:
      title: Thông báo thuế
      queue: mot-cua
      form: {fields: {amount: {label: Số thuế, type: money, required: yes}}}
      outcomes:
        told: {label: Đã thông báo, to: pay_tax}
        refuse: {label: Từ chối, to: refused, reason: required}
    pay_tax:
      title: Nộp thuế
      queue: mot-cua
      outcomes:
        paid: {label: Đã nộp, to: hand_over}
        refuse: {label: Không nộp, to: refused, reason: required}
    hand_over: {kind: return_result, queue: mot-cua}
fee:
  pay: at_submission
  refundable: no
  lines:
"""
FILING = "    filing: {kind: le_phi, name: Lệ phí, amount: 150.000 VND}\n"
TAX = (
    "    tax: {kind: le_phi, name: Lệ phí trước bạ, amount: notice.amount, pay: at_step, step: pay_tax,"
    " pending_note: Do cơ quan thuế thông báo.}\n"
)
YEARLY = "    yearly: {kind: phi, name: Phí năm đầu, amount: 500.000 VND, every: year, pay: at_result, refundable: yes}\n"


def codes(*lines: str) -> list[str]:
    return [each.code for each in load_text(FILE + "".join(lines), "f.yaml", library()).problems]


def definition(*lines: str) -> Definition:
    loaded = load_text(FILE + "".join(lines), "f.yaml", library())
    assert loaded.definition is not None, [each.as_text() for each in loaded.problems]
    return loaded.definition


def billed(*lines: str, results: Any = None, channel: str = "counter", **answers: Any) -> Bill:
    seen = Circumstances(date(2026, 3, 2), channel=channel, receive="counter")
    given = {"copies": Decimal(3), "purpose": "study", **answers}
    found = bill(definition(*lines), given, seen, results)
    assert Bill.from_json(found.to_json()).to_json() == found.to_json()
    return found


def test_each_line_is_due_at_its_own_moment_and_the_others_at_that_of_the_fee() -> None:
    found = billed(FILING, YEARLY)
    assert [(due.moment.key, due.totals) for due in found.dues] == [
        ("at_submission", (Money(150_000),)),
        ("at_result", (Money(500_000),)),
    ]
    assert found.total == Money(650_000)
    assert [moment_words(due.moment) for due in found.dues] == ["Nộp khi nộp hồ sơ.", "Nộp khi nhận kết quả."]


def test_phi_and_le_phi_of_one_moment_have_a_receipt_each() -> None:
    (due,) = billed(FILING, "    copy: {kind: phi, name: Phí, amount: 8.000 VND, per: copies}\n").dues
    assert due.receipts == (Receipt(FeeKind.LE_PHI, Money(150_000)), Receipt(FeeKind.PHI, Money(24_000)))


def test_a_reduction_is_taken_off_at_the_moment_of_what_it_reduces() -> None:
    found = billed(FILING, YEARLY, "    less: {name: Giảm, percent_of: {yearly: -10}}\n")
    assert [due.totals for due in found.dues] == [(Money(150_000),), (Money(450_000),)]


def test_an_amount_that_a_step_tells_is_undecided_until_then_and_says_who_will_tell() -> None:
    found = billed(FILING, TAX)
    assert found.total == Money(150_000)
    (line,) = found.undecided
    assert line.moment == Moment(PayAt.STEP, "pay_tax")
    assert explain_undecided(line) == "Do cơ quan thuế thông báo."
    assert moment_words(line.moment, definition(FILING, TAX)) == "Nộp ở bước “Nộp thuế”."


def test_once_the_step_has_told_it_the_amount_is_charged() -> None:
    found = billed(FILING, TAX, results={"notice": {"amount": Decimal(2_000_000)}})
    assert found.undecided == ()
    assert [(due.moment.key, due.totals) for due in found.dues][1] == ("at_step:pay_tax", (Money(2_000_000),))


def test_a_percentage_of_what_nobody_knows_is_not_known_either() -> None:
    less = "    less: {name: Giảm, percent_of: {tax: -50}}\n"
    assert [line.line_id for line in billed(TAX, less).undecided] == ["tax", "less"]
    assert billed(TAX, less, results={"notice": {"amount": Decimal(100)}}).total == Money(50)


def test_what_waits_for_a_step_cannot_be_paid_before_it() -> None:
    assert codes(TAX.replace("pay: at_step, step: pay_tax", "pay: at_acceptance")) == ["M030"]


def test_a_step_that_is_not_on_every_way_must_be_guarded() -> None:
    file = FILE.replace(
        "paid: {label: Đã nộp, to: hand_over}", "paid: {label: Đã nộp, to: hand_over}"
    ).replace("accept: notice", "accept: pay_tax")
    found = load_text(file + TAX, "f.yaml", library()).problems
    assert "X" in {each.code[0] for each in found}


def test_dollars_have_cents_and_a_total_of_their_own() -> None:
    found = billed(
        '    copy: {kind: phi, name: Phí, amount: "10,50 USD", per: copies}\n',
        "    post: {kind: phi, name: Cước trong nước, currency: VND, amount: 26.000 VND}\n",
    )
    assert found.totals == (Money(3150, USD), Money(26_000))
    assert explain_charge(found.charges[0]) == "Số bản: 3 × 10,50 USD = 31,50 USD"
    assert (money(Money(1000, USD)), money_words(Money(3150, USD))) == (
        "10 USD",
        "Ba mươi mốt đô la Mỹ năm mươi xu",
    )


def test_an_expression_of_a_line_in_dollars_gives_dollars() -> None:
    found = billed("    copy: {kind: phi, name: Phí, currency: USD, amount: 2.5 * copies}\n")
    assert found.total == Money(750, USD)


@pytest.mark.parametrize(
    ("amount", "charged"), [("1499 * copies", 4_000), ("1500 * copies", 5_000), ("0 * copies", 0)]
)
def test_a_line_is_rounded_to_the_step_it_declares_and_says_so(amount: str, charged: int) -> None:
    found = billed(f"    a: {{kind: phi, name: Phí, amount: {amount}, round_to: 1.000 VND}}\n")
    assert found.total == Money(charged)
    if charged:
        assert "làm tròn đến 1.000 đồng" in explain_charge(found.charges[0])


def test_an_amount_by_channel_is_a_table_that_must_have_every_way_of_submitting() -> None:
    line = "    a: {kind: le_phi, name: Lệ phí, by_channel: {counter: 135.000 VND, post: 115.000 VND}}\n"
    assert billed(line, channel="post").total == Money(115_000)
    assert explain_charge(billed(line).charges[0]).startswith("Theo bảng thu")
    assert codes(line.replace(", post: 115.000 VND", "")) == ["M015"]
    assert codes(line.replace("}}", "}, amount: 1.000 VND}")) == ["M003"]


def test_a_line_says_when_it_is_given_back() -> None:
    filing, yearly = billed(FILING, YEARLY).charges
    assert (refund_words(filing), refund_words(yearly)) == (
        "",
        "Được hoàn lại khi hồ sơ không được giải quyết.",
    )
    noted = FILING.replace("}", ", refund_note: Hoàn lại 70 %.}")
    assert refund_words(billed(noted).charges[0]) == "Hoàn lại 70 %."


# ---- tables


def table(*rows: str, when: str = "") -> str:
    listed = "".join(f"          - {row}\n" for row in rows)
    head = f"    t:\n      kind: phi\n      name: Phí\n{when}      table:\n        match: [purpose, copies]\n        rows:\n"
    return head + listed


def test_cells_compare_count_and_list() -> None:
    rows = table(
        '[[study, visit], "1..2", 10.000 VND]',
        '[[study, visit], "> 2", 20.000 VND]',
        "[work, any, 30.000 VND]",
    )
    assert codes(rows) == []
    assert [billed(rows, copies=Decimal(n)).total.amount for n in (1, 2, 3)] == [10_000, 10_000, 20_000]
    assert billed(rows, purpose="work").total == Money(30_000)
    assert explain_charge(billed(rows).charges[0]) == (
        "Theo bảng thu (Mục đích: Đi học hoặc Thăm thân; Số bản: trên 2): 20.000 đồng"
    )


def test_a_forgotten_case_is_told_in_the_words_of_the_form() -> None:
    loaded = load_text(
        FILE
        + table(
            "[study, any, 1.000 VND]",
            '[[work, visit], "<= 2", 2.000 VND]',
            '[[work, visit], ">= 4", 3.000 VND]',
        ),
        "f.yaml",
        library(),
    )
    (problem,) = loaded.problems
    assert (problem.code, problem.params["case"]) == ("M015", "Mục đích = Đi làm, Số bản = 3")


def test_the_condition_of_the_line_leaves_cases_out_of_its_table() -> None:
    rows = table("[study, any, 1.000 VND]", "[work, any, 2.000 VND]", when="      when: purpose != 'visit'\n")
    assert codes(rows) == []


def test_rows_that_share_a_case_are_named_unless_one_lies_within_the_other() -> None:
    assert codes(table("[study, any, 1.000 VND]", "[any, any, 2.000 VND]")) == []
    assert codes(table("[study, any, 1.000 VND]", '[any, ">= 3", 1.500 VND]', "[any, any, 2.000 VND]")) == [
        "M026"
    ]


@pytest.mark.parametrize("cell", ['">="', '"5..1"', '">= x"', '"1.000"', '"[]"'])
def test_a_cell_that_means_nothing_is_refused(cell: str) -> None:
    assert codes(table(f"[any, {cell}, 1.000 VND]", "[any, any, 2.000 VND]")) == ["M008"]
