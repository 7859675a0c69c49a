"""Conditions with what cannot be tried out left open: each such part may be true, false or unknown.

What holds of the condition however those parts turn out holds of the condition itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.expressions import Expression
from engine.expressions.tree import (
    Binary,
    Call,
    Cases,
    Conditional,
    Fact,
    Listing,
    Logic,
    Name,
    Node,
    Not,
    walk,
)
from engine.proofs.domains import Domain, is_constant
from engine.proofs.variables import Variable, variable_of

_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">=", "in"})


class Opening:
    """Rewrites conditions; `parts` fills with the names of the parts left open, "?0" and on."""

    def __init__(self, domains: Mapping[str, Domain], known: Mapping[str, Variable]) -> None:
        self._domains = domains
        self._known = known
        self._names: dict[Node, str] = {}

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self._names.values())

    def opened(self, expression: Expression) -> Node:
        return self._condition(expression.root, expression.kinds)

    def names(self, expressions: Iterable[Expression]) -> set[str]:
        """The variables that the expressions depend on besides their parts left open."""
        found = (walk(self.opened(expression)) for expression in expressions)
        paths = {node.path for nodes in found for node in nodes if isinstance(node, Name)}
        return {variable_of(path, self._known) for path in paths if not path.startswith("?")}

    def _condition(self, node: Node, kinds: Mapping[str, str]) -> Node:
        match node:
            case Logic(operator=operator, operands=operands):
                return Logic(operator, tuple(self._condition(each, kinds) for each in operands))
            case Not(operand=operand):
                return Not(self._condition(operand, kinds))
            case Fact(body=body):
                return self._condition(body, kinds)
            case Cases(name=name, conditions=conditions, values=values, otherwise=otherwise):
                return Cases(
                    name,
                    tuple(self._condition(each, kinds) for each in conditions),
                    tuple(self._condition(each, kinds) for each in values),
                    None if otherwise is None else self._condition(otherwise, kinds),
                )
            case Conditional(condition=condition, then=then, otherwise=otherwise):
                return Conditional(
                    self._condition(condition, kinds),
                    self._condition(then, kinds),
                    self._condition(otherwise, kinds),
                )
        if self._is_tried(node, kinds):
            return node
        return Name(self._names.setdefault(node, f"?{len(self._names)}"))

    def _is_tried(self, node: Node, kinds: Mapping[str, str]) -> bool:
        """Whether trying the values of the domains tries every case of this part."""
        names = [each for each in walk(node) if isinstance(each, Name)]
        domains = [self._domains.get(variable_of(name.path, self._known)) for name in names]
        if all(domain is not None and domain.finite for domain in domains):
            return True
        if not all(domain is not None and domain.is_tried_whole for domain in domains):
            return False
        match node:
            case Name() | Call(function="given"):
                return True
            case Binary(operator=operator, left=left, right=right) if operator in _COMPARISONS:
                return self._is_simple(left, right, kinds)
        return False

    @staticmethod
    def _is_simple(left: Node, right: Node, kinds: Mapping[str, str]) -> bool:
        """An answer beside constants, or one day beside another."""
        if is_constant(left) or is_constant(right):
            return isinstance(left, Name) or isinstance(right, Name)
        if isinstance(right, Listing):
            return False
        both = isinstance(left, Name) and isinstance(right, Name)
        return both and {kinds[each.path] for each in (left, right) if isinstance(each, Name)} == {"date"}
