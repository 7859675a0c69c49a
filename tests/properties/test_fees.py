"""Laws of every bill, whatever the lines."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from engine.answers import Circumstances
from engine.definition import Channel, ChannelTerms, Definition, Fee, FeeKind, FeeLine, PayAt
from engine.fees import Bill, bill
from engine.money import Money
from engine.text import Text
from renderer.fee_words import explain_absent, explain_charge
from tests.engine.processes import procedure

TODAY = Circumstances(today=date(2026, 3, 2), receive="post")
KINDS = st.sampled_from(list(FeeKind))
SUMS = st.integers(-500_000, 5_000_000)
PERCENTS = st.decimals(-100, 100, places=2)
BOUNDS = st.none() | st.integers(0, 1_000_000)
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
