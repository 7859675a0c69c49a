"""Meanings of the normal form that examples alone do not pin down."""

from datetime import date, time
from decimal import Decimal

import pytest

from engine.definition import Definition
from engine.load import Loaded, load, load_text
from engine.money import Money
from engine.spans import Span, Unit
from tests.engine.examples import EXAMPLES, MINIMAL, library


def loaded(extra: str) -> Loaded:
    return load_text(MINIMAL + extra, "f.yaml", library())


def every_kind() -> Definition:
    definition = load(EXAMPLES / "valid" / "every-kind-of-field.yaml", library()).definition
    assert definition is not None
    return definition


def test_values_are_what_was_written() -> None:
    definition = every_kind()
    assert definition.effective == date(2026, 1, 1)
    assert definition.deadline is not None
    assert definition.deadline.cutoff == time(15)
    assert definition.deadline.promised == Span(5, Unit.WORKING_DAYS)
    assert definition.documents_by_id["card"].max_size == 5 * 1024 * 1024
    assert definition.results[0].valid_for == Span(6, Unit.MONTHS)
    assert definition.fields["price"].settings == {"min": Decimal(1000)}
    assert definition.fields["sex"].choices[1].label.in_language("en") == "Female"


def test_fee_lines_hold_sums_expressions_tables_and_percentages() -> None:
    fee = every_kind().fee
    assert fee is not None
    copy, base, table, online = fee.lines
    assert copy.amount == Money(8000)
    assert str(base.amount) == "15000 + 1000 * copies"
    assert [cell.parts[0].equals for cell in table.rows[0].cells] == ["male", True, Decimal(1)]
    assert [cell.text for cell in table.rows[1].cells] == ["male", "any", "any"]
    assert online.percent_of == {"copy": Decimal(-10), "base": Decimal("-10.5")}


def test_the_order_of_pages_fields_choices_and_steps_is_the_file_s() -> None:
    definition = every_kind()
    assert [page.id for page in definition.pages] == ["one", "two", "three", "four"]
    assert [choice.id for choice in definition.fields["why"].choices] == ["study", "work", "other"]
    assert list(definition.steps)[:4] == ["intake", "appraise", "sign", "hand_over"]


def test_mot_cua_is_the_one_stop_desk_of_the_procedure_s_own_agency() -> None:
    definition = every_kind()
    assert definition.steps["intake"].queue == "ubnd-phuong-hoa-sen/mot-cua"
    assert list(definition.queues()) == [
        "ubnd-phuong-hoa-sen/mot-cua",
        "ubnd-phuong-hoa-sen/tu-phap-ho-tich",
        "ubnd-phuong-hoa-sen/lanh-dao",
    ]


@pytest.mark.parametrize("amount", ["8.000 VNĐ", "8,000 VND", "8.00 VND", "8 000 đ", "1.5 VND"])
def test_money_written_wrongly_is_not_taken_for_an_expression(amount: str) -> None:
    fee = f'fee:\n  pay: at_result\n  lines:\n    base: {{kind: phi, name: Phí, amount: "{amount}"}}\n'
    assert [problem.code for problem in loaded(fee).problems] == ["M001"]


def test_within_a_repeating_group_item_is_the_row() -> None:
    form = (
        "form: {pages: {p: {title: T, fields: {g: {label: G, type: group, required: yes, columns: {%s}}}}}}\n"
    )
    a, b = "a: {label: A, type: number, required: yes}", "b: {label: B, type: number, when: item.a > 1}"
    assert loaded(form % f"{a}, {b}").problems == ()
    assert [each.code[0] for each in loaded(form % f"{a}, {b.replace('item.a', 'item.c')}").problems] == ["X"]


def test_an_officer_s_form_may_use_what_the_citizen_answered_and_what_stands_before() -> None:
    text = """form: {pages: {p: {title: T, fields: {sure: {label: Chắc?, type: yes_no, required: yes}}}}}
process:
  supplement: {reply_within: 15 working days}
  steps:
    intake:
      kind: intake
      queue: mot-cua
      accept: hand_over
      form:
        fields:
          one: {label: Một, type: number, required: yes, when: sure}
          two: {label: Hai, type: text, when: USED}
    hand_over: {kind: return_result, queue: mot-cua}
"""
    assert loaded(text.replace("USED", "sure and one > 1")).problems == ()
    assert loaded(text.replace("USED", "one > 1")).definition is None


def test_an_identity_number_may_be_compared_with_a_field_that_stands_after_it() -> None:
    fields = "n: {label: Số, type: national_id, birth_date: born}, born: {label: Ngày sinh, type: birth_date}"
    assert loaded(f"form: {{pages: {{p: {{title: T, fields: {{{fields}}}}}}}}}\n").problems == ()
