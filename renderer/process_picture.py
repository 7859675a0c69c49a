"""The picture of a process: a small accessible SVG without styles or scripts, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from textwrap import wrap

from markupsafe import Markup, escape

from engine.definition import Definition
from engine.graph import Edge, Graph, Node, NodeKind, process_graph
from engine.layout import LINE_HEIGHT, Arrow, Box, Layout, lay_out
from renderer.formats import span_words
from renderer.languages import current, words
from renderer.languages import gettext as _
from renderer.process_words import process_sentences, unit_words

_IN_BOX, _ON_ARROW = 27, 24
_MARGIN = 9
_LETTER = 6
"""The usual width of a letter in pixels."""
# Fill and outline of each kind of box; contrast of text to fill is above 7:1.
_COLOURS = {
    NodeKind.STEP: ("#eef4fb", "#1b4f8f"),
    NodeKind.GATEWAY: ("#f4eefb", "#5b2f8f"),
    NodeKind.SUPPLEMENT: ("#fff6dd", "#8a5a00"),
    NodeKind.END: ("#f3f3f3", "#555"),
}

_ATTRIBUTES = (
    'class="process-picture" role="img" aria-labelledby="so-do-ten so-do-loi" '
    'font-family="sans-serif" font-size="12"'
)
_TIP = (
    '<marker id="so-do-mui" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
    'orient="auto"><path d="M0 0 8 4 0 8z" fill="#444"/></marker>'
)


def process_picture(definition: Definition, *, supplements: bool = False) -> Markup:
    """The SVG element in the current language; "" for a procedure without a process."""
    if definition.process is None:
        return Markup("")
    return _drawn(_Known(definition), current(), supplements)


def process_layout(definition: Definition, *, supplements: bool = False) -> tuple[Graph, Layout]:
    """The graph and where everything in it goes, with room for the words of the current language."""
    graph = process_graph(definition, supplements=supplements)
    heights = {node.id: _height(_lines(definition, node, supplements)) for node in graph.nodes}
    labels = {(edge.source, edge.target): len(arrow_words(edge)) for edge in graph.edges}
    return graph, lay_out(graph, heights, labels)


def arrow_words(edge: Edge) -> list[str]:
    return wrap(" / ".join(words(label) for label in edge.labels), _ON_ARROW)


class _Known:
    """A definition known by its content, so that a picture is drawn once for each version and language."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and other.definition.content_hash == self.definition.content_hash

    def __hash__(self) -> int:
        return hash(self.definition.content_hash)


@lru_cache(maxsize=512)
def _drawn(known: _Known, _language: str, supplements: bool) -> Markup:
    definition = known.definition
    graph, layout = process_layout(definition, supplements=supplements)
    title = _("Sơ đồ quy trình: %(name)s", name=words(definition.name))
    width, height = layout.width, layout.height
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {_ATTRIBUTES} ',
        f'width="{width}" height="{height}">',
        f'<title id="so-do-ten">{escape(title)}</title>',
        f'<desc id="so-do-loi">{escape(" ".join(process_sentences(definition)))}</desc>',
        f"<defs>{_TIP}</defs>",
        '<g fill="none" stroke="#444" stroke-width="1.3">',
        *(_path(arrow) for arrow in layout.arrows),
        '</g><g text-anchor="middle" fill="#111">',
        *(
            piece
            for node in graph.nodes
            for piece in _box(_lines(definition, node, supplements), node, layout.boxes[node.id])
        ),
        '</g><g fill="#fff">',
        *(_ground(arrow) for arrow in layout.arrows),
        '</g><g fill="#222">',
        *(_label(arrow) for arrow in layout.arrows),
        "</g></svg>",
    ]
    return Markup("".join(parts))  # noqa: S704 - every word in it has been escaped above


def _lines(definition: Definition, node: Node, supplements: bool) -> list[tuple[str, bool]]:
    """The lines in a box, each with whether it is bold."""
    lines = [(line, True) for line in wrap(words(node.title), _IN_BOX)]
    if node.kind is NodeKind.STEP:
        about = unit_words(definition, node.step) if node.step.queue else ""
        if node.step.within:
            about += f" · {span_words(node.step.within)}"
        lines += [(line, False) for line in wrap(about, _IN_BOX + 1)]
        if node.asks and not supplements:
            lines.append((_("(có thể yêu cầu bổ sung)"), False))
    return lines


def _height(lines: Sequence[object]) -> int:
    return len(lines) * LINE_HEIGHT + 2 * _MARGIN


def _box(lines: Sequence[tuple[str, bool]], node: Node, box: Box) -> Iterator[str]:
    fill, stroke = _COLOURS[node.kind]
    round_corner = 5 if node.kind in {NodeKind.STEP, NodeKind.GATEWAY} else 16
    yield (
        f'<rect x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" rx="{round_corner}" '
        f'fill="{fill}" stroke="{stroke}"/>'
    )
    foot = box.y + (box.height - len(lines) * LINE_HEIGHT) // 2 - 4
    for line, bold in lines:
        foot += LINE_HEIGHT
        weight = ' font-weight="700"' if bold else ""
        yield f'<text x="{box.centre}" y="{foot}"{weight}>{escape(line)}</text>'


def _path(arrow: Arrow) -> str:
    (x, y), *rest = arrow.points
    turns = " ".join(f"{right} {down}" for right, down in rest)
    return f'<path d="M{x} {y}L{turns}" marker-end="url(#so-do-mui)"/>'


def _ground(arrow: Arrow) -> str:
    """White under the words, so that a line they happen to cross does not cross them out."""
    lines = arrow_words(arrow.edge)
    width = max(map(len, lines), default=0) * _LETTER
    x, foot = arrow.words_at
    left = x - width if arrow.anchor == "end" else x
    height = len(lines) * LINE_HEIGHT
    return f'<rect x="{left}" y="{foot + 3 - height}" width="{width}" height="{height}"/>'


def _label(arrow: Arrow) -> str:
    x, foot = arrow.words_at
    lines = arrow_words(arrow.edge)
    anchor = ' text-anchor="end"' if arrow.anchor == "end" else ""
    top = foot - (len(lines) - 1) * LINE_HEIGHT
    return "".join(
        f'<text x="{x}" y="{top + number * LINE_HEIGHT}"{anchor}>{escape(line)}</text>'
        for number, line in enumerate(lines)
    )
