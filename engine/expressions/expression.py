"""Text -> Expression: read, check, and everything a checked expression can do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from engine.expressions import grammar, tokens, tree
from engine.expressions.evaluate import ABSENT, Evaluation
from engine.expressions.faults import ExpressionFailed, Fault
from engine.expressions.narrowing import Facts
from engine.expressions.resolve import MAX_SIZE, is_too_large, resolved
from engine.expressions.tree import Name, Node
from engine.expressions.typecheck import Checker
from engine.expressions.types import Scope, Type
from engine.expressions.words import Wording


@dataclass(frozen=True)
class Expression:
    """A checked expression; equal to another with the same text. `names` are dotted ("applicant.kind")."""

    text: str
    names: frozenset[str] = field(compare=False)
    type: Type = field(compare=False)
    root: Node = field(compare=False, repr=False)
    kinds: Mapping[str, str] = field(compare=False, repr=False)

    def evaluate(self, environment: Mapping[str, Any]) -> Any:
        """The value; raises ExpressionFailed, and nothing else, when there is none (X190: a name it needs
        is absent).
        """
        value = Evaluation(environment, self.kinds).value(self.root)
        if value is ABSENT:
            raise ExpressionFailed("X190", 0, {"name": self._first_absent(environment)})
        return value

    def value(self, environment: Mapping[str, Any]) -> Any | None:
        """Like `evaluate`, but None when a name it needs is absent, as on a form still being filled."""
        value = Evaluation(environment, self.kinds).value(self.root)
        return None if value is ABSENT else value

    def holds(self, environment: Mapping[str, Any]) -> bool:
        """For conditions: true only when certainly true; a missing answer never makes one true. Raises
        ExpressionFailed.
        """
        return self.value(environment) is True

    def tree(self) -> list[Any]:
        """JSON-able nested lists, what `renderer/static/conditions.js` evaluates."""
        return tree.as_json(self.root, self.kinds)

    def words(self, language: str = "vi", labels: Mapping[str, str] | None = None) -> str:
        """In plain words. `labels`: words for names ("copies") and for choices of a name ("purpose.job")."""
        return Wording(language, labels or {}, self.kinds).of(self.root)

    @cached_property
    def facts(self) -> frozenset[str]:
        """The facts it depends on, directly or through others."""
        return frozenset(node.path for node in tree.walk(self.root) if isinstance(node, tree.Fact))

    @cached_property
    def _names_in_order(self) -> tuple[Name, ...]:
        names = (node for node in tree.walk(self.root) if isinstance(node, Name))
        return tuple(node for node in names if not isinstance(node, tree.OfRow))

    def _first_absent(self, environment: Mapping[str, Any]) -> str:
        evaluation = Evaluation(environment, self.kinds)
        plain = (name for name in self._names_in_order if self.kinds[name.path] not in ("record", "records"))
        return next((name.path for name in plain if evaluation.value(name) is ABSENT), "")

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Compiled:
    """`expression` is None exactly when there are faults."""

    expression: Expression | None
    faults: tuple[Fault, ...]


@lru_cache(maxsize=512)
def _root(text: str) -> Node | tuple[Fault, ...]:
    """The tree, or why there is none. Kept a while: one text is often compiled more than once."""
    found, faults = tokens.tokens(text)
    if faults:
        return faults
    root = grammar.parse(found)
    return (root,) if isinstance(root, Fault) else root


def compile_expression(
    text: str,
    scope: Scope,
    expected: Type | None,
    *,
    present: Mapping[str, tuple[Expression, ...]] | None = None,
    assuming: tuple[Expression, ...] = (),
    facts: Mapping[str, Expression] | None = None,
    lenient: bool = False,
) -> Compiled:
    """Read and check `text` where the names of `scope` are visible and a value of `expected` is wanted.

    `present` maps an optional name to the conditions under all of which it is certainly there (a required
    field's own `when` and its page's). `assuming`: conditions known to hold whenever this expression is
    evaluated. `facts`: named values of the procedure, each with its expression. `lenient`: what may be absent
    need not be guarded.
    """
    root = _root(text)
    if isinstance(root, tuple):
        return Compiled(None, root)
    named = facts or {}
    root = resolved(root, scope, {name: each.root for name, each in named.items()})
    if is_too_large(root):
        return Compiled(None, (Fault("X150", 0, {"limit": MAX_SIZE}),))
    certain = Facts()
    for condition in assuming:
        certain = certain.assuming(condition.root, True)
    conditions = {name: tuple(each.root for each in every) for name, every in (present or {}).items()}
    types = {name: each.type for name, each in named.items()}
    checker = Checker(scope, conditions, types, lenient=lenient)
    result = checker.whole(root, expected, certain)
    if checker.faults or result is None:
        return Compiled(None, tuple(sorted(checker.faults, key=lambda fault: (fault.column, fault.code))))
    names = frozenset(node.path for node in tree.walk(root) if isinstance(node, Name))
    kinds = dict(checker.kinds)
    for node in tree.walk(root):
        if isinstance(node, tree.Fact) and node.path in named:
            kinds |= {**named[node.path].kinds, node.path: named[node.path].type.kind}
    return Compiled(Expression(text, names, result, root, kinds), ())
