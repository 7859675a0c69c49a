"""What stands in a YAML file, with its place: scalars, lists and maps. Scalars are text; their place in the
schema decides how they are read, so `001077012345`, `50.000`, `12:30` and `no` never become something
the author did not write.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from engine.problems import Place

NOWHERE = Place("", 0, 0)


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """One piece of text. `plain`: written without quotes. `verbatim`: its characters stand in the file one
    for one.
    """

    text: str
    place: Place = NOWHERE
    path: str = ""
    plain: bool = True
    verbatim: bool = False

    def place_of(self, offset: int) -> Place:
        """Where the character at 0-based `offset` of the text stands; the start of the scalar when that is
        not known.
        """
        if not self.verbatim:
            return self.place
        quote = 0 if self.plain else 1
        return replace(self.place, column=self.place.column + quote + offset)


@dataclass(frozen=True, slots=True)
class ListNode:
    items: tuple[Node, ...]
    place: Place = NOWHERE
    path: str = ""

    def __iter__(self) -> Iterator[Node]:
        return iter(self.items)


@dataclass(frozen=True, slots=True)
class MapNode:
    """`entries` in the file's order; `keys` gives each key as it stands in the file. `flow`: written with
    braces.
    """

    entries: Mapping[str, Node]
    keys: Mapping[str, ScalarNode]
    place: Place = NOWHERE
    path: str = ""
    flow: bool = False

    def get(self, key: str) -> Node | None:
        return self.entries.get(key)

    def key_place(self, key: str) -> Place:
        found = self.keys.get(key)
        return found.place if found else self.place

    def without(self, *keys: str) -> MapNode:
        return replace(self, entries={key: node for key, node in self.entries.items() if key not in keys})

    def having(self, **nodes: Node) -> MapNode:
        """The same map with these entries put in place of, or after, the ones it has."""
        return replace(self, entries={**self.entries, **nodes})


Node: TypeAlias = ScalarNode | ListNode | MapNode


def below(path: str, step: str | int) -> str:
    """The dotted path of an entry of what stands at `path`."""
    return f"{path}.{step}" if path else str(step)


def identified(owner: MapNode) -> ListNode:
    """A map of named things as a list of maps with an id first. A bare text, as a choice may be, becomes
    its label.
    """
    items: list[Node] = []
    for key, value in owner.entries.items():
        name = ScalarNode(key, owner.key_place(key), below(value.path, "id"))
        if isinstance(value, MapNode):
            items.append(replace(value, entries={"id": name, **value.entries}))
        else:
            label = moved(value, below(value.path, "label"))
            items.append(MapNode({"id": name, "label": label}, {}, value.place, value.path))
    return ListNode(tuple(items), owner.place, owner.path)


def moved(node: Node, path: str) -> Node:
    """The same node, and everything in it, answering to another path; places stay."""
    if isinstance(node, ScalarNode):
        return replace(node, path=path)
    if isinstance(node, ListNode):
        return replace(
            node, path=path, items=tuple(moved(item, below(path, at)) for at, item in enumerate(node.items))
        )
    return replace(
        node, path=path, entries={key: moved(value, below(path, key)) for key, value in node.entries.items()}
    )


def scalars(node: Node | None) -> Iterator[ScalarNode]:
    """Every scalar below a node, in order."""
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, ListNode):
        for item in node.items:
            yield from scalars(item)
    elif isinstance(node, MapNode):
        for value in node.entries.values():
            yield from scalars(value)


def plain(node: Node) -> Any:
    """The JSON-able data of a node: every scalar is text."""
    if isinstance(node, ScalarNode):
        return node.text
    if isinstance(node, ListNode):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.entries.items()}


def from_plain(data: Any, path: str = "") -> Node:
    """The inverse of `plain`, without places. An item of a list that has an id answers to the id, not to
    its number.
    """
    if isinstance(data, str):
        return ScalarNode(data, path=path)
    if isinstance(data, list):
        return ListNode(
            tuple(from_plain(item, below(path, _name(item, at))) for at, item in enumerate(data)), path=path
        )
    if isinstance(data, dict):
        keys = {key: ScalarNode(key, path=below(path, key)) for key in data}
        return MapNode(
            {key: from_plain(value, below(path, key)) for key, value in data.items()}, keys, path=path
        )
    raise TypeError(f"a stored definition holds text, lists and maps, not {type(data).__name__}")


def _name(item: Any, at: int) -> str | int:
    return str(item["id"]) if isinstance(item, dict) and "id" in item else at


def places(node: Node, place: Place | None = None) -> Iterator[tuple[str, Place]]:
    """Every path below `node` with the place to show for it: a scalar's own, the key of anything larger."""
    yield node.path, place or node.place
    if isinstance(node, MapNode):
        for key, value in node.entries.items():
            yield from places(value, None if isinstance(value, ScalarNode) else node.key_place(key))
    elif isinstance(node, ListNode):
        for item in node.items:
            name = item.get("id") if isinstance(item, MapNode) else None
            yield from places(item, name.place if name else None)
