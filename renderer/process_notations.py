"""A process in two notations other tools read: Mermaid and BPMN 2.0 XML with its diagram."""

from __future__ import annotations

from xml.etree import ElementTree

from engine.definition import Definition, StepKind
from engine.graph import Edge, Graph, Node, NodeKind
from engine.layout import Layout
from renderer.languages import words
from renderer.process_picture import process_layout
from renderer.process_words import unit_words

_BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_DI = "http://www.omg.org/spec/BPMN/20100524/DI"
_DC = "http://www.omg.org/spec/DD/20100524/DC"
_DD = "http://www.omg.org/spec/DD/20100524/DI"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_PREFIXES = {"bpmn": _BPMN, "bpmndi": _DI, "dc": _DC, "di": _DD, "xsi": _XSI}
_MERMAID = {NodeKind.STEP: '["{}"]', NodeKind.GATEWAY: '{{"{}"}}'}
_TASKS = {
    StepKind.CALL: "serviceTask",
    StepKind.PAYMENT: "receiveTask",
    StepKind.LINKED: "callActivity",
}
_BEGIN = "begin"
_BEGIN_SIZE = 36


def as_mermaid(definition: Definition) -> str:
    """A Mermaid flowchart, the citizen's turn drawn as a box of its own."""
    graph, _layout = process_layout(definition, supplements=True)
    lines = ["flowchart TD"]
    for node in graph.nodes:
        shape = _MERMAID.get(node.kind, '(["{}"])')
        lines.append(f"    {_name(node.id)}{shape.format(_quoted(_heading(definition, node)))}")
    lines += [
        f'    {_name(edge.source)} -->|"{_quoted(_words(edge))}"| {_name(edge.target)}'
        for edge in graph.edges
    ]
    return "\n".join(lines) + "\n"


def as_bpmn(definition: Definition) -> str:
    """BPMN 2.0: user tasks, end events, conditional flows, and the same layout as our own picture.

    Which flow is taken is the officer's outcome, a condition on the flow: exactly one of them holds.
    """
    for prefix, address in _PREFIXES.items():
        ElementTree.register_namespace(prefix, address)
    graph, layout = process_layout(definition, supplements=True)
    namespace = "https://thutuc.example/bpmn"
    root = ElementTree.Element(f"{{{_BPMN}}}definitions", {"id": "definitions", "targetNamespace": namespace})
    attributes = {"id": "process", "name": words(definition.name), "isExecutable": "false"}
    process = ElementTree.SubElement(root, f"{{{_BPMN}}}process", attributes)
    if graph.nodes:
        _add_semantics(process, definition, graph)
        _add_diagram(root, graph, layout)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _add_semantics(process: ElementTree.Element, definition: Definition, graph: Graph) -> None:
    start = ElementTree.SubElement(process, f"{{{_BPMN}}}startEvent", {"id": _BEGIN})
    ElementTree.SubElement(start, f"{{{_BPMN}}}outgoing").text = f"flow_{_BEGIN}"
    for node in graph.nodes:
        tag = _tag(node)
        attributes = {"id": _name(node.id), "name": _heading(definition, node)}
        element = ElementTree.SubElement(process, f"{{{_BPMN}}}{tag}", attributes)
        incoming = [_flow(edge) for edge in graph.edges if edge.target == node.id]
        if node is graph.nodes[0]:
            incoming.insert(0, f"flow_{_BEGIN}")
        for flow_id in incoming:
            ElementTree.SubElement(element, f"{{{_BPMN}}}incoming").text = flow_id
        for edge in graph.leaving[node.id]:
            ElementTree.SubElement(element, f"{{{_BPMN}}}outgoing").text = _flow(edge)
    first = {"id": f"flow_{_BEGIN}", "sourceRef": _BEGIN, "targetRef": _name(graph.nodes[0].id)}
    ElementTree.SubElement(process, f"{{{_BPMN}}}sequenceFlow", first)
    parting = {node.id for node in graph.nodes if _tag(node) == "parallelGateway"}
    for edge in graph.edges:
        ends = {"sourceRef": _name(edge.source), "targetRef": _name(edge.target)}
        attributes = {"id": _flow(edge), "name": _words(edge), **ends}
        flow = ElementTree.SubElement(process, f"{{{_BPMN}}}sequenceFlow", attributes)
        if len(graph.leaving[edge.source]) > 1 and edge.source not in parting:
            kind = {f"{{{_XSI}}}type": "bpmn:tFormalExpression"}
            condition = ElementTree.SubElement(flow, f"{{{_BPMN}}}conditionExpression", kind)
            condition.text = " or ".join(f'outcome = "{outcome}"' for outcome in edge.outcomes)


def _tag(node: Node) -> str:
    """Ways that part by a decision, or run side by side and meet again; tasks of people, of programs, of others."""
    if node.kind is NodeKind.END:
        return "endEvent"
    if node.kind is NodeKind.GATEWAY:
        by_condition = node.step.kind is StepKind.BRANCH or (
            node.step.kind is StepKind.CONSULT and node.id != node.step.id
        )
        return "exclusiveGateway" if by_condition else "parallelGateway"
    return _TASKS.get(node.step.kind, "userTask") if node.kind is NodeKind.STEP else "userTask"


def _add_diagram(root: ElementTree.Element, graph: Graph, layout: Layout) -> None:
    # The start event stands above the first box; everything else moves down to make room.
    down = _BEGIN_SIZE + 24
    diagram = ElementTree.SubElement(root, f"{{{_DI}}}BPMNDiagram", {"id": "diagram"})
    plane = ElementTree.SubElement(diagram, f"{{{_DI}}}BPMNPlane", {"id": "plane", "bpmnElement": "process"})
    first = layout.boxes[graph.nodes[0].id]
    x = first.centre - _BEGIN_SIZE // 2
    _add_shape(plane, _BEGIN, (x, first.y, _BEGIN_SIZE, _BEGIN_SIZE))
    for node in graph.nodes:
        box = layout.boxes[node.id]
        if node.kind is NodeKind.END:
            _add_shape(
                plane, _name(node.id), (box.centre - _BEGIN_SIZE // 2, box.y + down, _BEGIN_SIZE, _BEGIN_SIZE)
            )
        else:
            _add_shape(plane, _name(node.id), (box.x, box.y + down, box.width, box.height))
    begin = ((first.centre, first.y + _BEGIN_SIZE), (first.centre, first.y + down))
    _add_edge(plane, f"flow_{_BEGIN}", begin)
    for arrow in layout.arrows:
        _add_edge(plane, _flow(arrow.edge), tuple((x, y + down) for x, y in arrow.points))


def _add_shape(plane: ElementTree.Element, name: str, bounds: tuple[int, int, int, int]) -> None:
    shape = ElementTree.SubElement(plane, f"{{{_DI}}}BPMNShape", {"id": f"shape_{name}", "bpmnElement": name})
    measures = dict(zip(("x", "y", "width", "height"), map(str, bounds), strict=True))
    ElementTree.SubElement(shape, f"{{{_DC}}}Bounds", measures)


def _add_edge(plane: ElementTree.Element, name: str, points: tuple[tuple[int, int], ...]) -> None:
    edge = ElementTree.SubElement(plane, f"{{{_DI}}}BPMNEdge", {"id": f"edge_{name}", "bpmnElement": name})
    for x, y in points:
        ElementTree.SubElement(edge, f"{{{_DD}}}waypoint", {"x": str(x), "y": str(y)})


def _heading(definition: Definition, node: Node) -> str:
    title = words(node.title)
    return (
        f"{title} ({unit_words(definition, node.step)})"
        if node.kind is NodeKind.STEP and node.step.queue
        else title
    )


def _words(edge: Edge) -> str:
    return " / ".join(words(label) for label in edge.labels)


def _name(node_id: str) -> str:
    """An id no notation keeps for itself, as Mermaid does "end"."""
    return "step_" + node_id.replace(".", "__")


def _flow(edge: Edge) -> str:
    return f"flow_{_name(edge.source)}_to_{_name(edge.target)}"


def _quoted(text: str) -> str:
    return text.replace("#", "#35;").replace('"', "#quot;").replace("\n", " ")
