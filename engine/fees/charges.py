"""What a bill is made of: values that keep their own reasons. How they come about is
`engine.fees.assessment`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.definition import AT_SUBMISSION, FeeKind, Moment, PayAt
from engine.money import NOTHING, VND, Money
from engine.text import Text


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an amount is what it is. `params` are JSON-able; amounts in them are whole đồng (or
    cents, in a line in dollars), words are by language.

    flat {} · per_quantity {of, quantity, unit_amount} · computed {formula} · parameter {name, since} ·
    table_row {row, cells: [{name, value}]} · extra {of, above, quantity, unit_amount, base, how} · tiers {of,
    measure, whole, bands: [{above, until, units, each, amount}], limited} · times {of, quantity, unit_amount,
    how} · rounded {to, exact, how} · per_item {group, items: [{amount, how}], sum, percent} · recurring
    {every, how} · percent {percent, of, base, limited} · minimum, maximum {bound, computed, how} · channel
    {channel}; and for lines that do not apply: condition {formula} · outside_dates {from, until} · no_target
    {of}.
    """

    code: str
    params: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Charge:
    """One amount to pay (or, negative, to deduct). `kind` is None for what is neither phí nor lệ phí
    (postage).

    `line_id` is the author's line, or "channel.submit" / "channel.receive"; a reduction of several lines
    makes one charge for each line it reduces. `refund_note`: when it is given back, in the file's words.
    """

    line_id: str
    kind: FeeKind | None
    name: Text
    amount: Money
    explanation: Explanation
    moment: Moment = AT_SUBMISSION
    refundable: bool = False
    refund_note: Text | None = None


@dataclass(frozen=True, slots=True)
class Absent:
    """A line of the file that does not apply to this dossier, and why."""

    line_id: str
    name: Text
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Undecided:
    """A line whose amount hangs on a step that has not been decided; `note`: who will tell, in the file's
    words.
    """

    line_id: str
    name: Text
    kind: FeeKind | None = None
    moment: Moment = AT_SUBMISSION
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one receipt is for: phí and lệ phí have receipts of their own, and so does each currency."""

    kind: FeeKind | None
    amount: Money


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be paid at one moment."""

    moment: Moment
    charges: tuple[Charge, ...]
    undecided: tuple[Undecided, ...] = ()

    @property
    def totals(self) -> tuple[Money, ...]:
        return _by_currency(self.charges)

    @property
    def receipts(self) -> tuple[Receipt, ...]:
        """Only of sums above nothing, in the order of the lines."""
        sums: dict[tuple[FeeKind | None, str], Money] = {}
        for charge in self.charges:
            key = (charge.kind, charge.amount.currency)
            sums[key] = sums.get(key, Money(0, charge.amount.currency)) + charge.amount
        return tuple(Receipt(kind, amount) for (kind, _), amount in sums.items() if amount.amount > 0)


@dataclass(frozen=True, slots=True)
class Bill:
    """Charges in the file's order, postage last; `total` is their sum and never negative.

    Of charges in several currencies `total` has those in the first one's; see `totals`.
    """

    charges: tuple[Charge, ...]
    total: Money
    pay: PayAt
    absent: tuple[Absent, ...] = ()
    undecided: tuple[Undecided, ...] = ()

    def of_kind(self, kind: FeeKind | None) -> Money:
        """phí and lệ phí have receipts of their own."""
        return total_of(charge for charge in self.charges if charge.kind is kind)

    @property
    def totals(self) -> tuple[Money, ...]:
        """One for each currency; đồng when nothing is charged."""
        return _by_currency(self.charges) or (NOTHING,)

    @property
    def dues(self) -> tuple[Due, ...]:
        """What is to be paid when, in the order of the moments."""
        moments = dict.fromkeys(each.moment for each in self.charges)
        moments |= dict.fromkeys(each.moment for each in self.undecided)
        return tuple(
            Due(
                moment,
                tuple(charge for charge in self.charges if charge.moment == moment),
                tuple(line for line in self.undecided if line.moment == moment),
            )
            for moment in sorted(moments, key=lambda each: _ORDER.index(each.at))
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "charges": [_charge_json(charge) for charge in self.charges],
            "total": self.total.amount,
            "currency": self.total.currency,
            "pay": str(self.pay),
            "absent": [
                {
                    "line": line.line_id,
                    "name": dict(line.name.by_language),
                    "explanation": explanation_json(line.explanation),
                }
                for line in self.absent
            ],
            "undecided": [
                {
                    "line": line.line_id,
                    "name": dict(line.name.by_language),
                    "kind": str(line.kind) if line.kind else None,
                    "moment": line.moment.key,
                    "note": _words_json(line.note),
                }
                for line in self.undecided
            ],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Bill:
        """The inverse of `to_json`; also reads bills kept before moments and currencies were."""
        return cls(
            charges=tuple(_charge(item, data["pay"]) for item in data["charges"]),
            total=Money(data["total"], data.get("currency", VND)),
            pay=PayAt(data["pay"]),
            absent=tuple(
                Absent(item["line"], Text(item["name"]), Explanation(**item["explanation"]))
                for item in data["absent"]
            ),
            undecided=tuple(
                Undecided(
                    item["line"],
                    Text(item["name"]),
                    FeeKind(item["kind"]) if item["kind"] else None,
                    Moment.of(item["moment"]),
                    _words(item["note"]),
                )
                for item in data.get("undecided", ())
            ),
        )


_ORDER = (PayAt.SUBMISSION, PayAt.ACCEPTANCE, PayAt.STEP, PayAt.RESULT)


def total_of(charges: Iterable[Charge]) -> Money:
    """The sum of those in the currency of the first."""
    sums = _by_currency(tuple(charges))
    return sums[0] if sums else NOTHING


def explanation_json(explanation: Explanation) -> dict[str, Any]:
    return {"code": explanation.code, "params": dict(explanation.params)}


def _by_currency(charges: tuple[Charge, ...]) -> tuple[Money, ...]:
    currencies = dict.fromkeys(charge.amount.currency for charge in charges)
    return tuple(_sum((charge.amount for charge in charges), currency) for currency in currencies)


def _sum(amounts: Iterable[Money], currency: str) -> Money:
    return sum((each for each in amounts if each.currency == currency), Money(0, currency))


def _charge_json(charge: Charge) -> dict[str, Any]:
    return {
        "line": charge.line_id,
        "kind": str(charge.kind) if charge.kind else None,
        "name": dict(charge.name.by_language),
        "amount": charge.amount.amount,
        "currency": charge.amount.currency,
        "explanation": explanation_json(charge.explanation),
        "moment": charge.moment.key,
        "refundable": charge.refundable,
        "refund_note": _words_json(charge.refund_note),
    }


def _charge(item: Mapping[str, Any], pay: str) -> Charge:
    return Charge(
        item["line"],
        FeeKind(item["kind"]) if item["kind"] else None,
        Text(item["name"]),
        Money(item["amount"], item.get("currency", VND)),
        Explanation(**item["explanation"]),
        Moment.of(item.get("moment", pay)),
        item.get("refundable", False),
        _words(item.get("refund_note")),
    )


def _words_json(text: Text | None) -> dict[str, str] | None:
    return dict(text.by_language) if text else None


def _words(by_language: Mapping[str, str] | None) -> Text | None:
    return Text(by_language) if by_language else None
