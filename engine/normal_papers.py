"""The papers of a procedure in one list, wherever in its file they stand: for all, in a case, one of a group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from engine.nodes import ListNode, MapNode, Node, ScalarNode, below, identified, moved
from engine.problems import Problem

_OF_GROUPS = ("one_of", "at_least", "ordered")
_WITHIN = ("when", "cases")


def papers(root: MapNode, problems: list[Problem]) -> dict[str, Node]:
    """`documents`, those for every case first, and `groups` of them; what there is none of is left out.

    A paper of a case is given that case, one of a group its group and, as `within`, the group's condition. Two of one
    id are reported: what names a paper would not know which.
    """
    documents = root.get("documents")
    written = list(_maps(documents))
    for case_id, own in _of_cases(root.get("cases")):
        written += [_of_case(item, case_id, problems) for item in _maps(own)]
    groups = [_group(item) for item in written if item.get("one_of") is not None]
    items = [paper for item in written for paper in _members(item, problems)]
    _mind_names([*groups, *items], problems)
    place = documents.place if documents is not None else root.place
    found: dict[str, Node] = {}
    if items:
        found["documents"] = ListNode(tuple(items), place, "documents")
    if groups:
        found["groups"] = ListNode(tuple(groups), place, "documents")
    return found


def _maps(owner: Node | None) -> Iterator[MapNode]:
    listed = identified(owner).items if isinstance(owner, MapNode) else ()
    yield from (item for item in listed if isinstance(item, MapNode))


def _of_cases(cases: Node | None) -> Iterator[tuple[str, MapNode]]:
    for case_id, case in cases.entries.items() if isinstance(cases, MapNode) else ():
        own = case.get("documents") if isinstance(case, MapNode) else None
        if isinstance(own, MapNode):
            yield case_id, own


def _of_case(paper: MapNode, case_id: str, problems: list[Problem]) -> MapNode:
    _refuse(paper, ("cases",), problems)
    here = _at(paper)
    path = below(here.path, "cases")
    own = ScalarNode(case_id, paper.place, below(path, 0))
    return here.having(cases=ListNode((own,), paper.place, path))


def _group(node: MapNode) -> MapNode:
    return node.without("one_of")


def _members(node: MapNode, problems: list[Problem]) -> Iterator[MapNode]:
    """The paper itself, or each of the papers of a group."""
    options = node.get("one_of")
    if options is None:
        yield node
        return
    name = node.get("id")
    within = MapNode({key: each for key in _WITHIN if (each := node.get(key)) is not None}, {}, node.place)
    for member in _maps(options):
        _refuse(member, (*_OF_GROUPS, "required", "use"), problems)
        here = _at(member)
        more: dict[str, Node] = {"within": within} if within.entries else {}
        if isinstance(name, ScalarNode):
            more["group"] = replace(name, path=below(here.path, "group"))
        yield here.without(*_OF_GROUPS, "required").having(**more)


def _at(paper: MapNode) -> MapNode:
    """Under `documents` like every other paper."""
    name = paper.get("id")
    here = moved(paper, below("documents", name.text)) if isinstance(name, ScalarNode) else paper
    if not isinstance(here, MapNode):
        raise TypeError(here)
    return here


def _refuse(paper: MapNode, keys: tuple[str, ...], problems: list[Problem]) -> None:
    written = {key: each for key in keys if (each := paper.get(key)) is not None}
    problems.extend(
        Problem("S011", paper.key_place(key), each.path, {"key": key}) for key, each in written.items()
    )


def _mind_names(papers: list[MapNode], problems: list[Problem]) -> None:
    met: set[str] = set()
    for paper in papers:
        name = paper.get("id")
        if isinstance(name, ScalarNode):
            if name.text in met:
                problems.append(Problem("R031", name.place, paper.path, {"name": name.text}))
            met.add(name.text)
