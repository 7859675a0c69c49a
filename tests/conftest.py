"""What every test may ask for: an empty database of each kind, a whole world around it, a still clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from runtime import clock, migrations
from runtime.adapters import build_world
from runtime.adapters.standins.servers import StandIns
from runtime.config import Settings
from runtime.db import Database
from runtime.jobs import deliveries
from runtime.world import World
from tests.client import Browser
from tests.databases import EmptyDatabases, PostgreSQL, Redis
from tests.mailbox import Mailbox

SMS_TOKEN = "token-of-the-tests"
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
    return EmptyDatabases(database_kind, folder=folder, cluster=cluster, migrate=migrations.upgrade)


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


@pytest.fixture(scope="session")
def stand_ins() -> Iterator[StandIns]:
    with StandIns(token=SMS_TOKEN) as servers:
        yield servers


@pytest.fixture
def mailbox(stand_ins: StandIns) -> Mailbox:
    """An empty mailbox on a real SMTP server and a real SMS gateway."""
    stand_ins.office.clear()
    return Mailbox(stand_ins)


@pytest.fixture
def settings(mailbox: Mailbox, tmp_path: Path, procedures_folder: Path) -> Settings:
    """Settings for a world without Redis; `dataclasses.replace` changes one."""
    return Settings(
        database_url="sqlite://",
        data=tmp_path / "data",
        procedures=procedures_folder,
        secret="a pepper for tests, long enough to be one",
        smtp_url=mailbox.smtp_url,
        sms_url=mailbox.sms_url,
        sms_token=SMS_TOKEN,
        connectors={"population": f"{mailbox.registers_url}/population"},
        connectors_keys={"population": SMS_TOKEN},
        base_url="http://localhost",
        secure_cookies=False,
    )


@pytest.fixture
def world(database: Database, settings: Settings, frozen_clock: FrozenClock) -> World:
    """A whole world on an empty database: real mail and files, the real calendar, a still clock.

    Nothing leaves the outbox by itself: call `deliver`.
    """
    return build_world(settings, database=database)


@pytest.fixture
def deliver(world: World) -> Callable[[], int]:
    """`deliver()` hands over all that is due and returns how many messages arrived."""
    return lambda: deliveries.deliver(world)


@pytest.fixture
def app(world: World) -> Flask:
    """The public service on that world; a failure inside it fails the test instead of making a page."""
    from runtime.app import create_app

    made = create_app(world)
    made.testing = True
    return made


@pytest.fixture
def client(app: Flask) -> Browser:
    """One person's browser at that service."""
    return Browser(app)
