"""The tables of published procedures: every version that was ever offered, and which one is offered now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from runtime.db import Base


class Version(Base):
    """One procedure as it was published: `body` is what the engine compiles, `source` the file
    as the analyst wrote it, `published_by` the name of whoever published it.
    """

    __tablename__ = "versions"

    content_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    procedure: Mapped[str] = mapped_column(sa.String(80), index=True)
    code: Mapped[str] = mapped_column(sa.String(80))
    name: Mapped[str] = mapped_column(sa.Text)
    body: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    source: Mapped[str] = mapped_column(sa.Text)
    published_at: Mapped[datetime]
    published_by: Mapped[str] = mapped_column(sa.String(160))


class Publication(Base):
    """The version of a procedure that is offered `since` then; retired procedures keep their row and take
    no new dossiers.

    `generation` is one number for the whole table: it grows with every change, so a process knows when its
    copy is old.
    """

    __tablename__ = "publications"

    procedure: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    version: Mapped[str] = mapped_column(sa.ForeignKey("versions.content_hash"))
    since: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    generation: Mapped[int] = mapped_column(index=True)
