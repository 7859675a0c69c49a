"""The cases of the normal form → values of the Definition."""

from __future__ import annotations

from engine.cases import CASE, case_type
from engine.compile.process import compile_process
from engine.compile.reader import Names, Reader, items
from engine.compile.terms import compile_deadline, compile_result
from engine.definition import Case
from engine.expressions import BOOLEAN
from engine.nodes import MapNode

_AFTERWARDS = "receive"


def declare_cases(reader: Reader, procedure: MapNode, names: Names) -> tuple[str, ...]:
    """Make `case` known to expressions, when the procedure has cases; their ids."""
    ids = tuple(reader.word(node.get("id")) for node in items(procedure.get("cases")))
    if ids:
        names.scope[CASE] = case_type(ids)
    return ids


def compile_cases(
    reader: Reader, procedure: MapNode, around: Names, names: Names, connectors: MapNode
) -> tuple[Case, ...]:
    """`around`: what is known when the case is asked, the applicant and the channel; `names`: with the form."""
    asking = around.copy()
    asking.scope.pop(_AFTERWARDS, None)
    return tuple(_case(reader, node, asking, names, connectors) for node in items(procedure.get("cases")))


def _case(reader: Reader, node: MapNode, asking: Names, names: Names, connectors: MapNode) -> Case:
    process = node.get("process")
    return Case(
        id=reader.word(node.get("id")),
        name=reader.required_label(node.get("name")),
        hint=reader.label(node.get("hint")),
        when=reader.expression(node.get("when"), asking, BOOLEAN),
        legal_basis=reader.words(node.get("legal_basis")),
        deadline=compile_deadline(reader, node.get("deadline")),
        process=compile_process(reader, process, names, connectors) if isinstance(process, MapNode) else None,
        results=tuple(compile_result(reader, each) for each in items(node.get("results"))),
    )
