"""“Did you mean …?”: the known name nearest to a mistyped one, for keys, names, choices and expressions.

A hostile file can hold thousands of unknown names among thousands of known ones that all look alike. So
the work for one of them is bounded: a cheap look at every name, a careful one at a few.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

_LONGEST = 60
_MOST_KNOWN = 2000
_MOST_MEASURED = 8
_SHORTEST_PART = 3
_LISTED = 12


def nearest(written: str, known: Iterable[str]) -> str:
    """The one of `known` that `written` most likely meant, or "" when none is near.

    Marks, case and the choice between "-" and "_" do not count as differences. Near is a slip or two of the
    finger, or a part of a longer name ("kind" for "applicant.kind").
    """
    names = _prepared(tuple(islice(known, _MOST_KNOWN)))
    if len(written) > _LONGEST or not written:
        return ""
    word = _skeleton(written)
    best = min(_look_alikes(word, names), default=None)
    return names[best[1]].name if best else _longer(word, names)


def some_of(known: Iterable[str]) -> str:
    """The first few names, for a finding that says what there is: "a, b, c, …"."""
    first = list(islice(known, _LISTED + 1))
    return ", ".join([*first[:_LISTED], "…"] if len(first) > _LISTED else first)


@dataclass(frozen=True, slots=True)
class _Known:
    name: str
    skeleton: str
    letters: int


@lru_cache(maxsize=8)
def _prepared(known: tuple[str, ...]) -> tuple[_Known, ...]:
    prepared = ((name, _skeleton(name)) for name in known if len(name) <= 2 * _LONGEST)
    return tuple(_Known(name, skeleton, _letters(skeleton)) for name, skeleton in prepared)


def _skeleton(name: str) -> str:
    folded = unicodedata.normalize("NFD", name.casefold()).replace("đ", "d").replace("_", "-")
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def _letters(word: str) -> int:
    """The set of letters of a word as bits: one slip changes two of them at most."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 61)
    return bits


def _look_alikes(word: str, names: tuple[_Known, ...]) -> Iterator[tuple[int, int]]:
    """(slips, position) of the names that are few enough slips away."""
    slips = min(3, max(1, len(word) // 3))
    letters, length = _letters(word), len(word)
    alike = (
        at
        for at, known in enumerate(names)
        if abs(len(known.skeleton) - length) <= slips and (known.letters ^ letters).bit_count() <= 2 * slips
    )
    for at in islice(alike, _MOST_MEASURED):
        distance = _distance(word, names[at].skeleton, slips)
        if distance <= slips:
            yield distance, at


def _distance(first: str, second: str, most: int) -> int:
    """How many letters were left out, put in, changed, or swapped with the next one; `most` + 1 when more.

    Only the cells within `most` of the diagonal can matter, and a row above it ends the matter.
    """
    same = next((at for at, (one, other) in enumerate(zip(first, second, strict=False)) if one != other), 0)
    first, second, too_many = first[same:], second[same:], most + 1
    before = [too_many] * (len(second) + 1)
    above = [min(column, too_many) for column in range(len(second) + 1)]
    for row, letter in enumerate(first, start=1):
        current = [too_many] * (len(second) + 1)
        current[0] = min(row, too_many)
        for column in range(max(1, row - most), min(len(second), row + most) + 1):
            other = second[column - 1]
            cost = min(above[column] + 1, current[column - 1] + 1, above[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == second[column - 2] and first[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            current[column] = cost
        if min(current) > most:
            return too_many
        before, above = above, current
    return min(above[-1], too_many)


def _longer(word: str, names: tuple[_Known, ...]) -> str:
    """The first name that the word begins or ends, or that it begins with."""
    if len(word) < _SHORTEST_PART:
        return ""
    ends = (f".{word}", f"-{word}")
    for known in names:
        skeleton = known.skeleton
        if (
            skeleton.startswith(word)
            or skeleton.endswith(ends)
            or word.startswith((f"{skeleton}-", f"{skeleton}."))
        ):
            return known.name
    return ""
