"""Results, ways of submitting and receiving, and time limits of the normal form → values of the Definition."""

from __future__ import annotations

from engine.compile.reader import Reader
from engine.compile.visibility import known_cases
from engine.definition import Channel, ChannelTerms, Deadline, Result, Silence
from engine.nodes import MapNode, Node
from engine.normal import as_map


def compile_result(reader: Reader, node: MapNode, declared: tuple[str, ...] = ()) -> Result:
    return Result(
        id=reader.word(node.get("id")),
        name=reader.required_label(node.get("name")),
        code=reader.word(node.get("code")),
        valid_for=reader.span(node.get("valid_for")),
        text=reader.prose(node.get("text")),
        cases=known_cases(reader, node, declared),
        legal_basis=reader.words(node.get("legal_basis")),
    )


def compile_channels(reader: Reader, node: Node | None) -> dict[Channel, ChannelTerms]:
    ways = as_map(node).entries
    return {way: _terms(reader, as_map(ways[way])) for way in Channel if way in ways}


def _terms(reader: Reader, node: MapNode) -> ChannelTerms:
    return ChannelTerms(
        fee=reader.money(node.get("fee")),
        deadline=reader.span(node.get("deadline")),
        note=reader.prose(node.get("note")),
    )


def compile_deadline(reader: Reader, node: Node | None) -> Deadline | None:
    terms = as_map(node)
    legal = reader.span(terms.get("legal"))
    if legal is None:
        return None
    return Deadline(
        legal=legal,
        local=reader.span(terms.get("local")),
        cutoff=reader.hour(terms.get("cutoff")),
        starts=reader.word(terms.get("starts"), "when_accepted"),
        legal_basis=reader.words(terms.get("legal_basis")),
        silence=_silence(reader, terms.get("silence")),
    )


def _silence(reader: Reader, node: Node | None) -> Silence | None:
    if not isinstance(node, MapNode):
        return None
    return Silence(
        means=reader.word(node.get("means")),
        to=reader.word(node.get("to")),
        legal_basis=reader.words(node.get("legal_basis")),
    )
