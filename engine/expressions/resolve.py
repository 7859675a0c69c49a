"""What only the names of a place can tell: which name is a fact, which call goes through the rows of a group."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from engine.expressions.functions import AGGREGATES
from engine.expressions.tree import (
    Aggregate,
    Binary,
    Call,
    Conditional,
    Fact,
    Listing,
    Logic,
    Name,
    Negative,
    Node,
    Not,
    OfRow,
    Range,
)
from engine.expressions.types import Scope

MAX_SIZE = 5_000
"""Parts of an expression together with all the facts it names."""
MAX_DEPTH = 100

_ROW = "item."
_LIKE_A_FUNCTION_OF_VALUES = ("min", "max")


def resolved(root: Node, scope: Scope, facts: Mapping[str, Node]) -> Node:
    """The tree with facts and aggregates in place of the names and calls that mean them."""

    def change(node: Node) -> Node:
        match node:
            case Name(path=path) if path in facts and path not in scope:
                return Fact(path, facts[path], column=node.column)
            case Call(function=function, arguments=(Name() as group, body, *others)) if (
                function in AGGREGATES
            ):
                if _goes_through_rows(function, group, scope):
                    inside = mapped(body, lambda each: _of_row(each, group.path))
                    return Aggregate(function, group, inside, tuple(others), column=node.column)
        return node

    return mapped(root, change)


def is_too_large(root: Node) -> bool:
    return root.size > MAX_SIZE or root.depth > MAX_DEPTH


def _goes_through_rows(function: str, group: Name, scope: Scope) -> bool:
    """`min` and `max` also take plain values."""
    found = scope.get(group.path)
    return function not in _LIKE_A_FUNCTION_OF_VALUES or (found is not None and found.kind == "records")


def _of_row(node: Node, group: str) -> Node:
    if type(node) is Name and node.path.startswith(_ROW):
        return OfRow(f"{group}.{node.path.removeprefix(_ROW)}", column=node.column)
    return node


def mapped(node: Node, change: Callable[[Node], Node]) -> Node:
    """The tree with `change` applied to every part, leaves first; a part in which nothing changed stays the
    same object.
    """

    def inner(child: Node) -> Node:
        return mapped(child, change)

    def every(children: tuple[Node, ...]) -> tuple[Node, ...]:
        found = tuple(map(inner, children))
        return children if all(new is old for new, old in zip(found, children, strict=True)) else found

    children = node.children()
    if every(children) is children:
        return change(node)
    match node:
        case Listing(items=items):
            node = replace(node, items=every(items))
        case Logic(operands=operands):
            node = replace(node, operands=every(operands))
        case Call(arguments=arguments):
            node = replace(node, arguments=every(arguments))
        case Not(operand=operand) | Negative(operand=operand):
            node = replace(node, operand=inner(operand))
        case Binary(left=left, right=right):
            node = replace(node, left=inner(left), right=inner(right))
        case Range(low=low, high=high):
            node = replace(node, low=inner(low), high=inner(high))
        case Conditional(condition=condition, then=then, otherwise=otherwise):
            node = replace(node, condition=inner(condition), then=inner(then), otherwise=inner(otherwise))
        case Aggregate(body=body, others=others):
            node = replace(node, body=inner(body), others=every(others))
    return change(node)
