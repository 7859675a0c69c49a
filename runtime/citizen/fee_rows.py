"""The fee on the public page of a procedure: every line as a rule in plain words, before anything is
answered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from engine.answers import labels as labels_in
from engine.definition import Definition, Extra, FeeLine, Field, Tiers
from engine.expressions import Expression
from engine.fees.cell_words import cell_words
from engine.money import VND, Money
from engine.text import Text
from renderer.basis_words import basis_words
from renderer.fee_words import every_words, kind_words, moment_words, refund_words
from renderer.formats import date_words, money, number
from renderer.languages import current, words
from renderer.languages import gettext as _


@dataclass(frozen=True, slots=True)
class FeeRow:
    """One line of the fee. `amount` in words, for it may be a rule; `rows` a table of (cases, amount)."""

    name: str
    kind: str
    amount: str
    remarks: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()


def fee_row(line: FeeLine, definition: Definition, labels: Mapping[str, str]) -> FeeRow:
    """`labels`: words for the names of the procedure, those of a row of `for_each` are added here."""
    known = {**labels, **labels_in(definition, current(), item=line.for_each)} if line.for_each else labels
    return FeeRow(
        name=words(line.name),
        kind=kind_words(line.kind) if line.kind else "",
        amount=_amount(line, definition, known),
        remarks=tuple(_remarks(line, definition, known)),
        rows=tuple(_rows(line, definition, known)),
    )


def _remarks(line: FeeLine, definition: Definition, labels: Mapping[str, str]) -> Iterator[str]:
    if line.when:
        yield _("Chỉ khi %(condition)s.", condition=_said(line.when, labels))
    if line.valid_from:
        yield _("Áp dụng từ %(day)s.", day=date_words(line.valid_from))
    if line.valid_until:
        yield _("Áp dụng đến hết %(day)s.", day=date_words(line.valid_until))
    if line.at_least:
        yield _("Ít nhất %(amount)s.", amount=money(line.at_least))
    if line.at_most:
        yield _("Nhiều nhất %(amount)s.", amount=money(line.at_most))
    if line.for_each:
        group = words(definition.fields[line.for_each].label)
        yield _("Tính cho từng dòng của “%(group)s” rồi cộng lại.", group=group)
    for step in line.volume:
        yield _(
            "Từ %(count)s dòng trở lên thu %(percent)s %%.",
            count=number(step.count),
            percent=number(step.percent),
        )
    if line.every:
        yield _("Khoản này %(every)s; khi nộp hồ sơ chỉ nộp lần đầu.", every=every_words(line.every))
    if line.proof:
        document = definition.documents_by_id[line.proof]
        yield _("Cần nộp giấy tờ chứng minh: %(document)s.", document=words(document.name))
    yield from _terms(line, definition)
    if line.legal_basis:
        yield basis_words(line.legal_basis)


def _terms(line: FeeLine, definition: Definition) -> Iterator[str]:
    """When it is paid and given back, where that is not as for the whole fee, and who tells the amount."""
    fee = definition.fee
    if line.round_to:
        yield _("Làm tròn đến %(amount)s.", amount=money(line.round_to))
    if fee is None:
        return
    if line.moment != fee.moment:
        yield moment_words(line.moment, definition)
    if (line.refundable, line.refund_note) != (fee.refundable, fee.refund_note):
        yield refund_words(line) or _("Không hoàn lại.")
    if line.pending_note:
        yield words(line.pending_note)


def _amount(line: FeeLine, definition: Definition, labels: Mapping[str, str]) -> str:
    if line.percent_of:
        return _percentages(line, definition)
    if line.rows or line.tiers:
        table = _("theo bảng")
        if line.per is None:
            return table
        return _("%(amount)s × %(count)s", amount=table, count=_said(line.per, labels))
    fixed = money(line.amount) if isinstance(line.amount, Money) else ""
    computed = _said(line.amount, labels) if isinstance(line.amount, Expression) else ""
    if line.per is not None:
        return _("%(amount)s × %(count)s", amount=fixed or computed, count=_said(line.per, labels))
    if fixed:
        return fixed
    if line.currency != VND:
        return _("%(formula)s (%(currency)s)", formula=computed, currency=line.currency)
    return _("%(formula)s (đồng)", formula=computed)


def _percentages(line: FeeLine, definition: Definition) -> str:
    names = {each.id: words(each.name) for each in definition.fee.lines} if definition.fee else {}
    return "; ".join(
        _("giảm %(percent)s %% của “%(name)s”", percent=number(-percent), name=names[target])
        if percent < 0
        else _("thêm %(percent)s %% của “%(name)s”", percent=number(percent), name=names[target])
        for target, percent in line.percent_of.items()
    )


def _rows(line: FeeLine, definition: Definition, labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for row in line.rows:
        cells = [
            _(
                "%(name)s: %(value)s",
                name=_said(name, labels),
                value=words(Text(cell_words(cell, _asked(definition, line, name)))),
            )
            for name, cell in zip(line.match, row.cells, strict=True)
            if cell.parts
        ]
        yield "; ".join(cells) or _("Mọi trường hợp còn lại"), money(row.amount)
    if line.extra:
        yield _extra(line.extra, labels)
    if line.tiers:
        yield from _bands(line.tiers, labels)


def _asked(definition: Definition, line: FeeLine, expression: Expression) -> Field | None:
    """The question, or the column of the row, that an expression is nothing but the name of."""
    if not expression.text.startswith("item.") or not line.for_each:
        return definition.fields.get(expression.text)
    columns = definition.fields[line.for_each].fields
    return next((column for column in columns if f"item.{column.id}" == expression.text), None)


def _extra(extra: Extra, labels: Mapping[str, str]) -> tuple[str, str]:
    beyond = _(
        "Mỗi đơn vị vượt quá %(above)s (%(of)s), cộng thêm",
        above=number(extra.above),
        of=_said(extra.per, labels),
    )
    return beyond, money(extra.amount)


def _bands(tiers: Tiers, labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    measured, above = _said(tiers.of, labels), Decimal(0)
    for row in tiers.rows:
        if row.up_to is None:
            band = _("%(of)s: trên %(above)s", of=measured, above=number(above))
        elif above:
            band = _(
                "%(of)s: trên %(above)s đến %(until)s",
                of=measured,
                above=number(above),
                until=number(row.up_to),
            )
        else:
            band = _("%(of)s: đến %(until)s", of=measured, until=number(row.up_to))
        if row.each is not None:
            unit = _("%(amount)s mỗi đơn vị", amount=money(row.each))
            yield band, _("%(unit)s, cho tất cả", unit=unit) if tiers.whole else unit
        elif row.flat is not None:
            yield band, money(row.flat)
        above = row.up_to or above
    if tiers.at_most:
        yield _("Nhiều nhất"), money(tiers.at_most)


def _said(expression: Expression, labels: Mapping[str, str]) -> str:
    return expression.words(current(), labels)
