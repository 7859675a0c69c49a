"""Warnings the author has looked at and keeps, each with a reason that stands in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.nodes import ListNode, MapNode, Node, ScalarNode
from engine.problem_codes import CODES, Severity
from engine.problems import Problem
from engine.suggest import nearest

_FOUND_LATER = ("K", "R022", "R023")
"""What only shows beside other files or in the scenarios; here nobody can say that it is not there."""


@dataclass(frozen=True, slots=True)
class Waived:
    """`problems`: what is left to show; `waived`: the warnings that were kept with a reason."""

    problems: tuple[Problem, ...]
    waived: tuple[Problem, ...] = ()


def waive(root: Node | None, problems: Iterable[Problem], *, whole: bool = True) -> Waived:
    """Take out the warnings that the file waives, and report waivers that waive nothing. Not `whole`: not
    everything was looked at, so none is called unused.
    """
    waivers = root.get("waive") if isinstance(root, MapNode) else None
    found = tuple(problems)
    if not isinstance(waivers, ListNode):
        return Waived(found)
    kept = list(found)
    taken: list[Problem] = []
    for node in waivers.items:
        if not isinstance(node, MapNode):
            continue
        code, at = _text(node.get("code")), _text(node.get("at"))
        known = CODES.get(code)
        if known is None or known.severity is Severity.ERROR:
            kept.extend(_refused(node, code, is_known=known is not None))
            continue
        meant = [each for each in kept if each.code == code and _is_at(each.path, at)]
        taken += meant
        kept = [each for each in kept if each not in meant]
        if not meant and whole and not code.startswith(_FOUND_LATER):
            kept.append(Problem("R072", node.place, node.path, {"code": code, "at": at}))
    return Waived(tuple(kept), tuple(taken))


def _refused(node: MapNode, code: str, *, is_known: bool) -> Iterator[Problem]:
    written = node.get("code") or node
    if is_known:
        yield Problem("R071", written.place, written.path, {"code": code})
    elif isinstance(written, ScalarNode):
        yield Problem("R070", written.place, written.path, {"name": code, "suggestion": nearest(code, CODES)})


def _is_at(path: str, at: str) -> bool:
    return path == at or path.startswith(f"{at}.")


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, ScalarNode) else ""
