"""Money that did not come, opinions nobody gave, limits the law itself ends: dossiers going on by themselves."""

from __future__ import annotations

import structlog

from runtime import clock
from runtime.casework import pass_time, silent
from runtime.world import World

log = structlog.get_logger()


def pass_over(world: World) -> int:
    """Every dossier that is due, each in a transaction of its own: one that fails keeps no other from going on."""
    at, done, last = clock.now(), 0, 0
    while True:
        with world.database.reading() as session:
            ids = silent(session, at=at, after=last)
        if not ids:
            return done
        for dossier_id in ids:
            last = dossier_id
            try:
                with world.database.transaction() as session:
                    done += pass_time(session, world, dossier_id, at=at)
            except Exception:
                log.exception("silence_failed", dossier=dossier_id)
