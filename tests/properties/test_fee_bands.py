"""Laws of bands: against a count unit by unit, whatever the bands."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from engine.answers import Circumstances
from engine.definition import Fee, FeeKind, FeeLine, Field, Page, PayAt, Tier, Tiers
from engine.expressions import NUMBER, compile_expression
from engine.fees import bill
from engine.money import Money
from engine.text import Text
from tests.engine.processes import procedure

PAGES = compile_expression("pages", {"pages": NUMBER}, NUMBER).expression
TODAY = Circumstances(date(2026, 3, 2))
PRICES = st.integers(0, 50_000)


@st.composite
def bands(draw: st.DrawFn) -> tuple[Tier, ...]:
    ends = sorted(draw(st.sets(st.integers(1, 60), max_size=5)))
    return tuple(Tier(Decimal(end) if end else None, each=Money(draw(PRICES))) for end in [*ends, None])


def charged(rows: tuple[Tier, ...], pages: int, *, whole: bool = False, at_most: int | None = None) -> int:
    assert PAGES is not None
    tiers = Tiers(PAGES, rows, whole, None if at_most is None else Money(at_most))
    line = FeeLine("copy", Text.of("Phí"), kind=FeeKind.PHI, tiers=tiers)
    asked = (Page("form", Text.of("Tờ khai"), (Field("pages", "number", Text.of("Số trang")),)),)
    definition = procedure(fee=Fee(PayAt.SUBMISSION, False, (line,)), pages=asked)
    return bill(definition, {"pages": Decimal(pages)}, TODAY).total.amount


def price_of(rows: tuple[Tier, ...], unit: int) -> int:
    """What the unit with this number costs: the price of the first band that reaches it."""
    row = next(row for row in rows if row.up_to is None or unit <= row.up_to)
    assert row.each is not None
    return row.each.amount


@given(bands(), st.integers(0, 80))
def test_each_unit_pays_the_price_of_its_own_band(rows: tuple[Tier, ...], pages: int) -> None:
    assert charged(rows, pages) == sum(price_of(rows, unit) for unit in range(1, pages + 1))


@given(bands(), st.integers(1, 80))
def test_with_whole_all_units_pay_the_price_of_the_last(rows: tuple[Tier, ...], pages: int) -> None:
    assert charged(rows, pages, whole=True) == pages * price_of(rows, pages)


@given(bands(), st.integers(0, 80), st.integers(0, 500_000))
def test_a_cap_is_the_least_of_the_sum_and_itself(rows: tuple[Tier, ...], pages: int, cap: int) -> None:
    assert charged(rows, pages, at_most=cap) == min(cap, charged(rows, pages))
