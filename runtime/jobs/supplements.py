"""Stopping dossiers whose supplement did not come in time."""

from __future__ import annotations

from runtime import clock
from runtime.casework import expire_supplements
from runtime.world import World


def expire(world: World) -> int:
    with world.database.transaction() as session:
        return expire_supplements(session, world, at=clock.now())
