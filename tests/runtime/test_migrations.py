"""The steps of the schema lead exactly to the tables the program uses, and back again."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from runtime import migrations
from runtime.db import Base, Database


def test_the_steps_lead_to_exactly_the_tables_of_the_program(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_migrated_database_is_current(database: Database) -> None:
    assert migrations.is_current(database)
    assert migrations.current(database) == migrations.newest()


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    migrations.upgrade(database)
    assert migrations.is_current(database)


def test_all_steps_can_be_taken_back_and_again(database: Database) -> None:
    migrations.downgrade(database, "base")
    assert migrations.current(database) is None
    assert set(sa.inspect(database.engine).get_table_names()) <= {"alembic_version"}
    migrations.upgrade(database)
    assert migrations.is_current(database)


@pytest.mark.parametrize("deed", ["UPDATE versions SET source = 'other'", "DELETE FROM versions"])
def test_the_database_refuses_to_change_a_published_version(database: Database, deed: str) -> None:
    with database.transaction() as session:
        session.execute(
            sa.text(
                "INSERT INTO versions "
                "(content_hash, procedure, code, name, body, source, published_at, published_by) "
                "VALUES ('h', 'p', 'c', 'n', '{}', 's', '2026-02-13', '')"
            )
        )
    with pytest.raises(sa.exc.DatabaseError, match="never changed"), database.transaction() as session:
        session.execute(sa.text(deed))


def test_foreign_keys_are_enforced_after_migrating(database: Database) -> None:
    migrations.upgrade(database)
    with pytest.raises(sa.exc.IntegrityError), database.transaction() as session:
        session.execute(
            sa.text("INSERT INTO memberships (account_id, place, role) VALUES (9, 'x', 'officer')")
        )
