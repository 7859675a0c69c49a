"""The names and the words inside a block, made those of the place where it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from engine.expressions.tokens import KEYWORDS, Kind, tokens
from engine.fields import TYPES, SettingKind
from engine.nodes import ListNode, MapNode, Node, ScalarNode

LABEL = "{label}"
"""In the words of a block: what the use calls it ("mẹ")."""

_EXPRESSIONS = frozenset({"when", "compute", "rule", "check", "is", "amount", "per"})
_NAMES = frozenset(
    key for kind in TYPES.values() for key, setting in kind.settings.items() if setting is SettingKind.FIELD
)


def renamed(node: Node, prefix: str, own: frozenset[str]) -> Node:
    """The node with each of the block's own names prefixed, in expressions and where a setting names a field."""
    return _each(node, "", lambda key, scalar: _renamed(key, scalar, prefix, own))


def filled_words(node: Node, label: Node | None) -> Node:
    """The node with `{label}` replaced in its words, in each language they have."""
    if label is None:
        return node
    return _each(node, "", lambda key, scalar: _filled(key, scalar, label))


def lacks_label(node: Node) -> bool:
    """Whether words in it speak of `{label}`."""
    return any(LABEL in scalar.text for key, scalar in _scalars(node) if key not in _EXPRESSIONS)


def foreign_names(
    node: Node, own: frozenset[str], around: frozenset[str]
) -> Iterator[tuple[ScalarNode, str, int]]:
    """Names in expressions that are neither the block's own nor those every form has, with their offsets."""
    for key, scalar in _scalars(node):
        if key in _NAMES and scalar.text not in own:
            yield scalar, scalar.text, 0
        if key not in _EXPRESSIONS:
            continue
        for token in tokens(scalar.text)[0]:
            first = token.text.partition(".")[0]
            if token.kind is Kind.NAME and first not in own | around:
                yield scalar, first, token.column


def _renamed(key: str, scalar: ScalarNode, prefix: str, own: frozenset[str]) -> ScalarNode:
    if key in _NAMES and scalar.text in own:
        return replace(scalar, text=f"{prefix}_{scalar.text}", verbatim=False)
    if key not in _EXPRESSIONS:
        return scalar
    text, done, parts = scalar.text, 0, []
    for token in tokens(text)[0]:
        if token.kind is Kind.NAME and token.text.partition(".")[0] in own - KEYWORDS:
            parts += [text[done : token.column], f"{prefix}_"]
            done = token.column
    return replace(scalar, text="".join([*parts, text[done:]]), verbatim=False) if parts else scalar


def _filled(key: str, scalar: ScalarNode, label: Node) -> ScalarNode:
    if LABEL not in scalar.text or key in _EXPRESSIONS:
        return scalar
    words = label
    if isinstance(label, MapNode):
        words = label.get(key) or label.get("vi") or label
    if not isinstance(words, ScalarNode):
        return scalar
    return replace(scalar, text=scalar.text.replace(LABEL, words.text), verbatim=False)


def _each(node: Node, key: str, change: Callable[[str, ScalarNode], ScalarNode]) -> Node:
    """The same tree with each scalar changed, given the key it stands under."""
    if isinstance(node, ScalarNode):
        return change(key, node)
    if isinstance(node, ListNode):
        return replace(node, items=tuple(_each(item, key, change) for item in node.items))
    return replace(node, entries={name: _each(value, name, change) for name, value in node.entries.items()})


def _scalars(node: Node, key: str = "") -> Iterator[tuple[str, ScalarNode]]:
    if isinstance(node, ScalarNode):
        yield key, node
    elif isinstance(node, ListNode):
        for item in node.items:
            yield from _scalars(item, key)
    else:
        for name, value in node.entries.items():
            yield from _scalars(value, name)
