"""What kind every part of an expression is, and every fault found on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from engine.expressions.faults import Fault
from engine.expressions.functions import FUNCTIONS, NAMES, Function
from engine.expressions.names import Names, written
from engine.expressions.narrowing import Facts
from engine.expressions.tree import (
    Aggregate,
    Binary,
    Call,
    Conditional,
    Day,
    Fact,
    Listing,
    Logic,
    Name,
    Negative,
    Node,
    Not,
    Number,
    OfRow,
    Quoted,
    Range,
    Truth,
    walk,
)
from engine.expressions.types import BOOLEAN, DATE, KIND_WORDS, NUMBER, Scope, Type
from engine.suggest import nearest

_ORDERED = ("number", "date")
_LITERAL_DIGITS = range(-12, 13)


class Checker:
    """One pass over one tree; `faults` and `kinds` fill as it goes.

    A method returns None when the part is faulty already, so that one mistake is reported once.
    """

    def __init__(
        self,
        scope: Scope,
        present: Mapping[str, tuple[Node, ...]],
        facts: Mapping[str, Type] | None = None,
        *,
        lenient: bool = False,
    ) -> None:
        self.faults: list[Fault] = []
        self._facts = facts or {}
        self._names = Names(scope, present, self.faults, self._facts, lenient=lenient)
        self._is_in_row = False

    @property
    def kinds(self) -> Mapping[str, str]:
        """Path -> kind of every name, what the evaluation and the browser need."""
        return self._names.kinds

    def whole(self, node: Node, expected: Type | None, facts: Facts) -> Type | None:
        """The type of the expression, checked against what its place wants."""
        found = self._type(node, facts, absent_is_fine=expected is None or expected.optional)
        if found is None or expected is None:
            return found
        if not self._fits(node, found, expected):
            return None
        return replace(expected, optional=found.optional)

    # ---- faults

    def _fault(self, code: str, column: int, **params: object) -> None:
        self.faults.append(Fault(code, column, params))

    def _fits(self, node: Node, found: Type, expected: Type) -> bool:
        foreign = (
            found.kind == "choice" and bool(expected.choices) and not {*found.choices} <= {*expected.choices}
        )
        if (found.kind == expected.kind and not foreign) or (
            expected.kind == "choice" and self._is_literal(found)
        ):
            return self._literals_declared(node, expected, _name_of(node))
        code = "X120" if expected.kind == "boolean" else "X125"
        self._fault(code, node.column, **_kinds(found=found.kind, expected=expected.kind))
        return False

    @staticmethod
    def _is_literal(found: Type) -> bool:
        """Text whose every possible value is written out in the expression."""
        return found.kind == "text" and bool(found.choices)

    def _literals_declared(self, node: Node, declared: Type, name: str) -> bool:
        """Whether each quoted literal of `node` is one of the declared choices; a fault for each that is
        not.
        """
        if declared.kind not in ("choice", "choices") or not declared.choices:
            return True
        right = True
        for literal in _quoted(node):
            if literal.value not in declared.choices:
                right = False
                suggestion = nearest(literal.value, declared.choices)
                params = {"found": literal.value, "name": name, "suggestion": suggestion}
                self._fault("X123", literal.column, **params, choices=", ".join(declared.choices[:12]))
        return right

    # ---- every kind of node

    def _type(self, node: Node, facts: Facts, *, absent_is_fine: bool = False) -> Type | None:
        match node:
            case Number():
                return NUMBER
            case Truth():
                return BOOLEAN
            case Day():
                return DATE
            case Quoted(value=value):
                return Type("text", choices=(value,))
            case Name():
                return self._names.value(node, facts, absent_is_fine=absent_is_fine)
            case Not(operand=operand):
                return self._condition(operand, facts)
            case Logic():
                return self._logic(node, facts)
            case Negative(operand=operand):
                return self._wanted(operand, "number", facts, "X121", operator="-")
            case Conditional():
                return self._conditional(node, facts, absent_is_fine=absent_is_fine)
            case Call():
                return self._call(node, facts)
            case Fact(path=path):
                return self._facts[path]
            case Aggregate():
                return self._aggregate(node, facts)
            case Binary(operator="in"):
                return self._membership(node, facts)
            case Binary(operator=operator):
                if operator in ("+", "-", "*", "/"):
                    return self._arithmetic(node, facts)
                return self._comparison(node, facts)
        raise TypeError(type(node).__name__)

    def _wanted(self, node: Node, kind: str, facts: Facts, code: str, **params: object) -> Type | None:
        found = self._type(node, facts)
        if found is None:
            return None
        if found.kind != kind:
            self._fault(code, node.column, **params, **_kinds(found=found.kind, expected=kind))
            return None
        return found

    def _condition(self, node: Node, facts: Facts) -> Type | None:
        return self._wanted(node, "boolean", facts, "X120")

    def _logic(self, node: Logic, facts: Facts) -> Type | None:
        sound = True
        for operand in node.operands:
            sound = self._condition(operand, facts) is not None and sound
            # The next operand matters only while the ones before it have not decided.
            facts = facts.assuming(operand, node.operator == "and")
        return BOOLEAN if sound else None

    def _conditional(self, node: Conditional, facts: Facts, *, absent_is_fine: bool) -> Type | None:
        condition = self._condition(node.condition, facts)
        then = self._type(node.then, facts.assuming(node.condition, True), absent_is_fine=absent_is_fine)
        otherwise = self._type(
            node.otherwise, facts.assuming(node.condition, False), absent_is_fine=absent_is_fine
        )
        if condition is None or then is None or otherwise is None:
            return None
        together = self._together(node, then, otherwise)
        if together is None:
            self._fault("X124", node.otherwise.column, **_kinds(left=then.kind, right=otherwise.kind))
        return together

    def _together(self, node: Conditional, then: Type, otherwise: Type) -> Type | None:
        optional = then.optional or otherwise.optional
        choices = tuple(dict.fromkeys(then.choices + otherwise.choices))
        if then.kind == otherwise.kind and then.kind not in ("record", "records"):
            every = bool(then.choices) and bool(otherwise.choices)
            return replace(then, optional=optional, choices=choices if every else ())
        if then.kind == "choice" and self._is_literal(otherwise):
            declared = self._literals_declared(node.otherwise, then, _name_of(node.then))
            return replace(then, optional=optional) if declared else then
        if otherwise.kind == "choice" and self._is_literal(then):
            declared = self._literals_declared(node.then, otherwise, _name_of(node.otherwise))
            return replace(otherwise, optional=optional) if declared else otherwise
        return None

    # ---- operators

    def _comparison(self, node: Binary, facts: Facts) -> Type | None:
        left, right = self._type(node.left, facts), self._type(node.right, facts)
        if left is None or right is None:
            return None
        if node.operator in ("==", "!="):
            return BOOLEAN if self._equatable(node, left, right) else None
        if left.kind != right.kind or left.kind not in _ORDERED:
            self._fault("X121", node.sign, operator=node.operator, **_kinds(left=left.kind, right=right.kind))
            return None
        return BOOLEAN

    def _equatable(self, node: Binary, left: Type, right: Type) -> bool:
        if left.kind == "choice" and self._is_literal(right):
            return self._literals_declared(node.right, left, _name_of(node.left))
        if right.kind == "choice" and self._is_literal(left):
            return self._literals_declared(node.left, right, _name_of(node.right))
        never = (
            left.kind == "choice"
            and left.choices
            and right.choices
            and not {*left.choices} & {*right.choices}
        )
        if left.kind != right.kind or left.kind == "choices" or never:
            self._fault("X122", node.sign, operator=node.operator, **_kinds(left=left.kind, right=right.kind))
            return False
        return True

    def _membership(self, node: Binary, facts: Facts) -> Type | None:
        left = self._type(node.left, facts)
        if isinstance(node.right, Listing):
            return self._in_list(node, left, node.right, facts)
        right = self._type(node.right, facts)
        if left is None or right is None:
            return None
        if right.kind != "choices" or not (left.kind == "choice" or self._is_literal(left)):
            self._fault("X121", node.sign, operator="in", **_kinds(left=left.kind, right=right.kind))
            return None
        return BOOLEAN if self._literals_declared(node.left, right, _name_of(node.right)) else None

    def _in_list(self, node: Binary, left: Type | None, listing: Listing, facts: Facts) -> Type | None:
        items = [self._listed(item, facts) for item in listing.items]
        if not items:
            self._fault("X129", listing.column)
            return None
        if left is None or None in items:
            return None
        sound = True
        for item, found in zip(listing.items, items, strict=True):
            same = found is not None and (
                found.kind == left.kind or (left.kind == "choice" and self._is_literal(found))
            )
            if not same or left.kind == "choices":
                kind = found.kind if found else ""
                self._fault("X122", item.column, operator="in", **_kinds(left=left.kind, right=kind))
                sound = False
            elif not self._literals_declared(item, left, _name_of(node.left)):
                sound = False
        return BOOLEAN if sound else None

    def _listed(self, item: Node, facts: Facts) -> Type | None:
        """A value of a list, or a range of numbers or days."""
        if not isinstance(item, Range):
            return self._type(item, facts)
        low, high = self._type(item.low, facts), self._type(item.high, facts)
        if low is None or high is None:
            return None
        if low.kind != high.kind or low.kind not in _ORDERED:
            self._fault("X121", item.column, operator="..", **_kinds(left=low.kind, right=high.kind))
            return None
        first, last = (getattr(end, "value", None) for end in (item.low, item.high))
        if first is not None and last is not None and first > last:
            self._fault("X134", item.column, low=str(first), high=str(last))
            return None
        return low

    def _arithmetic(self, node: Binary, facts: Facts) -> Type | None:
        left, right = self._type(node.left, facts), self._type(node.right, facts)
        if left is None or right is None:
            return None
        if left.kind == right.kind == "number":
            return NUMBER
        code = "X131" if "date" in (left.kind, right.kind) and node.operator in ("+", "-") else "X121"
        self._fault(code, node.sign, operator=node.operator, **_kinds(left=left.kind, right=right.kind))
        return None

    # ---- functions

    def _call(self, node: Call, facts: Facts) -> Type | None:
        if node.function not in NAMES:
            self._fault("X114", node.column, name=node.function, suggestion=nearest(node.function, NAMES))
            for argument in node.arguments:
                self._type(argument, facts)
            return None
        function = FUNCTIONS.get(node.function)
        if node.function in ("any", "all"):
            self._fault("X115", node.column, name=node.function, wanted="2", found=len(node.arguments))
            return None
        if not (function.takes(len(node.arguments)) if function else len(node.arguments) == 1):
            usage = function.usage if function else "1"
            self._fault("X115", node.column, name=node.function, wanted=usage, found=len(node.arguments))
            return None
        if function is None:
            return self._on_name(node)
        if function.many:
            return self._extreme(node, facts)
        return self._plain_call(node, function, facts)

    def _plain_call(self, node: Call, function: Function, facts: Facts) -> Type | None:
        sound = True
        for place, (argument, kind) in enumerate(
            zip(node.arguments, function.parameters, strict=False), start=1
        ):
            found = self._wanted(argument, kind, facts, "X116", name=node.function, place=place)
            sound = sound and found is not None
        if node.function == "round" and len(node.arguments) == 2 and sound:
            sound = self._digits(node.arguments[1])
        return Type(function.result) if sound else None

    def _digits(self, node: Node) -> bool:
        inner = node.operand if isinstance(node, Negative) else node
        if isinstance(inner, Number) and inner.value in _LITERAL_DIGITS:
            return True
        self._fault("X132", node.column)
        return False

    def _on_name(self, node: Call) -> Type | None:
        (argument,) = node.arguments
        if not isinstance(argument, Name):
            self._fault("X151" if isinstance(argument, Fact) else "X117", argument.column, name=node.function)
            return None
        found = self._names.declared(argument)
        if found is None:
            return None
        is_column = self._names.is_column(argument)
        if node.function == "given":
            return self._unless_misused(BOOLEAN, argument, "X126" if is_column else "")
        if node.function == "count":
            is_countable = found.kind == "records"
            return self._unless_misused(NUMBER, argument, "" if is_countable else "X118", function="count")
        is_summable = is_column and found.kind == "number"
        return self._unless_misused(NUMBER, argument, "" if is_summable else "X119", function="sum")

    def _unless_misused(self, result: Type, name: Name, code: str, **params: object) -> Type | None:
        if code:
            self._fault(code, name.column, name=written(name), **params)
        return None if code else result

    def _aggregate(self, node: Aggregate, facts: Facts) -> Type | None:
        """Looks at every row once; never inside another, so that the work grows with the rows only."""
        found = self._names.declared(node.group)
        if found is None:
            return None
        if found.kind != "records":
            self._fault("X118", node.group.column, function=node.function, name=node.group.path)
            return None
        if self._is_in_row:
            self._fault("X135", node.column, name=node.function)
            return None
        if not any(isinstance(part, OfRow) for part in walk(node.body)):
            self._fault("X136", node.body.column, name=node.function)
            return None
        extremes = node.function in ("min", "max")
        if node.others and not extremes:
            found_here = 2 + len(node.others)
            self._fault("X115", node.column, name=node.function, wanted="2", found=found_here)
            return None
        self._is_in_row = True
        result = self._on_row(node, facts)
        self._is_in_row = False
        if result is None or not extremes:
            return result
        kinds = [result, *(self._type(each, facts) for each in node.others)]
        if None in kinds:
            return None
        return self._same_order(
            node, node.function, [each.kind for each in kinds if each], plain=len(node.others)
        )

    def _on_row(self, node: Aggregate, facts: Facts) -> Type | None:
        """What the aggregate comes to; of `min` and `max`, what is compared."""
        match node.function:
            case "any" | "all":
                return self._condition(node.body, facts)
            case "count":
                return NUMBER if self._condition(node.body, facts) else None
            case "sum":
                return self._wanted(node.body, "number", facts, "X116", name="sum", place=2)
        return self._type(node.body, facts)

    def _same_order(self, node: Node, function: str, kinds: list[str], *, plain: int) -> Type | None:
        """All numbers or all days, with a value for the group that has no rows."""
        if len({*kinds}) > 1 or kinds[0] not in _ORDERED:
            odd = next((kind for kind in kinds if kind not in _ORDERED), kinds[-1])
            self._fault("X116", node.column, name=function, place=1, **_kinds(found=odd, expected="number"))
            return None
        if not plain:
            self._fault("X133", node.column, name=function)
            return None
        return Type(kinds[0])

    def _extreme(self, node: Call, facts: Facts) -> Type | None:
        kinds: list[str] = []
        plain = 0
        for argument in node.arguments:
            column = argument if isinstance(argument, Name) and self._names.is_column(argument) else None
            found = self._names.declared(column) if column else self._type(argument, facts)
            if found is None:
                return None
            plain += column is None
            kinds.append(found.kind)
        return self._same_order(node, node.function, kinds, plain=plain)


def _quoted(node: Node) -> Iterable[Quoted]:
    """The literals an expression can turn out to be."""
    if isinstance(node, Quoted):
        yield node
    elif isinstance(node, Conditional):
        yield from _quoted(node.then)
        yield from _quoted(node.otherwise)


def _name_of(node: Node) -> str:
    return node.path if isinstance(node, Name) else ""


def _kinds(**kinds: str) -> dict[str, str]:
    """Each kind as itself and in words: found, found_vi, found_en."""
    words: dict[str, str] = {}
    for name, kind in kinds.items():
        vietnamese, english = KIND_WORDS.get(kind, (kind, kind))
        words |= {name: kind, f"{name}_vi": vietnamese, f"{name}_en": english}
    return words
