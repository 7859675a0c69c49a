from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from engine.graph import Edge, Graph, Node, NodeKind, process_graph
from engine.layout import Arrow, Box, Layout, lay_out, rows_of
from engine.text import Text
from tests.engine.processes import APPRAISE_AND_SIGN, procedure

STEP = APPRAISE_AND_SIGN[0]


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    count = draw(st.integers(2, 9))
    names = [f"s{number}" for number in range(count)]
    nodes = tuple(Node(name, NodeKind.STEP, Text.of(name), STEP) for name in names)
    # Each box can be reached from one before it, as the checks demand of a process.
    pairs = {(names[draw(st.integers(0, at - 1))], names[at]) for at in range(1, count)}
    pairs |= set(draw(st.lists(st.tuples(st.sampled_from(names), st.sampled_from(names)), max_size=8)))
    edges = tuple(Edge(source, target, ("go",), (Text.of("Đi"),)) for source, target in sorted(pairs))
    return Graph(nodes, edges)


def laid(graph: Graph) -> Layout:
    return lay_out(
        graph, {node.id: 40 for node in graph.nodes}, {(each.source, each.target): 1 for each in graph.edges}
    )


def overlap(one: Box, other: Box) -> bool:
    apart_across = one.x + one.width <= other.x or other.x + other.width <= one.x
    apart_down = one.y + one.height <= other.y or other.y + other.height <= one.y
    return not (apart_across or apart_down)


def crossed(arrow: Arrow, box: Box) -> bool:
    """Whether the arrow runs through the inside of the box."""
    for (x, y), (right, down) in zip(arrow.points, arrow.points[1:], strict=False):
        across = min(x, right) < box.x + box.width and max(x, right) > box.x
        along = min(y, down) < box.y + box.height and max(y, down) > box.y
        if across and along:
            return True
    return False


@given(graphs())
def test_no_two_boxes_lie_on_each_other_and_no_arrow_runs_through_a_box(graph: Graph) -> None:
    layout = laid(graph)
    boxes = list(layout.boxes.values())
    assert not any(overlap(one, other) for one, other in combinations(boxes, 2))
    through = [
        (arrow.edge.source, arrow.edge.target)
        for arrow in layout.arrows
        if any(crossed(arrow, box) for box in boxes)
    ]
    assert through == []


@given(graphs())
def test_everything_is_on_the_paper_and_every_arrow_joins_its_boxes(graph: Graph) -> None:
    layout = laid(graph)
    for box in layout.boxes.values():
        assert box.x >= 0
        assert box.x + box.width <= layout.width
        assert box.y + box.height <= layout.height
    assert [arrow.edge for arrow in layout.arrows] == list(graph.edges)
    for arrow in layout.arrows:
        assert all(0 <= x <= layout.width and 0 <= y <= layout.height for x, y in arrow.points)
        source, target = layout.boxes[arrow.edge.source], layout.boxes[arrow.edge.target]
        assert arrow.points[0][1] == source.y + source.height
        x, y = arrow.points[-1]
        assert (x == target.x and target.y < y < target.y + target.height) or (
            x == target.centre and y == target.y
        )


@given(graphs())
def test_arrows_that_do_not_lead_back_lead_down(graph: Graph) -> None:
    rows = rows_of(graph)
    for edge in graph.edges:
        if (edge.source, edge.target) not in graph.returning:
            assert rows[edge.target] > rows[edge.source]


def test_the_ordinary_way_stands_in_one_column() -> None:
    graph = process_graph(procedure())
    layout = laid(graph)
    assert len(graph.spine) > 3
    assert len({layout.boxes[name].x for name in graph.spine}) == 1


def test_a_procedure_without_a_process_has_an_empty_graph() -> None:
    graph = process_graph(procedure(process=None))
    assert graph == Graph((), ())
    assert laid(graph).boxes == {}
