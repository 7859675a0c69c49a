"""The outbox as the console sees it: how much waits, for how long, what was given up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from runtime.notifications import outbox
from runtime.notifications.models import OutboxRow


@dataclass(frozen=True, slots=True)
class Figures:
    """`oldest_seconds`: how long the oldest due row has been waiting, 0 when none waits."""

    waiting: int
    dead: int
    oldest_seconds: int


def figures(session: Session, *, at: datetime) -> Figures:
    waiting = sa.and_(OutboxRow.done_at.is_(None), OutboxRow.dead_at.is_(None))
    oldest = outbox.oldest_waiting(session, at=at)
    return Figures(
        waiting=session.scalar(sa.select(sa.func.count()).select_from(OutboxRow).where(waiting)) or 0,
        dead=session.scalar(
            sa.select(sa.func.count()).select_from(OutboxRow).where(OutboxRow.dead_at.is_not(None))
        )
        or 0,
        oldest_seconds=int((at - oldest).total_seconds()) if oldest else 0,
    )


def latest(session: Session, *, limit: int) -> list[OutboxRow]:
    """The newest rows, those given up first: they need a person."""
    order = (OutboxRow.dead_at.is_(None), OutboxRow.id.desc())
    return list(session.scalars(sa.select(OutboxRow).order_by(*order).limit(limit)))
