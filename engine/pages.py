"""A page written out: its sections with their questions, and the checks of several questions put where they show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from engine.nodes import ListNode, MapNode, Node, ScalarNode, below, moved
from engine.problems import Problem
from engine.suggest import nearest, some_of

IN_TIME = "yes"


def written_out(
    page: MapNode, sections: ListNode | None, fields: Callable[[MapNode], MapNode], problems: list[Problem]
) -> MapNode:
    """The page with every field in full. `sections`: its sections as a list; `fields` writes out what stands under
    `fields`. A check of a page or section goes to the field it points `at`, marked `late`.
    """
    parts = [fields(page), *(fields(each) for each in _maps(sections))]
    known = [name for part in parts for name in _ids(part)]
    late: dict[str, list[MapNode]] = {}
    for part in parts:
        for check in _maps(part.get("checks")):
            at = check.get("at")
            if not isinstance(at, ScalarNode):
                continue  # the shape check spoke of it
            if at.text in known:
                late.setdefault(at.text, []).append(check)
            else:
                params = {"name": at.text, "suggestion": nearest(at.text, known), "known": some_of(known)}
                problems.append(Problem("R040", at.place, at.path, params))
    own, *inner = (_with_late(part, late).without("checks") for part in parts)
    return own if sections is None else own.having(sections=replace(sections, items=tuple(inner)))


def _with_late(part: MapNode, late: dict[str, list[MapNode]]) -> MapNode:
    fields = part.get("fields")
    if not isinstance(fields, ListNode):
        return part
    items = tuple(_checked(each, late) if isinstance(each, MapNode) else each for each in fields.items)
    return part.having(fields=replace(fields, items=items))


def _checked(field: MapNode, late: dict[str, list[MapNode]]) -> MapNode:
    name, own = field.get("id"), field.get("check")
    added = late.get(name.text, []) if isinstance(name, ScalarNode) else []
    if not added:
        return field
    items: list[Node] = list(own.items) if isinstance(own, ListNode) else []
    path = below(field.path, "check")
    for check in added:
        mark = ScalarNode(IN_TIME, check.place)
        items.append(moved(check.without("at").having(late=mark), below(path, len(items))))
    return field.having(check=ListNode(tuple(items), field.key_place("check"), path))


def _maps(node: Node | None) -> Iterator[MapNode]:
    for item in node.items if isinstance(node, ListNode) else ():
        if isinstance(item, MapNode):
            yield item


def _ids(part: MapNode) -> Iterator[str]:
    for field in _maps(part.get("fields")):
        if isinstance(name := field.get("id"), ScalarNode):
            yield name.text
