"""The outbox: messages written in the transaction of the deed they tell about, then handed over under a
lease.

A lease is a time limit and a number that grows with every lease of the row. Whoever lost its lease (a slow
or killed process) holds an old number and can no longer record anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from runtime import clock
from runtime.db import database_of, tell
from runtime.notifications.models import OutboxRow

TOPIC = "outbox"
LEASE = timedelta(minutes=2)
MOST_TRIES = 8
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=2)
LONGEST_ERROR = 500
CODES = "code/"
"""Keys of messages that carry a one-time code begin so; their text is forgotten when they have gone or been given up."""


@dataclass(frozen=True, slots=True)
class Leased:
    """One message in hand: send it, then record the end with `done`, `failed` or `given_up`."""

    id: int
    key: str
    kind: str
    payload: Mapping[str, Any]
    tries: int
    lease_token: int
    until: datetime


def put(
    session: Session,
    kind: str,
    payload: Mapping[str, Any],
    *,
    key: str,
    dossier_id: int | None = None,
    event: str = "",
    due_at: datetime | None = None,
) -> bool:
    """Promise one message in the caller's transaction; False when this `key` was promised before.

    `kind` "email" with payload {"to", "subject", "body"}, or "sms" with payload {"to" (E.164), "text"}. It
    leaves after the commit, not before `due_at` (default: at once).
    """
    _check(kind, payload)
    now = clock.now()
    session.flush()  # the dossier this row points to may still be only an object
    insert = sqlite.insert if database_of(session).is_sqlite else postgresql.insert
    statement = (
        insert(OutboxRow)
        .values(
            key=key,
            kind=kind,
            payload=dict(payload),
            dossier_id=dossier_id,
            event=event,
            created_at=now,
            due_at=due_at or now,
            tries=0,
            lease_token=0,
            last_error="",
        )
        .on_conflict_do_nothing(index_elements=[OutboxRow.key])
        .returning(OutboxRow.id)
    )
    new = session.execute(statement).scalar_one_or_none() is not None
    if new:
        tell(session, TOPIC)
    return new


def lease(session: Session, *, at: datetime, limit: int) -> list[Leased]:
    """Take up to `limit` waiting messages, oldest first, for `LEASE` from `at`. Nobody else gets them
    before that ends.
    """
    waiting = (
        sa.select(OutboxRow.id)
        .where(
            OutboxRow.done_at.is_(None),
            OutboxRow.dead_at.is_(None),
            OutboxRow.due_at <= at,
            sa.or_(OutboxRow.lease_until.is_(None), OutboxRow.lease_until <= at),
        )
        .order_by(OutboxRow.due_at, OutboxRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    chosen = session.scalars(waiting).all()
    if not chosen:
        return []
    taken = session.execute(
        sa.update(OutboxRow)
        .where(OutboxRow.id.in_(chosen))
        .values(lease_until=at + LEASE, lease_token=OutboxRow.lease_token + 1, tries=OutboxRow.tries + 1)
        .returning(
            OutboxRow.id,
            OutboxRow.key,
            OutboxRow.kind,
            OutboxRow.payload,
            OutboxRow.tries,
            OutboxRow.lease_token,
        )
        .execution_options(synchronize_session=False)
    )
    return sorted(
        (Leased(*row, until=at + LEASE) for row in taken), key=lambda leased: chosen.index(leased.id)
    )


def done(session: Session, leased: Leased, *, at: datetime) -> bool:
    """Record that it was handed over. False: the lease was lost, somebody else answers for the row now."""
    return _record(session, leased, done_at=at, last_error="", **_forgotten(leased))


def failed(session: Session, leased: Leased, *, at: datetime, error: str) -> bool:
    """Record a try that may work later: wait longer each time, give up after the last one. False: the lease
    was lost.
    """
    if leased.tries >= MOST_TRIES:
        return given_up(session, leased, at=at, error=error)
    return _record(session, leased, due_at=at + wait_after(leased.tries), last_error=error[:LONGEST_ERROR])


def given_up(session: Session, leased: Leased, *, at: datetime, error: str) -> bool:
    """Record that it will never arrive. False: the lease was lost."""
    return _record(session, leased, dead_at=at, last_error=error[:LONGEST_ERROR], **_forgotten(leased))


def wait_after(tries: int) -> timedelta:
    """How long to wait after this many tries: 15 s, 1 min, 4 min, 16 min, then about hourly up to two
    hours.
    """
    return min(FIRST_WAIT * 4 ** (tries - 1), LONGEST_WAIT)


def revive(session: Session, row_id: int, *, at: datetime) -> bool:
    """Take a dead message up again from its first try; for the administrator who has removed the cause.
    False: not dead, or a one-time code, which nobody can use any more.
    """
    revived = session.execute(
        sa.update(OutboxRow)
        .where(OutboxRow.id == row_id, OutboxRow.dead_at.is_not(None), OutboxRow.key.not_like(f"{CODES}%"))
        .values(dead_at=None, tries=0, due_at=at, lease_until=None)
        .returning(OutboxRow.id)
    ).scalar_one_or_none()
    if revived is not None:
        tell(session, TOPIC)
    return revived is not None


def oldest_waiting(session: Session, *, at: datetime) -> datetime | None:
    """Since when the oldest message that should have left has been waiting; None when nothing waits."""
    return session.scalar(
        sa.select(sa.func.min(OutboxRow.due_at)).where(
            OutboxRow.done_at.is_(None), OutboxRow.dead_at.is_(None), OutboxRow.due_at <= at
        )
    )


@dataclass(frozen=True, slots=True)
class Figures:
    """How the post stands: messages waiting and given up, and for how many seconds the oldest is due."""

    waiting: int
    dead: int
    oldest_seconds: int


def figures(session: Session, *, at: datetime) -> Figures:
    waiting, dead = session.execute(
        sa.select(
            sa.func.count().filter(OutboxRow.done_at.is_(None), OutboxRow.dead_at.is_(None)),
            sa.func.count().filter(OutboxRow.dead_at.is_not(None)),
        ).where(OutboxRow.done_at.is_(None))
    ).one()
    oldest = oldest_waiting(session, at=at)
    return Figures(waiting, dead, int((at - oldest).total_seconds()) if oldest else 0)


def latest(session: Session, *, limit: int) -> list[OutboxRow]:
    """The newest messages; those given up come first, for they need a person."""
    order = (OutboxRow.dead_at.is_(None), OutboxRow.id.desc())
    return list(session.scalars(sa.select(OutboxRow).order_by(*order).limit(limit)))


def _forgotten(leased: Leased) -> dict[str, Any]:
    return {"payload": {}} if leased.key.startswith(CODES) else {}


def _record(session: Session, leased: Leased, **changes: Any) -> bool:
    held = session.execute(
        sa.update(OutboxRow)
        .where(
            OutboxRow.id == leased.id,
            OutboxRow.lease_token == leased.lease_token,
            OutboxRow.done_at.is_(None),
            OutboxRow.dead_at.is_(None),
        )
        .values(lease_until=None, **changes)
        .returning(OutboxRow.id)
    )
    return held.scalar_one_or_none() is not None


_SHAPES = {"email": {"to", "subject", "body"}, "sms": {"to", "text"}}


def _check(kind: str, payload: Mapping[str, Any]) -> None:
    if set(payload) != _SHAPES[kind]:
        raise ValueError(
            f"a message of kind {kind} needs exactly {sorted(_SHAPES[kind])}, not {sorted(payload)}"
        )
