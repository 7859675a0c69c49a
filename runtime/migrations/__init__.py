"""The schema, step by step: bring a database to what this program needs, or say where it stands."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from runtime.db import Database

LOCK = 7_423_001
"""Any number will do for PostgreSQL's advisory lock, as long as it stays the same."""


def upgrade(database: Database, revision: str = "head") -> None:
    """Run every step still missing. Processes that start together take turns; the later ones find nothing
    left to do.
    """
    _run(database, lambda config: command.upgrade(config, revision))


def downgrade(database: Database, revision: str) -> None:
    """Take steps back to `revision` ("base": nothing left). Data of dropped tables are lost."""
    _run(database, lambda config: command.downgrade(config, revision))


def newest() -> str:
    """The revision this program needs."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None
    return head


def current(database: Database) -> str | None:
    """The revision the database is at; None for an empty one."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_current(database: Database) -> bool:
    return current(database) == newest()


def _run(database: Database, step: Callable[[Config], None]) -> None:
    engine = database.engine.execution_options(immediate=True)
    with engine.connect() as connection:
        # SQLite changes a table by copying it, and the copy must not take the rows that point to it along.
        if database.is_sqlite:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
        config = _config()
        config.attributes["connection"] = connection
        step(config)
        connection.commit()
        if database.is_sqlite:
            connection.invalidate()  # the next user gets a connection that enforces foreign keys again


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "runtime:migrations")
    return config
