"""Nodes → values, with findings for what cannot be read. A missing or faulty node gives None; the shape
check spoke of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import Any

from engine.expressions import Expression, Fault, Type, compile_expression
from engine.money import Money
from engine.nodes import ListNode, MapNode, Node, ScalarNode
from engine.problems import MOST_FINDINGS, Problem
from engine.spans import Span
from engine.text import Text
from engine.validator import TRUE, size_in_bytes

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
MOST_EXPRESSIONS = 50_000
"""Letters of all expressions of a procedure together, twenty pages of them: what is read in half a second."""

MOST_PARTS = 200_000
"""Parts of all expressions of a procedure together, with the facts they name."""

_TAG = re.compile(r"</?[A-Za-z]")
_MARK = re.compile(r"<!--|&(?:#[0-9]{1,9}|#x[0-9A-Fa-f]{1,9}|[A-Za-z]{1,30});")
_UNGUARDED = "X130"
_LONGEST_SHOWN = 60
_MARKDOWN = re.compile(r"\*\*|__|\]\(|^#{1,6} ", re.MULTILINE)
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(slots=True)
class Names:
    """What an expression may name at some place; `present` as `compile_expression` takes it.

    `facts`: named values, each with what it is worked out from. `ways_round`: steps whose results may be
    missing at this place, with a way to it that leaves each out.
    """

    scope: dict[str, Type] = field(default_factory=dict)
    present: dict[str, tuple[Expression, ...]] = field(default_factory=dict)
    ways_round: dict[str, tuple[str, ...]] = field(default_factory=dict)
    facts: dict[str, Expression] = field(default_factory=dict)

    def copy(self) -> Names:
        return Names(dict(self.scope), dict(self.present), dict(self.ways_round), dict(self.facts))


@dataclass(slots=True)
class Reader:
    """Collects findings. `unknowable`: names whose declarations were too faulty to use; expressions with
    them are passed over; `unread`: the paths of those.
    """

    problems: list[Problem] = field(default_factory=list)
    unknowable: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    _weighed: set[str] = field(default_factory=set)
    _weight: int = 0
    _parts: int = 0

    def report(self, code: str, node: Node, **params: Any) -> None:
        self.problems.append(Problem(code, node.place, node.path, params))

    # ---- words

    def word(self, node: Node | None, default: str = "") -> str:
        return node.text if isinstance(node, ScalarNode) else default

    def words(self, node: Node | None) -> tuple[str, ...]:
        return tuple(self.word(item) for item in node.items) if isinstance(node, ListNode) else ()

    def label(self, node: Node | None) -> Text | None:
        """Words without any markup."""
        text = self.prose(node)
        for scalar in _languages(node):
            if _MARKDOWN.search(scalar.text):
                self.report("T003", scalar)
        return text

    def prose(self, node: Node | None, placeholders: tuple[str, ...] = ()) -> Text | None:
        """Words that may use Markdown, never HTML, and only the placeholders named."""
        for scalar in _languages(node):
            markup = _markup(scalar.text)
            if markup:
                start, written = markup
                self.problems.append(
                    Problem("T002", scalar.place_of(start), scalar.path, {"markup": written})
                )
            self._check_placeholders(scalar, placeholders)
        if isinstance(node, ScalarNode):
            return Text.of(node.text)
        if isinstance(node, MapNode) and "vi" in node.entries:
            return Text({language: self.word(words) for language, words in node.entries.items()})
        return None

    def _check_placeholders(self, scalar: ScalarNode, allowed: tuple[str, ...]) -> None:
        for found in _PLACEHOLDER.finditer(scalar.text):
            if found[1] not in allowed:
                params = {"name": found[1], "known": ", ".join(f"{{{name}}}" for name in allowed)}
                code = "T001" if allowed else "T004"
                self.problems.append(Problem(code, scalar.place_of(found.start()), scalar.path, params))

    def required_label(self, node: Node | None) -> Text:
        return self.label(node) or Text.of("")

    # ---- plain values

    def flag(self, node: Node | None, *, default: bool = False) -> bool:
        return node.text in TRUE if isinstance(node, ScalarNode) else default

    def whole(self, node: Node | None, default: int = 0) -> int:
        return int(node.text) if isinstance(node, ScalarNode) else default

    def number(self, node: Node | None) -> Decimal | None:
        return Decimal(node.text) if isinstance(node, ScalarNode) else None

    def money(self, node: Node | None) -> Money | None:
        return Money.parse(node.text) if isinstance(node, ScalarNode) else None

    def span(self, node: Node | None) -> Span | None:
        return Span.parse(node.text) if isinstance(node, ScalarNode) else None

    def day(self, node: Node | None) -> date | None:
        return date.fromisoformat(node.text) if isinstance(node, ScalarNode) else None

    def hour(self, node: Node | None) -> time | None:
        return time.fromisoformat(node.text) if isinstance(node, ScalarNode) else None

    def size(self, node: Node | None, default: int) -> int:
        return size_in_bytes(node.text) if isinstance(node, ScalarNode) else default

    # ---- expressions

    def _is_too_much(self, node: ScalarNode) -> bool:
        if node.path not in self._weighed:
            self._weighed.add(node.path)
            self._weight += len(node.text)
        return self._weight > MOST_EXPRESSIONS

    def expression(
        self,
        node: Node | None,
        names: Names,
        expected: Type | None,
        assuming: tuple[Expression | None, ...] = (),
        *,
        lenient: bool = False,
    ) -> Expression | None:
        """Compile, and report each fault at its own character."""
        if not isinstance(node, ScalarNode):
            return None
        if self.unknowable & set(_NAME.findall(node.text)):
            self.unread.add(node.path)
            return None
        if len(self.problems) > MOST_FINDINGS:
            return None  # the file is refused already, and the author told that not all was looked at
        if self._is_too_much(node):
            self.report("S027", node, limit=MOST_EXPRESSIONS)
            return None
        if self._parts > MOST_PARTS:
            self.report("X166", node, limit=MOST_PARTS)
            return None
        known = tuple(condition for condition in assuming if condition is not None)
        compiled = compile_expression(
            node.text,
            names.scope,
            expected,
            present=names.present,
            assuming=known,
            facts=names.facts,
            lenient=lenient,
        )
        for fault in compiled.faults:
            code, params = _told(fault, names)
            self.problems.append(Problem(code, node.place_of(fault.column), node.path, params))
        self._parts += compiled.expression.root.size if compiled.expression else 0
        return compiled.expression


def _told(fault: Fault, names: Names) -> tuple[str, Mapping[str, Any]]:
    """A result that may be missing is told with the way on which it is."""
    name = str(fault.params.get("name", ""))
    path = names.ways_round.get(name.partition(".")[0])
    if fault.code != _UNGUARDED or not path:
        return fault.code, fault.params
    return "D020", {"name": name, "step": name.partition(".")[0], "path": " → ".join(path)}


def _markup(text: str) -> tuple[int, str] | None:
    """Where the first tag, comment or entity begins and how it reads. In time linear in the text: a pattern
    for whole tags would look for the end of each of ten thousand that have none.
    """
    tag = _TAG.search(text)
    end = text.find(">", tag.end()) + 1 if tag else 0
    mark = _MARK.search(text)
    found = [(tag.start(), end)] if tag and end else []
    found += [mark.span()] if mark else []
    if not found:
        return None
    start, stop = min(found)
    return start, text[start : min(stop, start + _LONGEST_SHOWN)]


def _languages(node: Node | None) -> Iterator[ScalarNode]:
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, MapNode):
        yield from (words for words in node.entries.values() if isinstance(words, ScalarNode))


def items(node: Node | None) -> Iterator[MapNode]:
    """The maps of a list of the normal form."""
    for item in node.items if isinstance(node, ListNode) else ():
        if isinstance(item, MapNode):
            yield item
