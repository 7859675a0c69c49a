"""What changed between two versions of a procedure, and whether dossiers already begun still fit. Words are
elsewhere.

Compares Definitions, not files: comments, layout and the way a template is used make no difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any

from engine.definition import Definition, Document, Field, Page
from engine.expressions import Expression
from engine.money import Money
from engine.renames import renamed, renamed_names, spoken_anew
from engine.spans import Span
from engine.text import Text


class Kind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    RENAMED = "renamed"


class Impact(StrEnum):
    """SAFE: words and order only. COMPATIBLE: treated differently from now on, but what was answered, filed
    and decided still fits. BREAKING: it may no longer fit.
    """

    SAFE = "safe"
    COMPATIBLE = "compatible"
    BREAKING = "breaking"


@dataclass(frozen=True, slots=True)
class Change:
    """`path` is dotted, with ids for what has one ("pages.product.fields.test_date.required").

    `before` and `after` are the values themselves, None for what was not there; for MOVED the ids in their
    order; for RENAMED the old and the new id.
    """

    path: str
    kind: Kind
    impact: Impact
    before: Any = None
    after: Any = None


# What a change of a single value means, by the last name of its path, outside the parts below.
COMPATIBLE = frozenset(
    [
        "queue",
        "within",
        "prefill",
        "default",
        "listable",
        "sensitive",
        "blank",
        "attach_result",
        "confirm",
        "effective",
        "code",
        "level",
        "slip",
        "template",
        "reply_within",
        "no_reply",
        "at_most",
        "replaced_by",
        "formats",
        "max_size",
        "max_files",
        "page",
        "valid_for",
        "ordered",
        "lookup",
        "connector",
        "send",
        "fills",
        "must",
        "when_unavailable",
        "gets",
        "timeout",
        "not_needed_for",
        "needs",
        "silence",
        "means",
        "wait_at_most",
        "restart",
        "wait",
    ]
)
BREAKING = frozenset(
    [
        "type",
        "when",
        "checks",
        "rule",
        "late",
        "compute",
        "choices",
        "fields",
        "settings",
        "applicants",
        "originals",
        "copies",
        "present",
        "signature",
        "kind",
        "to",
        "supplement",
        "reason_required",
        "not_same_person_as",
        "status",
        "outcomes",
        "steps",
        "exits",
        "routes",
        "consultation",
        "parties",
        "branches",
        "payment",
        "call",
        "get",
        "linked",
        "procedure",
        "answers",
        "process",
        "pages",
        "documents",
        "asks",
        "parts",
        "of",
        "depends_on",
        "sections",
        "cases",
        "case",
        "delegation",
        "allowed",
        "paper",
        "groups",
        "group",
        "at_least",
        "certified",
        "by_channel",
        "facts",
        "table",
        "is",
        "match",
        "rows",
        "otherwise",
        "policy",
        "gives",
        "cells",
        "value",
    ]
)
SAFE = frozenset(
    [
        "keywords",
        "legal_basis",
        "source",
        "guidance",
        "hint",
        "example",
        "conditions",
        "sequence",
        "summary",
        "text",
        "message",
        "form",
        "note",
        "decision",
        "government",
        "eligible",
        "performing",
        "competent",
        "delegated",
        "coordinating",
        "description",
        "reception",
        "papers",
        "time",
        "fees",
        "related",
        "source",
    ]
)
WORDS = frozenset(["name", "label", "title", "ask_case"])
"""Always words, hence safe."""
PARTS = frozenset(
    [
        "fee",
        "deadline",
        "submit",
        "receive",
        "agency",
        "sector",
        "results",
        "notices",
        "parameters",
        "publication",
        "opening",
        "numbering",
    ]
)
"""Parts of a procedure that bind the office or new dossiers only: a change of them is compatible."""
_WHOLE = (Text, Expression, Money, Span)


def difference(old: Definition, new: Definition) -> tuple[Change, ...]:
    """Every change, in the order of the definition; () when nothing a person or a dossier could notice has
    changed.
    """
    names = renamed_names(old, new)
    return tuple(_of_parts(spoken_anew(old, names) if names else old, new, ""))


def worst(changes: tuple[Change, ...]) -> Impact:
    """The gravest impact among the changes; SAFE when there are none."""
    return max((change.impact for change in changes), key=list(Impact).index, default=Impact.SAFE)


def _of_parts(old: Any, new: Any, path: str) -> Iterator[Change]:
    """The changes inside two values of one dataclass."""
    for part in fields(old):
        if part.name not in {"id", "content_hash", "was"}:
            yield from _of_values(getattr(old, part.name), getattr(new, part.name), _below(path, part.name))


def _of_values(old: Any, new: Any, path: str) -> Iterator[Change]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _of_items(dict(old), dict(new), path, ordered=False)
    elif _has_ids(old) or _has_ids(new):
        yield from _of_items(
            {item.id: item for item in old}, {item.id: item for item in new}, path, ordered=True
        )
    elif is_dataclass(old) and type(old) is type(new) and not isinstance(old, _WHOLE):
        yield from _of_parts(old, new, path)
    elif _comparable(old) != _comparable(new):
        yield Change(path, Kind.CHANGED, _impact(path, old, new), old, new)


def _of_items(
    old: Mapping[Any, Any], new: Mapping[Any, Any], path: str, *, ordered: bool
) -> Iterator[Change]:
    """The changes between two collections whose members are known by id or key."""
    names = renamed(old, tuple(new.values())) if ordered else {}
    for was, key in names.items():
        yield Change(_below(path, key), Kind.RENAMED, Impact.COMPATIBLE, was, key)
    old = {names.get(key, key): item for key, item in old.items()}
    for key, item in old.items():
        if key not in new:
            yield Change(_below(path, key), Kind.REMOVED, _impact_of_removal(path), item, None)
        else:
            yield from _of_values(item, new[key], _below(path, key))
    for key, item in new.items():
        if key not in old:
            yield Change(_below(path, key), Kind.ADDED, _impact_of_addition(item), None, item)
    stayed_old, stayed_new = [key for key in old if key in new], [key for key in new if key in old]
    if ordered and stayed_old != stayed_new:
        yield Change(path, Kind.MOVED, _impact_of_order(path), tuple(stayed_old), tuple(stayed_new))


def _impact(path: str, old: Any, new: Any) -> Impact:
    name = path.rpartition(".")[2]
    if (isinstance(old, Text | None) and isinstance(new, Text | None)) or name in SAFE:
        return Impact.SAFE
    if name == "required":
        return Impact.BREAKING if new else Impact.COMPATIBLE
    if name in COMPATIBLE or _part(path) in PARTS:
        return Impact.COMPATIBLE
    return Impact.BREAKING


def _impact_of_removal(path: str) -> Impact:
    return Impact.COMPATIBLE if _part(path) in PARTS else Impact.BREAKING


def _part(path: str) -> str:
    """The part of the procedure a path is in; a case has parts of its own ("cases.renew.deadline.legal")."""
    first, *below = path.split(".")
    return below[1] if first == "cases" and len(below) > 1 else first


def _impact_of_addition(item: Any) -> Impact:
    """What is newly asked breaks what was begun without it; what is newly offered does not."""
    return Impact.BREAKING if _asks(item) else Impact.COMPATIBLE


def _asks(item: Any) -> bool:
    match item:
        case Page():
            return any(_asks(field) for field in item.fields)
        case Field():
            return item.required and item.compute is None
        case Document():
            return item.required
    return False


def _impact_of_order(path: str) -> Impact:
    """The first step receives the dossier and the first row of fees decides nothing: only steps have an
    order.
    """
    return Impact.BREAKING if path.endswith("process.steps") else Impact.SAFE


def _has_ids(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and all(hasattr(item, "id") for item in value)


def _comparable(value: Any) -> Any:
    """Values that leave part of themselves out of `==` are compared by all of it."""
    if isinstance(value, Text):
        return dict(value.by_language)
    if isinstance(value, tuple):
        return tuple(_comparable(item) for item in value)
    if is_dataclass(value) and not isinstance(value, (*_WHOLE, type)):
        return {part.name: _comparable(getattr(value, part.name)) for part in fields(value)}
    return value


def _below(path: str, name: Any) -> str:
    return f"{path}.{name}" if path else str(name)
