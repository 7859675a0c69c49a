"""Two conditions made one, and the second taken out again."""

from __future__ import annotations

from collections.abc import Sequence

from engine.expressions.expression import Expression
from engine.expressions.tree import Logic
from engine.expressions.types import BOOLEAN


def both(first: Expression | None, second: Expression | None) -> Expression | None:
    """A condition that holds when both do. None holds always."""
    if first is None or second is None:
        return second if first is None else first
    root = second.root
    more = root.operands if isinstance(root, Logic) and root.operator == "and" else (root,)
    return Expression(
        f"{first.text} and ({second.text})",
        first.names | second.names,
        BOOLEAN,
        Logic("and", (first.root, *more)),
        {**first.kinds, **second.kinds},
    )


def rest(joined: Expression, first: Expression) -> Expression | None:
    """What `both(first, …)` joined to `first`; None when there was nothing, or it was joined otherwise."""
    root = joined.root
    if not isinstance(root, Logic) or root.operator != "and" or root.operands[0] != first.root:
        return None
    others = root.operands[1:]
    alone = others[0] if len(others) == 1 else Logic("and", others)
    text = joined.text.removeprefix(f"{first.text} and ")
    return Expression(text, joined.names, BOOLEAN, alone, joined.kinds)


def any_of(conditions: Sequence[Expression]) -> Expression:
    """A condition that holds when some of these (at least one) does."""
    if len(conditions) == 1:
        return conditions[0]
    return Expression(
        " or ".join(f"({condition.text})" for condition in conditions),
        frozenset[str]().union(*(condition.names for condition in conditions)),
        BOOLEAN,
        Logic("or", tuple(condition.root for condition in conditions)),
        {name: kind for condition in conditions for name, kind in condition.kinds.items()},
    )
