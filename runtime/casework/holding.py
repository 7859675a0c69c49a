"""Taking work and giving it back, with the history that says so. The race itself is `tasks.assignment`."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from runtime.accounts.models import Account, Membership
from runtime.accounts.permissions import may_reassign, may_work
from runtime.accounts.visitors import Visitor
from runtime.casework.deeds import definition_of, lock, note, state_of
from runtime.dossiers.models import Dossier
from runtime.refusals import NotAllowed, NotFound, Stale
from runtime.tasks import assignment
from runtime.tasks.models import Task

_WORKING_ROLES = frozenset({"officer", "supervisor"})
_MOST_PASSED_OVER = 50


def load_task(session: Session, task_id: int, by: Visitor) -> Task:
    """A task in one of the officer's places. Raises NotFound for others': nobody learns they exist."""
    task = session.get(Task, task_id, populate_existing=True)
    if task is None or not may_work(by, task):
        raise NotFound
    return task


def claim(session: Session, *, task_id: int, by: Visitor, at: datetime) -> bool:
    """Take a task for oneself; True also when one holds it already. False when a colleague was faster or it
    is closed.
    """
    task = load_task(session, task_id, by)
    dossier = lock(session, task.dossier_id)
    if assignment.claim(session, task_id, _id(by), at=at):
        note(session, dossier, task, by, "claimed", at)
        return True
    session.refresh(task)
    return task.status == Task.CLAIMED and task.assignee_id == by.account_id


def take_next(session: Session, *, by: Visitor, at: datetime) -> int | None:
    """Take the most urgent task of one's places that one may decide; its id, or None when nothing waits.

    Work that must be done by somebody else, because one has already done an earlier step, is passed over:
    it would otherwise come back at every press.
    """
    passed: set[int] = set()
    while len(passed) < _MOST_PASSED_OVER:
        task_id = assignment.take_next(session, by.places, _id(by), at=at, passing_over=passed)
        if task_id is None:
            return None
        task = session.get_one(Task, task_id, populate_existing=True)
        dossier = session.get_one(Dossier, task.dossier_id)
        if not _belongs_to_others(session, dossier, task, by):
            note(session, dossier, task, by, "claimed", at)
            return task_id
        assignment.release(session, task_id, _id(by), at=at)
        passed.add(task_id)
    return None


def release(session: Session, *, task_id: int, by: Visitor, at: datetime) -> None:
    """Put one's own task back into its queue. Raises Stale when one does not hold it any more."""
    task = load_task(session, task_id, by)
    dossier = lock(session, task.dossier_id)
    if not assignment.release(session, task_id, _id(by), at=at):
        raise Stale
    note(session, dossier, task, by, "released", at)


def reassign(
    session: Session, *, task_id: int, to_account_id: int, holder_id: int | None, by: Visitor, at: datetime
) -> None:
    """A supervisor hands a task to a colleague who works that queue.

    `holder_id` is who held it when the page was read; Raises Stale when that is no longer so, NotAllowed when
    the colleague does not work the queue.
    """
    task = session.get(Task, task_id, populate_existing=True)
    if task is None or not may_reassign(by, task):
        raise NotFound
    colleague = session.get(Account, to_account_id)
    if colleague is None or colleague.disabled_at is not None or not _works(colleague, task.queue):
        raise NotAllowed
    dossier = lock(session, task.dossier_id)
    if not assignment.reassign(session, task_id, to_account_id, holder_id=holder_id, at=at):
        raise Stale
    note(session, dossier, task, by, "reassigned", at, to=colleague.id)


def colleagues(session: Session, queue: str) -> list[Account]:
    """Officers in service who work a queue, by name."""
    places = (queue, queue.partition("/")[0])
    working = sa.select(Membership.account_id).where(
        Membership.place.in_(places), Membership.role.in_(_WORKING_ROLES)
    )
    people = (
        sa.select(Account)
        .where(Account.id.in_(working), Account.disabled_at.is_(None))
        .order_by(Account.full_name, Account.id)
    )
    return list(session.scalars(people))


def _belongs_to_others(session: Session, dossier: Dossier, task: Task, by: Visitor) -> bool:
    state, step = state_of(dossier), definition_of(session, dossier).steps[task.step]
    return any(state.done_by.get(other) == by.account_id for other in step.not_same_person_as)


def _works(account: Account, queue: str) -> bool:
    return any(
        member.role in _WORKING_ROLES and (queue == member.place or queue.startswith(f"{member.place}/"))
        for member in account.memberships
    )


def _id(by: Visitor) -> int:
    if by.account_id is None:
        raise NotAllowed
    return by.account_id
