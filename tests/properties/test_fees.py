"""Laws of every bill, whatever the lines."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from engine.answers import Circumstances
from engine.definition import Channel, ChannelTerms, Definition, Fee, FeeKind, FeeLine, Moment, PayAt
from engine.fees import Bill, bill
from engine.load import load_text
from engine.money import Money
from engine.text import Text
from renderer.fee_words import explain_absent, explain_charge
from tests.engine.examples import MINIMAL, library
from tests.engine.processes import procedure

TODAY = Circumstances(today=date(2026, 3, 2), receive="post")
KINDS = st.sampled_from(list(FeeKind))
SUMS = st.integers(-500_000, 5_000_000)
PERCENTS = st.decimals(-100, 100, places=2)
BOUNDS = st.none() | st.integers(0, 1_000_000)
MOMENTS = st.sampled_from(
    [Moment(), Moment(PayAt.STEP, "tax"), Moment(PayAt.STEP, "sign"), Moment(PayAt.RESULT)]
)
DAYS = st.none() | st.dates(date(2026, 2, 25), date(2026, 3, 10))


@st.composite
def tariffs(draw: st.DrawFn) -> Definition:
    """Some plain lines, then percentages of any lines before them: never in a circle."""
    lines = [
        FeeLine(
            f"plain{number}",
            Text.of(f"Khoản {number}"),
            kind=draw(KINDS),
            amount=Money(draw(SUMS)),
            valid_until=draw(DAYS),
            moment=draw(MOMENTS),
            round_to=draw(st.none() | st.sampled_from([Money(1), Money(500), Money(1_000)])),
        )
        for number in range(draw(st.integers(1, 4)))
    ]
    for number in range(draw(st.integers(0, 4))):
        targets = draw(st.sets(st.sampled_from([line.id for line in lines]), min_size=1))
        low, high = draw(st.tuples(BOUNDS, BOUNDS))
        if low is not None and high is not None:
            low, high = sorted((low, high))
        lines.append(
            FeeLine(
                f"percent{number}",
                Text.of(f"Tỷ lệ {number}"),
                percent_of={target: draw(PERCENTS) for target in sorted(targets)},
                at_least=None if low is None else Money(low),
                at_most=None if high is None else Money(high),
            )
        )
    shuffled = tuple(draw(st.permutations(lines)))
    postage = draw(st.integers(0, 60_000))
    return procedure(
        fee=Fee(pay=PayAt.SUBMISSION, refundable=False, lines=shuffled),
        receive={Channel.POST: ChannelTerms(fee=Money(postage))},
    )


@given(tariffs())
def test_the_total_is_the_sum_of_the_charges_and_never_negative(definition: Definition) -> None:
    result = bill(definition, {}, TODAY)
    assert result.total.amount == sum(charge.amount.amount for charge in result.charges)
    assert result.total.amount >= 0


@given(tariffs())
def test_no_kind_of_income_pays_for_another(definition: Definition) -> None:
    result = bill(definition, {}, TODAY)
    of_kinds = [result.of_kind(kind).amount for kind in (*FeeKind, None)]
    assert sum(of_kinds) == result.total.amount
    assert min(of_kinds) >= 0


@given(tariffs())
def test_every_line_is_charged_or_says_why_not(definition: Definition) -> None:
    result = bill(definition, {}, TODAY)
    assert definition.fee is not None
    charged = {charge.line_id for charge in result.charges}
    absent = {line.line_id for line in result.absent}
    assert not charged & absent
    assert (charged | absent) - {"channel.receive"} == {line.id for line in definition.fee.lines}
    assert all(explain_charge(charge, language) for charge in result.charges for language in ("vi", "en"))
    assert all(explain_absent(line, language) for line in result.absent for language in ("vi", "en"))


@given(tariffs())
def test_a_bill_survives_json(definition: Definition) -> None:
    result = bill(definition, {}, TODAY)
    again = Bill.from_json(result.to_json())
    assert again.to_json() == result.to_json()
    assert again.total == result.total


@given(st.integers(0, 10_000_000), st.decimals(0, 100, places=2))
def test_one_reduction_is_rounded_half_up_to_the_whole_dong(amount: int, percent: Decimal) -> None:
    lines = (
        FeeLine("filing", Text.of("Lệ phí"), kind=FeeKind.LE_PHI, amount=Money(amount)),
        FeeLine("less", Text.of("Giảm"), percent_of={"filing": -percent}),
    )
    result = bill(procedure(fee=Fee(PayAt.SUBMISSION, False, lines)), {}, TODAY)
    reduction = -sum(charge.amount.amount for charge in result.charges if charge.line_id == "less")
    assert abs(reduction - Decimal(amount) * percent / 100) <= Decimal("0.5")


@given(tariffs())
def test_the_payments_share_out_the_charges_and_none_is_negative(definition: Definition) -> None:
    result = bill(definition, {}, TODAY)
    assert sorted(id(charge) for due in result.dues for charge in due.charges) == sorted(
        map(id, result.charges)
    )
    for due in result.dues:
        assert all(charge.moment == due.moment for charge in due.charges)
        (total,) = due.totals
        assert total.amount >= 0
        assert sum(receipt.amount.amount for receipt in due.receipts) == total.amount


@given(tariffs())
def test_a_plain_line_comes_to_what_the_simplest_reckoning_says(definition: Definition) -> None:
    """A reference written in another way: fractions, and a search for the nearest multiple."""
    result = bill(definition, {}, TODAY)
    assert definition.fee is not None
    for line in definition.fee.lines:
        if not line.percent_of and isinstance(line.amount, Money) and line.amount.amount >= 0:
            step = line.round_to.amount if line.round_to else 1
            below = line.amount.amount // step * step
            nearest = below + step if 2 * (line.amount.amount - below) >= step else below
            charged = [charge.amount.amount for charge in result.charges if charge.line_id == line.id]
            assert charged in ([], [nearest])


CELLS = st.sampled_from(["any", "1", "3", ">= 3", "> 2", "<= 4", "1..5", "< 2", "1, 4", "> 1 and <= 3"])


@given(st.lists(st.tuples(CELLS, st.sampled_from(["any", "a", "b", "a, b", "!= a"])), min_size=1, max_size=6))
def test_the_proof_of_a_table_and_its_execution_agree(rows: list[tuple[str, str]]) -> None:
    """Every case of a small form is billed: a table said to be complete never leaves one undecided."""
    listed = "".join(f'          - ["{n}", "{c}", {at}.000 VND]\n' for at, (n, c) in enumerate(rows, start=1))
    loaded = load_text(TABLE + listed, "f.yaml", library())
    codes = {problem.code for problem in loaded.problems}
    cases = [(Decimal(n), choice) for n in range(1, 7) for choice in "ab"]
    expected = {case: first_row(rows, *case) for case in cases}
    assert ("M015" in codes) is (None in expected.values())
    unused = set(range(1, len(rows) + 1)) - set(expected.values())
    if loaded.definition is None:
        return
    assert ("M014" in codes) is bool(unused)
    for (count, choice), row in expected.items():
        total = bill(loaded.definition, {"copies": count, "choice": choice}, TODAY).total
        assert total == Money(1_000 * (row or 0))


def first_row(rows: list[tuple[str, str]], count: Decimal, choice: str) -> int | None:
    return next(
        (at for at, (n, c) in enumerate(rows, start=1) if holds(n, count) and c in OF_CHOICES[choice]), None
    )


OF_CHOICES = {"a": {"any", "a", "a, b"}, "b": {"any", "b", "a, b", "!= a"}}


def holds(cell: str, n: Decimal) -> bool:
    return {
        "any": True, "1": n == 1, "3": n == 3, ">= 3": n >= 3, "> 2": n > 2, "<= 4": n <= 4,
        "1..5": 1 <= n <= 5, "< 2": n < 2, "1, 4": n in (1, 4), "> 1 and <= 3": 1 < n <= 3,
    }[cell]  # fmt: skip


TABLE = (
    MINIMAL
    + """form:
  pages:
    one:
      title: Tờ khai
      fields:
        copies: {label: Số bản, type: number, required: yes, min: 1, max: 6}
        choice: {label: Chọn, type: choice, required: yes, choices: {a: A, b: B}}
fee:
  pay: at_result
  lines:
    t:
      kind: phi
      name: Phí
      table:
        match: [copies, choice]
        rows:
"""
)
