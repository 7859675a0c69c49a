"""A process as boxes and arrows: what a picture, a diagram language or a plain description starts from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from engine.answers import labels
from engine.definition import JOIN, STOP, Definition, Process, Step, StepKind
from engine.text import Text

CITIZEN_SUPPLEMENTS = Text.of("Người nộp bổ sung hồ sơ", en="The applicant supplements the dossier")
_SENT = Text.of("Đã bổ sung", en="Supplemented")


_EXITS: Mapping[str, Text] = {
    "to": Text.of("Các nhánh đã xong", en="Branches done"),
    "else": Text.of("Còn lại", en="Otherwise"),
    "agreed": Text.of("Đồng ý", en="Agreed"),
    "objected": Text.of("Không đồng ý", en="Objected"),
    "unanswered": Text.of("Hết thời gian chờ", en="No answer"),
    "paid": Text.of("Đã nộp tiền", en="Paid"),
    "no_reply": Text.of("Không nộp tiền", en="Not paid"),
    "done": Text.of("Xong", en="Done"),
    "failed": Text.of("Không được", en="Failed"),
}
_ASKED = Text.of("Hỏi ý kiến", en="Asked")
_ANSWERED = Text.of("Đã trả lời", en="Answered")
JOINED = Text.of("Tổng hợp", en="Joined")


class NodeKind(StrEnum):
    """GATEWAY: nobody works there; ways part or meet."""

    STEP = "step"
    GATEWAY = "gateway"
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
    words = {language: labels(definition, language) for language in ("vi", "en")}
    process = definition.process
    for step in process.every() if process else ():
        asks = tuple(outcome for outcome in step.outcomes if outcome.supplement)
        nodes.append(Node(step.id, _kind(step), step.title, step, asks=bool(asks)))
        edges.extend(_leading(process, step, words) if process else ())
        if _meets(step):
            nodes.append(Node(f"{step.id}.join", NodeKind.GATEWAY, JOINED, step))
        if asks and supplements:
            turn = f"{step.id}.supplement"
            nodes.append(Node(turn, NodeKind.SUPPLEMENT, CITIZEN_SUPPLEMENTS, step))
            ids, said = tuple(each.id for each in asks), tuple(each.label for each in asks)
            edges += [Edge(step.id, turn, ids, said), Edge(turn, step.id, ("",), (_SENT,))]
    return Graph(tuple(nodes), tuple(edges))


def _kind(step: Step) -> NodeKind:
    if step.kind is StepKind.END:
        return NodeKind.END
    return NodeKind.GATEWAY if step.kind is StepKind.BRANCH or _meets(step) else NodeKind.STEP


def _meets(step: Step) -> bool:
    return step.kind in {StepKind.PARALLEL, StepKind.CONSULT}


def _leading(process: Process, step: Step, words: Mapping[str, Mapping[str, str]]) -> Iterable[Edge]:
    """The arrows from a step, those to one target as one. What runs side by side goes out to each part and comes
    together in a node of its own.
    """
    if step.kind is StepKind.PARTY:
        yield Edge(step.id, f"{step.id.partition('.')[0]}.join", ("",), (_ANSWERED,))
        return
    origin = f"{step.id}.join" if _meets(step) else step.id
    block = process.around(step.id)
    found: dict[str, list[tuple[str, Text]]] = {}
    for name, label, target in _ways_out(step, words):
        where = f"{block[0].id}.join" if target == JOIN and block else target
        found.setdefault(where, []).append((name, label))
    for target, taken in found.items():
        yield Edge(origin, target, tuple(name for name, _ in taken), tuple(label for _, label in taken))
    for branch in step.branches:
        yield Edge(step.id, branch.steps[0].id, (branch.id,), (branch.title,))
    for party in step.consultation.parties if step.consultation else ():
        yield Edge(step.id, party.id, ("",), (_ASKED,))


def _ways_out(step: Step, words: Mapping[str, Mapping[str, str]]) -> Iterable[tuple[str, Text, str]]:
    yield from ((each.id, each.label, each.to) for each in step.outcomes if each.to)
    for number, route in enumerate(step.routes, start=1):
        said = Text({language: route.when.words(language, known) for language, known in words.items()})
        yield f"route {number}", said, route.to
    yield from ((name, _EXITS[name], target) for name, target in step.exits.items() if target != STOP)
