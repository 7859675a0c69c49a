"""What happens to dossiers because time has passed and nobody has said anything."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from engine.definition import Definition, StepKind
from engine.workflow import Action, Expired
from runtime import clock
from runtime.casework.carrying_out import carry_out
from runtime.casework.deeds import PROGRAM, Deed, decided, definition_of, hold, state_of
from runtime.casework.silence import coming
from runtime.dossiers.models import Dossier
from runtime.world import World

LOOKED_AT_ONCE = 100
MOST_IN_A_ROW = 100
"""Things that may happen to one dossier in one look: after a long standstill of the service, one sets off the next."""


def silent(session: Session, *, at: datetime, after: int = 0) -> list[int]:
    """The next dossiers to which something happens by itself, by id."""
    found = (
        sa.select(Dossier.id)
        .where(Dossier.silent_at < at, Dossier.id > after)
        .order_by(Dossier.id)
        .limit(LOOKED_AT_ONCE)
    )
    return list(session.scalars(found))


def pass_time(session: Session, world: World, dossier_id: int, *, at: datetime) -> int:
    """Do with one dossier what silence does with it by `at`; how many things happened. Safe to call at any moment."""
    dossier = hold(session, dossier_id)
    definition = definition_of(session, dossier)
    for done in range(MOST_IN_A_ROW):
        due = [each for each in coming(definition, state_of(dossier), world.calendar) if each[0] < at]
        if not due:
            return done
        if done:
            hold(session, dossier_id)
        moment, action = due[0]
        decision = decided(world, definition, dossier, action, at=at)
        carry_out(session, world, definition, dossier, decision, _deed(definition, action, moment, at=at))
    return MOST_IN_A_ROW


def _deed(definition: Definition, action: Action, moment: datetime, *, at: datetime) -> Deed:
    """The reason is what a slip says, in the language of slips."""
    day = f"{clock.local(moment):%d/%m/%Y}"
    if not isinstance(action, Expired):
        return Deed("deadline_passed", at, None, PROGRAM)
    details = {"step": action.step}
    match definition.steps[action.step].kind:
        case StepKind.PAYMENT:
            reason = f"Đến hết ngày {day} cơ quan chưa nhận được khoản phí, lệ phí phải nộp."
            return Deed("payment_expired", at, None, PROGRAM, reason, details)
        case StepKind.PARTY:
            return Deed("party_silent", at, None, PROGRAM, details=details)
        case _:
            return Deed("call_expired", at, None, PROGRAM, details=details)
