"""The database: one engine per process, sessions for reading and transactions for writing, on SQLite and
PostgreSQL alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """An instant, always aware and in UTC. SQLite drops time zones, so they are put back on the way out."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    metadata = sa.MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: Moment, dict[str, Any]: sa.JSON, list[Any]: sa.JSON}


class Database:
    """Sessions for one database URL.

    Writing transactions take SQLite's write lock at once (BEGIN IMMEDIATE): a deferred read-then-write
    would fail with "database is locked" instead of waiting. After-commit hooks run only when the
    transaction is really there.
    """

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        info = {"database": self}
        writing = self.engine.execution_options(immediate=True)
        self._reading = sessionmaker(self.engine, expire_on_commit=False, autoflush=False, info=info)
        self._writing = sessionmaker(writing, expire_on_commit=False, info=info)
        self._listeners: dict[str, list[Callable[[], None]]] = {}

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that never commits. What was read stays readable after the block."""
        with self._reading() as session:
            yield session

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """One transaction: commits when the block ends, rolls back when it raises; then runs the
        after-commit hooks.
        """
        with self._writing() as session:
            session.info["after_commit"] = []
            try:
                yield session
                session.commit()
            except BaseException:
                session.rollback()
                raise
            hooks: list[Callable[[], None]] = session.info.pop("after_commit")
        for hook in hooks:
            hook()

    def listen(self, topic: str, listener: Callable[[], None]) -> None:
        """Call `listener` after every commit of a transaction that told about `topic`."""
        self._listeners.setdefault(topic, []).append(listener)

    def listeners(self, topic: str) -> tuple[Callable[[], None], ...]:
        return tuple(self._listeners.get(topic, ()))

    def dispose(self) -> None:
        self.engine.dispose()


def after_commit(session: Session, hook: Callable[[], None]) -> None:
    """Run `hook` once the surrounding `Database.transaction` has committed; never when it rolls back."""
    hooks = session.info["after_commit"]
    if hook not in hooks:
        hooks.append(hook)


def tell(session: Session, topic: str) -> None:
    """Once the transaction has committed, call everyone who listens to `topic`, once."""
    for listener in database_of(session).listeners(topic):
        after_commit(session, listener)


def database_of(session: Session) -> Database:
    database = session.info["database"]
    assert isinstance(database, Database)
    return database


def take_turns(session: Session, what: str) -> None:
    """Let only one transaction at a time do `what`, until it ends. On SQLite writers take turns anyway."""
    if not database_of(session).is_sqlite:
        number = int.from_bytes(sha256(what.encode()).digest()[:8], "big", signed=True)
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(number)))


def _engine(url: str) -> Engine:
    parsed = sa.make_url(url)
    if parsed.get_backend_name() == "sqlite":
        engine = sa.create_engine(
            parsed, connect_args={"timeout": 15, "check_same_thread": False}, hide_parameters=True
        )
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
        return engine
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    return sa.create_engine(parsed, pool_pre_ping=True, pool_size=10, max_overflow=20, hide_parameters=True)


def _prepare_sqlite(connection: Any, record: Any) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


def _begin_sqlite(connection: sa.Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
