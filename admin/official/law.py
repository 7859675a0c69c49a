"""The legal basis of a record: names of instruments, each followed at once by its number.

Where a number ends is not written: "…/TT-BCALuật Cư trú". Which endings numbers have is learned from the numbers
of the same catalogue that nothing follows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from admin.official.faults import Fault, excerpt

_HEAD = re.compile(r"^Tên văn bản pháp lý\s*Mã văn bản")
# 51/2019/QH14, 04/2015/TT-BCA, 66.7/2025/NQ-CP, 15/VBHN-BTC: digits, perhaps a year, then capitals.
_NUMBER = re.compile(
    r"\d{1,4}(?:\.\d{1,2})?(?:/\d{4})?/(?P<ending>(?:QH|UBTVQH)\d{2}|[A-ZĐ]+(?:-[A-ZĐ]+){0,3})"
)
_SEEN_AT_LEAST = 2
_RARER = 10


@dataclass(frozen=True, slots=True)
class Instrument:
    """`number` "" when it could not be told from the name."""

    name: str
    number: str

    @property
    def words(self) -> str:
        if not self.number or self.number in self.name:
            return self.name or self.number
        return f"{self.name} ({self.number})" if self.name else self.number


@dataclass(frozen=True, slots=True)
class Law:
    instruments: tuple[Instrument, ...]
    faults: tuple[Fault, ...]


def endings(texts: Iterable[str]) -> frozenset[str]:
    """The endings of numbers ("TT-BCA") that stand at least twice where nothing can run into them."""
    found = Counter(
        match["ending"]
        for text in texts
        for match in _NUMBER.finditer(text)
        if not text[match.end() : match.end() + 1].isalpha()
    )
    return frozenset(
        ending
        for ending, times in found.items()
        if times >= _SEEN_AT_LEAST and not _is_longer_by_a_word(ending, times, found)
    )


def _is_longer_by_a_word(ending: str, times: int, found: Mapping[str, int]) -> bool:
    """ "NĐ-CPBAN" is the ending "NĐ-CP" with the next name in capitals run into it: far rarer than it."""
    return any(found.get(ending[:length], 0) >= _RARER * times for length in range(2, len(ending)))


def read_law(text: str, known: frozenset[str]) -> Law:
    """`known`: what `endings` gave for the catalogue the record is from."""
    body = _HEAD.sub("", text).strip()
    rows: list[Instrument] = []
    at = 0
    for start, end in _closing(body, known):
        rows.append(Instrument(_name(body[at:start]), body[start:end]))
        at = end
    rest = _name(body[at:])
    if rest:
        rows.append(Instrument(rest, ""))
    kept = tuple(dict.fromkeys(row for row in rows if row.words))
    return Law(kept, (Fault("N013", excerpt(rest)),) if rest else ())


def _closing(body: str, known: frozenset[str]) -> Iterator[tuple[int, int]]:
    """(start, end) of the numbers that close a row: the next name follows without a blank, or nothing."""
    at = 0
    while match := _NUMBER.search(body, at):
        start, end = match.start(), _end(body, match, known)
        number = body[start:end]
        at = end
        is_told_again = body.startswith(number, end)
        if not is_told_again and (end == len(body) or body[end].isalnum() or body[end] in "-+\n"):
            yield start, end


def _end(body: str, match: re.Match[str], known: frozenset[str]) -> int:
    """Where the number ends when capitals of the next name may have run into it."""
    end, ending = match.end(), match["ending"]
    lengths = range(len(ending), 0, -1)
    longest = next((length for length in lengths if ending[:length] in known), 0)
    if longest:
        return match.start("ending") + longest
    following = body[end : end + 1]
    # "CPN" + "ghị": the last capital is the next name's own, unless that leaves a single one.
    last = re.split(r"[-/]", ending)[-1]
    return end - 1 if following.islower() and len(last) > 2 else end


def _name(text: str) -> str:
    return " ".join(text.split()).strip(" -+;,:")
