"""The published schemas read for people: sections of keys, each with what it takes and what it is for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from admin.reference.kinds import VALUES, kind_words, target_of

Schema: TypeAlias = Mapping[str, Any]
NOTHING: Schema = {}


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a map. `default` is None when leaving the key out means there is nothing of the kind."""

    name: str
    about: str
    kind: str
    required: bool
    default: Any
    example: Any


@dataclass(slots=True)
class Section:
    """The keys of one shape, and the places of the file where that shape stands. `anchor` is unique on the
    page.
    """

    anchor: str
    about: str
    keys: tuple[Key, ...]
    places: list[str] = field(default_factory=list)


class Reader:
    """Walks one schema file. A shape is met once, where it is first used; later places are only noted."""

    def __init__(self, schema: Schema, *, prefix: str, english: bool) -> None:
        self._defs: Schema = schema.get("$defs", NOTHING)
        self._prefix, self._english = prefix, english
        self._met: dict[str, Section] = {}

    def key(self, name: str, schema: Schema, *, required: bool = False) -> Key:
        shape = self.resolved(schema)
        return Key(
            name=name,
            about=self.about(schema),
            kind=kind_words(schema, self._defs, prefix=self._prefix, english=self._english),
            required=required,
            default=schema.get("default"),
            example=next(iter(schema.get("examples", shape.get("examples", ()))), None),
        )

    def about(self, schema: Schema) -> str:
        return str(schema.get("x-en" if self._english else "description", ""))

    def resolved(self, schema: Schema) -> Schema:
        name = target_of(schema)
        return self._defs[name] if name else schema

    def sections(self, schema: Schema, path: str) -> Iterator[Section]:
        """The shape at `path` and everything below it that was not met before, outer first."""
        name = target_of(schema)
        if name in VALUES:
            return
        if name and name in self._met:
            self._met[name].places.append(path)
            return
        shape = self.resolved(schema)
        if keys := shape.get("properties"):
            section = self._section(name or path, schema, shape, path)
            if name:
                self._met[name] = section
            yield section
            for each, inner in keys.items():
                yield from self.sections(inner, f"{path}.{each}" if path else each)
        for inner, step in _parts(shape):
            yield from self.sections(inner, f"{path}{step}")

    def _section(self, anchor: str, schema: Schema, shape: Schema, path: str) -> Section:
        wanted = set(shape.get("required", ()))
        keys = (self.key(name, inner, required=name in wanted) for name, inner in shape["properties"].items())
        about = self.about(shape) or self.about(schema)
        return Section(f"{self._prefix}{anchor}".replace(".", "-"), about, tuple(keys), [path])


def _parts(shape: Schema) -> Iterator[tuple[Schema, str]]:
    """What a map or a list holds, also where a shorthand leaves the choice between them."""
    more = shape.get("additionalProperties")
    if isinstance(more, Mapping):
        yield more, ".…"
    if isinstance(shape.get("items"), Mapping):
        yield shape["items"], "[]"
    for branch in ("then", "else"):
        if isinstance(shape.get(branch), Mapping):
            yield from _branch(shape[branch])


def _branch(shape: Schema) -> Iterator[tuple[Schema, str]]:
    """A branch may name the shape itself; that it forbids a key is no shape."""
    if target_of(shape):
        yield shape, ""
    elif "properties" not in shape:
        yield from _parts(shape)
