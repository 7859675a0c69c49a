"""`cases` and `when` of a node as the one condition under which it is there."""

from __future__ import annotations

from engine.cases import CASE, within_cases
from engine.compile.reader import Names, Reader
from engine.expressions import BOOLEAN, Expression
from engine.expressions.joining import both
from engine.nodes import ListNode, MapNode, ScalarNode
from engine.suggest import nearest, some_of


def is_conditional(node: MapNode) -> bool:
    return node.get("when") is not None or node.get("cases") is not None


def visibility(
    reader: Reader, node: MapNode, names: Names, assuming: tuple[Expression | None, ...] = ()
) -> Expression | None:
    """None when it is always there. In `when` the cases are known to be those named beside it."""
    within = _within(reader, node, names)
    return both(within, reader.expression(node.get("when"), names, BOOLEAN, (*assuming, within)))


def known_cases(reader: Reader, node: MapNode, declared: tuple[str, ...]) -> tuple[str, ...]:
    """The cases a node names, without those the procedure does not have, which are reported."""
    written = node.get("cases")
    known: list[str] = []
    for item in written.items if isinstance(written, ListNode) else ():
        if not isinstance(item, ScalarNode):
            continue
        if item.text in declared:
            known.append(item.text)
        else:
            params = {"suggestion": nearest(item.text, declared), "known": some_of(declared) or "–"}
            reader.report("R030", item, name=item.text, **params)
    return tuple(known)


def _within(reader: Reader, node: MapNode, names: Names) -> Expression | None:
    if node.get("cases") is None:
        return None
    declared = names.scope[CASE].choices if CASE in names.scope else ()
    return within_cases(known_cases(reader, node, declared), declared)
