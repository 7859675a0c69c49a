"""YAML text → nodes with places, and findings for whatever a procedure file may not hold. Nothing is ever
executed or guessed.

Only maps with text keys, lists and scalars are let in: no anchors, aliases, tags, merge keys, directives,
second documents, control or direction-changing characters; bounded in bytes, nodes and depth. A scalar is
its text, normalised to NFC, with a note whether it was quoted. What is a number, a yes/no, a date or money
is decided later by the place where it stands (`engine.schema`): `yes`, `no`, `true`, `false` count as
yes/no and `12` or `-1.5` as numbers only where the format asks for one and only unquoted. So ids, codes,
hours and amounts need no quotes to stay what they are.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from engine.nodes import ListNode, MapNode, Node, ScalarNode, below
from engine.problems import Place, Problem

MAX_BYTES = 512 * 1024
MAX_NODES = 10_000
"""Ten times the largest procedure known; the shape check takes a second for as many."""
MAX_DEPTH = 40

# libyaml where PyYAML was built with it, as its wheels are. The parser in Python refuses a little more
# (a "?" before a comma between braces), and is much slower.
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufff9-\uffff]"
)

_SYNTAX = (
    ("mapping values are not allowed", "Y013"),
    ("expected ',' or", "Y014"),
    ("could not find expected ':'", "Y015"),
    ("did not find expected key", "Y016"),
    ("did not find expected '-'", "Y016"),
    ("expected <block end>", "Y016"),
    ("unexpected end of stream", "Y017"),
    ("escape", "Y018"),
    ("while scanning a block scalar", "Y024"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """`root` is None when nothing could be read. `complete` is False when reading stopped before the end of
    the file; what stands from line `sound_until` on may then be other than it seems.
    """

    file: str
    text: str
    root: Node | None
    problems: tuple[Problem, ...]
    complete: bool
    sound_until: int = sys.maxsize


def read(text: str | bytes, file: str) -> Source:
    """Read one YAML document. Never raises for anything a file can hold."""
    encoded = text.encode("utf-8", errors="surrogatepass") if isinstance(text, str) else text
    start = Place(file, 1, 1)
    if len(encoded) > MAX_BYTES:
        limits = {"size": len(encoded) // 1024, "limit": MAX_BYTES // 1024}
        return Source(file, "", None, (Problem("Y001", start, params=limits),), complete=False)
    try:
        text = encoded.decode("utf-8", errors="surrogatepass" if isinstance(text, str) else "strict")
    except UnicodeDecodeError as error:
        place = _place_in(encoded[: error.start].decode("utf-8", errors="replace"), file, None)
        return Source(file, "", None, (Problem("Y002", place),), complete=False)
    forbidden = tuple(_forbidden_characters(text, file))
    if forbidden:
        return Source(file, text, None, forbidden, complete=False)
    return _Reading(text, file).source()


def content_of(path: Path | str) -> bytes:
    """What stands in a file, up to a little more than `read` would take: nobody's file fills the memory.

    Raises OSError for what is no regular file, too: a pipe could keep its reader waiting for ever.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "not a regular file", str(path))
        content, room = b"", MAX_BYTES + 1
        while room > 0 and (more := os.read(descriptor, min(found.st_size + 1, room))):
            content, room = content + more, room - len(more)
        return content
    finally:
        os.close(descriptor)


def _forbidden_characters(text: str, file: str) -> Iterator[Problem]:
    """The first few characters that would hide from the reader's eye what the file says."""
    for count, found in enumerate(_FORBIDDEN.finditer(text)):
        if count == 20:
            return
        place = _place_in(text, file, found.start())
        if found.start() == 0 and found[0] == "\ufeff":
            yield Problem("Y003", place)
        else:
            yield Problem("Y004", place, params={"character": f"U+{ord(found[0]):04X}"})


def _place_in(text: str, file: str, offset: int | None) -> Place:
    before = text if offset is None else text[:offset]
    return Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))


class _Stop(Exception):
    """Reading further makes no sense; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


@dataclass(slots=True)
class _Open:
    """A list or map whose end has not been met. `key` is the map key waiting for its value."""

    place: Place
    path: str
    is_map: bool
    flow: bool = False
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, ScalarNode] = field(default_factory=dict)
    key: ScalarNode | None = None
    duplicate: bool = False

    @property
    def awaits_key(self) -> bool:
        return self.is_map and self.key is None

    def path_of_next(self) -> str:
        if self.is_map:
            return below(self.path, self.key.text if self.key else "?")
        return below(self.path, len(self.items))

    def add(self, node: Node) -> None:
        if not self.is_map:
            self.items.append(node)
        elif self.key is not None:
            if not self.duplicate:
                self.entries[self.key.text] = node
            self.key, self.duplicate = None, False

    def close(self) -> Node:
        if self.is_map:
            return MapNode(self.entries, self.keys, self.place, self.path, self.flow)
        return ListNode(tuple(self.items), self.place, self.path)


class _Reading:
    """One pass over the parser's events, keeping the open lists and maps on a stack of its own."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.problems: list[Problem] = []
        self.stack: list[_Open] = []
        self.root: Node | None = None
        self.nodes = 0
        self.documents = 0
        self.sound_until = sys.maxsize

    def source(self) -> Source:
        complete = True
        try:
            for event in yaml.parse(self.text, Loader=_LOADER):
                self._take(event)
        except _Stop as stop:
            self.problems.append(stop.problem)
            self.sound_until = stop.problem.place.line
            complete = False
        except yaml.MarkedYAMLError as error:
            self.problems.append(self._syntax_problem(error))
            complete = False
        except yaml.YAMLError:
            self.problems.append(Problem("Y010", _place_in(self.text, self.file, None)))
            complete = False
        brackets = [part.place.line for part in self.stack if part.flow]
        self.sound_until = min([self.sound_until, *brackets])
        while self.stack:
            self._finish(self.stack.pop().close())
        if complete and self.root is None:
            self.problems.append(Problem("Y022", Place(self.file, 1, 1)))
            complete = False
        return Source(self.file, self.text, self.root, tuple(self.problems), complete, self.sound_until)

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self._start_document(event)
        elif isinstance(event, yaml.AliasEvent):
            self._report("Y005", event, name=event.anchor)
            self._put(ScalarNode("", self._place(event), self._path()))
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close()

    def _start_document(self, event: yaml.DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents > 1:
            raise _Stop(Problem("Y009", self._place(event)))
        if event.version or event.tags:
            self._report("Y023", event)

    def _count(self, event: yaml.NodeEvent) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise _Stop(Problem("Y020", self._place(event), params={"limit": MAX_NODES}))
        if event.anchor is not None:
            self._report("Y005", event, name=event.anchor)
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._report("Y006", event, tag=tag)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._count(event)
        text = unicodedata.normalize("NFC", event.value)
        hidden = _FORBIDDEN.search(text)
        if hidden:
            self._report("Y004", event, character=f"U+{ord(hidden[0]):04X}")
            text = _FORBIDDEN.sub("", text)
        is_plain = event.style in (None, "")
        start = _mark(event).index + (0 if is_plain else 1)
        verbatim = (
            event.style not in ("|", ">")
            and self.text[start : start + len(text)] == text
            and "\n" not in text
        )
        self._put(ScalarNode(text, self._place(event), self._path(), plain=is_plain, verbatim=verbatim))

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        self._count(event)
        place = self._place(event)
        if len(self.stack) >= MAX_DEPTH:
            raise _Stop(Problem("Y021", place, params={"limit": MAX_DEPTH}))
        if self.stack and self.stack[-1].awaits_key:
            raise _Stop(Problem("Y019", place))
        is_map = isinstance(event, yaml.MappingStartEvent)
        self.stack.append(_Open(place, self._path(), is_map, flow=bool(event.flow_style)))

    def _close(self) -> None:
        self._finish(self.stack.pop().close())

    def _finish(self, node: Node) -> None:
        if self.stack:
            self.stack[-1].add(node)
        elif self.root is None:
            self.root = node

    def _put(self, node: ScalarNode) -> None:
        if self.stack and self.stack[-1].awaits_key:
            self._put_key(node, self.stack[-1])
        else:
            self._finish(node)

    def _put_key(self, key: ScalarNode, into: _Open) -> None:
        if key.text == "<<" and key.plain:
            self.problems.append(Problem("Y007", key.place, into.path))
            into.duplicate = True
        elif key.text in into.keys:
            params = {"key": key.text, "line": into.keys[key.text].place.line}
            self.problems.append(Problem("Y008", key.place, below(into.path, key.text), params))
            into.duplicate = True
        else:
            into.keys[key.text] = key
        into.key = key

    def _path(self) -> str:
        return self.stack[-1].path_of_next() if self.stack else ""

    def _place(self, event: yaml.Event) -> Place:
        mark = _mark(event)
        return Place(self.file, mark.line + 1, mark.column + 1)

    def _report(self, code: str, event: yaml.Event, **params: Any) -> None:
        self.problems.append(Problem(code, self._place(event), self._path(), params))

    def _syntax_problem(self, error: yaml.MarkedYAMLError) -> Problem:
        mark = error.problem_mark or error.context_mark
        if mark is None:
            return Problem("Y010", _place_in(self.text, self.file, None), self._path())
        place = Place(self.file, mark.line + 1, mark.column + 1)
        words = error.problem or ""
        brackets = [part.place.line for part in self.stack if part.flow]
        opened = error.context_mark.line + 1 if error.context_mark else place.line
        self.sound_until = min(opened, place.line)
        if brackets and "node content" in words:
            return Problem("Y014", place, self._path(), {"line": brackets[-1]})
        if "cannot start any token" in words:
            character = self.text[mark.index : mark.index + 1]
            code = "Y011" if character == "\t" else "Y012"
            return Problem(code, place, self._path(), {"character": character})
        for part, code in _SYNTAX:
            if part in words or part in (error.context or ""):
                return Problem(code, place, self._path(), {"line": opened})
        return Problem("Y010", place, self._path())


def _mark(event: yaml.Event) -> Any:
    """Where an event begins. The parsers always say, though their annotations leave it open."""
    return event.start_mark
