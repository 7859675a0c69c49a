"""What a call step sends and gets, held against the operation of the connector it names."""

from __future__ import annotations

from engine.compile.reader import Reader
from engine.nodes import MapNode
from engine.normal import as_map
from engine.suggest import nearest, some_of


def check_call(reader: Reader, step: MapNode, connectors: MapNode) -> None:
    """Exactly what the operation asks for is sent; what is got is among its answers and of its kind."""
    connector, _, operation = reader.word(step.get("connector")).partition(".")
    terms = as_map(as_map(as_map(connectors.get(connector)).get("operations")).get(operation))
    if not terms.entries:
        return  # no call, or the normal form spoke of it
    send, wanted = as_map(step.get("send")), as_map(terms.get("send"))
    at = send if send.entries else step
    for name in (name for name in wanted.entries if name not in send.entries):
        reader.report("R081", at, name=name, suggestion="", known=some_of(wanted.entries))
    for name, value in send.entries.items():
        if name not in wanted.entries:
            suggestion = nearest(name, wanted.entries)
            reader.report("R081", value, name=name, suggestion=suggestion, known=some_of(wanted.entries))
    gets = as_map(terms.get("get"))
    offered = {name: reader.word(kind) for name, kind in gets.entries.items()}
    for name, value in as_map(step.get("get")).entries.items():
        if offered.get(name) != reader.word(value):
            known = some_of([f"{each}: {kind}" for each, kind in offered.items()])
            reader.report("R083", value, name=name, suggestion=nearest(name, offered), known=known)
