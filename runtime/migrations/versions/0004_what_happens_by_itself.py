"""When a dossier goes on by itself if nobody says anything; those before had only supplements to wait for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("dossiers", sa.Column("silent_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_dossiers_silent_at"), "dossiers", ["silent_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_dossiers_silent_at"), "dossiers")
    op.drop_column("dossiers", "silent_at")
