"""The world of a worker process: the one it was started with, else one made from the environment."""

from __future__ import annotations

import os

from runtime.adapters import build_world
from runtime.config import Settings
from runtime.world import World

_adopted: list[World] = []


def adopt(world: World) -> None:
    """Make this the world of the jobs that RQ starts by name, which nobody can hand a world."""
    _adopted[:] = [world]


def world() -> World:
    """Raises BadSettings when the environment is needed and cannot be used."""
    if not _adopted:
        adopt(build_world(Settings.from_environment(os.environ)))
    return _adopted[0]
