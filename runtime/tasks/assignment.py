"""Who holds a task: claiming, giving back, taking the next one, handing over. Each is one statement with one
winner.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from runtime.dossiers.models import Dossier
from runtime.tasks.models import Task
from runtime.tasks.places import covered

# Written into the statement, not bound to it: only a constant lets the planner use the partial indexes.
_OPEN = sa.literal_column(str(Task.OPEN))
_CLAIMED = sa.literal_column(str(Task.CLAIMED))


def claim(session: Session, task_id: int, account_id: int, *, at: datetime) -> bool:
    """Take an open task. False when somebody (even the same person, in another window) was faster or it is
    closed.
    """
    return _won(session, _claiming(account_id, at).where(Task.id == task_id, Task.status == _OPEN))


def release(session: Session, task_id: int, account_id: int, *, at: datetime) -> bool:
    """Give a task back to its queue. False when `account_id` does not hold it (any more)."""
    held = (Task.id == task_id, Task.status == _CLAIMED, Task.assignee_id == account_id)
    return _won(session, _changing(status=Task.OPEN, assignee_id=None, claimed_at=None).where(*held))


def reassign(
    session: Session, task_id: int, to_account_id: int, *, holder_id: int | None, at: datetime
) -> bool:
    """Hand a task to another person, from `holder_id` (None: nobody). False when the holder has changed
    meanwhile.
    """
    held = Task.assignee_id.is_(None) if holder_id is None else Task.assignee_id == holder_id
    return _won(
        session,
        _claiming(to_account_id, at).where(Task.id == task_id, Task.status.in_([_OPEN, _CLAIMED]), held),
    )


def take_next(
    session: Session,
    places: Collection[str],
    account_id: int,
    *,
    at: datetime,
    passing_over: Collection[int] = (),
) -> int | None:
    """Claim the open task of `places` that is due first, `passing_over` some; its id, or None.

    On PostgreSQL rows that somebody is touching are skipped, the dossier's too: nobody waits, so nobody can
    deadlock with a decision that holds the dossier and wants the task. SQLite has one writer at a time and
    needs neither.
    """
    if not places:
        return None
    first = (
        sa.select(Task.id)
        .join(Dossier, Dossier.id == Task.dossier_id)
        .where(covered(places), Task.status == _OPEN, Task.id.not_in(sorted(passing_over)))
        .order_by(Task.due_at, Task.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    taking = _claiming(account_id, at).where(Task.id == first.scalar_subquery(), Task.status == _OPEN)
    return session.execute(taking.returning(Task.id)).scalar_one_or_none()


def _claiming(account_id: int, at: datetime) -> sa.Update:
    return _changing(status=Task.CLAIMED, assignee_id=account_id, claimed_at=at)


def _changing(**values: Any) -> sa.Update:
    changing = sa.update(Task).values(revision=Task.revision + 1, **values)
    return changing.execution_options(synchronize_session="fetch")


def _won(session: Session, changing: sa.Update) -> bool:
    return session.execute(changing.returning(Task.id)).scalar_one_or_none() is not None
