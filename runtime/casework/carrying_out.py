"""Turns what the process decided into rows: the only place where effects become tasks, slips, messages and
history.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from engine.definition import Definition, StepKind
from engine.numbering import DEFAULT
from engine.statuses import Status
from engine.workflow import (
    AskPayment,
    AskSupplement,
    CancelTasks,
    CloseTask,
    Decision,
    Effect,
    IssueCode,
    IssueSlip,
    Notify,
    OpenTask,
    State,
)
from runtime import clock, journal
from runtime.casework.deeds import Deed
from runtime.casework.owing import reckon_again
from runtime.casework.paying import desk_of, past_what_is_free, unawaited
from runtime.casework.silence import next_silence
from runtime.dossiers import numbering, slips
from runtime.dossiers.models import Dossier, Supplement
from runtime.notifications import compose
from runtime.tasks.models import Task
from runtime.world import World

# A task without an hour of its own sorts behind all that have one.
NO_HOUR = datetime(9999, 1, 1, tzinfo=UTC)


def carry_out(
    session: Session, world: World, definition: Definition, dossier: Dossier, decision: Decision, deed: Deed
) -> None:
    """Write everything the decision asks for, in the caller's transaction, and one entry in the journal.

    Tasks come first and the official number after them: its counter is locked from there to the end of the
    transaction.
    """
    before = dossier.status
    _write_state(dossier, decision.state, deed.at)
    reckon_again(definition, dossier, decision.state)
    decision = past_what_is_free(session, world, definition, dossier, decision, at=deed.at)
    _write_state(dossier, decision.state, deed.at)
    dossier.silent_at = next_silence(definition, decision.state, world.calendar)
    session.flush()
    _close_payments(session, definition, dossier, decision.state, deed)
    effects = sorted(
        decision.effects,
        key=lambda effect: not isinstance(effect, OpenTask | CloseTask | CancelTasks | AskPayment),
    )
    for effect in effects:
        _do(session, world, definition, dossier, decision.state, deed, effect)
    journal.record(
        session,
        dossier_id=dossier.id,
        at=deed.at,
        actor_id=deed.actor_id,
        actor=deed.actor,
        event=deed.event,
        **_entry(dossier, before, decision, deed),
    )


def _do(
    session: Session,
    world: World,
    definition: Definition,
    dossier: Dossier,
    state: State,
    deed: Deed,
    effect: Effect,
) -> None:
    match effect:
        case OpenTask():
            _open_task(session, dossier, state, deed.at, effect)
        case CloseTask(step, outcome):
            _close_task(session, dossier, deed, step, outcome)
        case CancelTasks(steps):
            _cancel_tasks(session, dossier, deed.at, steps)
        case AskPayment(step, due_at):
            # Money comes to the desk: recording it is a task of the one-stop desk.
            asked = OpenTask(step, desk_of(definition), due_at, state.rounds[step])
            _open_task(session, dossier, state, deed.at, asked)
        case IssueCode():
            dossier.code = numbering.next_code(
                session,
                definition.agency,
                clock.local(deed.at).date(),
                pattern=definition.numbering.dossier if definition.numbering else DEFAULT,
                procedure=definition.code,
            )
        case AskSupplement():
            _ask_supplement(session, dossier, state, deed, effect)
        case IssueSlip(kind):
            slips.issue(
                session,
                world,
                definition,
                dossier,
                kind=kind,
                by=deed.actor_id,
                reason=deed.reason,
                at=deed.at,
            )
        case Notify(event):
            _announce(session, world, definition, dossier, state, deed, event)
        case _:
            # Status, clock and result stand in the dossier itself: `_write_state` has written them.
            pass


def _announce(
    session: Session,
    world: World,
    definition: Definition,
    dossier: Dossier,
    state: State,
    deed: Deed,
    event: str,
) -> None:
    compose.announce(
        session,
        world,
        event=event,
        dossier=dossier,
        definition=definition,
        at=deed.at,
        reason=deed.reason,
        deadline=_citizens_term(definition, state),
    )


def _citizens_term(definition: Definition, state: State) -> datetime | None:
    """Until when the citizen may supplement or pay."""
    if state.waiting is not None:
        return state.waiting.due_at
    owed = (each.due_at for each in state.open if definition.steps[each.step].kind is StepKind.PAYMENT)
    return next(owed, None)


def _write_state(dossier: Dossier, state: State, at: datetime) -> None:
    dossier.state = state.to_json()
    dossier.status = str(state.status)
    dossier.accepted_at = state.accepted_at
    dossier.due_at = state.clock.due_at if state.clock else None
    dossier.legal_due_at = state.clock.legal_due_at if state.clock else None
    over = state.is_final or state.status is Status.DONE
    dossier.finished_at = (dossier.finished_at or at) if over else None
    dossier.returned_at = at if state.status is Status.RETURNED else None


def _open_task(session: Session, dossier: Dossier, state: State, at: datetime, effect: OpenTask) -> None:
    promised = state.clock.due_at if state.clock and state.clock.is_running else NO_HOUR
    session.add(
        Task(
            dossier_id=dossier.id,
            step=effect.step,
            round=effect.round,
            queue=effect.queue,
            status=Task.OPEN,
            opened_at=at,
            due_at=effect.due_at or promised,
        )
    )
    session.flush()


def _close_task(session: Session, dossier: Dossier, deed: Deed, step: str, outcome: str) -> None:
    session.execute(
        _open_of(dossier)
        .where(Task.step == step)
        .values(
            status=Task.DONE,
            done_at=deed.at,
            done_by=deed.actor_id,
            outcome=outcome,
            reason=deed.reason,
            revision=Task.revision + 1,
        )
    )


def _cancel_tasks(session: Session, dossier: Dossier, at: datetime, steps: tuple[str, ...]) -> None:
    """With no steps named, all of them."""
    falling = _open_of(dossier).where(Task.step.in_(steps)) if steps else _open_of(dossier)
    session.execute(falling.values(status=Task.CANCELLED, done_at=at, revision=Task.revision + 1))


def _close_payments(
    session: Session, definition: Definition, dossier: Dossier, state: State, deed: Deed
) -> None:
    """The desk's tasks for money that came, or that nobody waits for any more."""
    for step in unawaited(definition, state):
        if deed.event == "paid" and deed.details.get("step") == step:
            _close_task(session, dossier, deed, step, "paid")
        else:
            _cancel_tasks(session, dossier, deed.at, (step,))


def _open_of(dossier: Dossier) -> sa.Update:
    live = sa.update(Task).where(Task.dossier_id == dossier.id, Task.status < Task.CANCELLED)
    return live.execution_options(synchronize_session="fetch")


def _ask_supplement(
    session: Session, dossier: Dossier, state: State, deed: Deed, effect: AskSupplement
) -> None:
    session.add(
        Supplement(
            dossier_id=dossier.id,
            round=state.supplements,
            items=[{"kind": item.kind, "id": item.id, "note": item.note} for item in effect.items],
            reason=effect.reason,
            asked_by=deed.actor_id,
            asked_at=deed.at,
            due_at=effect.due_at,
        )
    )
    session.flush()


def _entry(dossier: Dossier, before: str, decision: Decision, deed: Deed) -> dict[str, Any]:
    """What the journal keeps: the change, not the persons. Reasons stand with the task, the request and the
    slip.
    """
    entry: dict[str, Any] = {**deed.details, "status": dossier.status}
    if before != dossier.status:
        entry["from"] = before
    if any(isinstance(effect, IssueCode) for effect in decision.effects):
        entry["code"] = dossier.code
    if opened := [effect.step for effect in decision.effects if isinstance(effect, OpenTask)]:
        entry["opened"] = opened
    clock_running = decision.state.clock is not None and decision.state.clock.is_running
    if clock_running and dossier.due_at is not None:
        entry["due_at"] = clock.local(dossier.due_at).isoformat()
    return entry
