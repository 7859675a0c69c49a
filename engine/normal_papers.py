"""The papers of a procedure in one list, wherever in its file they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from engine.nodes import ListNode, MapNode, Node, ScalarNode, below, identified, moved
from engine.problems import Problem


def papers(root: MapNode, problems: list[Problem]) -> ListNode | None:
    """The papers for every case, then those each case has for itself, which are given that case; None of none.

    Two papers of one id are reported: what names a paper would not know which.
    """
    documents = root.get("documents")
    shared = identified(documents) if isinstance(documents, MapNode) else None
    items = list(shared.items) if shared is not None else []
    for case_id, own in _of_cases(root.get("cases")):
        items += [
            _of_case(item, case_id, problems) for item in identified(own).items if isinstance(item, MapNode)
        ]
    first: dict[str, Node] = {}
    for item in items:
        name = item.get("id") if isinstance(item, MapNode) else None
        if isinstance(name, ScalarNode) and first.setdefault(name.text, item) is not item:
            problems.append(Problem("R031", name.place, item.path, {"name": name.text}))
    if shared is not None:
        return replace(shared, items=tuple(items))
    return ListNode(tuple(items), root.place, "documents") if items else None


def _of_cases(cases: Node | None) -> Iterator[tuple[str, MapNode]]:
    for case_id, case in cases.entries.items() if isinstance(cases, MapNode) else ():
        own = case.get("documents") if isinstance(case, MapNode) else None
        if isinstance(own, MapNode):
            yield case_id, own


def _of_case(paper: MapNode, case_id: str, problems: list[Problem]) -> MapNode:
    if (written := paper.get("cases")) is not None:
        problems.append(Problem("S011", paper.key_place("cases"), written.path, {"key": "cases"}))
    name = paper.get("id")
    path = below("documents", name.text) if isinstance(name, ScalarNode) else paper.path
    here = moved(paper, path)
    own = ScalarNode(case_id, paper.place, below(path, "cases.0"))
    if not isinstance(here, MapNode):
        raise TypeError(here)
    return here.having(cases=ListNode((own,), paper.place, below(path, "cases")))
