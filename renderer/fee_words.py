"""Why an amount is what it is, in a sentence the payer can check. The facts come from `engine.fees`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from engine.definition import Definition, FeeKind, FeeLine, Moment, PayAt
from engine.fees import Absent, Charge, Undecided
from engine.money import SMALL_PARTS, VND, Money
from engine.text import Text
from renderer.formats import date_words, money, number
from renderer.languages import gettext as _
from renderer.languages import noted, use, words

Params: TypeAlias = Mapping[str, Any]


def explain_charge(charge: Charge, language: str = "vi") -> str:
    """ "Số bản sao: 3 × 8.000 đồng = 24.000 đồng"."""
    with use(language):
        explanation = charge.explanation
        return _CHARGED[explanation.code](explanation.params, charge.amount)


def explain_absent(line: Absent, language: str = "vi") -> str:
    """Why a line of the file is not charged: "Chỉ áp dụng khi …"."""
    with use(language):
        return _ABSENT[line.explanation.code](line.explanation.params)


def explain_undecided(line: Undecided, language: str = "vi") -> str:
    """Who will tell the amount: the file's own words, or that it is not known yet."""
    with use(language):
        return (
            words(line.note)
            if line.note
            else _("Chưa xác định; sẽ được thông báo trong quá trình giải quyết")
        )


_MOMENTS: Mapping[PayAt, str] = {
    PayAt.SUBMISSION: noted("Nộp khi nộp hồ sơ."),
    PayAt.ACCEPTANCE: noted("Nộp khi hồ sơ được tiếp nhận."),
    PayAt.RESULT: noted("Nộp khi nhận kết quả."),
}
_KINDS: Mapping[FeeKind, str] = {FeeKind.PHI: noted("Phí"), FeeKind.LE_PHI: noted("Lệ phí")}


def moment_words(moment: Moment, definition: Definition | None = None) -> str:
    """When to pay: "Nộp ở bước “Nộp thuế”."; the definition gives the step its title."""
    if moment.at is not PayAt.STEP:
        return _(_MOMENTS[moment.at])
    step = definition.steps.get(moment.step) if definition else None
    if step is None or step.title is None:
        return _("Nộp khi có thông báo trong quá trình giải quyết.")
    return _("Nộp ở bước “%(step)s”.", step=words(step.title))


def kind_words(kind: FeeKind | None) -> str:
    """What a receipt is for; what is neither phí nor lệ phí is a charge of the post."""
    return _(_KINDS[kind]) if kind else _("Cước bưu chính")


def refund_words(charge: Charge | FeeLine) -> str:
    """Whether it is given back, "" when nothing is to be said."""
    if charge.refund_note:
        return words(charge.refund_note)
    return _("Được hoàn lại khi hồ sơ không được giải quyết.") if charge.refundable else ""


# ---- charged


def _flat(_params: Params, amount: Money) -> str:
    return _("Mức cố định: %(amount)s", amount=money(amount))


def _per_quantity(params: Params, amount: Money) -> str:
    return _(
        "%(of)s: %(quantity)s × %(unit)s = %(amount)s",
        of=_as_heading(params["of"]),
        quantity=number(Decimal(params["quantity"])),
        unit=_exact_money(params["unit_amount"], amount),
        amount=money(amount),
    )


def _computed(params: Params, amount: Money) -> str:
    return _(
        "Tính theo công thức: %(formula)s = %(amount)s",
        formula=_said(params["formula"]),
        amount=money(amount),
    )


def _table_row(params: Params, amount: Money) -> str:
    cells = "; ".join(f"{_as_heading(cell['name'])}: {_said(cell['value'])}" for cell in params["cells"])
    if not cells:
        return _("Mức chung của bảng thu: %(amount)s", amount=money(amount))
    return _("Theo bảng thu (%(cells)s): %(amount)s", cells=cells, amount=money(amount))


def _parameter(params: Params, amount: Money) -> str:
    if params["since"] is None:
        return _("%(name)s: %(amount)s", name=_said(params["name"]), amount=money(amount))
    return _(
        "%(name)s, áp dụng từ ngày %(since)s: %(amount)s",
        name=_said(params["name"]),
        since=date_words(date.fromisoformat(params["since"])),
        amount=money(amount),
    )


def _extra(params: Params, amount: Money) -> str:
    return _(
        "%(how)s; cộng %(quantity)s × %(unit)s cho phần %(of)s vượt quá %(above)s = %(amount)s",
        how=_nested(params["how"], _whole(params["base"], amount)),
        quantity=number(Decimal(params["quantity"])),
        unit=_exact_money(params["unit_amount"], amount),
        of=_said(params["of"]),
        above=number(Decimal(params["above"])),
        amount=money(amount),
    )


def _tiers(params: Params, amount: Money) -> str:
    """ "Số trang 12: 2 × 2.000 đồng + 10 × 1.000 đồng = 14.000 đồng"."""
    bands = " + ".join(_band(band, amount) for band in params["bands"]) or money(_of(0, amount))
    sentence = _(
        "%(of)s %(measure)s: %(bands)s",
        of=_as_heading(params["of"]),
        measure=number(Decimal(params["measure"])),
        bands=bands,
    )
    if params["limited"] is not None:
        return _(
            "%(how)s; cao hơn mức tối đa nên tính %(bound)s",
            how=sentence,
            bound=money(_of(params["limited"], amount)),
        )
    return _("%(sum)s = %(amount)s", sum=sentence, amount=money(amount))


def _band(band: Params, like: Money) -> str:
    if band["each"] is None:
        return money(_whole(band["amount"], like))
    unit = money(_of(band["each"], like))
    return _("%(units)s × %(unit)s", units=number(Decimal(band["units"])), unit=unit)


def _times(params: Params, amount: Money) -> str:
    return _(
        "%(how)s; × %(quantity)s (%(of)s) = %(amount)s",
        how=_nested(params["how"], _whole(params["unit_amount"], amount)),
        quantity=number(Decimal(params["quantity"])),
        of=_said(params["of"]),
        amount=money(amount),
    )


def _per_item(params: Params, amount: Money) -> str:
    """Row by row, then the sum, then what several rows take off."""
    rows = "; ".join(
        f"{place}) {_nested(row['how'], _of(row['amount'], amount))}"
        for place, row in enumerate(params["items"], start=1)
    )
    group, count = _as_heading(params["group"]), len(params["items"])
    if not rows:
        return _("%(group)s: không có dòng nào", group=group)
    if Decimal(params["percent"]) == 100:
        return _("%(group)s: %(rows)s; cộng %(amount)s", group=group, rows=rows, amount=money(amount))
    return _(
        "%(group)s: %(rows)s; cộng %(sum)s; có %(count)s dòng nên thu %(percent)s %% = %(amount)s",
        group=group,
        rows=rows,
        sum=money(_of(params["sum"], amount)),
        count=number(count),
        percent=number(Decimal(params["percent"])),
        amount=money(amount),
    )


def _recurring(params: Params, amount: Money) -> str:
    how = _nested(params["how"], amount)
    return _("%(how)s; %(every)s, lần này nộp lần đầu", how=how, every=every_words(params["every"]))


def every_words(every: str) -> str:
    """How often a charge comes again."""
    return {"month": _("thu hằng tháng"), "year": _("thu hằng năm")}[every]


def _percent(params: Params, amount: Money) -> str:
    sentence = _(
        "%(percent)s %% của %(of)s (%(base)s) = %(amount)s",
        percent=number(Decimal(params["percent"])),
        of=_said(params["of"]),
        base=money(_of(params["base"], amount)),
        amount=money(amount),
    )
    return (
        _("%(sentence)s, vì không giảm quá số tiền còn lại", sentence=sentence)
        if params["limited"]
        else sentence
    )


def _minimum(params: Params, amount: Money) -> str:
    return _(
        "%(how)s; thấp hơn mức tối thiểu nên tính %(bound)s",
        how=_how(params, amount),
        bound=money(_signed(params["bound"], amount)),
    )


def _maximum(params: Params, amount: Money) -> str:
    return _(
        "%(how)s; cao hơn mức tối đa nên tính %(bound)s",
        how=_how(params, amount),
        bound=money(_signed(params["bound"], amount)),
    )


def _rounded(params: Params, amount: Money) -> str:
    return _(
        "%(how)s; làm tròn đến %(step)s = %(amount)s",
        how=_nested(params["how"], _of(params["exact"], amount)),
        step=money(_of(params["to"], amount)),
        amount=money(amount),
    )


def _channel(_params: Params, amount: Money) -> str:
    return _("Theo hình thức bạn chọn: %(amount)s", amount=money(amount))


# ---- absent


def _outside_dates(params: Params) -> str:
    since, until = (params[key] and date_words(date.fromisoformat(params[key])) for key in ("from", "until"))
    if since and until:
        return _("Chỉ áp dụng từ ngày %(since)s đến hết ngày %(until)s", since=since, until=until)
    if since:
        return _("Chỉ áp dụng từ ngày %(since)s", since=since)
    return _("Chỉ áp dụng đến hết ngày %(until)s", until=until)


def _condition(params: Params) -> str:
    return _("Chỉ áp dụng khi %(formula)s", formula=_said(params["formula"]))


def _no_target(params: Params) -> str:
    return _("Không thu khoản làm căn cứ tính: %(of)s", of=", ".join(_said(name) for name in params["of"]))


# ---- parts


def _said(by_language: Mapping[str, str]) -> str:
    return words(Text(by_language))


def _as_heading(by_language: Mapping[str, str]) -> str:
    said = _said(by_language)
    return said[:1].upper() + said[1:]


def _how(params: Params, like: Money) -> str:
    """The reckoning before the bound was applied."""
    return _nested(params["how"], _of(params["computed"], like))


def _nested(how: Params, amount: Money) -> str:
    return _CHARGED[how["code"]](how["params"], amount)


def _of(amount: int, like: Money) -> Money:
    return Money(amount, like.currency)


def _whole(amount: str, like: Money) -> Money:
    return Money.rounded(Decimal(amount), like.currency)


def _signed(bound: int, amount: Money) -> Money:
    return _of(-bound if amount.amount < 0 else bound, amount)


def _exact_money(amount: str, like: Money) -> str:
    """A price per unit may have parts of a đồng or a cent that only the sum is rounded to."""
    exact = Decimal(amount)
    if exact == exact.to_integral_value():
        return money(_of(int(exact), like))
    if like.currency != VND:
        return f"{number(exact.scaleb(-SMALL_PARTS[like.currency]))} {like.currency}"
    return _("%(amount)s đồng", amount=number(exact))


_CHARGED: Mapping[str, Callable[[Params, Money], str]] = {
    "flat": _flat,
    "per_quantity": _per_quantity,
    "computed": _computed,
    "parameter": _parameter,
    "table_row": _table_row,
    "extra": _extra,
    "tiers": _tiers,
    "times": _times,
    "per_item": _per_item,
    "recurring": _recurring,
    "percent": _percent,
    "minimum": _minimum,
    "maximum": _maximum,
    "rounded": _rounded,
    "channel": _channel,
}
_ABSENT: Mapping[str, Callable[[Params], str]] = {
    "condition": _condition,
    "outside_dates": _outside_dates,
    "no_target": _no_target,
}
