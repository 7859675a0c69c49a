"""The fee of the normal form → a Fee of the Definition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from engine.compile.reader import Names, Reader, items
from engine.definition import ANY, Fee, FeeKind, FeeLine, FeeRow, PayAt, PayMethod
from engine.expressions import BOOLEAN, NUMBER, Expression, Type
from engine.money import Money
from engine.nodes import ListNode, MapNode, Node, ScalarNode
from engine.normal import as_map
from engine.suggest import nearest
from engine.validator import FALSE, TRUE

_WITH_UNIT = re.compile(r"-?[0-9][0-9.,\s]*(?:VNĐ|VND|vnđ|vnd|đồng|dong|đ|d)\.?")
_BARE = re.compile(r"-?[0-9][0-9.,]*")
_MATCHABLE = frozenset({"choice", "boolean", "number"})


def compile_fee(reader: Reader, node: MapNode, names: Names) -> Fee:
    return Fee(
        pay=PayAt(reader.word(node.get("pay"), PayAt.SUBMISSION)),
        refundable=reader.flag(node.get("refundable")),
        lines=tuple(_line(reader, line, names) for line in items(node.get("lines"))),
        legal_basis=reader.words(node.get("legal_basis")),
        methods=tuple(PayMethod(word) for word in reader.words(node.get("methods"))) or tuple(PayMethod),
    )


def _line(reader: Reader, node: MapNode, names: Names) -> FeeLine:
    when = reader.expression(node.get("when"), names, BOOLEAN)
    _check_one_sum(reader, node)
    valid = as_map(node.get("valid"))
    kind = reader.word(node.get("kind"))
    table = as_map(node.get("table"))
    match = _match(reader, table.get("match"), names, when)
    return FeeLine(
        id=reader.word(node.get("id")),
        name=reader.required_label(node.get("name")),
        kind=FeeKind(kind) if kind else None,
        when=when,
        valid_from=reader.day(valid.get("from")),
        valid_until=reader.day(valid.get("until")),
        amount=_amount(reader, node.get("amount"), names, when),
        per=reader.expression(node.get("per"), names, NUMBER, (when,)),
        match=tuple(expression for expression in match if expression is not None),
        rows=tuple(_rows(reader, table.get("rows"), match)),
        percent_of=_percentages(reader, node.get("percent_of")),
        at_least=reader.money(node.get("at_least")),
        at_most=reader.money(node.get("at_most")),
        proof=reader.word(node.get("proof")),
    )


def _check_one_sum(reader: Reader, node: MapNode) -> None:
    """Exactly one of `amount`, `table` and `percent_of` makes the sum; `per` goes with `amount`."""
    name = node.get("id") or node
    given = [key for key in ("amount", "table", "percent_of") if key in node.keys]
    if len(given) != 1 and node.keys:
        reader.report("M003", name, given=", ".join(given) or "–")
    per = node.get("per")
    if per is not None and "amount" not in node.keys and node.keys:
        reader.report("M004", per)


def _amount(
    reader: Reader, node: Node | None, names: Names, when: Expression | None
) -> Money | Expression | None:
    """A sum with its unit, or an expression in đồng. A bare number is refused: it says neither."""
    if not isinstance(node, ScalarNode):
        return None
    written = node.text.strip()
    try:
        return Money.parse(written)
    except ValueError:
        if _WITH_UNIT.fullmatch(written):
            reader.report("M001", node, value=written)
        elif _BARE.fullmatch(written):
            reader.report("M002", node, value=written)
        else:
            return reader.expression(node, names, NUMBER, (when,))
    return None


def _percentages(reader: Reader, node: Node | None) -> dict[str, Decimal]:
    found = as_map(node).entries
    return {line: number for line, value in found.items() if (number := reader.number(value)) is not None}


def _match(
    reader: Reader, node: Node | None, names: Names, when: Expression | None
) -> tuple[Expression | None, ...]:
    found: list[Expression | None] = []
    for item in node.items if isinstance(node, ListNode) else ():
        expression = reader.expression(item, names, None, (when,))
        if expression is not None and expression.type.kind not in _MATCHABLE:
            reader.report("M005", item, kind=expression.type.kind)
            expression = None
        elif expression is not None and expression.type.optional:
            reader.report("M006", item)
            expression = None
        found.append(expression)
    return tuple(found)


def _rows(reader: Reader, node: Node | None, match: tuple[Expression | None, ...]) -> Iterator[FeeRow]:
    for row in node.items if isinstance(node, ListNode) else ():
        cells = (
            [cell for cell in row.items if isinstance(cell, ScalarNode)] if isinstance(row, ListNode) else []
        )
        if len(cells) != len(match) + 1:
            reader.report("M007", row, wanted=len(match) + 1, found=len(cells))
            continue
        values = [
            _cell(reader, cell, expression.type)
            for cell, expression in zip(cells, match, strict=False)
            if expression is not None
        ]
        try:
            amount = Money.parse(cells[-1].text)
        except ValueError:
            reader.report("M001", cells[-1], value=cells[-1].text)
            continue
        if len(values) == len(match) and None not in values:
            yield FeeRow(tuple(values), amount)


def _cell(reader: Reader, cell: ScalarNode, kind: Type) -> Any:
    """The value a cell stands for, or None after a finding."""
    if cell.text == ANY:
        return ANY
    if kind.kind == "boolean" and cell.text in TRUE | FALSE:
        return cell.text in TRUE
    if kind.kind == "choice" and (cell.text in kind.choices or not kind.choices):
        return cell.text
    if kind.kind == "number":
        try:
            number = Decimal(cell.text)
        except InvalidOperation:
            number = Decimal("NaN")
        if number.is_finite():
            return number
    known = kind.choices or {"boolean": ("yes", "no")}.get(kind.kind, ())
    reader.report("M008", cell, value=cell.text, known=", ".join(known), suggestion=nearest(cell.text, known))
    return None
