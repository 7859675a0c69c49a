"""What a bill is made of: values that keep their own reasons. How they come about is
`engine.fees.assessment`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.definition import FeeKind, PayAt
from engine.money import NOTHING, Money
from engine.text import Text


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an amount is what it is. `params` are JSON-able; amounts in them are whole đồng, words are by
    language.

    flat {} · per_quantity {of, quantity, unit_amount} · computed {formula} · parameter {name, since} ·
    table_row {row, cells: [{name, value}]} · extra {of, above, quantity, unit_amount, base, how} · tiers {of,
    measure, whole, bands: [{above, until, units, each, amount}], limited} · times {of, quantity, unit_amount,
    how} · per_item {group, items: [{amount, how}], sum, percent} · recurring {every, how} · percent {percent,
    of, base, limited} · minimum, maximum {bound, computed, how} · channel {channel}; and for lines that do
    not apply: condition {formula} · outside_dates {from, until} · no_target {of}.
    """

    code: str
    params: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Charge:
    """One amount to pay (or, negative, to deduct). `kind` is None for what is neither phí nor lệ phí
    (postage).

    `line_id` is the author's line, or "channel.submit" / "channel.receive"; a reduction of several lines
    makes one charge for each line it reduces.
    """

    line_id: str
    kind: FeeKind | None
    name: Text
    amount: Money
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Absent:
    """A line of the file that does not apply to this dossier, and why."""

    line_id: str
    name: Text
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Bill:
    """Charges in the file's order, postage last; `total` is their sum and never negative."""

    charges: tuple[Charge, ...]
    total: Money
    pay: PayAt
    absent: tuple[Absent, ...] = ()

    def of_kind(self, kind: FeeKind | None) -> Money:
        """phí and lệ phí have receipts of their own."""
        return total_of(charge for charge in self.charges if charge.kind is kind)

    def to_json(self) -> dict[str, Any]:
        return {
            "charges": [
                {
                    "line": charge.line_id,
                    "kind": str(charge.kind) if charge.kind else None,
                    "name": dict(charge.name.by_language),
                    "amount": charge.amount.amount,
                    "explanation": explanation_json(charge.explanation),
                }
                for charge in self.charges
            ],
            "total": self.total.amount,
            "pay": str(self.pay),
            "absent": [
                {
                    "line": line.line_id,
                    "name": dict(line.name.by_language),
                    "explanation": explanation_json(line.explanation),
                }
                for line in self.absent
            ],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Bill:
        """The inverse of `to_json`."""
        return cls(
            charges=tuple(
                Charge(
                    item["line"],
                    FeeKind(item["kind"]) if item["kind"] else None,
                    Text(item["name"]),
                    Money(item["amount"]),
                    Explanation(**item["explanation"]),
                )
                for item in data["charges"]
            ),
            total=Money(data["total"]),
            pay=PayAt(data["pay"]),
            absent=tuple(
                Absent(item["line"], Text(item["name"]), Explanation(**item["explanation"]))
                for item in data["absent"]
            ),
        )


def total_of(charges: Iterable[Charge]) -> Money:
    return sum((charge.amount for charge in charges), NOTHING)


def explanation_json(explanation: Explanation) -> dict[str, Any]:
    return {"code": explanation.code, "params": dict(explanation.params)}
