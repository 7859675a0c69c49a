"""The parts of a read expression. Two nodes are equal when they say the same, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Node:
    """`column` is where it starts in the text; `depth` the longest way down to a leaf; `size` how many parts
    it has, itself included.
    """

    column: int = field(compare=False, kw_only=True, default=0)
    depth: int = field(compare=False, init=False, repr=False)
    size: int = field(compare=False, init=False, repr=False)

    def __post_init__(self) -> None:
        children = self.children()
        object.__setattr__(self, "depth", 1 + max((child.depth for child in children), default=0))
        object.__setattr__(self, "size", 1 + sum(child.size for child in children))

    def children(self) -> tuple[Node, ...]:
        return ()


@dataclass(frozen=True)
class Number(Node):
    value: Decimal


@dataclass(frozen=True)
class Quoted(Node):
    value: str


@dataclass(frozen=True)
class Truth(Node):
    value: bool


@dataclass(frozen=True)
class Day(Node):
    value: date


@dataclass(frozen=True)
class Name(Node):
    """`path` is dotted: "copies", "applicant.kind", "members.age"."""

    path: str


@dataclass(frozen=True)
class OfRow(Name):
    """`item.age` inside an aggregate: a cell of the row it is at; `path` is "members.age"."""

    @property
    def written(self) -> str:
        return f"item.{self.path.partition('.')[2]}"


@dataclass(frozen=True)
class Range(Node):
    """`1..5` inside a list, both ends included."""

    low: Node
    high: Node

    def children(self) -> tuple[Node, ...]:
        return (self.low, self.high)


@dataclass(frozen=True)
class Listing(Node):
    """['a', 'b', 1..5], only ever to the right of `in`."""

    items: tuple[Node, ...]

    def children(self) -> tuple[Node, ...]:
        return self.items


@dataclass(frozen=True)
class Not(Node):
    operand: Node

    def children(self) -> tuple[Node, ...]:
        return (self.operand,)


@dataclass(frozen=True)
class Negative(Node):
    operand: Node

    def children(self) -> tuple[Node, ...]:
        return (self.operand,)


@dataclass(frozen=True)
class Logic(Node):
    """`and` / `or` over two or more operands, flat."""

    operator: str
    operands: tuple[Node, ...]

    def children(self) -> tuple[Node, ...]:
        return self.operands


@dataclass(frozen=True)
class Binary(Node):
    """A comparison (== != < <= > >= in) or arithmetic (+ - * /); `sign` is the column of the operator
    itself.
    """

    operator: str
    left: Node
    right: Node
    sign: int = field(compare=False, kw_only=True, default=0)

    def children(self) -> tuple[Node, ...]:
        return (self.left, self.right)


@dataclass(frozen=True)
class Conditional(Node):
    """`then if condition else otherwise`."""

    condition: Node
    then: Node
    otherwise: Node

    def children(self) -> tuple[Node, ...]:
        return (self.condition, self.then, self.otherwise)


@dataclass(frozen=True)
class Call(Node):
    function: str
    arguments: tuple[Node, ...]

    def children(self) -> tuple[Node, ...]:
        return self.arguments


@dataclass(frozen=True)
class Aggregate(Node):
    """`any`, `all`, `count`, `sum`, `min` or `max` of what `body` comes to on each row of `group`; `others`
    are further values of a `min` or `max`.
    """

    function: str
    group: Name
    body: Node
    others: tuple[Node, ...] = ()

    def children(self) -> tuple[Node, ...]:
        return (self.group, self.body, *self.others)


@dataclass(frozen=True)
class Cases(Node):
    """The rows of a decision table: the value beside the first condition that holds, else `otherwise`. `name`: the
    fact whose choices the values are.
    """

    name: str
    conditions: tuple[Node, ...]
    values: tuple[Node, ...]
    otherwise: Node | None = None

    def children(self) -> tuple[Node, ...]:
        rows = [node for pair in zip(self.conditions, self.values, strict=True) for node in pair]
        return (*rows, self.otherwise) if self.otherwise else tuple(rows)


@dataclass(frozen=True)
class Fact(Node):
    """A named value of the procedure, with all it is worked out from."""

    path: str
    body: Node

    def children(self) -> tuple[Node, ...]:
        return (self.body,)


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, in reading order."""
    yield node
    for child in node.children():
        yield from walk(child)


def as_json(node: Node, kinds: Mapping[str, str]) -> list[Any]:
    """Nested lists, operator first; a name carries its kind, because a browser has only what was typed."""
    match node:
        case Number(value=number):
            return ["number", f"{number:f}"]
        case Quoted(value=text):
            return ["text", text]
        case Truth(value=truth):
            return ["yes" if truth else "no"]
        case Day(value=day):
            return ["date", day.isoformat()]
        case OfRow(path=path):
            return ["cell", path, kinds[path]]
        case Name(path=path):
            group, _, column = path.partition(".")
            return ["column" if column and kinds[group] == "records" else "name", path, kinds[path]]
        case Listing(items=items):
            return ["list", *(as_json(item, kinds) for item in items)]
        case Fact(body=body):
            return as_json(body, kinds)
        case Aggregate(function=function):
            return ["each", function, *(as_json(child, kinds) for child in node.children())]
        case Range():
            head = "range"
        case Cases():
            head = "cases"
        case Not():
            head = "not"
        case Negative():
            head = "negative"
        case Logic(operator=head) | Binary(operator=head):
            pass
        case Conditional():
            head = "if"
        case Call(function=head):
            pass
    return [head, *(as_json(child, kinds) for child in node.children())]
