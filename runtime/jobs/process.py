"""The world of a worker process, made from the environment when it is first needed."""

from __future__ import annotations

import os
from functools import cache

from runtime.adapters import build_world
from runtime.config import Settings
from runtime.world import World


@cache
def world() -> World:
    """Raises BadSettings when the environment cannot be used."""
    return build_world(Settings.from_environment(os.environ))
