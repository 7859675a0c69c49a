"""When a procedure takes dossiers: normal form → values of the Definition."""

from __future__ import annotations

from datetime import date

from engine.compile.reader import Reader
from engine.definition import Opening, Per, Quota, YearlyWindow
from engine.nodes import MapNode, Node, ScalarNode
from engine.normal import as_map

_LEAP_YEAR = 2024
"""A year that has every day there is."""


def compile_opening(reader: Reader, node: Node | None) -> Opening | None:
    """None of a procedure that says nothing: then dossiers are always taken."""
    if not isinstance(node, MapNode):
        return None
    found = Opening(
        since=reader.day(node.get("from")),
        until=reader.day(node.get("until")),
        yearly=_yearly(reader, as_map(node.get("yearly"))),
        quota=_quota(reader, as_map(node.get("quota"))),
        note=reader.prose(node.get("note")),
    )
    if found.since and found.until and found.since > found.until:
        reader.report("L030", node.get("until") or node, since=found.since, until=found.until)
    return found


def _yearly(reader: Reader, node: MapNode) -> YearlyWindow | None:
    since, until = _month_day(reader, node.get("from")), _month_day(reader, node.get("until"))
    return YearlyWindow(since, until) if since and until else None


def _quota(reader: Reader, node: MapNode) -> Quota | None:
    places = reader.whole(node.get("places"))
    if not places:
        return None
    return Quota(places, Per(reader.word(node.get("per"), Per.PERIOD)), reader.label(node.get("message")))


def _month_day(reader: Reader, node: Node | None) -> str:
    """ "" of a day that no year has, with a finding."""
    if not isinstance(node, ScalarNode):
        return ""
    month, day = map(int, node.text.split("-"))
    try:
        date(_LEAP_YEAR, month, day)
    except ValueError:
        reader.report("L031", node, written=node.text)
        return ""
    return node.text
