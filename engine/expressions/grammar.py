"""Tokens -> tree, by precedence climbing. Stops at the first thing that does not fit.

Loosest first: `a if c else b`, `or`, `and`, `not`, comparisons (never chained), `+ -`, `* /`, unary minus.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from engine.expressions import numbers
from engine.expressions.faults import Fault
from engine.expressions.tokens import Kind, Token
from engine.expressions.tree import (
    Binary,
    Call,
    Conditional,
    Day,
    Listing,
    Logic,
    Name,
    Negative,
    Node,
    Not,
    Number,
    Quoted,
    Range,
    Truth,
)

MAX_DEPTH = 60

_OR, _AND, _NOT, _COMPARISON, _SUM, _PRODUCT = range(1, 7)
_COMPARISONS = ("==", "!=", "<", "<=", ">", ">=", "in", "not in")
_STRENGTH: Mapping[str, int] = MappingProxyType(
    {"or": _OR, "and": _AND, **dict.fromkeys(_COMPARISONS, _COMPARISON)}
    | {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT}
)
_WORDS: Mapping[str, bool] = MappingProxyType({"yes": True, "true": True, "no": False, "false": False})
# "8.000" is eight thousand to a Vietnamese reader and eight to a computer: neither guess is safe.
_TWO_READINGS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")


class _Unreadable(Exception):
    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def parse(tokens: tuple[Token, ...]) -> Node | Fault:
    """The tree of the whole text, or the reason why there is none."""
    reader = _Reader(tokens)
    try:
        return reader.whole()
    except _Unreadable as stop:
        return stop.fault


class _Reader:
    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self._tokens = tokens
        self._at = 0
        self._nesting = 0

    # ---- tokens

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._next
        if token.kind is not Kind.END:
            self._at += 1
        return token

    def _is(self, text: str, *, ahead: int = 0) -> bool:
        place = min(self._at + ahead, len(self._tokens) - 1)
        token = self._tokens[place]
        return token.kind in (Kind.KEYWORD, Kind.SYMBOL) and token.text == text

    def _accept(self, text: str) -> Token | None:
        return self._take() if self._is(text) else None

    def _expect(self, text: str) -> None:
        if not self._accept(text):
            raise _Unreadable(Fault("X106", self._next.column, {"bracket": text, "found": self._next.text}))

    def _unexpected(self) -> _Unreadable:
        token = self._next
        if token.kind is Kind.END:
            return _Unreadable(Fault("X105", token.column))
        return _Unreadable(Fault("X100", token.column, {"found": token.text}))

    # ---- depth

    def _nested(self, read: Callable[[], Node]) -> Node:
        self._nesting += 1
        if self._nesting > MAX_DEPTH:
            raise _Unreadable(Fault("X107", self._next.column, {"limit": MAX_DEPTH}))
        node = read()
        self._nesting -= 1
        return self._shallow(node)

    @staticmethod
    def _shallow(node: Node) -> Node:
        if node.depth > MAX_DEPTH:
            raise _Unreadable(Fault("X107", node.column, {"limit": MAX_DEPTH}))
        return node

    # ---- grammar

    def whole(self) -> Node:
        node = self._nested(self._conditional)
        if self._next.kind is not Kind.END:
            raise self._unexpected()
        return node

    def _conditional(self) -> Node:
        then = self._operation(_OR)
        if not self._accept("if"):
            return then
        condition = self._operation(_OR)
        if not self._accept("else"):
            raise _Unreadable(Fault("X104", self._next.column))
        otherwise = self._nested(self._conditional)
        return Conditional(condition, then, otherwise, column=then.column)

    def _operation(self, weakest: int) -> Node:
        left = self._prefixed(weakest)
        compared = False
        while (strength := self._strength()) >= weakest:
            if strength == _COMPARISON and compared:
                raise _Unreadable(Fault("X108", self._next.column, {"found": self._next.text}))
            compared = strength == _COMPARISON
            token = self._take()
            operator = token.text
            if operator == "not":
                self._take()
            right = (
                self._listing()
                if operator in ("in", "not") and self._is("[")
                else self._operation(strength + 1)
            )
            if operator in ("and", "or"):
                left = self._shallow(_chained(operator, left, [right, *self._more(operator, strength)]))
            else:
                left = self._shallow(_joined(operator, left, right, sign=token.column))
        return left

    def _more(self, operator: str, strength: int) -> Iterator[Node]:
        while self._accept(operator):
            yield self._operation(strength + 1)

    def _strength(self) -> int:
        token = self._next
        if self._is("not"):
            return _COMPARISON if self._is("in", ahead=1) else 0
        return _STRENGTH.get(token.text, 0) if token.kind in (Kind.KEYWORD, Kind.SYMBOL) else 0

    def _prefixed(self, weakest: int) -> Node:
        if self._is("not") and weakest <= _NOT:
            column = self._take().column
            return Not(self._nested(lambda: self._operation(_NOT)), column=column)
        if self._is("-"):
            column = self._take().column
            return Negative(self._nested(lambda: self._prefixed(_PRODUCT + 1)), column=column)
        return self._primary()

    def _primary(self) -> Node:
        token = self._next
        match token.kind:
            case Kind.NUMBER:
                return self._number()
            case Kind.TEXT:
                self._take()
                return Quoted(token.text, column=token.column)
            case Kind.DATE:
                return self._date()
            case Kind.NAME:
                self._take()
                if self._is("("):
                    return Call(token.text, self._arguments(), column=token.column)
                return Name(token.text, column=token.column)
            case Kind.KEYWORD if token.text in _WORDS:
                self._take()
                return Truth(_WORDS[token.text], column=token.column)
            case Kind.SYMBOL if token.text == "(":
                self._take()
                inner = self._nested(self._conditional)
                self._expect(")")
                return inner
            case Kind.SYMBOL if token.text == "[":
                raise _Unreadable(Fault("X128", token.column))
        raise self._unexpected()

    def _number(self) -> Node:
        token = self._take()
        if _TWO_READINGS.fullmatch(token.text):
            plain = token.text.replace(".", "")
            raise _Unreadable(Fault("X109", token.column, {"found": token.text, "plain": plain}))
        try:
            return Number(numbers.literal(token.text), column=token.column)
        except ValueError:
            raise _Unreadable(Fault("X110", token.column, {"found": token.text})) from None

    def _date(self) -> Node:
        token = self._take()
        try:
            return Day(date.fromisoformat(token.text), column=token.column)
        except ValueError:
            raise _Unreadable(Fault("X111", token.column, {"found": token.text})) from None

    def _arguments(self) -> tuple[Node, ...]:
        self._take()
        return self._until(")", self._nested_whole)

    def _nested_whole(self) -> Node:
        return self._nested(self._conditional)

    def _listing(self) -> Node:
        column = self._take().column
        return self._shallow(Listing(self._until("]", self._listed), column=column))

    def _listed(self) -> Node:
        low = self._nested_whole()
        return Range(low, self._nested_whole(), column=low.column) if self._accept("..") else low

    def _until(self, bracket: str, read: Callable[[], Node]) -> tuple[Node, ...]:
        items: list[Node] = []
        if not self._is(bracket):
            items.append(read())
            while self._accept(","):
                items.append(read())
        self._expect(bracket)
        return tuple(items)


def _chained(operator: str, first: Node, others: list[Node]) -> Node:
    """All of a row of `and` or `or` as one node, built once however long the row is."""
    before = first.operands if isinstance(first, Logic) and first.operator == operator else (first,)
    return Logic(operator, (*before, *others), column=first.column)


def _joined(operator: str, left: Node, right: Node, *, sign: int) -> Node:
    if operator == "not":
        return Not(Binary("in", left, right, column=left.column, sign=sign), column=left.column)
    return Binary(operator, left, right, column=left.column, sign=sign)
