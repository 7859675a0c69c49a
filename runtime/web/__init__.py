"""What every page shares: who is asking, what is refused, what is sent along. `world()` is the way to
everything outside.
"""

from __future__ import annotations

from flask import current_app

from runtime.world import World

EXTENSION = "thutuc"


def world() -> World:
    """The world this process was started with: settings, database, storage, senders, calendar."""
    carried: World = current_app.extensions[EXTENSION]
    return carried
