"""The shape check: nodes against the published JSON Schema, every fault a finding at its own key or value.

One value can be read in several ways (see `engine.source`); here the schema's type at that place decides.
`sound` then gives the nodes without what was faulty, so that later checks can go on and find everything
else in the same run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, TypeAlias

from engine.nodes import ListNode, MapNode, Node, ScalarNode, below
from engine.problems import MOST_FINDINGS, Place, Problem
from engine.suggest import nearest
from engine.validator import PROCEDURE, Word, validator

_LONG = 60
Fault: TypeAlias = Any
"""A `jsonschema.ValidationError`, whose own annotations call every attribute of it possibly unset."""


@dataclass(frozen=True, slots=True)
class Shape:
    """`sound` holds what is well formed; `problems` says what was taken out and what is missing. Not
    `complete`: there was so much that the rest was not looked at, and `sound` may hold faulty things.
    """

    sound: Node
    problems: tuple[Problem, ...]
    complete: bool = True


def check(root: Node, *, file: str = PROCEDURE, definition: str = "", complete: bool = True) -> Shape:
    """Compare nodes with a schema file, or with one of its `$defs`. A source that broke off is not asked
    for what it lacks.
    """
    wanted = (
        fault
        for fault in validator(file, definition).iter_errors(_instance(root))
        if complete or fault.validator not in {"required", "minProperties", "minItems"}
    )
    faults = list(islice(wanted, MOST_FINDINGS + 1))
    mistyped = {tuple(fault.absolute_path) for fault in faults if fault.validator == "type"}
    problems: list[Problem] = []
    doubtful: set[tuple[str | int, ...]] = set()
    for fault in faults:
        if fault.validator == "type" or tuple(fault.absolute_path) not in mistyped:
            problems.extend(_problems(fault, root))
        doubtful.update(_doubtful(fault))
    oversize = any(fault.validator in {"maxProperties", "maxItems"} for fault in faults)
    if len(faults) <= MOST_FINDINGS and len(problems) <= MOST_FINDINGS:
        return Shape(_without(root, doubtful), tuple(problems), complete=not oversize)
    more = Problem("S026", problems[-1].place, problems[-1].path, {"limit": MOST_FINDINGS})
    return Shape(root, (*problems[:MOST_FINDINGS], more), complete=False)


def _instance(node: Node) -> Any:
    if isinstance(node, ScalarNode):
        return Word.of(node)
    if isinstance(node, ListNode):
        return [_instance(item) for item in node.items]
    return {key: _instance(value) for key, value in node.entries.items()}


# ---- a fault of the validator → findings with places


def _problems(fault: Fault, root: Node) -> Iterator[Problem]:
    node, place, path = _find(root, list(fault.absolute_path))
    if fault.validator in _WORDS:
        yield from _WORDS[fault.validator](fault, node, place, path)
    elif fault.validator == "not":
        yield Problem("S011", place, path, {"key": path.rpartition(".")[2]})
    else:
        yield Problem("S006", place, path, {"value": _short(node), "example": _example(fault)})


def _find(root: Node, steps: list[str | int]) -> tuple[Node, Place, str]:
    """The node at the end of a path, and the place to show: a scalar itself, the key of anything larger."""
    node, place, path = root, root.place, ""
    for step in steps:
        path = below(path, step)
        if isinstance(node, MapNode):
            key_place = node.key_place(str(step))
            node = node.entries[str(step)]
        elif isinstance(node, ListNode):
            node = node.items[int(step)]
            key_place = node.place
        else:
            break
        place = node.place if isinstance(node, ScalarNode) and node.text else key_place
    return node, place, path


def _type(fault: Fault, node: Node, place: Place, path: str) -> Iterator[Problem]:
    expected = fault.validator_value if isinstance(fault.validator_value, list) else [fault.validator_value]
    if isinstance(node, ScalarNode) and not node.text and node.plain:
        yield Problem("S009", place, path)
        return
    yield Problem(_NEEDED[expected[0]], place, path, {"value": _short(node)})


_NEEDED = {
    "object": "S001",
    "array": "S018",
    "string": "S019",
    "boolean": "S012",
    "integer": "S013",
    "number": "S013",
}


def _unknown_keys(fault: Fault, node: Node, _place: Place, path: str) -> Iterator[Problem]:
    known = list(fault.schema.get("properties", {}))
    for key in islice(_extra_keys(fault), MOST_FINDINGS + 1):
        at = node.key_place(key) if isinstance(node, MapNode) else node.place
        value = node.get(key) if isinstance(node, MapNode) else None
        if isinstance(node, MapNode) and node.flow and isinstance(value, ScalarNode) and not value.text:
            yield Problem("S014", at, below(path, key), {"key": key})
            continue
        params = {"key": key, "suggestion": nearest(key, known)}
        yield Problem("S002", at, below(path, key), params)


def _missing_key(fault: Fault, _node: Node, place: Place, path: str) -> Iterator[Problem]:
    for key in fault.validator_value:
        if key not in fault.instance and repr(key) in fault.message:
            yield Problem("S003", place, path, {"key": key, "example": _property_example(fault, key)})


def _not_allowed(fault: Fault, node: Node, place: Place, path: str) -> Iterator[Problem]:
    allowed = [str(one) for one in fault.validator_value]
    params = {
        "value": _short(node),
        "allowed": ", ".join(allowed),
        "suggestion": nearest(_short(node), allowed),
    }
    yield Problem("S004", place, path, params)


def _bad_form(fault: Fault, node: Node, place: Place, path: str) -> Iterator[Problem]:
    """Also the name of a key, which the validator reports at the map that holds it."""
    code = fault.schema.get("x-finding", "S006")
    if isinstance(node, MapNode):
        key = str(fault.instance)
        place, path, value = node.key_place(key), below(path, key), key
    else:
        value = _short(node)
    yield Problem(code, place, path, {"value": value, "example": _example(fault)})


def _bad_format(fault: Fault, node: Node, place: Place, path: str) -> Iterator[Problem]:
    code = {"money": "M001", "span": "S020", "date": "S022", "time": "S023", "size": "S021"}[
        fault.validator_value
    ]
    yield Problem(code, place, path, {"value": _short(node)})


def _length(fault: Fault, node: Node, place: Place, path: str) -> Iterator[Problem]:
    if fault.validator in {"minLength", "minProperties", "minItems"}:
        yield Problem("S009", place, path)
    elif isinstance(node, MapNode) and not isinstance(fault.instance, dict):
        key = str(fault.instance)
        yield Problem("S007", node.key_place(key), below(path, key[:_LONG]), {"limit": fault.validator_value})
    else:
        yield Problem("S007", place, path, {"limit": fault.validator_value})


def _out_of_bounds(fault: Fault, node: Node, place: Place, path: str) -> Iterator[Problem]:
    bound = "minimum" if fault.validator == "minimum" else "maximum"
    yield Problem(
        "S008" if bound == "maximum" else "S015",
        place,
        path,
        {"value": _short(node), "limit": fault.validator_value},
    )


def _repeated(_fault: Fault, node: Node, place: Place, path: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for at, item in enumerate(node.items if isinstance(node, ListNode) else ()):
        text = _short(item)
        if text in seen:
            yield Problem("S010", item.place, below(path, at), {"value": text})
        seen.add(text)


_WORDS: Mapping[Any, Callable[[Fault, Node, Place, str], Iterator[Problem]]] = {
    "type": _type,
    "additionalProperties": _unknown_keys,
    "required": _missing_key,
    "enum": _not_allowed,
    "pattern": _bad_form,
    "format": _bad_format,
    "minLength": _length,
    "maxLength": _length,
    "minItems": _length,
    "maxItems": _length,
    "minProperties": _length,
    "maxProperties": _length,
    "minimum": _out_of_bounds,
    "maximum": _out_of_bounds,
    "uniqueItems": _repeated,
}


def _extra_keys(fault: Fault) -> list[str]:
    known = fault.schema.get("properties", {})
    return [key for key in fault.instance if key not in known]


def _short(node: Node) -> str:
    text = node.text if isinstance(node, ScalarNode) else "…"
    return text if len(text) <= _LONG else text[: _LONG - 1] + "…"


def _example(fault: Fault) -> str:
    examples = fault.schema.get("examples", [""])
    return str(examples[0])


def _property_example(fault: Fault, key: str) -> str:
    """The first published example of a missing key, when it is short enough to show."""
    examples = fault.schema.get("properties", {}).get(key)
    found = examples.get("examples", [""])[0] if isinstance(examples, dict) else ""
    return found if isinstance(found, str) and len(found) <= _LONG else ""


# ---- taking out what is faulty


def _doubtful(fault: Fault) -> Iterator[tuple[str | int, ...]]:
    """Paths of what cannot be relied on. A missing key leaves the rest as good as it was."""
    path = tuple(fault.absolute_path)
    if fault.validator in {
        "required",
        "minProperties",
        "maxProperties",
        "minItems",
        "maxItems",
        "uniqueItems",
    }:
        return
    if fault.validator == "additionalProperties":
        yield from ((*path, key) for key in _extra_keys(fault))
    elif isinstance(fault.instance, str) and "propertyNames" in fault.absolute_schema_path:
        yield (*path, str(fault.instance))
    else:
        yield path


def _without(node: Node, doubtful: set[tuple[str | int, ...]], at: tuple[str | int, ...] = ()) -> Node:
    if not doubtful:
        return node
    if isinstance(node, MapNode):
        kept = {
            key: _without(value, doubtful, (*at, key))
            for key, value in node.entries.items()
            if (*at, key) not in doubtful
        }
        return replace(node, entries=kept)
    if isinstance(node, ListNode):
        items = enumerate(node.items)
        return replace(
            node,
            items=tuple(_without(item, doubtful, (*at, i)) for i, item in items if (*at, i) not in doubtful),
        )
    return node
