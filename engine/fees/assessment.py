"""What a dossier costs and why, line by line. Taking the money and wording the reasons happen elsewhere.

Amounts are whole đồng, rounded half up once per line. Every charge carries the data of its own explanation;
the sentences are `renderer.fee_words`. phí and lệ phí never mix: a reduction is a charge of the kind it
reduces.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from engine.answers import Circumstances, environment
from engine.definition import Channel, ChannelTerms, Definition, FeeKind, FeeLine, PayAt
from engine.fees.amounts import FeeUndecided, Wording, amount_of
from engine.fees.charges import Absent, Bill, Charge, Explanation, explanation_json, total_of
from engine.money import Money
from engine.text import Text
from engine.values import Answers

# The two charges that are the post's and not the author's have no name in the file.
_SUBMIT_NAME = Text.of("Cước gửi hồ sơ", en="Cost of sending the application")
_RECEIVE_NAME = Text.of("Cước trả kết quả", en="Cost of delivering the result")


def bill(definition: Definition, answers: Answers, circumstances: Circumstances) -> Bill:
    """What these complete answers cost on the day of submission (`circumstances.today`).

    Raises ExpressionFailed when an amount or condition cannot be computed, FeeUndecided when the file leaves
    it open: a fee is never guessed.
    """
    assessment = _Assessment(definition, environment(definition, answers, circumstances), circumstances)
    lines = definition.fee.lines if definition.fee else ()
    charges = [charge for line in lines for charge in assessment.charges(line)]
    charges = _within_reach(charges)
    charges += _channel_charge("channel.submit", _SUBMIT_NAME, definition.submit, circumstances.channel)
    charges += _channel_charge("channel.receive", _RECEIVE_NAME, definition.receive, circumstances.receive)
    absent = tuple(assessment.absent[line.id] for line in lines if line.id in assessment.absent)
    pay = definition.fee.pay if definition.fee else PayAt.SUBMISSION
    return Bill(tuple(charges), total_of(charges), pay, absent)


class _Assessment:
    """The lines of one bill, each worked out once, those it refers to first."""

    def __init__(
        self, definition: Definition, values: Mapping[str, Any], circumstances: Circumstances
    ) -> None:
        self.definition = definition
        self.values = values
        self.circumstances = circumstances
        self.lines = {line.id: line for line in (definition.fee.lines if definition.fee else ())}
        self.absent: dict[str, Absent] = {}
        self._wording = Wording(definition)
        self._done: dict[str, tuple[Charge, ...]] = {}
        self._busy: set[str] = set()
        # What the reductions so far have left of each charge: together they take no more than it.
        self._left: dict[tuple[str, int], int] = {}

    def charges(self, line: FeeLine) -> tuple[Charge, ...]:
        if line.id in self._done:
            return self._done[line.id]
        if line.id in self._busy:
            raise FeeUndecided(line.id, "refers to itself")
        self._busy.add(line.id)
        why_not = self._why_not(line)
        charges = () if why_not else self._percentages(line) if line.percent_of else (self._amount(line),)
        if why_not:
            self.absent[line.id] = Absent(line.id, line.name, why_not)
        self._busy.discard(line.id)
        self._done[line.id] = charges
        self._left |= {(line.id, index): charge.amount.amount for index, charge in enumerate(charges)}
        return charges

    def _why_not(self, line: FeeLine) -> Explanation | None:
        """Why the line does not apply, or None when it does."""
        today = self.circumstances.today
        if not line.is_in_force(today):
            window = {
                "from": line.valid_from.isoformat() if line.valid_from else None,
                "until": line.valid_until.isoformat() if line.valid_until else None,
            }
            return Explanation("outside_dates", window)
        if line.when is not None and not line.when.evaluate(self.values):
            return Explanation("condition", {"formula": self._wording.of(line.when)})
        if line.percent_of and not any(self.charges(self.lines[target]) for target in line.percent_of):
            names = [dict(self.lines[target].name.by_language) for target in line.percent_of]
            return Explanation("no_target", {"of": names})
        return None

    # -- amounts of their own

    def _amount(self, line: FeeLine) -> Charge:
        exact, explanation = amount_of(self.definition, line, self.values, self._wording)
        amount = Money.rounded(exact)
        bounded, bound = _bounded(amount, line)
        return Charge(line.id, line.kind, line.name, bounded, _because(bound, bounded, amount, explanation))

    # -- percentages of other lines

    def _percentages(self, line: FeeLine) -> tuple[Charge, ...]:
        """One charge for each charge it is a percentage of; rounded and bounded as a whole first."""
        targets = [
            (target, index, charge, percent)
            for target, percent in line.percent_of.items()
            for index, charge in enumerate(self.charges(self.lines[target]))
        ]
        exact = [Decimal(charge.amount.amount) * percent / 100 for _, _, charge, percent in targets]
        bounded, bound = _bounded(Money.rounded(sum(exact, Decimal(0))), line)
        charges = []
        for (target, index, charge, percent), share, whole in zip(
            targets, exact, _shared_out(bounded.amount, exact), strict=True
        ):
            amount = self._take_from(target, index, whole)
            params = {
                "percent": str(percent),
                "of": dict(charge.name.by_language),
                "base": charge.amount.amount,
                "limited": amount != whole,
            }
            why = _because(bound, bounded, Money.rounded(share), Explanation("percent", params))
            charges.append(
                Charge(
                    line.id,
                    charge.kind if percent < 0 else line.kind or charge.kind,
                    line.name,
                    Money(amount),
                    why,
                )
            )
        return tuple(charges)

    def _take_from(self, target: str, index: int, amount: int) -> int:
        """A reduction takes what is left of its target at most; a surcharge is no concern of the target's."""
        if amount >= 0:
            return amount
        left = max(self._left[target, index], 0)
        taken = min(-amount, left)
        self._left[target, index] = left - taken
        return -taken


def _bounded(amount: Money, line: FeeLine) -> tuple[Money, str]:
    """Kept within `at_least`/`at_most`, and which of them it took; for a reduction they bound what is taken
    off.
    """
    size, sign = abs(amount.amount), -1 if amount.amount < 0 else 1
    if line.at_least is not None and size < line.at_least.amount and (size or not line.percent_of):
        return Money(sign * line.at_least.amount), "minimum"
    if line.at_most is not None and size > line.at_most.amount:
        return Money(sign * line.at_most.amount), "maximum"
    return amount, ""


def _because(bound_code: str, bounded: Money, computed: Money, how: Explanation) -> Explanation:
    if not bound_code:
        return how
    params = {"bound": abs(bounded.amount), "computed": computed.amount, "how": explanation_json(how)}
    return Explanation(bound_code, params)


def _shared_out(total: int, shares: list[Decimal]) -> list[int]:
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


def _within_reach(charges: list[Charge]) -> list[Charge]:
    """Fixed deductions take off no more than there is of their kind, so that no kind of income becomes
    negative.
    """
    pool: dict[FeeKind | None, int] = {}
    for charge in charges:
        if charge.amount.amount >= 0 or _is_percentage(charge):
            pool[charge.kind] = pool.get(charge.kind, 0) + charge.amount.amount
    kept = []
    for charge in charges:
        if charge.amount.amount < 0 and not _is_percentage(charge):
            taken = min(-charge.amount.amount, pool.get(charge.kind, 0))
            pool[charge.kind] = pool.get(charge.kind, 0) - taken
            charge = replace(charge, amount=Money(-taken))
        kept.append(charge)
    return kept


def _is_percentage(charge: Charge) -> bool:
    explanation = charge.explanation
    return "percent" in (explanation.code, explanation.params.get("how", {}).get("code"))


def _channel_charge(
    line_id: str, name: Text, terms: Mapping[Channel, ChannelTerms], channel: str
) -> list[Charge]:
    """Postage of the chosen way; ways the procedure does not offer cost nothing here, refusing them is not
    ours.
    """
    chosen = terms.get(Channel(channel))
    if chosen is None or chosen.fee is None:
        return []
    return [Charge(line_id, None, name, chosen.fee, Explanation("channel", {"channel": str(channel)}))]
