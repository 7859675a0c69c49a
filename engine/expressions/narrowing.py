"""What a condition proves about the values it guards: which are present, which alternatives remain.

Purely syntactic and sound: it may fail to see that a value is there, it never claims one that could be
absent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.expressions.tree import (
    Binary,
    Call,
    Day,
    Fact,
    Listing,
    Logic,
    Name,
    Negative,
    Node,
    Not,
    Number,
    Quoted,
    Truth,
)

NOTHING: frozenset[tuple[Node, bool]] = frozenset()


@dataclass(frozen=True, slots=True)
class Facts:
    """Conditions known to be true or false at one point of an expression."""

    certain: frozenset[tuple[Node, bool]] = NOTHING

    def assuming(self, condition: Node, truth: bool) -> Facts:
        return Facts(self.certain | _consequences(condition, truth))

    def present(self, path: str) -> bool:
        """Whether `given(path)` is among the facts; what is given of a record's member holds for the record
        too.
        """
        return any(
            truth and isinstance(fact, Call) and fact.function == "given" and _is_or_holds(fact, path)
            for fact, truth in self.certain
        )

    def entail(self, condition: Node) -> bool:
        return _entailed(condition, True, self.certain)


def _is_or_holds(given: Call, path: str) -> bool:
    return any(
        isinstance(name, Name) and (name.path == path or name.path.startswith(path + "."))
        for name in given.arguments
    )


def _canonical(condition: Node, truth: bool) -> tuple[Node, bool]:
    match condition:
        case Fact(body=body):
            return _canonical(body, truth)
        case Not(operand=operand):
            return _canonical(operand, not truth)
        case Binary(operator="!=", left=left, right=right):
            return _canonical(Binary("==", left, right), not truth)
        case Binary(operator="==", left=left, right=Truth(value=value)):
            return _canonical(left, truth == value)
        case Binary(operator="==", left=Truth(value=value), right=right):
            return _canonical(right, truth == value)
        case Binary(operator="==", left=left, right=Name() as name) if not isinstance(left, Name):
            return Binary("==", name, left), truth
    return condition, truth


def _consequences(condition: Node, truth: bool) -> frozenset[tuple[Node, bool]]:
    condition, truth = _canonical(condition, truth)
    if not isinstance(condition, Logic):
        return frozenset({(condition, truth)})
    parts = [_consequences(operand, truth) for operand in condition.operands]
    if (condition.operator == "and") == truth:
        return frozenset().union(*parts)
    return parts[0].intersection(*parts[1:])


def _entailed(condition: Node, truth: bool, certain: frozenset[tuple[Node, bool]]) -> bool:
    condition, truth = _canonical(condition, truth)
    if isinstance(condition, Logic):
        each = (_entailed(operand, truth, certain) for operand in condition.operands)
        return all(each) if (condition.operator == "and") == truth else any(each)
    return (condition, truth) in certain or _alternatives_entail(condition, truth, certain)


def _alternatives_entail(condition: Node, truth: bool, certain: frozenset[tuple[Node, bool]]) -> bool:
    """`x == 'a'` proves `x in ['a', 'b']` and `x != 'c'`."""
    wanted = _alternatives(condition)
    if wanted is None:
        return False
    name, values = wanted
    allowed, excluded = _known_alternatives(name, certain)
    if truth:
        return allowed is not None and allowed - excluded <= values
    return values <= excluded or (allowed is not None and not (allowed - excluded) & values)


def _known_alternatives(
    name: str, certain: Iterable[tuple[Node, bool]]
) -> tuple[frozenset[Node] | None, frozenset[Node]]:
    allowed: frozenset[Node] | None = None
    excluded: frozenset[Node] = frozenset()
    for fact, truth in certain:
        known = _alternatives(fact)
        if known is None or known[0] != name:
            continue
        if not truth:
            excluded |= known[1]
        else:
            allowed = known[1] if allowed is None else allowed & known[1]
    return allowed, excluded


def _alternatives(condition: Node) -> tuple[str, frozenset[Node]] | None:
    """The name and the literal values of `name == literal` or `name in [literals]`; None for anything
    else.
    """
    match condition:
        case Binary(operator="==", left=Name(path=path), right=right) if _constant(right):
            return path, frozenset({right})
        case Binary(operator="in", left=Name(path=path), right=Listing(items=items)) if all(
            map(_constant, items)
        ):
            return path, frozenset(items)
    return None


def _constant(node: Node) -> bool:
    """A literal: two that are written differently are different values, as `1 + 2` and `3` are not."""
    inner = node.operand if isinstance(node, Negative) else node
    return isinstance(inner, Number | Quoted | Truth | Day)
