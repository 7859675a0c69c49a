"""A dossier remembers the case it was submitted under; those before had none."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("dossiers", sa.Column("case", sa.String(length=60), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("dossiers", "case")
