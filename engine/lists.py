"""Choices taken from a shared list, and the text asked for when none of them fits, written out as if the
author had written them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from engine.nodes import ListNode, MapNode, Node, ScalarNode, below, moved
from engine.problems import Problem
from engine.suggest import nearest, some_of

OTHER = "other"
"""The id of the choice that stands for everything the list does not have."""

_OTHER_LABEL = "Khác"
_LONGEST_OTHER = "200"


def listed_choices(field: MapNode, lists: Mapping[str, MapNode], problems: list[Problem]) -> MapNode:
    """The field with `choices` in place of `choices_from`; an unknown list is reported and gives none."""
    source = field.get("choices_from")
    if not isinstance(source, ScalarNode):
        return field
    found = lists.get(source.text)
    if found is None:
        params = {"name": source.text, "suggestion": nearest(source.text, lists), "known": some_of(lists)}
        problems.append(Problem("R016", source.place, source.path, params))
        return field.without("choices_from")
    entries = found.get("entries")
    choices = moved(entries, below(field.path, "choices")) if entries else source
    return field.without("choices_from").having(choices=choices)


def with_others(fields: ListNode, *, row: str = "") -> ListNode:
    """The fields, each that has `other` followed by the text it asks for. `row`: "item." among columns."""
    items = (each for field in fields.items for each in _with_other(field, row))
    return replace(fields, items=tuple(items))


def _with_other(field: Node, row: str) -> Iterator[Node]:
    label = field.get("other") if isinstance(field, MapNode) else None
    if not isinstance(field, MapNode) or label is None:
        yield field
        return
    yield _offering_other(field).without("other")
    name, kind = field.get("id"), field.get("type")
    if isinstance(name, ScalarNode) and isinstance(kind, ScalarNode):
        yield _asked(label, f"{row}{name.text}", kind.text, f"{field.path}_{OTHER}", f"{name.text}_{OTHER}")


def _offering_other(field: MapNode) -> MapNode:
    """The field with a last choice "Khác", unless it has one."""
    choices = field.get("choices")
    if not isinstance(choices, ListNode):
        return field
    ids = [each.get("id") for each in choices.items if isinstance(each, MapNode)]
    if any(isinstance(each, ScalarNode) and each.text == OTHER for each in ids):
        return field
    path = below(choices.path, OTHER)
    words = {"id": OTHER, "label": _OTHER_LABEL}
    entries = {key: ScalarNode(text, choices.place, below(path, key)) for key, text in words.items()}
    return field.having(
        choices=replace(choices, items=(*choices.items, MapNode(entries, {}, choices.place, path)))
    )


def _asked(label: Node, about: str, kind: str, path: str, name: str) -> MapNode:
    chosen = f"'{OTHER}' in {about}" if kind == "choices" else f"{about} == '{OTHER}'"
    words = {
        "id": name,
        "type": "text",
        "required": "yes",
        "max_length": _LONGEST_OTHER,
        "when": f"given({about}) and {chosen}",
    }
    entries: dict[str, Node] = {
        key: ScalarNode(text, label.place, below(path, key)) for key, text in words.items()
    }
    return MapNode({**entries, "label": moved(label, below(path, "label"))}, {}, label.place, path)
