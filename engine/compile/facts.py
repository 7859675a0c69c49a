"""Facts of the normal form → named expressions. Where one is named, all it is worked out from stands in its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from engine.compile.reader import Names, Reader, items
from engine.definition import Choice, DecisionRow, DecisionTable, Fact
from engine.expressions import BOOLEAN, NUMBER, Expression, Type
from engine.expressions.resolve import MAX_SIZE, is_too_large
from engine.expressions.tokens import Kind, tokens
from engine.expressions.tree import Binary, Cases, Day, Listing, Logic, Node, Number, Quoted, Truth
from engine.expressions.tree import Range as Between
from engine.money import Money
from engine.nodes import ListNode, MapNode, ScalarNode
from engine.nodes import Node as Written
from engine.normal import as_map
from engine.reserved import RESERVED
from engine.suggest import nearest, some_of
from engine.tables import BadCell, Cell, Part, read_cell

_MATCHABLE = frozenset({"choice", "boolean", "number", "date"})
_GIVEN: dict[str, Type] = {"number": NUMBER, "money": NUMBER, "yes_no": BOOLEAN}
_UNIQUE = "unique"


def declare_facts(reader: Reader, node: Written | None, names: Names) -> None:
    """Make every fact known to expressions before it is known which answers are surely there; faults are
    reported by `compile_facts`.
    """
    silent = Reader(unknowable=reader.unknowable)
    for fact in items(node):
        name = fact.get("id")
        if not isinstance(name, ScalarNode):
            continue
        if name.text in RESERVED or name.text in names.scope:
            reader.report("R008" if name.text in RESERVED else "R009", name, name=name.text)
            continue
        found = _fact(silent, fact, names, lenient=True)
        if found is None:
            reader.unknowable.add(name.text)
        else:
            names.facts[name.text] = found.rule


def compile_facts(reader: Reader, node: Written | None, names: Names) -> dict[str, Fact]:
    """In the order of the file, each seeing those before it."""
    facts = list(items(node))
    later = {reader.word(fact.get("id")) for fact in facts} - RESERVED - names.scope.keys()
    seen = names.copy()
    seen.facts.clear()
    found: dict[str, Fact] = {}
    for node_of_fact in facts:
        fact_id = reader.word(node_of_fact.get("id"))
        if fact_id in found or fact_id in RESERVED or fact_id in names.scope:
            continue
        if _names_a_later_one(reader, node_of_fact, later):
            continue
        fact = _fact(reader, node_of_fact, seen, lenient=False)
        later.discard(fact_id)
        if fact is not None:
            found[fact_id] = fact
            seen.facts[fact_id] = fact.rule
    return found


def _names_a_later_one(reader: Reader, fact: MapNode, later: set[str]) -> bool:
    """Whether it names a fact that does not stand yet, itself among them: so no facts turn in a circle."""
    match = as_map(fact.get("table")).get("match")
    written = [fact.get("is"), *(match.items if isinstance(match, ListNode) else ())]
    for node in written:
        for token in tokens(node.text)[0] if isinstance(node, ScalarNode) else ():
            name = token.text.partition(".")[0]
            if token.kind is Kind.NAME and name in later and isinstance(node, ScalarNode):
                reader.report("X152", replace(node, place=node.place_of(token.column)), name=name)
                return True
    return False


def _fact(reader: Reader, node: MapNode, names: Names, *, lenient: bool) -> Fact | None:
    fact_id, name = reader.word(node.get("id")), reader.required_label(node.get("name"))
    rule, table = node.get("is"), node.get("table")
    if (rule is None) is (table is None):
        reader.report("X153", node.get("id") or node, name=fact_id)
        return None
    if isinstance(table, MapNode):
        read = _table(reader, table, names, lenient=lenient)
        if read is None:
            return None
        whole = as_expression(fact_id, read)
        if is_too_large(whole.root):
            reader.report("X150", table, limit=MAX_SIZE)
            return None
        return Fact(fact_id, name, whole, read)
    found = reader.expression(rule, names, None, lenient=lenient)
    if found is None or rule is None:
        return None
    if found.type.optional:
        reader.report("X130", rule, name=found.text)
        return None
    if found.type.kind == "text" and found.type.choices:
        found = replace(found, type=Type("choice", choices=found.type.choices))
    return Fact(fact_id, name, found)


# ---- tables


def _table(reader: Reader, node: MapNode, names: Names, *, lenient: bool) -> DecisionTable | None:
    choices = tuple(
        Choice(reader.word(choice.get("id")), reader.required_label(choice.get("label")))
        for choice in items(node.get("choices"))
    )
    gives = reader.word(node.get("gives"))
    if bool(choices) is bool(gives):
        reader.report("X158", node)
        return None
    kind = _GIVEN.get(gives) or Type("choice", choices=tuple(choice.id for choice in choices))
    match = [_matched(reader, each, names, lenient=lenient) for each in _listed(node.get("match"))]
    rows = [_row(reader, row, match, kind, gives) for row in _listed(node.get("rows"))]
    otherwise = node.get("else")
    value = None if otherwise is None else _value(reader, otherwise, kind, gives)
    if None in match or None in rows or (otherwise is not None and value is None):
        return None
    return DecisionTable(
        match=tuple(each for each in match if each is not None),
        rows=tuple(row for row in rows if row is not None),
        otherwise=value,
        policy=reader.word(node.get("policy"), _UNIQUE),
        choices=choices,
        gives=gives or "choice",
    )


def _listed(node: Written | None) -> tuple[Written, ...]:
    return node.items if isinstance(node, ListNode) else ()


def _matched(reader: Reader, node: Written, names: Names, *, lenient: bool) -> Expression | None:
    found = reader.expression(node, names, None, lenient=lenient)
    if found is None:
        return None
    if found.type.optional:
        reader.report("X130", node, name=found.text)
        return None
    if found.type.kind not in _MATCHABLE:
        reader.report("X154", node, kind=found.type.kind)
        return None
    return found


def _row(
    reader: Reader, node: Written, match: list[Expression | None], kind: Type, gives: str
) -> DecisionRow | None:
    written = [each for each in _listed(node) if isinstance(each, ScalarNode)]
    if len(written) != len(match) + 1:
        reader.report("X155", node, wanted=len(match) + 1, found=len(written))
        return None
    cells = [
        None if expression is None else _cell(reader, each, expression.type)
        for each, expression in zip(written, match, strict=False)
    ]
    value = _value(reader, written[-1], kind, gives)
    if value is None or None in cells:
        return None
    return DecisionRow(tuple(cell for cell in cells if cell is not None), value)


def _cell(reader: Reader, node: ScalarNode, kind: Type) -> Cell | None:
    try:
        return read_cell(node.text, kind)
    except BadCell as bad:
        at = replace(node, place=node.place_of(bad.at))
        suggestion = nearest(bad.part, bad.known)
        reader.report("X156", at, value=bad.part, known=some_of(bad.known), suggestion=suggestion)
        return None


def _value(reader: Reader, node: Written, kind: Type, gives: str) -> Any:
    """What a row gives, or None after a finding."""
    if not isinstance(node, ScalarNode):
        return None
    try:
        if gives == "money":
            return Decimal(Money.parse(node.text).amount)
        parts = read_cell(node.text, kind).parts
    except ValueError:
        parts = ()
    if len(parts) == 1 and parts[0].equals is not None:
        return parts[0].equals
    known = ("yes", "no") if gives == "yes_no" else kind.choices
    reader.report("X157", node, value=node.text, known=some_of(known), suggestion=nearest(node.text, known))
    return None


# ---- the table as one expression


def as_expression(fact_id: str, table: DecisionTable) -> Expression:
    root = Cases(
        fact_id,
        tuple(_fits(table.match, row.cells) for row in table.rows),
        tuple(_literal(row.value) for row in table.rows),
        None if table.otherwise is None else _literal(table.otherwise),
    )
    kind = _GIVEN.get(table.gives) or Type("choice", choices=tuple(each.id for each in table.choices))
    kinds: dict[str, str] = {}
    for each in table.match:
        kinds |= each.kinds
    names = frozenset(name for each in table.match for name in each.names)
    return Expression(fact_id, names, kind, root, kinds)


def _fits(match: tuple[Expression, ...], cells: tuple[Cell, ...]) -> Node:
    conditions = [_covers(each.root, cell) for each, cell in zip(match, cells, strict=True) if cell.parts]
    if not conditions:
        return Truth(value=True)
    return conditions[0] if len(conditions) == 1 else Logic("and", tuple(conditions))


def _covers(root: Node, cell: Cell) -> Node:
    plain = [_listed_part(part) for part in cell.parts]
    listed = tuple(node for node in plain if node is not None)
    if len(listed) == len(cell.parts) and (len(listed) > 1 or isinstance(listed[0], Between)):
        return Binary("in", root, Listing(listed))
    parts = tuple(_covered(root, part) for part in cell.parts)
    return parts[0] if len(parts) == 1 else Logic("or", parts)


def _listed_part(part: Part) -> Node | None:
    """The part as an item of a list, when it can be one."""
    if part.equals is not None:
        return _literal(part.equals)
    if part.low and part.high and part.low.included and part.high.included:
        return Between(_literal(part.low.value), _literal(part.high.value))
    return None


def _covered(root: Node, part: Part) -> Node:
    conditions = tuple(_comparisons(root, part))
    return conditions[0] if len(conditions) == 1 else Logic("and", conditions)


def _comparisons(root: Node, part: Part) -> Iterator[Node]:
    if part.equals is not None:
        yield Binary("==", root, _literal(part.equals))
    if part.differs is not None:
        yield Binary("!=", root, _literal(part.differs))
    if part.low is not None:
        yield Binary(">=" if part.low.included else ">", root, _literal(part.low.value))
    if part.high is not None:
        yield Binary("<=" if part.high.included else "<", root, _literal(part.high.value))


def _literal(value: Any) -> Node:
    match value:
        case bool():
            return Truth(value)
        case Decimal():
            return Number(value)
        case date():
            return Day(value)
    return Quoted(str(value))
