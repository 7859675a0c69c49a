"""Registers as a scenario has them answer: what the wizard would have asked, page by page, without asking anybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.answers import Circumstances, environment, read
from engine.definition import Definition, Lookup
from engine.lookups import FOUND, NOT_FOUND, UNAVAILABLE, filled, to_send
from engine.validator import TRUE


def asked(
    definition: Definition, raw: Mapping[str, Any], seen: Circumstances, registers: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is in the form after every look-up, and what is kept of each. What the scenario types stands: the
    citizen has put it right. `registers`: connector → its data, "not_found" or "unavailable"; one that is not
    mentioned was never asked.
    """
    typed, kept = dict(raw), {}
    for page in definition.pages:
        if page.lookup is None or page.lookup.connector not in registers:
            continue
        reading = read(definition, typed, seen)
        sent = to_send(page.lookup, environment(definition, reading.answers, seen))
        if sent is None or page.id not in {each.id for each in reading.pages}:
            continue
        said = registers[page.lookup.connector]
        got = _data(page.lookup, said) if isinstance(said, Mapping) else {}
        state = FOUND if isinstance(said, Mapping) else said if said == UNAVAILABLE else NOT_FOUND
        kept[page.id] = {"connector": page.lookup.connector, "sent": sent, "state": state, "got": got}
        typed = {**filled(definition, page.lookup, got), **typed}
    return typed, kept


def _data(lookup: Lookup, said: Mapping[str, Any]) -> dict[str, Any]:
    """The scenario's words as the register's JSON."""
    return {
        name: value in TRUE if lookup.gets.get(name) == "boolean" else value
        for name, value in said.items()
        if name in lookup.gets
    }
