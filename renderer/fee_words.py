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
    return _CHARGED[params["how"]["code"]](params["how"]["params"], params["computed"])


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
    "table_row": _table_row,
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
