"""Throw-away databases for the tests: a PostgreSQL cluster and a Redis server of their own, empty databases
made fast.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
import redis as redis_client

from runtime.db import Database


def postgresql_programs() -> Path:
    """The folder of initdb and postgres: the newest Debian one, else the one on PATH."""
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda program: int(program.parts[4])
    )
    found = str(installed[-1]) if installed else shutil.which("initdb")
    if found is None:
        pytest.fail("PostgreSQL is not installed: run tools/install test, or choose --databases sqlite")
    return Path(found).parent


class PostgreSQL:
    """One cluster in a temporary folder, reached by its unix socket only, without fsync: it only has to
    live for the tests.

    PostgreSQL refuses to run as root, so root lends it to the user `postgres`.
    """

    def __init__(self) -> None:
        self._programs = postgresql_programs()
        self._as = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        # Not under pytest's own temporary folder: a unix socket's path has to be short, and `postgres` has
        # to get there.
        self._folder = Path(tempfile.mkdtemp(prefix="thutuc-pg-"))
        if self._as:
            shutil.chown(self._folder, "postgres")
        self._server: subprocess.Popen[bytes] | None = None
        self._made = 0

    def start(self) -> None:
        data = self._folder / "data"
        initdb = [
            str(self._programs / "initdb"),
            "-D",
            str(data),
            "-U",
            "thutuc",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-N",
        ]
        subprocess.run([*self._as, *initdb], check=True, capture_output=True, cwd="/")
        # A warm standby of nothing: no listening port, no durability, few processes.
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self._folder),
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "max_connections": "120",
            "shared_buffers": "64MB",
            "autovacuum": "off",
            "timezone": "UTC",
        }
        arguments = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        with (self._folder / "log").open("wb") as log:
            self._server = subprocess.Popen(
                [*self._as, str(self._programs / "postgres"), "-D", str(data), *arguments],
                stdout=log,
                stderr=log,
                cwd="/",
            )
        _until(self._answers, "PostgreSQL did not start", log=self._folder / "log")

    def create(self, *, template: str = "template0") -> str:
        """The name of a new database, a copy of `template`."""
        self._made += 1
        name = f"test_{self._made}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def drop(self, name: str) -> None:
        self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def url(self, name: str) -> str:
        return f"postgresql://thutuc@/{name}?host={self._folder}"

    def stop(self) -> None:
        if self._server is not None:
            master = int((self._folder / "data" / "postmaster.pid").read_text().split()[0])
            os.kill(master, signal.SIGQUIT)
            self._server.wait(timeout=20)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]

    def _answers(self) -> bool:
        try:
            self._run("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True


class Redis:
    """One Redis server on a free loopback port, keeping nothing on disk."""

    def __init__(self) -> None:
        self._program = shutil.which("redis-server")
        if self._program is None:
            pytest.fail("Redis is not installed: run tools/install test")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self._server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self._port}/0"

    def client(self) -> redis_client.Redis:
        return redis_client.Redis.from_url(self.url)

    def start(self) -> None:
        command = [
            self._program,
            "--port",
            str(self._port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no",
        ]
        self._server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _until(self._answers, "Redis did not start")

    def stop(self) -> None:
        if self._server is not None:
            self._server.terminate()
            self._server.wait(timeout=20)
            self._server = None

    def _answers(self) -> bool:
        client = self.client()
        try:
            return bool(client.ping())
        except redis_client.ConnectionError:
            return False
        finally:
            client.close()


class EmptyDatabases:
    """Migrated and empty databases of one kind; the migrations run once, then copies are made."""

    def __init__(
        self, kind: str, *, folder: Path, cluster: PostgreSQL | None, migrate: Callable[[Database], None]
    ) -> None:
        self.kind = kind
        self._folder = folder
        self._cluster = cluster
        self._made = 0
        # Made anew whenever tests of the other kind came in between, so each has its own name.
        self._template = folder / "template.db"
        self._template_name = cluster.create() if cluster else ""
        database = Database(cluster.url(self._template_name) if cluster else f"sqlite:///{self._template}")
        migrate(database)
        if database.is_sqlite:
            with database.engine.connect() as connection:
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        database.dispose()

    def create(self) -> tuple[Database, Callable[[], None]]:
        """An empty database and what to call when the test is over."""
        if self._cluster is not None:
            cluster, name = self._cluster, self._cluster.create(template=self._template_name)
            database = Database(cluster.url(name))
            return database, lambda: (database.dispose(), cluster.drop(name))  # type: ignore[func-returns-value]
        self._made += 1
        file = self._folder / f"test_{self._made}.db"
        shutil.copyfile(self._template, file)
        database = Database(f"sqlite:///{file}")
        return database, lambda: (database.dispose(), file.unlink())  # type: ignore[func-returns-value]


def _until(ready: Callable[[], bool], complaint: str, *, log: Path | None = None) -> None:
    end = time.monotonic() + 30
    while not ready():
        if time.monotonic() > end:
            pytest.fail(complaint + (f":\n{log.read_text()}" if log else ""))
        time.sleep(0.05)
