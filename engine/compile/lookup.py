"""The `lookup` of a page → a Lookup, held against the operation of the connector it names."""

from __future__ import annotations

from collections.abc import Mapping

from engine.compile.reader import Names, Reader
from engine.definition.lookup import Lookup, Must, WhenUnavailable
from engine.expressions import Expression
from engine.nodes import MapNode, Node, ScalarNode
from engine.normal import as_map
from engine.suggest import nearest, some_of

_USUAL_TIMEOUT = 5


def compile_lookup(
    reader: Reader, node: Node | None, names: Names, connectors: MapNode, when: Expression | None
) -> Lookup | None:
    """None where there is none, and after a finding about a connector nobody declared."""
    if not isinstance(node, MapNode):
        return None
    written = reader.word(node.get("connector"))
    connector, _, operation = written.partition(".")
    offered = as_map(connectors.get(connector))
    terms = as_map(as_map(offered.get("operations")).get(operation))
    if not terms.entries:
        return None  # the normal form spoke of it
    gets = {name: reader.word(kind) for name, kind in as_map(terms.get("get")).entries.items()}
    must = reader.word(node.get("must"))
    return Lookup(
        connector=written,
        source=reader.required_label(offered.get("name")),
        send=_sent(reader, as_map(node.get("send")), as_map(terms.get("send")), names, when),
        fills=_fills(reader, as_map(node.get("fills")), gets, names),
        must=Must(must) if must else None,
        message=reader.label(node.get("message")),
        when_unavailable=WhenUnavailable(
            reader.word(node.get("when_unavailable"), WhenUnavailable.ASK_PAPER)
        ),
        gets=gets,
        timeout=reader.whole(terms.get("timeout"), _USUAL_TIMEOUT),
    )


def _sent(
    reader: Reader, node: MapNode, wanted: MapNode, names: Names, when: Expression | None
) -> dict[str, Expression]:
    """Exactly what the operation asks for."""
    for name in wanted.entries:
        if name not in node.entries:
            reader.report("R081", node, name=name, suggestion="", known=some_of(wanted.entries))
    found: dict[str, Expression] = {}
    for name, value in node.entries.items():
        if name not in wanted.entries:
            suggestion = nearest(name, wanted.entries)
            reader.report("R081", value, name=name, suggestion=suggestion, known=some_of(wanted.entries))
        elif (expression := reader.expression(value, names, None, (when,))) is not None:
            found[name] = expression
    return found


def _fills(reader: Reader, node: MapNode, gets: Mapping[str, str], names: Names) -> dict[str, str]:
    """Questions of the form that take an answer of the register."""
    found: dict[str, str] = {}
    for field, value in node.entries.items():
        member = value.text if isinstance(value, ScalarNode) else ""
        if member not in gets:
            reader.report("R082", value, name=member, suggestion=nearest(member, gets), known=some_of(gets))
        elif field not in names.scope and field not in reader.unknowable:
            suggestion = nearest(field, names.scope)
            reader.report("R082", value, name=field, suggestion=suggestion, known=some_of(names.scope))
        else:
            found[field] = member
    return found
