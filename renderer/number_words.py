"""Whole numbers in Vietnamese words, as receipts and slips write amounts."""

from __future__ import annotations

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 10**9
_SCALES = ((10**6, "triệu"), (10**3, "nghìn"), (1, ""))


def number_words(number: int, *, between: str = "linh") -> str:
    """24000 → "hai mươi bốn nghìn".

    `between` is what stands for an empty ten: "linh" (as the schools teach) or "lẻ" (as the South says):
    105 → "một trăm linh năm".
    """
    if number < 0:
        return f"âm {number_words(-number, between=between)}"
    if number == 0:
        return _DIGITS[0]
    return " ".join(_read(number, between=between, leading=True))


def _read(number: int, *, between: str, leading: bool) -> list[str]:
    """The words of a positive number; when something was read before it (`leading` false), empty hundreds
    are spoken.
    """
    spoken: list[str] = []
    billions, rest = divmod(number, _BILLION)
    if billions:
        spoken += [*_read(billions, between=between, leading=leading), "tỷ"]
    for size, name in _SCALES:
        group, rest = divmod(rest, size)
        if group:
            spoken += _read_group(group, between=between, full=bool(spoken) or not leading)
            spoken += [name] if name else []
    return spoken


def _read_group(group: int, *, between: str, full: bool) -> list[str]:
    """A number from 1 to 999; `full` also says the hundreds that are none ("không trăm linh năm")."""
    hundreds, rest = divmod(group, 100)
    tens, unit = divmod(rest, 10)
    spoken = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens == 0:
        return spoken + ([between] if spoken and unit else []) + ([_DIGITS[unit]] if unit else [])
    spoken += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    return spoken + ([_unit_after_ten(tens, unit)] if unit else [])


def _unit_after_ten(tens: int, unit: int) -> str:
    """After a ten, 5 is said "lăm" and, from twenty on, 1 is said "mốt"; 4 stays "bốn", as amounts are
    written.
    """
    if unit == 5:
        return "lăm"
    if unit == 1 and tens > 1:
        return "mốt"
    return _DIGITS[unit]
