"""Forgetting what nobody may need any more: ended sessions, used codes, old tries, abandoned drafts."""

from __future__ import annotations

from runtime import clock, human_check
from runtime.accounts import codes, sessions, throttle
from runtime.dossiers import drafts
from runtime.world import World


def forget_access(world: World) -> int:
    """Sessions, codes, pictures and tries whose time is over."""
    now = clock.now()
    with world.database.transaction() as session:
        return sum(
            sweep(session, at=now)
            for sweep in (sessions.sweep, codes.sweep, human_check.sweep, throttle.sweep)
        )


def discard_drafts(world: World) -> int:
    """Drafts nobody has touched for a long time, with their files."""
    with world.database.transaction() as session:
        return drafts.sweep(session, world.storage, at=clock.now())
