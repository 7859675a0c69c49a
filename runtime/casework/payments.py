"""What recording money at the desk sets going: the step that waited for it, and the clock."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from engine.definition import Moment, PayAt
from engine.workflow import Action, Paid
from runtime.accounts.visitors import Visitor
from runtime.casework.carrying_out import carry_out
from runtime.casework.deeds import Deed, decided, definition_of, hold, officer, state_of
from runtime.casework.owing import owed
from runtime.casework.paying import BEFORE_WORK, is_settled, payments_open
from runtime.dossiers.models import Dossier
from runtime.tasks.models import Task
from runtime.world import World


def settle(
    session: Session,
    world: World,
    dossier: Dossier,
    task: Task,
    moment: Moment,
    *,
    by: Visitor,
    at: datetime,
) -> None:
    """After money of `moment` was recorded at `task`: tell the process what is paid now."""
    definition, state = definition_of(session, dossier), state_of(dossier)
    actions: list[Action] = [
        Paid(step) for step in payments_open(definition, state) if is_settled(session, dossier, step)
    ]
    if not actions and state.paid_at is None and moment.at is not PayAt.RESULT:
        early = [each for each in owed(session, dossier) if each.moment.at in BEFORE_WORK]
        actions = [] if early or state.is_final else [Paid()]
    for action in actions:
        held = hold(session, dossier.id)
        step = action.step if isinstance(action, Paid) else ""
        decision = decided(world, definition, held, action, at=at)
        deed = Deed(
            "paid", at, by.account_id, officer(by, definition, task.queue), "", {"step": step} if step else {}
        )
        carry_out(session, world, definition, held, decision, deed)
