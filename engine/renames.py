"""What was renamed between two versions: a thing under a new id says which ids it `was`.

Ids are never reused, so an old id has one meaning for ever; a rename moves what was answered or filed under it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from engine.definition import Definition, Field
from engine.expressions import Expression
from engine.expressions.tokens import Kind, tokens
from engine.text import Text

_NAMING = frozenset(
    ["to", "proof", "depends_on", "not_same_person_as", "asks", "for_each", "settings", "percent_of"]
)
"""Parts of a definition that name a field, a paper or a step by its id."""


def renamed(old: Iterable[str], new: Iterable[Any]) -> dict[str, str]:
    """Old id → new id, of things in `new` that have taken an id which `old` does not know."""
    known, now = set(old), {item.id for item in new}
    return {
        name: item.id
        for item in new
        if item.id not in known
        for name in getattr(item, "was", ())
        if name in known and name not in now
    }


def renamed_names(old: Definition, new: Definition) -> dict[str, str]:
    """The names of expressions, and ids other parts speak of, that have changed."""
    return {
        **renamed(old.fields, tuple(new.fields.values())),
        **renamed(old.steps, tuple(new.steps.values())),
        **renamed(old.documents_by_id, new.documents),
    }


def spoken_anew(value: Any, names: Mapping[str, str], part: str = "") -> Any:
    """A part of an old definition, with its expressions and references in the new names. Ids of things stay."""
    if isinstance(value, Expression):
        return replace(value, text=_in_new_names(value.text, names))
    if isinstance(value, str):
        return names.get(value, value) if part in _NAMING else value
    if isinstance(value, tuple):
        return tuple(spoken_anew(item, names, part) for item in value)
    if isinstance(value, Mapping):
        return {key: spoken_anew(item, names, part) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type | Text):
        parts = {each.name: getattr(value, each.name) for each in fields(value) if each.init}
        return replace(value, **{name: spoken_anew(item, names, name) for name, item in parts.items()})
    return value


def moved_answers(raw: Mapping[str, Any], definition: Definition) -> dict[str, Any]:
    """What was typed under ids this definition has renamed, under their new ones; the rest as it is."""
    return _moved(raw, tuple(definition.fields.values()))


def moved_papers(filed: Iterable[str], definition: Definition) -> dict[str, str]:
    """Old id → new id of papers filed under an id this definition has renamed."""
    return renamed(filed, definition.documents)


def _moved(raw: Mapping[str, Any], asked: tuple[Field, ...]) -> dict[str, Any]:
    names = renamed(raw, asked)
    found = {names.get(key, key): value for key, value in raw.items()}
    for field in asked:
        if field.id in found:
            found[field.id] = _value(found[field.id], field)
    return found


def _value(value: Any, field: Field) -> Any:
    """One answer, with choices and columns under their new ids."""
    if isinstance(value, str):
        return renamed((value,), field.choices).get(value, value)
    if isinstance(value, list):
        rows = (_moved(row, field.fields) if isinstance(row, Mapping) else row for row in value)
        return [_value(row, field) if isinstance(row, str) else row for row in rows]
    return value


def _in_new_names(text: str, names: Mapping[str, str]) -> str:
    done, parts = 0, []
    for token in tokens(text)[0]:
        first = token.text.partition(".")[0]
        if token.kind is Kind.NAME and first in names:
            parts += [text[done : token.column], names[first]]
            done = token.column + len(first)
    return "".join([*parts, text[done:]])
