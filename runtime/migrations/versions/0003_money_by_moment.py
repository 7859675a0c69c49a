"""Several collections for one dossier: one for each moment of payment, each kind of income, each currency."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("collections") as table:
        table.add_column(sa.Column("moment", sa.String(length=90), nullable=False, server_default=""))
        table.add_column(sa.Column("kind", sa.String(length=10), nullable=False, server_default=""))
        table.add_column(sa.Column("currency", sa.String(length=3), nullable=False, server_default="VND"))
        table.drop_constraint(op.f("uq_collections_dossier_id"), type_="unique")
        table.create_index(op.f("ix_collections_dossier_id"), ["dossier_id"], unique=False)


def downgrade() -> None:
    """Keeps the first collection of each dossier: the older schema has room for one."""
    collections = sa.table("collections", sa.column("id"), sa.column("dossier_id"))
    first = sa.select(sa.func.min(collections.c.id)).group_by(collections.c.dossier_id)
    op.execute(sa.delete(collections).where(collections.c.id.not_in(first)))
    with op.batch_alter_table("collections") as table:
        table.drop_index(op.f("ix_collections_dossier_id"))
        table.create_unique_constraint(op.f("uq_collections_dossier_id"), ["dossier_id"])
        table.drop_column("currency")
        table.drop_column("kind")
        table.drop_column("moment")
