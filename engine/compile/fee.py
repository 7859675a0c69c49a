"""The fee of the normal form → a Fee of the Definition."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from engine.compile.reader import Names, Reader, items
from engine.compile.visibility import visibility
from engine.definition import (
    DatedAmount,
    Every,
    Extra,
    Fee,
    FeeKind,
    FeeLine,
    FeeRow,
    Moment,
    Parameter,
    PayAt,
    PayMethod,
    Tier,
    Tiers,
    Volume,
)
from engine.expressions import NUMBER, Expression, Type
from engine.money import SMALL_PARTS, VND, Money
from engine.nodes import ListNode, MapNode, Node, ScalarNode, scalars
from engine.normal import as_map
from engine.suggest import nearest, some_of
from engine.tables import BadCell, Cell, read_cell
from engine.text import Text

_WITH_UNIT = re.compile(r"-?[0-9][0-9.,\s]*(?:USD|\$|VNĐ|VND|vnđ|vnd|đồng|dong|đ|d)\.?")
_BARE = re.compile(r"-?[0-9][0-9.,]*")
_SUMS = ("amount", "by_channel", "table", "tiers", "percent_of")
_REDUCTION = Text.of("Miễn, giảm", en="Exemption or reduction")
_WRITABLE = {"number": ("3", ">= 3", "1..5")}
_MATCHABLE = frozenset({"choice", "boolean", "number"})


def compile_fee(
    reader: Reader,
    node: MapNode,
    names_at: Callable[[Moment], Names],
    parameters: Mapping[str, Parameter],
) -> Fee:
    """`names_at`: what a line may name that is paid at a moment."""

    def seen(at: Moment) -> Names:
        names = names_at(at)
        if parameters:
            names.scope["param"] = Type("record", fields=dict.fromkeys(parameters, NUMBER))
        return names

    moment = _moment(reader, node, Moment())
    whole = _Whole(
        moment=moment,
        refundable=reader.flag(node.get("refundable")),
        refund_note=reader.label(node.get("refund_note")),
        currency=_currency(reader, node),
        round_to=reader.money(node.get("round_to")),
    )
    return Fee(
        pay=moment.at,
        step=moment.step,
        refundable=whole.refundable,
        refund_note=whole.refund_note,
        lines=tuple(_line(reader, line, seen, whole) for line in items(node.get("lines"))),
        legal_basis=reader.words(node.get("legal_basis")),
        methods=tuple(PayMethod(word) for word in reader.words(node.get("methods"))) or tuple(PayMethod),
        note=reader.prose(node.get("note")),
    )


@dataclass(frozen=True, slots=True)
class _Whole:
    """What the fee says for every line that says nothing of its own."""

    moment: Moment
    refundable: bool
    refund_note: Text | None
    currency: str
    round_to: Money | None


def _moment(reader: Reader, node: MapNode, otherwise: Moment) -> Moment:
    """`pay`, and with at_step the `step` that takes the money."""
    pay, step = node.get("pay"), node.get("step")
    if pay is None and step is None:
        return otherwise
    at, step_id = PayAt(reader.word(pay, PayAt.SUBMISSION)), reader.word(step)
    if (at is PayAt.STEP) is not bool(step_id):
        reader.report("M024", step or pay or node)
        return Moment(PayAt.SUBMISSION)
    return Moment(at, step_id)


def _currency(reader: Reader, fee: MapNode) -> str:
    """What the fee says, else that of the first sum written in it."""
    for written in (*scalars(fee.get("currency")), *scalars(fee.get("lines"))):
        if written.text in SMALL_PARTS:
            return written.text
        try:
            return Money.parse(written.text).currency
        except ValueError:
            continue
    return VND


def compile_parameters(reader: Reader, node: MapNode) -> dict[str, Parameter]:
    """The dated amounts a procedure uses, each with its values in the order of their dates."""
    found: dict[str, Parameter] = {}
    for name, each in ((name, as_map(each)) for name, each in node.entries.items()):
        values = [
            DatedAmount(since, amount)
            for value in items(each.get("values"))
            if (since := reader.day(value.get("from"))) and (amount := reader.money(value.get("amount")))
        ]
        found[name] = Parameter(
            id=name,
            name=reader.required_label(each.get("name")),
            values=tuple(sorted(values, key=lambda value: value.since)),
            legal_basis=reader.words(each.get("legal_basis")),
        )
    return found


def _line(reader: Reader, node: MapNode, seen: Callable[[Moment], Names], whole: _Whole) -> FeeLine:
    moment = _moment(reader, node, whole.moment)
    names = seen(moment)
    when = visibility(reader, node, names)
    _check_one_sum(reader, node)
    for_each, inside = _rows_of(reader, node.get("for_each"), names)
    sums = _Sums(reader, inside, (when,))
    valid, kind, every = (
        as_map(node.get("valid")),
        reader.word(node.get("kind")),
        reader.word(node.get("every")),
    )
    table = as_map(node.get("table"))
    match = sums.match(table.get("match"))
    return FeeLine(
        id=reader.word(node.get("id")),
        name=reader.required_label(node.get("name")) if node.get("name") else _REDUCTION,
        legal_basis=reader.words(node.get("legal_basis")),
        kind=FeeKind(kind) if kind else None,
        when=when,
        valid_from=reader.day(valid.get("from")),
        valid_until=reader.day(valid.get("until")),
        amount=sums.amount(node.get("amount")),
        per=sums.number(node.get("per")),
        match=tuple(expression for expression in match if expression is not None),
        rows=tuple(_rows(reader, table.get("rows"), match)),
        extra=sums.beyond(as_map(table.get("extra"))),
        tiers=sums.tiers(as_map(node.get("tiers"))),
        for_each=for_each,
        volume=tuple(_volume(reader, node.get("volume"))),
        every=Every(every) if every else None,
        percent_of=_percentages(reader, node.get("percent_of")),
        at_least=reader.money(node.get("at_least")),
        at_most=reader.money(node.get("at_most")),
        proof=reader.word(node.get("proof")),
        moment=moment,
        has_own_moment=node.get("pay") is not None,
        refundable=reader.flag(node.get("refundable"), default=whole.refundable),
        refund_note=reader.label(node.get("refund_note")) or whole.refund_note,
        pending_note=reader.label(node.get("pending_note")),
        currency=reader.word(node.get("currency"), whole.currency),
        round_to=reader.money(node.get("round_to")) or whole.round_to,
    )


def _check_one_sum(reader: Reader, node: MapNode) -> None:
    """Exactly one way makes the sum; what works on a sum of its own does not go with a percentage."""
    if not node.keys:
        return
    given = [key for key in _SUMS if key in node.keys]
    if len(given) != 1:
        reader.report("M003", node.get("id") or node, given=", ".join(given) or "–")
    own = set(given) - {"percent_of"}
    if (per := node.get("per")) is not None and not own:
        reader.report("M004", per)
    for key in ("for_each", "every", "volume"):
        if (value := node.get(key)) is not None and (
            not own or (key == "volume" and "for_each" not in node.keys)
        ):
            reader.report("M017", value, key=key)


def _rows_of(reader: Reader, node: Node | None, names: Names) -> tuple[str, Names]:
    """The repeating group a line is charged for, and the names with `item` for one row of it."""
    if not isinstance(node, ScalarNode):
        return "", names
    inside = names.copy()
    group = names.scope.get(node.text)
    if group is None or group.kind != "records":
        known = [name for name, each in names.scope.items() if each.kind == "records"]
        if node.text in reader.unknowable:
            return "", names
        params = {"name": node.text, "suggestion": nearest(node.text, known), "known": some_of(known)}
        reader.report("R014", node, **params)
        reader.unknowable.add("item")
        return "", names
    inside.scope["item"] = Type("record", fields=group.fields)
    return node.text, inside


@dataclass(frozen=True, slots=True)
class _Sums:
    """Reads what makes the sum of one line. `assuming`: what is known to hold wherever it is charged."""

    reader: Reader
    names: Names
    assuming: tuple[Expression | None, ...]

    def number(self, node: Node | None) -> Expression | None:
        return self.reader.expression(node, self.names, NUMBER, self.assuming)

    def amount(self, node: Node | None) -> Money | Expression | None:
        """A sum with its unit, or an expression in đồng. A bare number is refused: it says neither."""
        if not isinstance(node, ScalarNode):
            return None
        written = node.text.strip()
        try:
            return Money.parse(written)
        except ValueError:
            if _WITH_UNIT.fullmatch(written):
                self.reader.report("M001", node, value=written)
            elif _BARE.fullmatch(written):
                self.reader.report("M002", node, value=written)
            else:
                return self.number(node)
        return None

    def match(self, node: Node | None) -> tuple[Expression | None, ...]:
        found: list[Expression | None] = []
        for item in node.items if isinstance(node, ListNode) else ():
            expression = self.reader.expression(item, self.names, None, self.assuming)
            if expression is not None and expression.type.kind not in _MATCHABLE:
                self.reader.report("M005", item, kind=expression.type.kind)
                expression = None
            elif expression is not None and expression.type.optional:
                self.reader.report("M006", item)
                expression = None
            found.append(expression)
        return tuple(found)

    def beyond(self, node: MapNode) -> Extra | None:
        per, above = self.number(node.get("per")), self.reader.number(node.get("above"))
        amount = self.reader.money(node.get("amount"))
        return Extra(per, above or Decimal(0), amount) if per is not None and amount is not None else None

    def tiers(self, node: MapNode) -> Tiers | None:
        of = self.number(node.get("of"))
        rows = tuple(
            Tier(
                up_to=self.reader.number(row.get("up_to")),
                each=self.reader.money(row.get("each")),
                flat=self.reader.money(row.get("flat")),
            )
            for row in items(node.get("rows"))
        )
        if of is None:
            return None
        whole, most = self.reader.flag(node.get("whole")), self.reader.money(node.get("at_most"))
        return Tiers(of, rows, whole, most)


def _volume(reader: Reader, node: Node | None) -> Iterator[Volume]:
    for step in items(node):
        count, percent = step.get("from"), reader.number(step.get("percent"))
        if count is not None and percent is not None:
            yield Volume(reader.whole(count), percent)


def _percentages(reader: Reader, node: Node | None) -> dict[str, Decimal]:
    found = as_map(node).entries
    return {line: number for line, value in found.items() if (number := reader.number(value)) is not None}


def _rows(reader: Reader, node: Node | None, match: tuple[Expression | None, ...]) -> Iterator[FeeRow]:
    for row in node.items if isinstance(node, ListNode) else ():
        cells = row.items if isinstance(row, ListNode) else ()
        if len(cells) != len(match) + 1:
            reader.report("M007", row, wanted=len(match) + 1, found=len(cells))
            continue
        values = [
            _cell(reader, cell, expression.type)
            for cell, expression in zip(cells, match, strict=False)
            if expression is not None
        ]
        amount = _sum_of_row(reader, cells[-1])
        found = tuple(value for value in values if value is not None)
        if amount is not None and len(found) == len(match):
            yield FeeRow(found, amount)


def _sum_of_row(reader: Reader, node: Node) -> Money | None:
    written = node.text if isinstance(node, ScalarNode) else "…"
    try:
        return Money.parse(written)
    except ValueError:
        reader.report("M001", node, value=written)
        return None


def _cell(reader: Reader, cell: Node, kind: Type) -> Cell | None:
    """The values a cell stands for, or None after a finding. A list is its items with commas between."""
    written = ", ".join(each.text for each in scalars(cell))
    try:
        return read_cell(written, kind)
    except BadCell as wrong:
        known = wrong.known or _WRITABLE.get(kind.kind, ())
        meant = nearest(wrong.part, known) if wrong.known else ""
        reader.report("M008", cell, value=wrong.part, known=some_of(known), suggestion=meant)
        return None
