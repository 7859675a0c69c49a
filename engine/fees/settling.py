"""From exact sums to whole amounts: rounding, bounds, sharing out, and no kind of income below nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeAlias

from engine.definition import FeeKind, FeeLine, Moment
from engine.fees.charges import Charge, Explanation, explanation_json
from engine.money import Money

_Pot: TypeAlias = "tuple[FeeKind | None, Moment, str]"


def settled(
    line: FeeLine, exact: Decimal, how: Explanation, *, of_it: Decimal | None = None
) -> tuple[Money, Explanation]:
    """The sum as it is charged: rounded, to the line's own step when it has one, then kept within its bounds.

    `of_it`: the share of the sum that the explanation is about, when it is shared out.
    """
    amount = Money.rounded(exact, line.currency)
    told = amount if of_it is None else Money.rounded(of_it, line.currency)
    if line.round_to is not None:
        stepped = amount.rounded_to(line.round_to)
        if stepped != amount:
            params = {"to": line.round_to.amount, "exact": told.amount, "how": explanation_json(how)}
            amount, told, how = stepped, stepped, Explanation("rounded", params)
    bounded, bound = _bounded(amount, line)
    return bounded, _because(bound, bounded, told, how)


def _bounded(amount: Money, line: FeeLine) -> tuple[Money, str]:
    """Kept within `at_least`/`at_most`, and which of them it took; for a reduction they bound what is taken
    off.
    """
    size, sign = abs(amount.amount), -1 if amount.amount < 0 else 1
    if line.at_least is not None and size < line.at_least.amount and (size or not line.percent_of):
        return Money(sign * line.at_least.amount, amount.currency), "minimum"
    if line.at_most is not None and size > line.at_most.amount:
        return Money(sign * line.at_most.amount, amount.currency), "maximum"
    return amount, ""


def _because(bound_code: str, bounded: Money, computed: Money, how: Explanation) -> Explanation:
    if not bound_code:
        return how
    params = {"bound": abs(bounded.amount), "computed": computed.amount, "how": explanation_json(how)}
    return Explanation(bound_code, params)


def shared_out(total: int, shares: list[Decimal]) -> list[int]:
    """`total` in whole đồng in proportion to `shares`: the parts always add up to it."""
    exact = sum(shares, Decimal(0))
    if not exact:
        return [0] * len(shares)
    reached, amounts = Decimal(0), []
    for share in shares:
        before = Money.rounded(reached * total / exact).amount
        reached += share
        amounts.append(Money.rounded(reached * total / exact).amount - before)
    return amounts


def within_reach(charges: list[Charge]) -> list[Charge]:
    """Fixed deductions take off no more than there is of their kind at their moment, so that no receipt
    becomes negative.
    """
    pool: dict[_Pot, int] = {}
    for charge in charges:
        if charge.amount.amount >= 0 or _is_percentage(charge):
            pool[_pot(charge)] = pool.get(_pot(charge), 0) + charge.amount.amount
    kept = []
    for charge in charges:
        if charge.amount.amount < 0 and not _is_percentage(charge):
            taken = min(-charge.amount.amount, pool.get(_pot(charge), 0))
            pool[_pot(charge)] = pool.get(_pot(charge), 0) - taken
            charge = replace(charge, amount=Money(-taken, charge.amount.currency))
        kept.append(charge)
    return kept


def _pot(charge: Charge) -> _Pot:
    return charge.kind, charge.moment, charge.amount.currency


def _is_percentage(charge: Charge) -> bool:
    return _is_of_percentage(explanation_json(charge.explanation))


def _is_of_percentage(how: Mapping[str, Any]) -> bool:
    """Also beneath a bound and a rounding."""
    inner = how["params"].get("how")
    return how["code"] == "percent" or (inner is not None and _is_of_percentage(inner))
