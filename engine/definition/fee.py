"""What a procedure costs: lines of phí and lệ phí, and the dated amounts they use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from engine.expressions import Expression
from engine.money import VND, Money
from engine.tables import Cell
from engine.text import Text


class FeeKind(StrEnum):
    """phí and lệ phí are two incomes with two receipts; a reduction follows the line it reduces."""

    PHI = "phi"
    LE_PHI = "le_phi"


class PayAt(StrEnum):
    SUBMISSION = "at_submission"
    ACCEPTANCE = "at_acceptance"
    STEP = "at_step"
    RESULT = "at_result"


@dataclass(frozen=True, slots=True)
class Moment:
    """When a charge is due. `step`: the step of the process that takes the money, with PayAt.STEP only."""

    at: PayAt = PayAt.SUBMISSION
    step: str = ""

    @property
    def key(self) -> str:
        """ "at_result", "at_step:pay_tax"."""
        return f"{self.at}:{self.step}" if self.step else str(self.at)

    @classmethod
    def of(cls, key: str) -> Moment:
        at, _, step = key.partition(":")
        return cls(PayAt(at), step)


AT_SUBMISSION = Moment()


class PayMethod(StrEnum):
    ONLINE = "online"
    COUNTER = "counter"
    TRANSFER = "transfer"


@dataclass(frozen=True, slots=True)
class FeeRow:
    """One row of a fee table."""

    cells: tuple[Cell, ...]
    amount: Money


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
    applies. `moment` and `refundable` are the fee's where the line says nothing of its own. `currency`: of all
    its sums, and of what its expressions give. A line that hangs on a step of the process is undecided until
    the step is decided; `pending_note` says who will tell.
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
    moment: Moment = AT_SUBMISSION
    has_own_moment: bool = False
    refundable: bool = False
    refund_note: Text | None = None
    pending_note: Text | None = None
    currency: str = VND
    round_to: Money | None = None
    legal_basis: tuple[str, ...] = ()

    def is_in_force(self, day: date) -> bool:
        return not (
            (self.valid_from and day < self.valid_from) or (self.valid_until and day > self.valid_until)
        )

    def expressions(self) -> Iterator[Expression]:
        """Everything of the line that is worked out."""
        extra = self.extra.per if self.extra else None
        measure = self.tiers.of if self.tiers else None
        amount = self.amount if isinstance(self.amount, Expression) else None
        yield from (each for each in (self.when, self.per, amount, extra, measure) if each is not None)
        yield from self.match


@dataclass(frozen=True, slots=True)
class Fee:
    """`pay`, `step` and `refundable` are those of every line that does not say otherwise."""

    pay: PayAt
    refundable: bool
    lines: tuple[FeeLine, ...]
    legal_basis: tuple[str, ...] = ()
    methods: tuple[PayMethod, ...] = tuple(PayMethod)
    note: Text | None = None
    step: str = ""
    refund_note: Text | None = None

    @property
    def moment(self) -> Moment:
        return Moment(self.pay, self.step)
