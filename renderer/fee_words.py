"""Why an amount is what it is, in a sentence the payer can check. The facts come from `engine.fees`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from engine.fees import Absent, Charge
from engine.money import Money
from engine.text import Text
from renderer.formats import date_words, money, number
from renderer.languages import gettext as _
from renderer.languages import use, words

Params: TypeAlias = Mapping[str, Any]


def explain_charge(charge: Charge, language: str = "vi") -> str:
    """ "Số bản sao: 3 × 8.000 đồng = 24.000 đồng"."""
    with use(language):
        explanation = charge.explanation
        return _CHARGED[explanation.code](explanation.params, charge.amount.amount)


def explain_absent(line: Absent, language: str = "vi") -> str:
    """Why a line of the file is not charged: "Chỉ áp dụng khi …"."""
    with use(language):
        return _ABSENT[line.explanation.code](line.explanation.params)


# ---- charged


def _flat(_params: Params, amount: int) -> str:
    return _("Mức cố định: %(amount)s", amount=money(amount))


def _per_quantity(params: Params, amount: int) -> str:
    return _(
        "%(of)s: %(quantity)s × %(unit)s = %(amount)s",
        of=_as_heading(params["of"]),
        quantity=number(Decimal(params["quantity"])),
        unit=_exact_money(params["unit_amount"]),
        amount=money(amount),
    )


def _computed(params: Params, amount: int) -> str:
    return _(
        "Tính theo công thức: %(formula)s = %(amount)s",
        formula=_said(params["formula"]),
        amount=money(amount),
    )


def _table_row(params: Params, amount: int) -> str:
    cells = "; ".join(f"{_as_heading(cell['name'])}: {_said(cell['value'])}" for cell in params["cells"])
    if not cells:
        return _("Mức chung của bảng thu: %(amount)s", amount=money(amount))
    return _("Theo bảng thu (%(cells)s): %(amount)s", cells=cells, amount=money(amount))


def _parameter(params: Params, amount: int) -> str:
    if params["since"] is None:
        return _("%(name)s: %(amount)s", name=_said(params["name"]), amount=money(amount))
    return _(
        "%(name)s, áp dụng từ ngày %(since)s: %(amount)s",
        name=_said(params["name"]),
        since=date_words(date.fromisoformat(params["since"])),
        amount=money(amount),
    )


def _extra(params: Params, amount: int) -> str:
    return _(
        "%(how)s; cộng %(quantity)s × %(unit)s cho phần %(of)s vượt quá %(above)s = %(amount)s",
        how=_nested(params["how"], _whole(params["base"])),
        quantity=number(Decimal(params["quantity"])),
        unit=_exact_money(params["unit_amount"]),
        of=_said(params["of"]),
        above=number(Decimal(params["above"])),
        amount=money(amount),
    )


def _tiers(params: Params, amount: int) -> str:
    """ "Số trang 12: 2 × 2.000 đồng + 10 × 1.000 đồng = 14.000 đồng"."""
    bands = " + ".join(_band(band) for band in params["bands"]) or money(0)
    sentence = _(
        "%(of)s %(measure)s: %(bands)s",
        of=_as_heading(params["of"]),
        measure=number(Decimal(params["measure"])),
        bands=bands,
    )
    if params["limited"] is not None:
        return _(
            "%(how)s; cao hơn mức tối đa nên tính %(bound)s", how=sentence, bound=money(params["limited"])
        )
    return _("%(sum)s = %(amount)s", sum=sentence, amount=money(amount))


def _band(band: Params) -> str:
    if band["each"] is None:
        return money(_whole(band["amount"]))
    return _("%(units)s × %(unit)s", units=number(Decimal(band["units"])), unit=money(band["each"]))


def _times(params: Params, amount: int) -> str:
    return _(
        "%(how)s; × %(quantity)s (%(of)s) = %(amount)s",
        how=_nested(params["how"], _whole(params["unit_amount"])),
        quantity=number(Decimal(params["quantity"])),
        of=_said(params["of"]),
        amount=money(amount),
    )


def _per_item(params: Params, amount: int) -> str:
    """Row by row, then the sum, then what several rows take off."""
    rows = "; ".join(
        f"{place}) {_nested(row['how'], row['amount'])}" for place, row in enumerate(params["items"], start=1)
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
        sum=money(params["sum"]),
        count=number(count),
        percent=number(Decimal(params["percent"])),
        amount=money(amount),
    )


def _recurring(params: Params, amount: int) -> str:
    how = _nested(params["how"], amount)
    return _("%(how)s; %(every)s, lần này nộp lần đầu", how=how, every=every_words(params["every"]))


def every_words(every: str) -> str:
    """How often a charge comes again."""
    return {"month": _("thu hằng tháng"), "year": _("thu hằng năm")}[every]


def _percent(params: Params, amount: int) -> str:
    sentence = _(
        "%(percent)s %% của %(of)s (%(base)s) = %(amount)s",
        percent=number(Decimal(params["percent"])),
        of=_said(params["of"]),
        base=money(params["base"]),
        amount=money(amount),
    )
    return (
        _("%(sentence)s, vì không giảm quá số tiền còn lại", sentence=sentence)
        if params["limited"]
        else sentence
    )


def _minimum(params: Params, amount: int) -> str:
    return _(
        "%(how)s; thấp hơn mức tối thiểu nên tính %(bound)s",
        how=_how(params),
        bound=money(_signed(params["bound"], amount)),
    )


def _maximum(params: Params, amount: int) -> str:
    return _(
        "%(how)s; cao hơn mức tối đa nên tính %(bound)s",
        how=_how(params),
        bound=money(_signed(params["bound"], amount)),
    )


def _channel(_params: Params, amount: int) -> str:
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


def _how(params: Params) -> str:
    """The reckoning before the bound was applied."""
    return _nested(params["how"], params["computed"])


def _nested(how: Params, amount: int) -> str:
    return _CHARGED[how["code"]](how["params"], amount)


def _whole(amount: str) -> int:
    return Money.rounded(Decimal(amount)).amount


def _signed(bound: int, amount: int) -> int:
    return -bound if amount < 0 else bound


def _exact_money(amount: str) -> str:
    """A price per unit may have parts of a đồng that only the sum is rounded to."""
    exact = Decimal(amount)
    if exact == exact.to_integral_value():
        return money(Money(int(exact)))
    return _("%(amount)s đồng", amount=number(exact))


_CHARGED: Mapping[str, Callable[[Params, int], str]] = {
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
    "channel": _channel,
}
_ABSENT: Mapping[str, Callable[[Params], str]] = {
    "condition": _condition,
    "outside_dates": _outside_dates,
    "no_target": _no_target,
}
