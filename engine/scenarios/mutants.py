"""Changed copies of a procedure, each with one rule of its author altered: what good scenarios must notice.

The key tells the kind of thing (see `docs/reference`): `when`, `rule`, `compute`, `per` are expressions,
`to` names a step, `within` is a length of time. So the changes go by key, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeAlias

from engine.expressions.tokens import Kind, Token, tokens
from engine.money import Money
from engine.nodes import below
from engine.spans import Span
from engine.validator import TRUE

DROPPED = ""
_STEP_MONEY = 1000
_FLIPPED: Mapping[str, str] = {
    "<": "<=",
    "<=": "<",
    ">": ">=",
    ">=": ">",
    "==": "!=",
    "!=": "==",
    "+": "-",
    "-": "+",
    "*": "/",
    "and": "or",
    "or": "and",
}
_EQUALITIES = frozenset({"==", "!="})
Steps: TypeAlias = "tuple[str | int, ...]"


@dataclass(frozen=True, slots=True)
class Mutant:
    """`path` is dotted, as findings have it; `after` is "" when `before` was taken out. `body` is the whole
    changed normal form, for `engine.compile.definition_from_body`.
    """

    path: str
    before: str
    after: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Change:
    """Put `value` at `steps` of the normal form; None takes out what stands there."""

    steps: Steps
    path: str
    before: str
    value: str | None


def mutants(body: Mapping[str, Any]) -> Iterator[Mutant]:
    """Every change, in the order of the file. `body` is `Loaded.body`."""
    procedure = body["procedure"]
    targets = _targets(procedure)
    for change in _changes(procedure, (), "", targets):
        changed = _with(procedure, change.steps, change.value)
        if change.value is None and change.steps[:2] == ("fee", "lines"):
            changed = _without_references(changed, change.before)
        yield Mutant(change.path, change.before, change.value or DROPPED, {**body, "procedure": changed})


def _changes(node: Any, steps: Steps, path: str, known: _Targets) -> Iterator[_Change]:
    if isinstance(node, list):
        for number, item in enumerate(node):
            name = str(item["id"]) if isinstance(item, dict) and "id" in item else number
            yield from _changes(item, (*steps, number), below(path, name), known)
            yield from _dropped_item(item, (*steps, number), below(path, name))
    elif isinstance(node, dict):
        yield from _absent(node, steps, path)
        yield from _swapped(node, steps, path)
        for key, value in node.items():
            at, under = (*steps, key), below(path, key)
            if isinstance(value, str) and not _says_nothing(key, node):
                for changed in _altered(key, value, steps, known):
                    yield _Change(at, under, value, changed)
            elif key in _DROPPABLE_GROUPS:
                yield _Change(at, under, _short(value), None)
            yield from _changes(value, at, under, known)
    elif steps[:1] == ("facts",) and steps[-3:-2] == ("rows",) and isinstance(steps[-1], int):
        yield from (_Change(steps, path, node, changed) for changed in _cell(node, steps, known))
    elif steps[-3:-2] == ("rows",) and isinstance(steps[-1], int) and _is_money(node):
        yield from (_Change(steps, path, node, changed) for changed in _money(node))


# ---- by key


@dataclass(frozen=True, slots=True)
class _Targets:
    """The queues of the process, to be mistaken for one another."""

    queues: tuple[str, ...]
    facts: Mapping[int, tuple[int, tuple[str, ...]]]
    """Of each fact with a table: how many columns it matches, and what its rows can give."""


def _targets(procedure: Mapping[str, Any]) -> _Targets:
    steps = procedure.get("process", {}).get("steps", [])
    tables = {at: fact.get("table", {}) for at, fact in enumerate(procedure.get("facts", []))}
    facts = {
        at: (len(table.get("match", [])), tuple(choice["id"] for choice in table.get("choices", [])))
        for at, table in tables.items()
    }
    return _Targets(tuple(dict.fromkeys(step["queue"] for step in steps if "queue" in step)), facts)


def _cell(written: str, steps: Steps, known: _Targets) -> Iterator[str]:
    """The next result in place of a row's own; in other cells, every number a little larger."""
    columns, results = known.facts[steps[1]] if isinstance(steps[1], int) else (0, ())
    if steps[-1] == columns and written in results:
        yield from [each for each in results if each != written][:1]
    elif steps[-1] == columns and _is_money(written):
        yield from _money(written)
    else:
        yield from _expression(written)


def _altered(key: str, value: str, steps: Steps, known: _Targets) -> Iterator[str | None]:
    """The values to put in place of one scalar; None takes it out."""
    if key in _BY_KEY:
        yield from _BY_KEY[key](value)
    elif key == "required":
        yield "no" if value in ("yes", "true") else "yes"
    elif key == "queue":
        yield from [queue for queue in known.queues if queue != value][:1]
    elif steps[-1:] == ("percent_of",):
        yield str(Decimal(value) + 1)  # towards nothing: more than all is no more than all
    elif key == "deadline" and "channels" in steps:
        yield from _longer(value)
    elif key == "from" and "volume" in steps:
        yield from _one_more(value)
    elif key in ("from", "until") and steps[-1:] == ("valid",):
        yield (date.fromisoformat(value) + timedelta(days=1 if key == "until" else -1)).isoformat()
        yield None


def _condition(text: str) -> Iterator[str | None]:
    """Always so; the other way round; and every change within."""
    yield None
    signs = [token.text for token in tokens(text)[0] if token.kind in (Kind.SYMBOL, Kind.KEYWORD)]
    is_one_equality = _EQUALITIES.issuperset(signs) and len(signs) == 1
    if not is_one_equality:
        yield f"not ({text})"
    yield from _expression(text)


def _expression(text: str) -> Iterator[str]:
    """One sign turned, or one number a little larger, at a time."""
    found, faults = tokens(text)
    for token in () if faults else found:
        changed = _turned(token)
        if changed:
            yield text[: token.column] + changed + text[token.column + len(token.text) :]


def _turned(token: Token) -> str:
    if token.kind is Kind.NUMBER:
        return str(Decimal(token.text) + 1)
    if token.kind in (Kind.SYMBOL, Kind.KEYWORD):
        return _FLIPPED.get(token.text, "")
    return ""


def _money(written: str) -> Iterator[str]:
    yield str(Money(Money.parse(written).amount + _STEP_MONEY))


def _sum(written: str) -> Iterator[str]:
    yield from _money(written) if _is_money(written) else _expression(written)


def _longer(written: str) -> Iterator[str]:
    span = Span.parse(written)
    yield str(Span(span.amount + 1, span.unit))


def _one_more(written: str) -> Iterator[str]:
    yield str(Decimal(written) + 1)


def _one_less(written: str) -> Iterator[str]:
    yield str(Decimal(written) - 1)


def _gone(_written: str) -> Iterator[None]:
    yield None


def _bound(written: str) -> Iterator[str]:
    yield from _money(written) if _is_money(written) else _one_more(written)


def _other_silence(written: str) -> Iterator[str]:
    if written in ("consent", "objection"):
        yield "objection" if written == "consent" else "consent"


def _other_need(written: str) -> Iterator[str]:
    yield "any" if written == "all" else "all"


def _other_start(written: str) -> Iterator[str]:
    yield "when_submitted" if written == "when_accepted" else "when_accepted"


_BY_KEY: Mapping[str, Callable[[str], Iterator[str | None]]] = {
    "when": _condition,
    "rule": _expression,
    "is": _expression,
    "compute": _expression,
    "per": _expression,
    "of": _expression,
    "amount": _sum,
    "each": _sum,
    "flat": _sum,
    "fee": _sum,
    "up_to": _one_more,
    "above": _one_more,
    "percent": _one_less,
    "min": _one_less,
    "max": _one_more,
    "past": _gone,
    "future": _gone,
    "within": _longer,
    "legal": _longer,
    "local": _longer,
    "reply_within": _longer,
    "wait_at_most": _longer,
    "silence": _other_silence,
    "needs": _other_need,
    "restart": _gone,
    "starts": _other_start,
    "cutoff": _gone,
    "at_least": _bound,
    "at_most": _bound,
    "attach_result": _gone,
    "reason": _gone,
}
_DROPPABLE_GROUPS = frozenset({"not_same_person_as"})


def _absent(node: Mapping[str, Any], steps: Steps, path: str) -> Iterator[_Change]:
    """What a question or a paper is when the file says nothing: not required, or required."""
    if "id" not in node or "required" in node:
        return
    is_field = "fields" in steps[-2:-1] or "columns" in steps[-2:-1]
    if is_field and "compute" not in node and node.get("type") != "note":
        yield _Change((*steps, "required"), path, f"{node['id']}: required: no", "yes")
    if steps[:1] == ("documents",) and len(steps) == 2 and not node.get("present"):
        yield _Change((*steps, "required"), path, f"{node['id']}: required: yes", "no")


def _swapped(node: Mapping[str, Any], steps: Steps, path: str) -> Iterator[_Change]:
    """Each outcome of a step leading where another one leads."""
    outcomes = node.get("outcomes")
    targets = [
        (number, each["id"], each["to"]) for number, each in enumerate(outcomes or []) if each.get("to")
    ]
    yield from _swapped_routes(node, steps, path)
    for number, outcome_id, target in targets:
        other = next((each for _, _, each in targets if each != target), None)
        if other is not None:
            at = (*steps, "outcomes", number, "to")
            yield _Change(at, below(path, f"outcomes.{outcome_id}.to"), target, other)


def _swapped_routes(node: Mapping[str, Any], steps: Steps, path: str) -> Iterator[_Change]:
    """Each route of a branch leading where another one leads, and so each exit of a consultation."""
    routes = enumerate(node.get("routes") or [])
    targets: list[tuple[Steps, str]] = [(("routes", number, "to"), each["to"]) for number, each in routes]
    targets += [
        ((key,), node[key]) for key in ("else", "agreed", "objected") if isinstance(node.get(key), str)
    ]
    for at, target in targets:
        other = next((each for _, each in targets if each != target), None)
        if other is not None:
            yield _Change((*steps, *at), below(path, ".".join(map(str, at))), target, other)


def _dropped_item(item: Any, steps: Steps, path: str) -> Iterator[_Change]:
    """Papers, fee lines, rules, rows of a table: taken out one at a time."""
    owner = steps[-2]
    if isinstance(item, dict) and (
        owner == "documents" or (steps[:2] == ("fee", "lines") and len(steps) == 3)
    ):
        yield _Change(steps, path, str(item["id"]), None)
    elif isinstance(item, dict) and owner == "check":
        yield _Change(steps, below(path, "rule"), str(item.get("rule", "")), None)
    elif owner in ("rows", "volume"):
        yield _Change(steps, path, _short(item), None)


# ---- changing a copy


def _says_nothing(key: str, node: Mapping[str, Any]) -> bool:
    """Whether the program does the same without it: a supplement is never asked for without a reason."""
    return key == "reason" and node.get("supplement") in TRUE


def _with(node: Any, steps: Steps, value: str | None) -> Any:
    """A copy with one place changed; what is not on the way to it is shared."""
    key = steps[0]
    if isinstance(node, list) and isinstance(key, int):
        inner = [] if len(steps) == 1 and value is None else [_inner(node[key], steps, value)]
        return [*node[:key], *inner, *node[key + 1 :]]
    if len(steps) == 1 and value is None:
        return {name: each for name, each in node.items() if name != key}
    return {**node, key: _inner(node.get(key), steps, value)}


def _inner(node: Any, steps: Steps, value: str | None) -> Any:
    return value if len(steps) == 1 else _with(node, steps[1:], value)


def _without_references(procedure: Mapping[str, Any], line_id: str) -> Mapping[str, Any]:
    """Percentages of a line that is gone go with it, and so do lines that were only percentages of it."""
    kept = []
    for line in procedure["fee"]["lines"]:
        shares = line.get("percent_of")
        if shares is None:
            kept.append(line)
        elif left := {name: share for name, share in shares.items() if name != line_id}:
            kept.append({**line, "percent_of": left})
    return {**procedure, "fee": {**procedure["fee"], "lines": kept}}


def _is_money(written: object) -> bool:
    try:
        Money.parse(str(written))
    except ValueError:
        return False
    return True


def _short(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {item}" for name, item in value.items())
    return ", ".join(str(item) for item in value) if isinstance(value, list) else str(value)
