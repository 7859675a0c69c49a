"""What a procedure costs: lines of phí and lệ phí, and the dated amounts they use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from engine.expressions import Expression
from engine.money import Money
from engine.text import Text


class FeeKind(StrEnum):
    """phí and lệ phí are two incomes with two receipts; a reduction follows the line it reduces."""

    PHI = "phi"
    LE_PHI = "le_phi"


class PayAt(StrEnum):
    SUBMISSION = "at_submission"
    ACCEPTANCE = "at_acceptance"
    RESULT = "at_result"


class PayMethod(StrEnum):
    ONLINE = "online"
    COUNTER = "counter"
    TRANSFER = "transfer"


@dataclass(frozen=True, slots=True)
class FeeRow:
    """One row of a fee table. A cell is an exact choice id / yes-no / number, or ANY."""

    cells: tuple[Any, ...]
    amount: Money


ANY = "any"


@dataclass(frozen=True, slots=True)
class Tier:
    """One band of a measure, above the band before it and up to `up_to` (None: without end). Exactly one of
    `each`, a price for every unit, and `flat`, a price for the band.
    """

    up_to: Decimal | None
    each: Money | None = None
    flat: Money | None = None


@dataclass(frozen=True, slots=True)
class Tiers:
    """Prices by bands of `of`. Each unit pays the price of its own band; with `whole` all pay that of the
    band reached.

    `at_most` bounds the sum before it is multiplied by the line's `per`: so much a copy, not for all copies.
    """

    of: Expression
    rows: tuple[Tier, ...]
    whole: bool = False
    at_most: Money | None = None


@dataclass(frozen=True, slots=True)
class Extra:
    """What a table leaves out: `amount` for each unit of `per` above `above`."""

    per: Expression
    above: Decimal
    amount: Money


@dataclass(frozen=True, slots=True)
class Volume:
    """From `count` rows of the group on, all of them pay this percentage of their prices."""

    count: int
    percent: Decimal


class Every(StrEnum):
    """A charge that comes again; a bill holds the first one."""

    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class DatedAmount:
    since: date
    amount: Money


@dataclass(frozen=True, slots=True)
class Parameter:
    """A sum the province sets, by date. `values` in the order of their dates; before the first is none."""

    id: str
    name: Text
    values: tuple[DatedAmount, ...] = ()
    legal_basis: tuple[str, ...] = ()

    def on(self, day: date) -> DatedAmount | None:
        return next((value for value in reversed(self.values) if value.since <= day), None)


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One line of the fee. Exactly one of `amount`, `match`+`rows`, `tiers` and `percent_of` makes the sum.

    `amount` is a fixed sum or an expression in đồng. `per` multiplies the sum. `match`+`rows` is a decision
    table: the first matching row counts; `extra` adds to it. `percent_of` maps other line ids to a percentage
    (negative: a reduction). With `for_each`, a repeating group's id, the sum is worked out for every row
    (`item`) and added up, less what `volume` takes off. `proof`: the document that is asked for when the line
    applies.
    """

    id: str
    name: Text
    kind: FeeKind | None = None
    when: Expression | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    amount: Money | Expression | None = None
    per: Expression | None = None
    match: tuple[Expression, ...] = ()
    rows: tuple[FeeRow, ...] = ()
    extra: Extra | None = None
    tiers: Tiers | None = None
    for_each: str = ""
    volume: tuple[Volume, ...] = ()
    every: Every | None = None
    percent_of: Mapping[str, Decimal] = field(default_factory=dict, hash=False)
    at_least: Money | None = None
    at_most: Money | None = None
    proof: str = ""

    def is_in_force(self, day: date) -> bool:
        return not (
            (self.valid_from and day < self.valid_from) or (self.valid_until and day > self.valid_until)
        )


@dataclass(frozen=True, slots=True)
class Fee:
    pay: PayAt
    refundable: bool
    lines: tuple[FeeLine, ...]
    legal_basis: tuple[str, ...] = ()
    methods: tuple[PayMethod, ...] = tuple(PayMethod)
    note: Text | None = None
