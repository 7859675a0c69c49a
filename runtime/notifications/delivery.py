"""Handing the outbox over to the post office and the SMS gateway, one leased message at a time."""

from __future__ import annotations

from datetime import timedelta

import structlog

from runtime import clock
from runtime.notifications import outbox
from runtime.notifications.outbox import Leased
from runtime.ports import NotDelivered, Undeliverable
from runtime.world import World

BATCH = 10
LONGEST_HANDOVER = timedelta(seconds=20)

log = structlog.get_logger()


def drain(world: World, limit: int = 100) -> int:
    """Hand over up to `limit` messages that are due; returns how many arrived.

    Any number of processes may drain at once. No transaction is open while the outside world is asked. A
    message is handed over twice only when a process dies between the handover and the record of it; its key
    is then the same.
    """
    arrived = handled = 0
    while handled < limit:
        with world.database.transaction() as session:
            batch = outbox.lease(session, at=clock.now(), limit=min(BATCH, limit - handled))
        if not batch:
            break
        handled += len(batch)
        arrived += sum(_deliver(world, leased) for leased in batch)
    return arrived


def _deliver(world: World, leased: Leased) -> bool:
    if clock.now() > leased.until - LONGEST_HANDOVER:
        return False  # the lease may end while we talk; whoever takes the row next sends it
    failure: str | None = None
    final = leased.tries > outbox.MOST_TRIES
    try:
        if final:
            failure = "Handed over too often without an answer."
        else:
            _hand_over(world, leased)
    except Undeliverable as error:
        failure, final = str(error), True
    except NotDelivered as error:
        failure = str(error)
    except Exception as error:
        log.exception("handover_broke", row=leased.id, kind=leased.kind)
        failure = type(error).__name__
    return _record(world, leased, failure=failure, final=final)


def _hand_over(world: World, leased: Leased) -> None:
    payload = leased.payload
    match leased.kind:
        case "email":
            world.mailer.send(payload["to"], payload["subject"], payload["body"], key=leased.key)
        case "sms":
            world.texter.send(payload["to"], payload["text"], key=leased.key)
        case unknown:
            raise Undeliverable(f"no way to send a message of kind {unknown}")


def _record(world: World, leased: Leased, *, failure: str | None, final: bool) -> bool:
    now = clock.now()
    with world.database.transaction() as session:
        if failure is None:
            held = outbox.done(session, leased, at=now)
        elif final:
            held = outbox.given_up(session, leased, at=now, error=failure)
        else:
            held = outbox.failed(session, leased, at=now, error=failure)
    if not held:
        log.warning("lease_lost", row=leased.id, kind=leased.kind, tries=leased.tries)
    elif failure is not None:
        log.warning("not_delivered", row=leased.id, kind=leased.kind, tries=leased.tries, final=final)
    return failure is None
