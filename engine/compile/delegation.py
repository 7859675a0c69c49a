"""The delegation of the normal form → a value of the Definition."""

from __future__ import annotations

from engine.compile.reader import Reader
from engine.definition import Delegation
from engine.nodes import MapNode, Node

_ONLY_WHEN_ALLOWED = ("paper", "not_needed_for")


def compile_delegation(reader: Reader, node: Node | None) -> Delegation | None:
    """None of a procedure that says nothing: then nobody is asked whom they file for."""
    if not isinstance(node, MapNode):
        return None
    allowed = reader.flag(node.get("allowed"))
    for key in _ONLY_WHEN_ALLOWED:
        if not allowed and (written := node.get(key)) is not None:
            reader.report("S011", written, key=key)
    return Delegation(
        allowed=allowed,
        paper=reader.word(node.get("paper")) if allowed else "",
        not_needed_for=reader.words(node.get("not_needed_for")),
        note=reader.prose(node.get("note")),
    )
