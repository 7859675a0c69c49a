"""The journal: who did what to which dossier and when, append-only, each entry sealing the one before it."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from runtime.db import Base


class Entry(Base):
    """One line of a dossier's history. `seal` = sha-256 over the entry and the previous seal, one chain per dossier.

    A chain per dossier, not one for the program: a global head would make every submission wait for every other.
    """

    __tablename__ = "journal"
    __table_args__ = (sa.UniqueConstraint("dossier_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossiers.id"))
    number: Mapped[int]
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"))
    actor: Mapped[str] = mapped_column(sa.String(160))
    event: Mapped[str] = mapped_column(sa.String(60))
    details: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    seal: Mapped[str] = mapped_column(sa.String(64))


def record(
    session: Session,
    *,
    dossier_id: int,
    at: datetime,
    actor_id: int | None,
    actor: str,
    event: str,
    **details: Any,
) -> Entry:
    """Append one entry in the caller's transaction. `actor` is the name and place shown to people; "" never."""
    last = session.execute(
        sa.select(Entry.number, Entry.seal)
        .where(Entry.dossier_id == dossier_id)
        .order_by(Entry.number.desc())
        .limit(1)
    ).one_or_none()
    number, previous = (last.number + 1, last.seal) if last else (1, "")
    entry = Entry(
        dossier_id=dossier_id,
        number=number,
        at=at,
        actor_id=actor_id,
        actor=actor,
        event=event,
        details=details,
        seal="",
    )
    entry.seal = _seal(entry, previous)
    session.add(entry)
    session.flush()
    return entry


def history(session: Session, dossier_id: int) -> list[Entry]:
    """All entries of a dossier, oldest first."""
    return list(
        session.scalars(sa.select(Entry).where(Entry.dossier_id == dossier_id).order_by(Entry.number))
    )


def broken_seals(session: Session, dossier_id: int) -> list[int]:
    """Numbers of entries whose seal does not fit what they say; [] for an untouched chain."""
    broken, previous, expected = [], "", 1
    for entry in history(session, dossier_id):
        if entry.number != expected or entry.seal != _seal(entry, previous):
            broken.append(entry.number)
        previous, expected = entry.seal, entry.number + 1
    return broken


def _seal(entry: Entry, previous: str) -> str:
    said = [
        entry.dossier_id,
        entry.number,
        entry.at.isoformat(),
        entry.actor_id,
        entry.actor,
        entry.event,
        entry.details,
        previous,
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
