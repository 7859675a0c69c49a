"""The names of places of work: "so-khcn/phong-tdc" is "Phòng Tiêu chuẩn Đo lường Chất lượng" to everybody
else.
"""

from __future__ import annotations

from engine.definition import Definition
from engine.summary import Summary
from renderer.languages import current


def unit_name(definition: Definition | Summary, queue: str, *, language: str = "") -> str:
    """The unit a queue belongs to, in `language` or the reader's; the queue itself when the procedure does
    not name it.
    """
    agency, _, unit = queue.partition("/")
    name = definition.agency.units.get(unit) if agency == definition.agency.id else None
    return name.in_language(language or current()) if name else queue
