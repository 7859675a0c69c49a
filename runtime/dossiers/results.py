"""The result files of a dossier: attached by officers on the way, the citizen's to see once the result is
ready.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from engine.statuses import Status
from runtime.dossiers.models import Dossier, StoredFile

PURPOSE = "result"


def files(session: Session, dossier: Dossier) -> list[StoredFile]:
    """Result files in force, oldest first, for the officers who work the dossier."""
    mine = sa.select(StoredFile).where(
        StoredFile.dossier_id == dossier.id, StoredFile.purpose == PURPOSE, StoredFile.withdrawn_at.is_(None)
    )
    return list(session.scalars(mine.order_by(StoredFile.id)))


def for_citizen(session: Session, dossier: Dossier) -> list[StoredFile]:
    """Result files the citizen may open: none before the process has issued them, whatever is attached
    already.
    """
    ready = dossier.status in {Status.DONE, Status.RETURNED} and dossier.state.get("ending") != "refused"
    return files(session, dossier) if ready else []
