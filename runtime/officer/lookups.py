"""What a register said while the form was filled in, as an officer reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.definition import Definition, Lookup
from renderer.languages import words


@dataclass(frozen=True, slots=True)
class LookedUp:
    """`state`: found, not_found or unavailable; `values`: (label, value) of what the form took over."""

    source: str
    state: str
    at: datetime
    values: tuple[tuple[str, str], ...]


def looked_up(definition: Definition, lookup: Lookup, said: Mapping[str, Any]) -> LookedUp:
    got = said["got"]
    values = tuple(
        (words(definition.fields[field].label), str(got[member]))
        for field, member in lookup.fills.items()
        if field in definition.fields and member in got
    )
    return LookedUp(words(lookup.source), said["state"], datetime.fromisoformat(said["at"]), values)
