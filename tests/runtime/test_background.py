"""The doorbell and those who answer it: nothing depends on Redis but how soon a message leaves."""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from rq import Worker

from runtime import background
from runtime.accounts.models import Attempt
from runtime.adapters import build_world
from runtime.background import LocalBell, RedisBell, work_queue
from runtime.config import Settings
from runtime.db import Database
from runtime.jobs import worker
from runtime.jobs.rounds import Rounds
from runtime.jobs.table import JOBS, Job
from runtime.notifications import outbox
from runtime.world import World
from tests.conftest import FrozenClock
from tests.databases import Redis
from tests.mailbox import Mailbox

TO = "anh@example.vn"
ROOT = Path(__file__).parents[2]


def promise(database: Database, key: str) -> None:
    with database.transaction() as session:
        outbox.put(session, "email", {"to": TO, "subject": key, "body": "Kính gửi"}, key=key)


def wait_until(true: Callable[[], bool], *, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


@pytest.fixture
def redis(redis_server: Redis) -> Redis:
    """An empty Redis."""
    with redis_server.client() as client:
        client.flushall()
    return redis_server


def jobs_waiting(url: str) -> int:
    queue = work_queue(url)
    try:
        return len(queue)
    finally:
        queue.connection.close()


class TestLocalBell:
    def test_it_wakes_who_waits(self) -> None:
        bell = LocalBell()
        threading.Timer(0.05, bell.ring).start()
        assert bell.wait(20)

    def test_a_ring_before_the_wait_is_not_lost_and_counts_once(self) -> None:
        bell = LocalBell()
        bell.ring()
        bell.ring()
        assert bell.wait(20)
        assert not bell.wait(0)


class TestRedisBell:
    def test_a_commit_with_a_promise_rings_once(
        self, redis: Redis, database: Database, settings: Settings
    ) -> None:
        build_world(replace(settings, redis_url=redis.url), database=database)
        with database.transaction() as session:
            for key in ("1", "2"):
                outbox.put(session, "email", {"to": TO, "subject": key, "body": "b"}, key=key)
            assert jobs_waiting(redis.url) == 0
        assert jobs_waiting(redis.url) == 1

    def test_many_rings_make_few_jobs(self, redis: Redis) -> None:
        bell, start = RedisBell(redis.url), time.monotonic()
        for _ in range(50):
            bell.ring()
        assert jobs_waiting(redis.url) <= time.monotonic() - start + 2

    def test_what_lies_in_redis_is_a_name_and_nothing_about_people(self, redis: Redis) -> None:
        RedisBell(redis.url).ring()
        with redis.client() as client:
            (key,) = client.keys("rq:job:*")
            stored = client.hgetall(key)
        words = json.dumps({name.decode(): repr(value) for name, value in stored.items()})
        assert background.JOB in words
        (job,) = work_queue(redis.url).jobs
        assert (job.args, job.kwargs) == ([], {})

    def test_a_redis_that_is_away_is_no_error_and_is_not_asked_again_at_once(self) -> None:
        bell = RedisBell("redis://127.0.0.1:1/0")
        bell.ring()
        start = time.monotonic()
        for _ in range(1000):
            bell.ring()
        assert time.monotonic() - start < 1


def test_every_job_named_by_a_string_exists() -> None:
    module, name = background.JOB.rsplit(".", 1)
    assert callable(getattr(importlib.import_module(module), name))


@pytest.mark.parametrize("name", JOBS)
def test_every_job_of_the_table_runs_where_there_is_nothing_to_do(world: World, name: str) -> None:
    assert JOBS[name].run(world) == 0


def test_an_hour_later_ended_sessions_and_old_tries_are_forgotten(
    world: World, frozen_clock: FrozenClock
) -> None:
    with world.database.transaction() as session:
        session.add(Attempt(key="old", at=frozen_clock.moment))
    frozen_clock.advance(days=2)
    with world.database.transaction() as session:
        session.add(Attempt(key="new", at=frozen_clock.moment))
    assert JOBS["access"].run(world) == 1
    with world.database.reading() as session:
        assert session.scalars(sa.select(Attempt.key)).all() == ["new"]


class TestRounds:
    def test_without_redis_a_commit_wakes_the_rounds_of_this_process(
        self, database: Database, settings: Settings, mailbox: Mailbox
    ) -> None:
        world = build_world(settings, database=database)
        slow = {"deliveries": replace(JOBS["deliveries"], every=3600)}
        rounds = Rounds(world, jobs=slow)
        rounds.start()
        try:
            promise(database, "1")
            wait_until(lambda: len(mailbox.mails(TO)) == 1)
            promise(database, "2")
            wait_until(lambda: len(mailbox.mails(TO)) == 2)
        finally:
            rounds.stop()

    def test_a_lost_ring_only_delays(self, database: Database, settings: Settings, mailbox: Mailbox) -> None:
        promise(database, "nobody was listening yet")
        rounds = Rounds(build_world(settings, database=database))
        rounds.start()
        try:
            wait_until(lambda: len(mailbox.mails(TO)) == 1)
        finally:
            rounds.stop()

    def test_a_job_that_fails_stops_no_other_and_comes_round_again(self, world: World) -> None:
        ran: list[str] = []

        def broken(world: World) -> int:
            ran.append("broken")
            raise RuntimeError

        def sound(world: World) -> int:
            ran.append("sound")
            return 1

        rounds = Rounds(world, jobs={"broken": Job(broken, every=0.01), "sound": Job(sound, every=0.01)})
        rounds.start()
        try:
            wait_until(lambda: ran.count("broken") > 2 and ran.count("sound") > 2)
        finally:
            rounds.stop()

    def test_stopping_waits_for_the_job_in_hand(self, world: World) -> None:
        began, finished = threading.Event(), threading.Event()

        def long(world: World) -> int:
            began.set()
            time.sleep(0.2)
            finished.set()
            return 0

        rounds = Rounds(world, jobs={"long": Job(long, every=3600)})
        rounds.start()
        began.wait(20)
        rounds.stop()
        assert finished.is_set()

    def test_stopping_what_never_started_is_nothing(self, world: World) -> None:
        Rounds(world).stop()


def test_a_worker_that_runs_once_does_what_waits_and_returns(
    world: World, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    promise(world.database, "1")
    worker.run(world, once=True)
    assert len(mailbox.mails(TO)) == 1


class TestWorkerProcess:
    """The real worker, in a process of its own."""

    @pytest.fixture
    def start(
        self, database: Database, settings: Settings
    ) -> Iterator[Callable[[str], subprocess.Popen[bytes]]]:
        started: list[subprocess.Popen[bytes]] = []

        def start(redis_url: str) -> subprocess.Popen[bytes]:
            environment = {
                "PATH": os.environ["PATH"],
                "THUTUC_DATABASE_URL": database.engine.url.render_as_string(hide_password=False),
                "THUTUC_DATA": str(settings.data),
                "THUTUC_PROCEDURES": str(settings.procedures),
                "THUTUC_SECRET": settings.secret,
                "THUTUC_SMTP_URL": settings.smtp_url,
                "THUTUC_SMS_URL": settings.sms_url,
                "THUTUC_SMS_TOKEN": settings.sms_token,
                "THUTUC_REDIS_URL": redis_url,
            }
            process = subprocess.Popen(
                [sys.executable, "-m", "runtime.jobs.worker"], cwd=ROOT, env=environment
            )
            started.append(process)
            return process

        yield start
        for process in started:
            process.kill()
            process.wait()

    def test_it_answers_the_bell_and_ends_when_told(
        self,
        start: Callable[[str], subprocess.Popen[bytes]],
        redis: Redis,
        database: Database,
        settings: Settings,
        mailbox: Mailbox,
    ) -> None:
        process = start(redis.url)
        with redis.client() as client:
            wait_until(lambda: len(Worker.all(connection=client)) == 1)
        build_world(replace(settings, redis_url=redis.url), database=database)
        promise(database, "1")
        wait_until(lambda: len(mailbox.mails(TO)) == 1 and jobs_waiting(redis.url) == 0)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0

    def test_a_flushed_redis_loses_nothing(
        self,
        start: Callable[[str], subprocess.Popen[bytes]],
        redis: Redis,
        database: Database,
        settings: Settings,
        mailbox: Mailbox,
    ) -> None:
        build_world(replace(settings, redis_url=redis.url), database=database)
        for number in range(5):
            promise(database, f"{number}")
            with redis.client() as client:
                client.flushall()
        start(redis.url)
        wait_until(lambda: len(mailbox.mails(TO)) == 5)

    def test_a_redis_that_is_not_there_delays_nothing_for_long(
        self, start: Callable[[str], subprocess.Popen[bytes]], database: Database, mailbox: Mailbox
    ) -> None:
        process = start("redis://127.0.0.1:1/0")
        promise(database, "1")
        wait_until(lambda: len(mailbox.mails(TO)) == 1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
