"""What every test may ask for: an empty database of either kind, a whole world around it, a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import runtime.accounts.models
import runtime.dossiers.models
import runtime.journal
import runtime.notifications.models
import runtime.tasks.models
import runtime.versions  # noqa: F401
from runtime import clock
from runtime.db import Base, Database
from tests.databases import EmptyDatabases, PostgreSQL, Redis

KINDS = ("sqlite", "postgresql")
A_FRIDAY_MORNING = datetime(2026, 2, 13, 2, 0, tzinfo=UTC)
"""09:00 in Vietnam on Friday 13 February 2026, the last working day before Tết."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--databases", default=",".join(KINDS), help="which databases the tests run on, for example: sqlite"
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_kind" in metafunc.fixturenames:
        kinds = metafunc.config.getoption("--databases").split(",")
        metafunc.parametrize("database_kind", kinds, scope="session")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    cluster = PostgreSQL()
    cluster.start()
    yield cluster
    cluster.stop()


@pytest.fixture(scope="session")
def redis_server() -> Iterator[Redis]:
    server = Redis()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def empty_databases(
    database_kind: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> EmptyDatabases:
    cluster = request.getfixturevalue("postgresql") if database_kind == "postgresql" else None
    folder = tmp_path_factory.mktemp(database_kind)
    return EmptyDatabases(database_kind, folder=folder, cluster=cluster, migrate=_create_all)


def _create_all(database: Database) -> None:
    Base.metadata.create_all(database.engine)


@pytest.fixture
def database(empty_databases: EmptyDatabases) -> Iterator[Database]:
    """An empty, migrated database; the test runs once on SQLite and once on PostgreSQL."""
    made, remove = empty_databases.create()
    yield made
    remove()


class FrozenClock:
    """The program's clock while a test runs: it moves only when told."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def set(self, moment: datetime) -> None:
        self.moment = moment.astimezone(UTC)

    def advance(self, **span: float) -> None:
        """`advance(minutes=5)`, `advance(days=1)`: what `timedelta` takes."""
        self.moment += timedelta(**span)


@pytest.fixture
def frozen_clock(monkeypatch: pytest.MonkeyPatch) -> FrozenClock:
    """The clock stands at 09:00 in Vietnam on Friday 13 February 2026 until the test moves it."""
    frozen = FrozenClock(A_FRIDAY_MORNING)
    monkeypatch.setattr(clock, "now", frozen.now)
    return frozen


@pytest.fixture
def procedures_folder() -> Path:
    """The repository's own procedures."""
    return Path(__file__).parent.parent / "procedures"
