"""Where the boxes and arrows of a process go on paper: the ordinary way straight down, the rest beside it.

Rows follow the arrows; arrows turn only in the gaps between rows, each at a height of its own, so that no
arrow runs through a box and no two words lie on each other. Arrows back run up the left margin. Lengths are
pixels.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.graph import Edge, Graph

BOX_WIDTH = 200
COLUMN_GAP = 28
LINE_HEIGHT = 15
_LANE = 14
_PADDING = 4
_ARROW = 14
_EDGE = 8

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Box:
    x: int
    y: int
    width: int
    height: int

    @property
    def centre(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True)
class Arrow:
    """`points` from the source to the tip; the last line of its words stands on `words_at`."""

    edge: Edge
    points: tuple[Point, ...]
    words_at: Point
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Layout:
    boxes: Mapping[str, Box]
    arrows: tuple[Arrow, ...]
    width: int
    height: int


def lay_out(graph: Graph, heights: Mapping[str, int], words: Mapping[tuple[str, str], int]) -> Layout:
    """`heights`: of each node's box. `words`: how many lines the words on each (source, target) take."""
    return _Paper(graph, heights, words).layout()


def rows_of(graph: Graph) -> dict[str, int]:
    """The row of each node: one below the lowest that leads to it, arrows back apart."""
    forward = [edge for edge in graph.edges if (edge.source, edge.target) not in graph.returning]
    rows = {node.id: 0 for node in graph.nodes}
    for _ in graph.nodes:
        changed = False
        for edge in forward:
            if rows[edge.target] <= rows[edge.source]:
                rows[edge.target] = rows[edge.source] + 1
                changed = True
        if not changed:
            break
    return rows


@dataclass
class _Way:
    """How one arrow leaves its row: straight down, to the right or left in the gap, or by the margin."""

    edge: Edge
    kind: str
    port: int = 0
    lane: int = 0
    margin: int = 0
    words_foot: int = 0


@dataclass
class _Gap:
    """The space under one row. `used` grows with each arrow that turns in it."""

    used: int = _PADDING

    @property
    def height(self) -> int:
        return self.used + _ARROW


class _Paper:
    def __init__(
        self, graph: Graph, heights: Mapping[str, int], words: Mapping[tuple[str, str], int]
    ) -> None:
        self.graph = graph
        self.heights = heights
        self.words = words
        self.rows = rows_of(graph)
        self.columns = self._columns()
        self.gaps = [_Gap() for _ in range(max(self.rows.values(), default=0) + 1)]
        self.ways = [_Way(edge, self._kind(edge)) for edge in graph.edges]

    def layout(self) -> Layout:
        margins = [way for way in self.ways if way.kind == "margin"]
        for number, way in enumerate(margins):
            way.margin = _EDGE + number * _LANE
        left = _EDGE + len(margins) * _LANE
        for row, gap in enumerate(self.gaps):
            self._stack(row, gap)
        boxes = self._boxes(left)
        arrows = tuple(self._arrow(way, boxes) for way in self.ways)
        right = max((box.x + box.width for box in boxes.values()), default=0)
        lowest = [box.y + box.height for box in boxes.values()]
        bottom = max([*lowest, *(y for arrow in arrows for _, y in arrow.points)], default=0)
        return Layout(boxes, arrows, right + _EDGE, bottom + _EDGE)

    # -- rows and columns

    def _columns(self) -> dict[str, int]:
        """The ordinary way in column 0; any other box in the first column free from its sources down."""
        columns = dict.fromkeys(self.graph.spine, 0)
        taken: set[tuple[int, int]] = set()
        others = [node.id for node in self.graph.nodes if node.id not in columns]
        for name in sorted(others, key=lambda each: self.rows[each]):
            sources = [self.rows[edge.source] for edge in self.graph.edges if edge.target == name]
            first = min([row + 1 for row in sources if row < self.rows[name]], default=self.rows[name])
            cells = range(first, self.rows[name] + 1)
            column = 1
            while any((row, column) in taken for row in cells):
                column += 1
            taken.update((row, column) for row in cells)
            columns[name] = column
        return columns

    def _kind(self, edge: Edge) -> str:
        above, below = self.rows[edge.source], self.rows[edge.target]
        from_column, to_column = self.columns[edge.source], self.columns[edge.target]
        if below <= above or (to_column == 0 and self._is_blocked(above, below)):
            return "margin"
        if from_column == to_column and below == above + 1:
            return "down"
        return "right" if to_column >= from_column else "left"

    def _is_blocked(self, above: int, below: int) -> bool:
        return any(above < self.rows[name] < below for name in self.graph.spine)

    # -- gaps

    def _stack(self, row: int, gap: _Gap) -> None:
        """Give every arrow leaving this row a port under its box and a height in the gap."""
        for name in [node.id for node in self.graph.nodes if self.rows[node.id] == row]:
            ways = [way for way in self.ways if way.edge.source == name]
            leftward = [way for way in ways if way.kind in ("margin", "left")]
            rightward = [way for way in ways if way.kind == "right"]
            straight = [way for way in ways if way.kind == "down"]
            # The outermost port turns first, so that arrows of one box do not cross.
            for number, way in enumerate(leftward):
                way.port = BOX_WIDTH // 2 - _offset(len(leftward), number)
            for number, way in enumerate(rightward):
                way.port = BOX_WIDTH // 2 + _offset(len(rightward), number)
            for way in straight:
                way.port = BOX_WIDTH // 2
            for way in (*rightward, *leftward, *straight):
                lines = self.words[way.edge.source, way.edge.target]
                way.words_foot = gap.used + lines * LINE_HEIGHT - 4
                way.lane = way.words_foot + 7
                gap.used = way.words_foot + (4 if way.kind == "down" else 10)

    def _boxes(self, left: int) -> dict[str, Box]:
        boxes: dict[str, Box] = {}
        top = _EDGE
        for row, gap in enumerate(self.gaps):
            members = [node.id for node in self.graph.nodes if self.rows[node.id] == row]
            tallest = max((self.heights[name] for name in members), default=0)
            for name in members:
                x = left + _EDGE + self.columns[name] * (BOX_WIDTH + COLUMN_GAP)
                boxes[name] = Box(x, top, BOX_WIDTH, tallest)
            top += tallest + gap.height
        return boxes

    # -- arrows

    def _arrow(self, way: _Way, boxes: Mapping[str, Box]) -> Arrow:
        source, target = boxes[way.edge.source], boxes[way.edge.target]
        port = source.x + way.port
        foot = source.y + source.height
        lane = foot + way.lane
        if way.kind == "down":
            return Arrow(way.edge, ((port, foot), (port, target.y)), (port + 7, foot + way.words_foot))
        if way.kind == "margin":
            return self._by_the_margin(way, port, foot, target)
        end = target.centre
        points = ((port, foot), (port, lane), (end, lane), (end, target.y))
        beside = port + 6 if end > port else port - 6
        anchor = "start" if end > port else "end"
        return Arrow(way.edge, points, (beside, foot + way.words_foot), anchor)

    def _by_the_margin(self, way: _Way, port: int, foot: int, target: Box) -> Arrow:
        lane = foot + way.lane
        start: tuple[Point, ...] = ((port, foot), (port, lane), (way.margin, lane))
        words = (port - 6, foot + way.words_foot)
        if self.columns[way.edge.target] == 0:
            middle = target.y + target.height // 2
            return Arrow(way.edge, (*start, (way.margin, middle), (target.x, middle)), words, "end")
        above = target.y - _ARROW
        end = target.centre
        return Arrow(way.edge, (*start, (way.margin, above), (end, above), (end, target.y)), words, "end")


def _offset(count: int, number: int) -> int:
    """How far from the middle of its box arrow `number` of `count` leaves; the first is the outermost."""
    return 16 + (count - 1 - number) * min(14, (BOX_WIDTH // 2 - 20) // count)
