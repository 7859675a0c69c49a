"""What a dossier costs and why, line by line. Taking the money and wording the reasons happen elsewhere.

Amounts are whole đồng or cents, rounded half up once per line. Every charge carries the data of its own explanation;
the sentences are `renderer.fee_words`. phí and lệ phí never mix: a reduction is a charge of the kind it
reduces.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from engine.answers import Circumstances, environment
from engine.definition import Channel, ChannelTerms, Definition, FeeLine, Moment
from engine.expressions import Expression
from engine.fees.amounts import FeeUndecided, Wording, amount_of
from engine.fees.charges import Absent, Bill, Charge, Explanation, Undecided, total_of
from engine.fees.settling import settled, shared_out, within_reach
from engine.money import Money
from engine.text import Text
from engine.values import Answers

# The two charges that are the post's and not the author's have no name in the file.
_SUBMIT_NAME = Text.of("Cước gửi hồ sơ", en="Cost of sending the application")
_RECEIVE_NAME = Text.of("Cước trả kết quả", en="Cost of delivering the result")


def bill(
    definition: Definition,
    answers: Answers,
    circumstances: Circumstances,
    results: Mapping[str, Answers] | None = None,
) -> Bill:
    """What these complete answers cost on the day of submission (`circumstances.today`). `results`: of the
    steps decided so far; a line that needs one not there yet is undecided.

    Raises ExpressionFailed when an amount or condition cannot be computed, FeeUndecided when the file leaves
    it open: a fee is never guessed.
    """
    assessment = _Assessment(
        definition, environment(definition, answers, circumstances, results), circumstances
    )
    lines = definition.fee.lines if definition.fee else ()
    charges = [charge for line in lines for charge in assessment.charges(line)]
    charges = within_reach(charges)
    moment = definition.fee.moment if definition.fee else Moment()
    postage = (
        ("channel.submit", _SUBMIT_NAME, definition.submit, circumstances.channel),
        ("channel.receive", _RECEIVE_NAME, definition.receive, circumstances.receive),
    )
    for line_id, name, terms, channel in postage:
        charges += _channel_charge(line_id, name, terms, channel, moment)
    absent = tuple(assessment.absent[line.id] for line in lines if line.id in assessment.absent)
    undecided = tuple(assessment.undecided[line.id] for line in lines if line.id in assessment.undecided)
    return Bill(tuple(charges), total_of(charges), moment.at, absent, undecided)


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
        self.undecided: dict[str, Undecided] = {}
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
        if why_not is None and self._hangs(line):
            self.undecided[line.id] = Undecided(line.id, line.name, line.kind, line.moment, line.pending_note)
            self._busy.discard(line.id)
            self._done[line.id] = ()
            return ()
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
        if line.when is not None and not self._awaits(line.when) and not line.when.evaluate(self.values):
            return Explanation("condition", {"formula": self._wording.of(line.when)})
        met = [bool(self.charges(self.lines[target])) for target in line.percent_of]
        waiting = any(target in self.undecided for target in line.percent_of)
        if line.percent_of and not any(met) and not waiting:
            names = [dict(self.lines[target].name.by_language) for target in line.percent_of]
            return Explanation("no_target", {"of": names})
        return None

    def _hangs(self, line: FeeLine) -> bool:
        """Whether the line needs what a step still to come will find, itself or through its targets."""
        return any(self._awaits(each) for each in line.expressions()) or any(
            target in self.undecided for target in line.percent_of
        )

    def _awaits(self, expression: Expression) -> bool:
        """Whether it names the findings of a step that nobody has decided."""
        roots = {name.partition(".")[0] for name in expression.names}
        return any(root in self.definition.steps and root not in self.values for root in roots)

    # -- amounts of their own

    def _amount(self, line: FeeLine) -> Charge:
        exact, explanation = amount_of(self.definition, line, self.values, self._wording)
        amount, why = settled(line, exact, explanation)
        return Charge(
            line.id, line.kind, line.name, amount, why, line.moment, line.refundable, line.refund_note
        )

    # -- percentages of other lines

    def _percentages(self, line: FeeLine) -> tuple[Charge, ...]:
        """One charge for each charge it is a percentage of; rounded and bounded as a whole first."""
        targets = [
            (target, index, charge, percent)
            for target, percent in line.percent_of.items()
            for index, charge in enumerate(self.charges(self.lines[target]))
        ]
        exact = [Decimal(charge.amount.amount) * percent / 100 for _, _, charge, percent in targets]
        sum_of_all = sum(exact, Decimal(0))
        bounded, _ = settled(line, sum_of_all, Explanation("percent"))
        charges = []
        for (target, index, charge, percent), share, whole in zip(
            targets, exact, shared_out(bounded.amount, exact), strict=True
        ):
            amount = self._take_from(target, index, whole)
            params = {
                "percent": str(percent),
                "of": dict(charge.name.by_language),
                "base": charge.amount.amount,
                "limited": amount != whole,
            }
            _, why = settled(line, sum_of_all, Explanation("percent", params), of_it=share)
            own = line.has_own_moment and percent > 0
            charges.append(
                replace(
                    charge,
                    line_id=line.id,
                    kind=charge.kind if percent < 0 else line.kind or charge.kind,
                    name=line.name,
                    amount=Money(amount, charge.amount.currency),
                    explanation=why,
                    moment=line.moment if own else charge.moment,
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


def _channel_charge(
    line_id: str, name: Text, terms: Mapping[Channel, ChannelTerms], channel: str, moment: Moment
) -> list[Charge]:
    """Postage of the chosen way; ways the procedure does not offer cost nothing here, refusing them is not
    ours.
    """
    chosen = terms.get(Channel(channel))
    if chosen is None or chosen.fee is None:
        return []
    why = Explanation("channel", {"channel": str(channel)})
    return [Charge(line_id, None, name, chosen.fee, why, moment)]
