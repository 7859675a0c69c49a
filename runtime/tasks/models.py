"""Officers' tasks: one row for each opening of a step of a dossier."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from runtime.db import Base


class Task(Base):
    """Work for one queue. `status`: 0 open, 1 claimed, 9 done, 8 cancelled: partial indexes cover just what
    is open.

    `revision` grows with every claim, release and decision.
    """

    __tablename__ = "tasks"
    __table_args__ = (
        sa.Index(
            "ix_tasks_queue_due",
            "queue",
            "due_at",
            "id",
            sqlite_where=sa.text("status < 8"),
            postgresql_where=sa.text("status < 8"),
        ),
        sa.Index(
            "ix_tasks_claimable",
            "queue",
            "due_at",
            "id",
            sqlite_where=sa.text("status = 0"),
            postgresql_where=sa.text("status = 0"),
        ),
        sa.Index(
            "ix_tasks_mine",
            "assignee_id",
            "due_at",
            "id",
            sqlite_where=sa.text("status = 1"),
            postgresql_where=sa.text("status = 1"),
        ),
        sa.Index(
            "ix_tasks_done_by",
            "done_by",
            "done_at",
            "id",
            sqlite_where=sa.text("status = 9"),
            postgresql_where=sa.text("status = 9"),
        ),
        # At most one open task per step of a dossier: the database refuses what the engine should never ask
        # for.
        sa.Index(
            "uq_tasks_open_step",
            "dossier_id",
            "step",
            unique=True,
            sqlite_where=sa.text("status < 8"),
            postgresql_where=sa.text("status < 8"),
        ),
        sa.Index("ix_tasks_dossier", "dossier_id", "id"),
    )

    OPEN = 0
    CLAIMED = 1
    CANCELLED = 8
    DONE = 9

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossiers.id"))
    step: Mapped[str] = mapped_column(sa.String(80))
    round: Mapped[int] = mapped_column(default=1)
    queue: Mapped[str] = mapped_column(sa.String(120))
    status: Mapped[int] = mapped_column(sa.SmallInteger, default=0)
    assignee_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"))
    opened_at: Mapped[datetime]
    # Far in the future when the step has no allowance of its own, so that keyset paging never meets a NULL.
    due_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    done_by: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"))
    outcome: Mapped[str] = mapped_column(sa.String(80), default="")
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    answers: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    revision: Mapped[int] = mapped_column(default=1)
