"""Which money a PAYMENT step waits for, and which desk takes it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from engine.definition import Definition, Moment, PayAt, StepKind
from engine.fees import Bill
from engine.workflow import AskPayment, Decision, Effect, Notify, Paid, State
from runtime.casework.deeds import decided
from runtime.casework.owing import Owed, owed
from runtime.dossiers.models import Dossier
from runtime.world import World

BEFORE_WORK = (PayAt.SUBMISSION, PayAt.ACCEPTANCE)
"""Moments whose money is late wherever the dossier is by now."""


def is_due(moment: Moment, step: str) -> bool:
    """Whether a PAYMENT step waits for the money of this moment: its own, and what should have come before."""
    return moment.at in BEFORE_WORK or moment.step == step


def due_at(session: Session, dossier: Dossier, step: str) -> tuple[Owed, ...]:
    """What has to be paid before the dossier leaves this PAYMENT step."""
    return tuple(each for each in owed(session, dossier) if is_due(each.moment, step))


def is_settled(session: Session, dossier: Dossier, step: str) -> bool:
    """Money that nobody has named yet is not there either."""
    unnamed = any(is_due(line.moment, step) for line in Bill.from_json(dossier.fee).undecided)
    return not unnamed and not due_at(session, dossier, step)


def desk_of(definition: Definition) -> str:
    """The queue that takes money: that of the intake desk, else the first of the process."""
    steps = list(definition.process.every()) if definition.process else []
    intake = [step.queue for step in steps if step.kind is StepKind.INTAKE]
    return (intake or [step.queue for step in steps if step.queue])[0]


def payments_open(definition: Definition, state: State) -> tuple[str, ...]:
    """The PAYMENT steps the dossier waits at."""
    return tuple(each.step for each in state.open if definition.steps[each.step].kind is StepKind.PAYMENT)


def unawaited(definition: Definition, state: State) -> Iterator[str]:
    """The PAYMENT steps the dossier does not wait at."""
    for step in definition.process.every() if definition.process else ():
        if step.kind is StepKind.PAYMENT and state.opened(step.id) is None:
            yield step.id


def past_what_is_free(
    session: Session,
    world: World,
    definition: Definition,
    dossier: Dossier,
    decision: Decision,
    *,
    at: datetime,
) -> Decision:
    """A PAYMENT step at which nothing is due is passed at once, and nobody is told to pay nothing.

    Each step is passed once at most, so that a circle of them ends.
    """
    passed: set[str] = set()
    while free := [
        step
        for step in payments_open(definition, decision.state)
        if step not in passed and is_settled(session, dossier, step)
    ]:
        passed.add(free[0])
        dossier.state = decision.state.to_json()
        further = decided(world, definition, dossier, Paid(free[0]), at=at)
        told = _silenced(decision.effects, free[0])
        thanks = Notify("payment_received")
        decision = Decision(
            further.state, (*told, *(effect for effect in further.effects if effect != thanks))
        )
    return decision


def _silenced(effects: tuple[Effect, ...], step: str) -> Iterator[Effect]:
    """Without the request for this step's money, and the notice that follows it."""
    asked = False
    for effect in effects:
        if isinstance(effect, AskPayment) and effect.step == step:
            asked = True
        elif asked and effect == Notify("payment_requested"):
            asked = False
        else:
            yield effect
