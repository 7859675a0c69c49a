"""The doorbell: after a commit, wake whoever drains the outbox. It carries no work; the rows in the
database are the work.
"""

from __future__ import annotations

import threading
import time

import redis
import structlog
from rq import Queue
from rq.exceptions import DuplicateJobError
from rq.serializers import JSONSerializer

QUEUE = "thutuc"
JOB = "runtime.jobs.deliveries.drain"
WAIT_FOR_REDIS = 0.5
QUIET_AFTER_FAILURE = 10.0

log = structlog.get_logger()


class LocalBell:
    """Wakes a thread of this process."""

    def __init__(self) -> None:
        self._rung = threading.Event()

    def ring(self) -> None:
        self._rung.set()

    def wait(self, seconds: float) -> bool:
        """Sleep until the bell rings, at most `seconds`; True when it rang."""
        rung = self._rung.wait(seconds)
        self._rung.clear()
        return rung


class RedisBell:
    """Wakes a worker through RQ. What Redis loses, the worker's own rounds find a few seconds later."""

    def __init__(self, url: str) -> None:
        self._queue = work_queue(url, timeout=WAIT_FOR_REDIS)
        self._quiet_until = float("-inf")

    def ring(self) -> None:
        """Ringing twice in a second makes one job. A Redis that does not answer is left alone for a while."""
        if time.monotonic() < self._quiet_until:
            return
        second = f"drain-{int(time.time())}"
        try:
            self._queue.enqueue(JOB, job_id=second, unique=True, ttl=60, result_ttl=0, failure_ttl=60)
        except DuplicateJobError:
            return
        except redis.RedisError as error:
            self._quiet_until = time.monotonic() + QUIET_AFTER_FAILURE
            log.warning("bell_silent", error=type(error).__name__)

    def check(self) -> None:
        """Raises redis.RedisError when Redis does not answer."""
        self._queue.connection.ping()


def work_queue(url: str, *, timeout: float | None = None) -> Queue:
    """The RQ queue, with JSON for its few words: a pickle in Redis would be a program somebody else may
    write.
    """
    connection = redis.Redis.from_url(url, socket_timeout=timeout, socket_connect_timeout=timeout)
    return Queue(QUEUE, connection=connection, serializer=JSONSerializer)
