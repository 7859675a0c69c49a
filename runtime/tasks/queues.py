"""The officers' lists: what waits in their places, what they hold, what is soon or already late, what they
have done.

Paging is by key (the last row seen), never by offset, so page 200 costs as much as page 1. Counts stop at a
cap.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from engine.statuses import Status
from runtime.accounts.models import Account
from runtime.dossiers import numbering
from runtime.dossiers.models import Dossier, Supplement
from runtime.folding import fold
from runtime.tasks import places
from runtime.tasks.models import Task

PAGE = 50
CAP = 100

# Constants in the text of the statement: a bound parameter would keep the planner from the partial indexes.
_OPEN = Task.status == sa.literal_column(str(Task.OPEN))
_CLAIMED = Task.status == sa.literal_column(str(Task.CLAIMED))
_DONE = Task.status == sa.literal_column(str(Task.DONE))
_LIVE = Task.status < sa.literal_column(str(Task.CANCELLED))

_TRACKING = "/theo-doi/"


class Tab(StrEnum):
    """The tabs of the queue page; the value stands in its address."""

    WAITING = "cho-nhan"
    MINE = "cua-toi"
    SOON = "sap-han"
    LATE = "qua-han"
    SUPPLEMENT = "cho-bo-sung"
    DONE = "da-xong"


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose lists: the person, the queues they work, and the two hours that make "late" and "soon"."""

    account_id: int
    places: frozenset[str]
    now: datetime
    soon_until: datetime


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page ended: the sorting hour and the task's id. Written "2026-02-13T09:30:00+00:00~17" in
    addresses.
    """

    at: datetime
    task_id: int

    @classmethod
    def parse(cls, written: str) -> Position | None:
        """None for anything that is not a position: a tampered address shows the first page."""
        moment, _, number = written.partition("~")
        try:
            at, task_id = datetime.fromisoformat(moment), int(number)
        except ValueError:
            return None
        return cls(at, task_id) if at.tzinfo and 0 < task_id < 2**63 else None

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.task_id}"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list. `at` is what the list is sorted by: the task's due hour, the reply's, or when it was
    done.
    """

    task_id: int
    dossier_id: int
    number: str
    reference: str
    applicant: str
    procedure: str
    version: str
    case: str
    step: str
    queue: str
    dossier_status: str
    submitted_at: datetime
    dossier_due_at: datetime | None
    due_at: datetime
    at: datetime
    status: int
    holder_id: int | None
    holder: str
    outcome: str
    answers: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Listing:
    lines: tuple[Line, ...]
    next: Position | None


def listing(
    session: Session, desk: Desk, tab: Tab, *, after: Position | None = None, limit: int = PAGE
) -> Listing:
    """One page of a tab. Soonest due first; what is done, latest first."""
    if not desk.places:
        return Listing((), None)
    keys = _keys(desk, tab, after, limit + 1).subquery()
    falling = tab is Tab.DONE
    order = (keys.c.at.desc(), keys.c.id.desc()) if falling else (keys.c.at, keys.c.id)
    rows = session.execute(_lines(keys).order_by(*order).limit(limit + 1)).all()
    lines = tuple(_line(row) for row in rows[:limit])
    return Listing(lines, Position(lines[-1].at, lines[-1].task_id) if len(rows) > limit else None)


def counts(session: Session, desk: Desk, *, cap: int = CAP) -> dict[Tab, int]:
    """How many in each tab, at most `cap` + 1 (shown as "100+"). What is done is not counted."""
    tabs = [tab for tab in Tab if tab is not Tab.DONE]
    if not desk.places:
        return dict.fromkeys(tabs, 0)
    counted = [
        sa.select(sa.func.count())
        .select_from(_keys(desk, tab, None, cap + 1).limit(cap + 1).subquery())
        .scalar_subquery()
        for tab in tabs
    ]
    return dict(zip(tabs, session.execute(sa.select(*counted)).one(), strict=True))


def search(session: Session, desk: Desk, typed: str, *, limit: int = PAGE) -> tuple[Line, ...]:
    """Dossiers that ever came to the desk's places, by official number, reference or the beginning of words
    of the name.

    Accents and case do not matter. Each dossier appears once, with its latest task in these places.
    """
    matching = _matching(typed)
    if matching is None or not desk.places:
        return ()
    keys = (
        sa.select(sa.func.max(Task.id).label("id"), sa.func.max(Dossier.submitted_at).label("at"))
        .join(Dossier, Dossier.id == Task.dossier_id)
        .where(matching, places.covered(desk.places))
        .group_by(Dossier.id)
        .order_by(sa.text("at DESC"))
        .limit(limit)
        .subquery()
    )
    return tuple(
        _line(row)
        for row in session.execute(_lines(keys).order_by(Dossier.submitted_at.desc(), Task.id.desc()))
    )


def queues_of(session: Session, dossier_id: int) -> frozenset[str]:
    """Every queue the dossier's tasks have ever been in: whose officers may see it."""
    return frozenset(session.scalars(sa.select(Task.queue).where(Task.dossier_id == dossier_id).distinct()))


def holder_of(session: Session, task: Task) -> str:
    """The name of whoever holds a task, "" when nobody does."""
    holder = session.get(Account, task.assignee_id) if task.assignee_id is not None else None
    return holder.full_name if holder else ""


def tasks_of(session: Session, dossier_id: int) -> list[Task]:
    """Every task of a dossier, oldest first."""
    return list(session.scalars(sa.select(Task).where(Task.dossier_id == dossier_id).order_by(Task.id)))


def _keys(desk: Desk, tab: Tab, after: Position | None, limit: int) -> sa.Select[Any]:
    """(id, at) of the tab's tasks. Waiting, soon and late look at each place by itself, so that each walks
    its own index.
    """
    if tab is Tab.MINE:
        mine = sa.select(Task.id, Task.due_at.label("at")).where(
            _CLAIMED, Task.assignee_id == desk.account_id
        )
        return _after(mine, Task.due_at, Task.id, after)
    if tab is Tab.DONE:
        done = sa.select(Task.id, Task.done_at.label("at")).where(_DONE, Task.done_by == desk.account_id)
        if after:
            done = done.where(sa.tuple_(Task.done_at, Task.id) < sa.tuple_(*_bound(after)))
        return done.order_by(Task.done_at.desc(), Task.id.desc()).limit(limit)
    if tab is Tab.SUPPLEMENT:
        return _after(_supplements(desk), Supplement.due_at, Task.id, after)
    parts = []
    for place in places.conditions(desk.places):
        part = sa.select(Task.id, Task.due_at.label("at")).where(place, *_timing(desk, tab))
        limited = (
            _after(part, Task.due_at, Task.id, after).order_by(Task.due_at, Task.id).limit(limit).subquery()
        )
        parts.append(sa.select(limited.c.id, limited.c.at))
    joined = sa.union_all(*parts).subquery()
    return sa.select(joined.c.id, joined.c.at)


def _timing(desk: Desk, tab: Tab) -> tuple[sa.ColumnElement[bool], ...]:
    if tab is Tab.WAITING:
        return (_OPEN,)
    if tab is Tab.LATE:
        return (_LIVE, Task.due_at < desk.now)
    return (_LIVE, Task.due_at >= desk.now, Task.due_at <= desk.soon_until)


def _supplements(desk: Desk) -> sa.Select[Any]:
    """The task that asked stands for the dossier while the citizen's answer is awaited."""
    asked = (
        sa.select(sa.func.max(Task.id))
        .where(Task.dossier_id == Dossier.id, places.covered(desk.places), _DONE)
        .correlate(Dossier)
        .scalar_subquery()
    )
    return (
        sa.select(Task.id, Supplement.due_at.label("at"))
        .select_from(Supplement)
        .join(Dossier, Dossier.id == Supplement.dossier_id)
        .join(Task, Task.id == asked)
        .where(
            Supplement.answered_at.is_(None),
            Supplement.expired_at.is_(None),
            Dossier.status == Status.SUPPLEMENT,
        )
    )


def _after(keys: sa.Select[Any], at: Any, task_id: Any, after: Position | None) -> sa.Select[Any]:
    return keys.where(sa.tuple_(at, task_id) > sa.tuple_(*_bound(after))) if after else keys


def _bound(position: Position) -> tuple[Any, Any]:
    return sa.literal(position.at, Task.due_at.type), sa.literal(position.task_id)


def _matching(typed: str) -> sa.ColumnElement[bool] | None:
    """None when there is nothing to look for."""
    typed = typed.strip()[:200]
    if _TRACKING in typed:  # a scanner reads the QR code of a slip: the address of the tracking page
        return Dossier.token == typed.rpartition(_TRACKING)[2]
    names = []
    if numbering.looks_like_code(typed):
        names.append(sa.func.lower(Dossier.code) == typed.lower())
    if reference := numbering.read_reference(typed):
        names.append(Dossier.reference == reference)
    if names:
        return sa.or_(*names)
    words = fold(typed).split()[:8]
    if not words:
        return None
    padded = sa.literal(" ") + Dossier.applicant_fold
    return sa.and_(*(padded.contains(f" {word}", autoescape=True) for word in words))


def _lines(keys: sa.Subquery) -> sa.Select[Any]:
    columns = (
        Task.id.label("task_id"),
        Task.dossier_id,
        sa.func.coalesce(Dossier.code, Dossier.reference).label("number"),
        Dossier.reference,
        Dossier.applicant_name.label("applicant"),
        Dossier.procedure,
        Dossier.version,
        Dossier.case,
        Task.step,
        Task.queue,
        Dossier.status.label("dossier_status"),
        Dossier.submitted_at,
        Dossier.due_at.label("dossier_due_at"),
        Task.due_at,
        sa.type_coerce(keys.c.at, Task.due_at.type).label("at"),
        Task.status,
        Task.assignee_id.label("holder_id"),
        sa.func.coalesce(Account.full_name, "").label("holder"),
        Task.outcome,
        Dossier.answers,
    )
    joined = sa.select(*columns).join(keys, keys.c.id == Task.id).join(Dossier, Dossier.id == Task.dossier_id)
    return joined.outerjoin(Account, Account.id == Task.assignee_id)


def _line(row: sa.Row[Any]) -> Line:
    return Line(*row)
