"""The case of a procedure (trường hợp): which is asked for, what belongs to it, and the terms of each.

What a page, a paper or a fee line says under `cases` is part of its one condition of visibility; here it is
told apart again, for words and for papers that prove a reduction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from engine.definition import Choice, Definition, Field
from engine.expressions import BOOLEAN, Expression, Type, compile_expression
from engine.expressions.joining import rest
from engine.expressions.tree import Binary, Listing, Logic, Name, Node, Quoted
from engine.text import Text

CASE = "case"
"""Its name in expressions, and the part of a draft it is kept under."""

CASE_LABEL = Text.of("Trường hợp giải quyết", en="Which case is it")


def case_type(ids: Iterable[str]) -> Type:
    return Type("choice", choices=tuple(ids))


@cache
def within_cases(wanted: tuple[str, ...], declared: tuple[str, ...]) -> Expression | None:
    """The condition that the case is one of these; None of none. Every one of `wanted` must be declared."""
    if not wanted:
        return None
    listed = ", ".join(f"'{each}'" for each in wanted)
    text = f"case == {listed}" if len(wanted) == 1 else f"case in [{listed}]"
    found = compile_expression(text, {CASE: case_type(declared)}, BOOLEAN).expression
    if found is None:
        raise ValueError(text)
    return found


def cases_of(when: Expression | None) -> tuple[str, ...]:
    """The cases a condition is limited to by what it begins with; () is all of them."""
    return _limits(_first(when)) if when is not None else ()


def besides_cases(when: Expression | None) -> Expression | None:
    """The condition without its cases: what remains to be said under the heading of a case."""
    if when is None:
        return None
    first = _first(when)
    if not _limits(first):
        return when
    if first is when.root:
        return None
    limit = Expression(when.text.partition(" and ")[0], frozenset({CASE}), BOOLEAN, first, when.kinds)
    return rest(when, limit)


def case_field(definition: Definition) -> Field | None:
    """The question which case it is; None when the procedure has none."""
    if not definition.cases:
        return None
    choices = tuple(Choice(case.id, case.name, case.when) for case in definition.cases)
    return Field(CASE, "choice", definition.ask_case or CASE_LABEL, required=True, choices=choices)


def case_name(definition: Definition, case_id: str) -> Text | None:
    """What a case is called; None for "" and for a case the procedure does not have."""
    case = definition.cases_by_id.get(case_id)
    return case.name if case is not None else None


def variants(definition: Definition) -> Sequence[Definition]:
    """The procedure under each of the terms a dossier can have: itself, or one for every case with a process,
    deadline or results of its own and one for all the others.
    """
    found: list[Definition] = []
    is_shared_met = False
    for case in definition.cases:
        is_own = case.process is not None or case.deadline is not None or bool(case.results)
        if is_own or not is_shared_met:
            found.append(definition.in_case(case.id))
        is_shared_met = is_shared_met or not is_own
    return found or (definition,)


def _first(when: Expression) -> Node:
    root = when.root
    return root.operands[0] if isinstance(root, Logic) and root.operator == "and" else root


def _limits(node: Node) -> tuple[str, ...]:
    match node:
        case Binary(operator="==", left=Name(path="case"), right=Quoted(value=only)):
            return (only,)
        case Binary(operator="in", left=Name(path="case"), right=Listing(items=items)):
            return tuple(item.value for item in items if isinstance(item, Quoted))
    return ()
