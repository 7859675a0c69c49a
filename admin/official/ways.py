"""How a procedure is carried out: rows of a way, a time, fees and a remark, run together in one text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from admin.official.faults import Fault, excerpt
from admin.official.records import NOT_SAID
from engine.definition import Channel
from engine.spans import Span, Unit

_HEAD = re.compile(r"^Hình thức nộp\s*Thời gian\s*Phí, lệ phí\s*Mô tả")
_WAY = {
    "Trực tuyến": Channel.ONLINE,
    "Trực tiếp": Channel.COUNTER,
    "Dịch vụ bưu chính": Channel.POST,
}
_NAMES = "|".join(_WAY)
_UNITS = "Ngày làm việc|Giờ làm việc|Ngày|Giờ|Tháng|Năm|Tuần|Phút"
_TIME = rf"(?P<number>\d+(?:[.,]\d+)?)\s*(?P<unit>{_UNITS})?"
# A money sign stands right after its number. A fee is a table cell, so the number begins where the time ends.
_MONEY = re.compile(
    r"(?P<sum>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d{1,2})?)?\s*(?P<sign>Việt Nam Đồng|VNĐ|USD)"
)
_FREE = "Miễn phí"
# A row begins with the name of a way and, at once, with a time, or with what a fee cell can hold.
_ROW = re.compile(
    rf"(?P<way>{_NAMES})(?=\d|{_FREE}|{NOT_SAID}|Không(?:{NOT_SAID}|{_FREE}|\d)|VNĐ|USD|Việt Nam Đồng|\s*$)"
)
_TIME_OF_ROW = re.compile(_TIME)
# The time cell is empty when what follows it can only be the fee cell.
_NO_TIME = re.compile(rf"{NOT_SAID}(?={_FREE}|{NOT_SAID}|[\d,.]*\s*(?:Việt Nam Đồng|VNĐ|USD))")
_SUM_IN_WORDS = re.compile(r"\b\d{1,3}(?:[.,]\d{3})+\s*(?:đồng|đ\b|VNĐ|vnđ)", re.IGNORECASE)
_LOCAL = re.compile(r"(?:hội đồng nhân dân|HĐND)", re.IGNORECASE)
_WORKING_HOURS = re.compile(r"giờ làm việc", re.IGNORECASE)
_DAYS_IN_WORDS = re.compile(
    r"(?P<number>\d{1,3})\s*(?:\([^()]{1,30}\)\s*)?ngày(?P<working>\s+làm việc)?", re.IGNORECASE
)
_SPANS = {
    "Ngày làm việc": Unit.WORKING_DAYS,
    "Giờ làm việc": Unit.WORKING_HOURS,
    "Ngày": Unit.DAYS,
    "Tháng": Unit.MONTHS,
    "Năm": Unit.YEARS,
}
LEAST_VND = 1_000


@dataclass(frozen=True, slots=True)
class Sum:
    """One amount of a fee cell: `currency` "VND" or "USD", `words` what the cell says about it."""

    amount: Decimal
    currency: str
    words: str


@dataclass(frozen=True, slots=True)
class Way:
    """One row. `span` None: its time, kept in `time`, is no number with a unit. `sums` empty: free, unknown,
    or only in `fee`, the cell's own words. `free`: the cell says so and nothing contradicts it.
    """

    channel: Channel
    time: str
    span: Span | None
    fee: str
    sums: tuple[Sum, ...]
    free: bool
    remark: str


@dataclass(frozen=True, slots=True)
class Ways:
    """`rest`: text before the first row that could be told apart, "" as a rule."""

    rows: tuple[Way, ...]
    rest: str
    faults: tuple[Fault, ...]


def read_ways(text: str) -> Ways:
    body = _HEAD.sub("", text).strip()
    starts = list(_ROW.finditer(body))
    ends = [*(start.start() for start in starts[1:]), len(body)][: len(starts)]
    faults: list[Fault] = []
    rows = tuple(
        _row(_WAY[start["way"]], body[start.end() : end].strip(), faults)
        for start, end in zip(starts, ends, strict=True)
    )
    if rows and not any(row.time for row in rows):
        faults.append(Fault("N006"))
    faults += _several_times(rows)
    rest = body[: starts[0].start()].strip() if starts else body
    return Ways(rows, rest, tuple(dict.fromkeys(faults)))


def _row(channel: Channel, cells: str, faults: list[Fault]) -> Way:
    cells = cells.removeprefix("Không") if re.match(r"Không(?:Không có|Miễn phí|\d)", cells) else cells
    if _NO_TIME.match(cells):
        cells = cells.removeprefix(NOT_SAID)
    found = _TIME_OF_ROW.match(cells)
    if found and not found["unit"] and _MONEY.match(cells):
        found = None  # the number belongs to the fee: no time is given
    time, cells = (found[0].strip(), cells[found.end() :]) if found else ("", cells)
    span = _span(found["number"], found["unit"], cells, faults) if found else None
    fee, sums, free, remark = _fee(cells.strip(), faults)
    row = Way(channel, time, span, fee, sums, free, remark)
    if span is not None and span.unit in (Unit.DAYS, Unit.WORKING_DAYS):
        faults += _contradiction(row, span)
    return row


def _span(number: str, unit: str | None, words: str, faults: list[Fault]) -> Span | None:
    """A whole number with a unit that the law knows how to count; hours only when they are working hours."""
    shown = f"{number} {unit or ''}".strip()
    if unit is None:
        faults.append(Fault("N004", shown))
        return None
    amount = Decimal(number.replace(",", "."))
    if amount != amount.to_integral_value() or not 1 <= amount <= 9_999:
        faults.append(Fault("N020", shown))
        return None
    if unit == "Giờ":
        if not _WORKING_HOURS.search(words):
            faults.append(Fault("N008", shown))
            return None
        unit = "Giờ làm việc"
    if unit == "Tuần":
        return Span(int(amount) * 7, Unit.DAYS)
    return Span(int(amount), _SPANS[unit]) if unit in _SPANS else None


def _fee(cells: str, faults: list[Fault]) -> tuple[str, tuple[Sum, ...], bool, str]:
    """(the cell's words, its amounts, whether it is free, the remark after it)."""
    for word in (NOT_SAID, "Không phải trả phí", _FREE):
        if cells.startswith(word):
            note, remark = _in_brackets(cells.removeprefix(word))
            stated = _SUM_IN_WORDS.search(note)
            if word == _FREE and stated:
                faults.append(Fault("N002", excerpt(note)))
            elif _LOCAL.search(note):
                faults.append(Fault("N019", excerpt(note)))
            free = word != NOT_SAID and not stated and not _LOCAL.search(note)
            kept = note if word == NOT_SAID or free else f"{word} ({note})"
            return kept, (), free, remark
    return _sums(cells, faults)


def _sums(cells: str, faults: list[Fault]) -> tuple[str, tuple[Sum, ...], bool, str]:
    sums: list[Sum] = []
    said: list[str] = []
    rest = cells
    while found := _MONEY.match(rest):
        note, rest = _in_brackets(rest[found.end() :])
        said.append(f"{found[0].strip()} ({note})" if note else found[0].strip())
        currency = "USD" if found["sign"] == "USD" else "VND"
        if not found["sum"]:
            faults.append(Fault("N003", excerpt(note)))
            continue
        amount = Decimal(found["sum"].replace(",", ""))
        if currency == "VND" and (amount < LEAST_VND or amount != amount.to_integral_value()):
            faults.append(Fault("N001", excerpt(said[-1])))
            continue
        sums.append(Sum(amount, currency, note))
    complete = len(sums) == len(said)
    return "; ".join(said), tuple(sums) if complete else (), False, rest.strip()


def _in_brackets(text: str) -> tuple[str, str]:
    """(what stands in the brackets at the start, the rest); a bracket that is never closed ends with the
    text.
    """
    if not text.startswith("("):
        return "", text.strip()
    depth = 0
    for at, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return text[1:at].strip(), text[at + 1 :].strip()
    return text[1:].strip(), ""


def _contradiction(row: Way, span: Span) -> Iterator[Fault]:
    """The row says days, its remark the same number of working days, or the other way round."""
    for said in _DAYS_IN_WORDS.finditer(row.remark):
        if int(said["number"]) == span.amount and bool(said["working"]) != (span.unit is Unit.WORKING_DAYS):
            yield Fault("N005", excerpt(f"{row.time} / {said[0]}"))
            return


def _several_times(rows: tuple[Way, ...]) -> Iterator[Fault]:
    for channel in Channel:
        times = dict.fromkeys(row.time for row in rows if row.channel is channel and row.time)
        if len(times) > 1:
            yield Fault("N007", ", ".join(times))
