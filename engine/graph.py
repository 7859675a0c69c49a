"""A process as boxes and arrows: what a picture, a diagram language or a plain description starts from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from engine.definition import Definition, Step, StepKind
from engine.text import Text

CITIZEN_SUPPLEMENTS = Text.of("Người nộp bổ sung hồ sơ", en="The applicant supplements the dossier")
_SENT = Text.of("Đã bổ sung", en="Supplemented")


class NodeKind(StrEnum):
    STEP = "step"
    SUPPLEMENT = "supplement"
    END = "end"


@dataclass(frozen=True, slots=True)
class Node:
    """One box. `step` is the step, for SUPPLEMENT the one that asked. `asks`: it may ask to supplement."""

    id: str
    kind: NodeKind
    title: Text
    step: Step
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """One arrow for all the outcomes that lead from `source` to `target`; `outcomes` pair with `labels`."""

    source: str
    target: str
    outcomes: tuple[str, ...]
    labels: tuple[Text, ...]


@dataclass(frozen=True)
class Graph:
    """`nodes` in the file's order, the first where a dossier begins."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @cached_property
    def leaving(self) -> Mapping[str, tuple[Edge, ...]]:
        return {node.id: tuple(edge for edge in self.edges if edge.source == node.id) for node in self.nodes}

    @cached_property
    def spine(self) -> tuple[str, ...]:
        """The ordinary way: from each step by its first outcome to where the dossier has not been."""
        way = [node.id for node in self.nodes[:1]]
        while way:
            onward = [edge.target for edge in self.leaving[way[-1]] if edge.target not in way]
            if not onward:
                break
            way.append(onward[0])
        return tuple(way)

    @cached_property
    def returning(self) -> frozenset[tuple[str, str]]:
        """The arrows back to where a dossier may already have been; without them there is no circle."""
        back: set[tuple[str, str]] = set()
        done: set[str] = set()
        under_way: list[str] = []
        # A stack of (node, arrows left to follow): a process may be longer than Python's stack is deep.
        stack = [(node.id, iter(self.leaving[node.id])) for node in self.nodes[:1]]
        under_way.extend(name for name, _ in stack)
        while stack:
            here, arrows = stack[-1]
            edge = next(arrows, None)
            if edge is None:
                stack.pop()
                under_way.remove(here)
                done.add(here)
            elif edge.target in under_way:
                back.add((edge.source, edge.target))
            elif edge.target not in done:
                under_way.append(edge.target)
                stack.append((edge.target, iter(self.leaving[edge.target])))
        return frozenset(back)


def process_graph(definition: Definition, *, supplements: bool = False) -> Graph:
    """The graph of a procedure's process; empty when it has none.

    `supplements`: the citizen's turn becomes a box of its own beside each step that may ask for it.
    """
    nodes: list[Node] = []
    edges: list[Edge] = []
    for step in definition.process.steps if definition.process else ():
        asks = tuple(outcome for outcome in step.outcomes if outcome.supplement)
        kind = NodeKind.END if step.kind is StepKind.END else NodeKind.STEP
        nodes.append(Node(step.id, kind, step.title, step, asks=bool(asks)))
        edges.extend(_decisions(step))
        if asks and supplements:
            turn = f"{step.id}.supplement"
            nodes.append(Node(turn, NodeKind.SUPPLEMENT, CITIZEN_SUPPLEMENTS, step))
            ids, labels = tuple(each.id for each in asks), tuple(each.label for each in asks)
            edges += [Edge(step.id, turn, ids, labels), Edge(turn, step.id, ("",), (_SENT,))]
    return Graph(tuple(nodes), tuple(edges))


def _decisions(step: Step) -> Iterable[Edge]:
    targets = dict.fromkeys(outcome.to for outcome in step.outcomes if outcome.to)
    for target in targets:
        taken = [outcome for outcome in step.outcomes if outcome.to == target]
        yield Edge(step.id, target, tuple(each.id for each in taken), tuple(each.label for each in taken))
