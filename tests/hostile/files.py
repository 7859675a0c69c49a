"""Every hostile file, by name."""

from __future__ import annotations

from tests.hostile import course, growth, meaning, structure
from tests.hostile.case import Hostile

FILES: tuple[Hostile, ...] = (*structure.files(), *meaning.files(), *course.files(), *growth.files())
