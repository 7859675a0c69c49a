"""Sending what waits in the outbox."""

from __future__ import annotations

from runtime.jobs import process
from runtime.notifications import delivery
from runtime.world import World


def deliver(world: World) -> int:
    """Everything that is due now."""
    total = 0
    while arrived := delivery.drain(world):
        total += arrived
    return total


def drain() -> int:
    """What the doorbell starts in a worker, by this name (`runtime.background.JOB`)."""
    return deliver(process.world())
