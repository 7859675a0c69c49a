"""A citizen's own dossiers: listed, found by reference, with what belongs to each. Somebody else's is simply
not there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from runtime.dossiers.models import Dossier, StoredFile, Supplement
from runtime.refusals import NotFound

PAGE = 20


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a page of the list ends: the last row's moment of submission and id."""

    submitted_at: datetime
    id: int

    def __str__(self) -> str:
        return f"{self.submitted_at.isoformat()}_{self.id}"

    @classmethod
    def parse(cls, written: str) -> Mark | None:
        """None for anything that is not a mark: the list then begins at its beginning."""
        moment, _, number = written.rpartition("_")
        try:
            mark = cls(datetime.fromisoformat(moment), int(number))
        except ValueError:
            return None
        return mark if mark.submitted_at.tzinfo is not None else None


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of dossiers, the latest first; `after` leads to the next page, None on the last."""

    dossiers: Sequence[Dossier]
    after: Mark | None


def page(session: Session, account_id: int, *, after: Mark | None = None) -> Listed:
    mine = sa.select(Dossier).where(Dossier.account_id == account_id)
    if after is not None:
        mine = mine.where(
            sa.or_(
                Dossier.submitted_at < after.submitted_at,
                sa.and_(Dossier.submitted_at == after.submitted_at, Dossier.id < after.id),
            )
        )
    rows = session.scalars(
        mine.order_by(Dossier.submitted_at.desc(), Dossier.id.desc()).limit(PAGE + 1)
    ).all()
    shown = rows[:PAGE]
    return Listed(shown, Mark(shown[-1].submitted_at, shown[-1].id) if len(rows) > PAGE else None)


def load(session: Session, reference: str, account_id: int) -> Dossier:
    """Raises NotFound, for a foreign dossier as for none."""
    mine = sa.select(Dossier).where(Dossier.reference == reference, Dossier.account_id == account_id)
    dossier = session.scalar(mine)
    if dossier is None:
        raise NotFound
    return dossier


def reference(session: Session, dossier_id: int | None) -> str:
    """The reference of a dossier known by its id. Raises NotFound."""
    found = session.scalar(sa.select(Dossier.reference).where(Dossier.id == dossier_id))
    if found is None:
        raise NotFound
    return found


def file(session: Session, dossier: Dossier, key: str) -> StoredFile:
    """A document the citizen handed in; results have their own rule (`runtime.dossiers.results`). Raises
    NotFound.
    """
    mine = sa.select(StoredFile).where(
        StoredFile.key == key,
        StoredFile.dossier_id == dossier.id,
        StoredFile.purpose == "document",
        StoredFile.withdrawn_at.is_(None),
    )
    found = session.scalar(mine)
    if found is None:
        raise NotFound
    return found


def keep_answer(waiting: Supplement, raw: Mapping[str, Any]) -> None:
    """Keep what was typed for a request to supplement, right or wrong, until it is sent."""
    waiting.raw = {**waiting.raw, **raw}
