"""The fee on the public page of a procedure: every line as a rule in plain words, before anything is
answered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from engine.answers import labels as labels_in
from engine.definition import ANY, Definition, Extra, FeeKind, FeeLine, Tiers
from engine.expressions import Expression
from engine.money import Money
from renderer.fee_words import every_words
from renderer.formats import date_words, money, number
from renderer.languages import current, noted, words
from renderer.languages import gettext as _

_KINDS: Mapping[FeeKind, str] = {FeeKind.PHI: noted("Phí"), FeeKind.LE_PHI: noted("Lệ phí")}


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
        kind=_(_KINDS[line.kind]) if line.kind else "",
        amount=_amount(line, definition, known),
        remarks=tuple(_remarks(line, definition, known)),
        rows=tuple(_rows(line, known)),
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
    return fixed or _("%(formula)s (đồng)", formula=computed)


def _percentages(line: FeeLine, definition: Definition) -> str:
    names = {each.id: words(each.name) for each in definition.fee.lines} if definition.fee else {}
    return "; ".join(
        _("giảm %(percent)s %% của “%(name)s”", percent=number(-percent), name=names[target])
        if percent < 0
        else _("thêm %(percent)s %% của “%(name)s”", percent=number(percent), name=names[target])
        for target, percent in line.percent_of.items()
    )


def _rows(line: FeeLine, labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for row in line.rows:
        cells = [
            _(
                "%(name)s: %(value)s",
                name=_said(name, labels),
                value=labels.get(f"{name.text}.{cell}", str(cell)),
            )
            for name, cell in zip(line.match, row.cells, strict=True)
            if cell != ANY
        ]
        yield "; ".join(cells) or _("Mọi trường hợp còn lại"), money(row.amount)
    if line.extra:
        yield _extra(line.extra, labels)
    if line.tiers:
        yield from _bands(line.tiers, labels)


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
