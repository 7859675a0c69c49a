"""Whether this process can do its work: database, schema, Redis, outbox. Asked by whoever sends visitors
here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import structlog
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from runtime import clock, migrations
from runtime.notifications import outbox
from runtime.web import world

log = structlog.get_logger(__name__)

OUTBOX_MAY_WAIT = timedelta(minutes=5)
REDIS_TIMEOUT_SECONDS = 1


@dataclass(frozen=True, slots=True)
class Readiness:
    """`checks`: name → "ok", "degraded" (works, slower or later) or "failed". Only a failure takes the
    process out of service.
    """

    checks: Mapping[str, str]

    @property
    def ready(self) -> bool:
        return "failed" not in self.checks.values()


def examine() -> Readiness:
    return Readiness({**_database(), "storage": _storage(), "redis": _redis()})


def _database() -> Mapping[str, str]:
    try:
        current = migrations.is_current(world().database)
        with world().database.reading() as session:
            oldest = outbox.oldest_waiting(session, at=clock.now())
    except SQLAlchemyError as error:
        log.error("database_unavailable", reason=type(error).__name__)
        return {"database": "failed"}
    late = oldest is not None and clock.now() - oldest > OUTBOX_MAY_WAIT
    return {"database": "ok", "schema": "ok" if current else "failed", "outbox": "degraded" if late else "ok"}


def _storage() -> str:
    try:
        world().storage.check()
    except OSError as error:
        log.error("storage_unavailable", reason=type(error).__name__)
        return "failed"
    return "ok"


def _redis() -> str:
    """Redis only rings the bell: without it messages leave a little later, so it never counts as failed."""
    url = world().settings.redis_url
    if not url:
        return "ok"
    try:
        with Redis.from_url(
            url, socket_timeout=REDIS_TIMEOUT_SECONDS, socket_connect_timeout=REDIS_TIMEOUT_SECONDS
        ) as connection:
            connection.ping()
    except RedisError as error:
        log.warning("redis_unavailable", reason=type(error).__name__)
        return "degraded"
    return "ok"
