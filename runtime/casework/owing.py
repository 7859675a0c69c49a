"""What of a bill has been paid at the desk and what has not: one receipt for phí, one for lệ phí, at each moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from engine.definition import Definition, FeeKind, Moment
from engine.fees import Bill, bill
from engine.money import Money
from engine.values import from_json
from engine.workflow import State
from runtime.casework.deeds import circumstances
from runtime.dossiers.models import Collection, Dossier


@dataclass(frozen=True, slots=True)
class Owed:
    """One receipt still to be written. `kind`: None for what is neither phí nor lệ phí."""

    moment: Moment
    kind: FeeKind | None
    amount: Money

    @property
    def key(self) -> str:
        """Names it in a form: "at_step:pay_tax|phi|VND"."""
        return f"{self.moment.key}|{self.kind or ''}|{self.amount.currency}"


def collections_of(session: Session, dossier: Dossier) -> Sequence[Collection]:
    """The money taken for a dossier, the oldest first."""
    own = sa.select(Collection).where(Collection.dossier_id == dossier.id).order_by(Collection.id)
    return session.scalars(own).all()


def owed(session: Session, dossier: Dossier) -> tuple[Owed, ...]:
    """What the bill asks for and nobody has paid yet, in the order of the moments."""
    return outstanding(Bill.from_json(dossier.fee), collections_of(session, dossier))


def outstanding(owing: Bill, taken: Sequence[Collection]) -> tuple[Owed, ...]:
    """A collection without a moment was of the whole bill: so it was kept before there were moments."""
    if any(not each.moment for each in taken):
        return ()
    paid: dict[tuple[str, str, str], int] = {}
    for each in taken:
        key = (each.moment, each.kind, each.currency)
        paid[key] = paid.get(key, 0) + each.amount
    found = []
    for due in owing.dues:
        for receipt in due.receipts:
            key = (due.moment.key, str(receipt.kind or ""), receipt.amount.currency)
            left = receipt.amount.amount - paid.get(key, 0)
            if left > 0:
                found.append(Owed(due.moment, receipt.kind, Money(left, receipt.amount.currency)))
    return tuple(found)


def reckon_again(definition: Definition, dossier: Dossier, state: State) -> None:
    """Put what a step has found into the bill, when the bill waits for something.

    The tariff is the one of the day of submission. Raises ExpressionFailed and FeeUndecided as `bill` does.
    """
    if Bill.from_json(dossier.fee).undecided:
        seen = circumstances(dossier, at=dossier.submitted_at)
        known = bill(definition, from_json(dossier.answers), seen, state.results)
        dossier.fee, dossier.fee_total = known.to_json(), known.total.amount
