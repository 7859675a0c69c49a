"""The stand-in registers: the HTTP protocol of `runtime.adapters.registers_http`, over the people of registers.json."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

RECORDS = Path(__file__).parent / "registers.json"


def answer(connector: str, operation: str, sent: Any) -> dict[str, Any] | None:
    """The answer of the protocol, or None for an operation there is not."""
    known = _records().get(connector, {}).get(operation)
    if known is None:
        return None
    for record in known:
        if record["send"] == sent:
            return {"found": True, "data": record["data"]}
    return {"found": False}


@cache
def _records() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(RECORDS.read_text("utf-8"))
    return loaded
