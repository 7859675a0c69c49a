"""Blocks: groups of questions or papers that many procedures share, written out where one is used.

The block `nguoi-than@1` used as `mother` gives `mother_full_name`, `mother_birth`, … Expressions of a block name its
own questions; here those names get the same prefix. What stands in the block keeps its place in the block's file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from engine import schema
from engine.block_words import filled_words, foreign_names, lacks_label, renamed
from engine.nodes import ListNode, MapNode, Node, ScalarNode, below, moved
from engine.problems import Problem
from engine.suggest import nearest, some_of

MOST_NESTED = 3
"""Blocks within blocks. Deeper nobody finds out any more what is asked."""

MOST_WRITTEN_OUT = 200
"""Of one form page or of the papers, as many as could be written there by hand."""

MOST_USES = 500
"""Of one file, those of blocks within blocks counted: reading them must end."""

_LONGEST_NAME = 60
_PARTS = {"fields": "field", "documents": "document"}
_OF_A_USE = frozenset({"use", "label", "when", "without", "with"})


def expanded(root: MapNode, blocks: Mapping[str, MapNode], problems: list[Problem]) -> MapNode:
    """The procedure without any `use` of a block. What is wrong with a use is reported and gives nothing."""
    found = _Blocks(blocks, problems, []).below(root)
    return found if isinstance(found, MapNode) else root


@dataclass(frozen=True, slots=True)
class _Blocks:
    """`met`: every use so far."""

    blocks: Mapping[str, MapNode]
    problems: list[Problem]
    met: list[MapNode]

    def below(self, node: Node) -> Node:
        """The node with every map of questions or papers in it written out."""
        if isinstance(node, ListNode):
            return replace(node, items=tuple(self.below(item) for item in node.items))
        if not isinstance(node, MapNode):
            return node
        entries: dict[str, Node] = {}
        for key, value in node.entries.items():
            is_part = key in _PARTS and isinstance(value, MapNode)
            entries[key] = (
                self.part(value, key) if is_part and isinstance(value, MapNode) else self.below(value)
            )
        return replace(node, entries=entries)

    def part(self, owner: MapNode, part: str) -> MapNode:
        if not any(_is_use(each) for each in owner.entries.values()):
            return owner
        entries: dict[str, Node] = {}
        keys = dict(owner.keys)
        for name, (key, node) in islice(self.written_out(owner, part, 0), MOST_WRITTEN_OUT + 1):
            if name in entries:
                self.problems.append(Problem("R009", key.place, node.path, {"name": name}))
                continue
            entries[name], keys[name] = node, key
        if len(entries) > MOST_WRITTEN_OUT:
            self.problems.append(Problem("S007", owner.place, owner.path, {"limit": MOST_WRITTEN_OUT}))
            return replace(owner, entries={}, keys={})
        return replace(owner, entries=entries, keys=keys)

    def written_out(
        self, owner: MapNode, part: str, depth: int
    ) -> Iterator[tuple[str, tuple[ScalarNode, MapNode | Node]]]:
        """Each entry under its full name, with the key that stands for it in the procedure."""
        for name, node in owner.entries.items():
            key = owner.keys.get(name) or ScalarNode(name, owner.place)
            if not isinstance(node, MapNode) or not _is_use(node):
                yield name, (key, node)
                continue
            for inner, (_, each) in self.used(name, node, part, depth):
                yield inner, (replace(key, text=inner, path=each.path), each)

    def used(
        self, name: str, use: MapNode, part: str, depth: int
    ) -> Iterator[tuple[str, tuple[ScalarNode, MapNode | Node]]]:
        block = self.named(use, part, depth)
        if block is None:
            return
        known = _as_map(block.get(part))
        chosen = self.chosen(use, known)
        label = use.get("label")
        if label is None and any(lacks_label(each) for each in chosen.entries.values()):
            self.report("R064", use, use.get("use"), block=_text(use.get("use")))
            return
        inside = list(islice(self.written_out(chosen, part, depth + 1), MOST_WRITTEN_OUT + 1))
        own = _names(block) | {inner for inner, _ in inside}
        for inner, (key, node) in inside:
            full = f"{name}_{inner}"
            path = below(use.path.rpartition(".")[0], full)
            if len(full) > _LONGEST_NAME:
                self.report("S007", use, use.get("use"), limit=_LONGEST_NAME)
                return
            written = _as_map(moved(filled_words(renamed(node, name, own), label), path))
            sound = self.sound(_narrowed(written, use.get("when")), path, _PARTS[part])
            if sound is not None:
                yield full, (key, sound)

    def named(self, use: MapNode, part: str, depth: int) -> MapNode | None:
        """The block a use names, or None after a finding."""
        written = use.get("use")
        self.met.append(use)
        if not isinstance(written, ScalarNode) or len(self.met) > MOST_USES + 1:
            return None
        if len(self.met) > MOST_USES:
            self.report("S007", use, written, limit=MOST_USES)
            return None
        for key in use.entries:
            if key not in _OF_A_USE:
                at = use.key_place(key)
                self.problems.append(Problem("R065", at, below(use.path, key), {"key": key}))
        block = self.blocks.get(written.text)
        if block is None:
            suggestion = nearest(written.text, self.blocks)
            self.report(
                "R060", use, written, name=written.text, suggestion=suggestion, known=some_of(self.blocks)
            )
        elif depth >= MOST_NESTED:
            self.report("R066", use, written, block=written.text, limit=MOST_NESTED)
        elif not _as_map(block.get(part)).entries:
            self.report("R063", use, written, block=written.text, part=part)
        else:
            return block
        return None

    def chosen(self, use: MapNode, known: MapNode) -> MapNode:
        """The block's entries without those left out, each with what the procedure says otherwise."""
        left_out = use.get("without")
        names = (
            [each for each in left_out.items if isinstance(each, ScalarNode)]
            if isinstance(left_out, ListNode)
            else []
        )
        given = _as_map(use.get("with"))
        for name, place, path in [
            *((each.text, each.place, each.path) for each in names),
            *((key, given.key_place(key), below(given.path, key)) for key in given.entries),
        ]:
            if name not in known.entries:
                params = {
                    "name": name,
                    "suggestion": nearest(name, known.entries),
                    "known": some_of(known.entries),
                }
                self.problems.append(Problem("R062", place, path, {"block": _text(use.get("use")), **params}))
        kept = known.without(*(each.text for each in names))
        return replace(
            kept, entries={key: _overlaid(node, given.get(key)) for key, node in kept.entries.items()}
        )

    def sound(self, node: MapNode, path: str, definition: str) -> MapNode | None:
        """The entry as far as it is well formed: what a use changes was not seen by the check of the file."""
        shape = schema.check(node, definition=definition)
        for problem in shape.problems:
            whole = f"{path}.{problem.path}" if problem.path else path
            self.problems.append(replace(problem, path=whole))
        return shape.sound if isinstance(shape.sound, MapNode) else None

    def report(self, code: str, use: MapNode, at: Node | None, **params: object) -> None:
        place, path = (at.place, at.path) if at is not None else (use.place, use.path)
        self.problems.append(Problem(code, place, path, params))


def unclosed(block: MapNode, around: frozenset[str]) -> Iterator[Problem]:
    """Names that expressions of the block use without having them: they would mean whatever stands around it."""
    own = _names(block)
    nested = tuple(f"{name}_" for name, each in _as_map(block.get("fields")).entries.items() if _is_use(each))
    for scalar, name, offset in foreign_names(block, own, around):
        if not name.startswith(nested):
            params = {"name": name, "known": some_of(sorted(own)), "suggestion": nearest(name, own)}
            yield Problem("R067", scalar.place_of(offset), scalar.path, params)


def _names(block: MapNode) -> frozenset[str]:
    """What expressions of the block may mean by a name of its own."""
    fields = _as_map(block.get("fields")).entries
    others = (
        f"{name}_other" for name, each in fields.items() if isinstance(each, MapNode) and each.get("other")
    )
    return frozenset([*fields, *others])


def _overlaid(node: Node, given: Node | None) -> Node:
    if not isinstance(node, MapNode) or not isinstance(given, MapNode):
        return node
    entries = {**node.entries, **given.entries}
    return replace(node, entries=entries, keys={**node.keys, **given.keys})


def _narrowed(node: MapNode, when: Node | None) -> MapNode:
    """The entry, asked only when the use's own condition holds as well."""
    if not isinstance(when, ScalarNode):
        return node
    own = node.get("when")
    if not isinstance(own, ScalarNode):
        return node.having(when=replace(when, path=below(node.path, "when")))
    both = f"({when.text}) and ({own.text})"
    return node.having(when=replace(when, text=both, path=own.path, verbatim=False))


def _is_use(node: Node) -> bool:
    return isinstance(node, MapNode) and isinstance(node.get("use"), ScalarNode)


def _as_map(node: Node | None) -> MapNode:
    return node if isinstance(node, MapNode) else MapNode({}, {})


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, ScalarNode) else ""
