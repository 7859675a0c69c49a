"""Finding a procedure: by agency, sector, level, and by words typed with or without accents, begun words,
small slips.

An index is built once per publication generation and holds only what is on offer. Nothing here asks the
database.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from engine.definition import Agency, Sector
from engine.summary import Summary
from runtime.folding import fold, tidy, without_accents

PAGE = 20
LEVELS = (1, 2, 3, 4)
# A slip is forgiven only in words long enough that one wrong letter still leaves most of it right.
SHORTEST_FORGIVEN = 3

_NAME, _AROUND = 2, 1

Place = TypeVar("Place", Agency, Sector)


@dataclass(frozen=True, slots=True)
class Query:
    """What the search form says; "" and None mean "all"."""

    words: str = ""
    agency: str = ""
    sector: str = ""
    level: int | None = None
    applicant: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One page of results, best first, and how many there are in all."""

    summaries: tuple[Summary, ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


@dataclass(frozen=True, slots=True)
class _Indexed:
    """A procedure with its name in the forms it is compared in."""

    summary: Summary
    tidy_name: str
    folded_name: str


class Index:
    """The procedures on offer, ready to be searched. `agencies` and `sectors` are those that occur, by name,
    with counts.
    """

    def __init__(self, summaries: Iterable[Summary]) -> None:
        ordered = sorted(summaries, key=lambda each: (fold(str(each.name)), str(each.name), each.id))
        self._all = [_Indexed(each, tidy(str(each.name)), fold(str(each.name))) for each in ordered]
        # word -> {place in _all: weight}, and the words in order, so that all that begin alike stand
        # together.
        self._where: dict[str, dict[int, int]] = {}
        for place, entry in enumerate(self._all):
            for word in _around(entry.summary):
                self._where.setdefault(word, {})[place] = _AROUND
            for word in entry.folded_name.split():
                self._where.setdefault(word, {})[place] = _NAME
        self._words = sorted(self._where)
        self.agencies = _counted(each.agency for each in ordered)
        self.sectors = _counted(each.sector for each in ordered)
        self.levels = {level: sum(each.level == level for each in ordered) for level in LEVELS}

    def __len__(self) -> int:
        return len(self._all)

    def find(self, query: Query, page: int = 1) -> Found:
        """All typed words must occur, each as the beginning of a word. A page past the end is the last."""
        matching = [place for place in self._ranked(query.words) if _fits(self._all[place].summary, query)]
        last = max(1, -(-len(matching) // PAGE))
        page = min(max(page, 1), last)
        shown = matching[(page - 1) * PAGE : page * PAGE]
        return Found(tuple(self._all[place].summary for place in shown), len(matching), page)

    def _ranked(self, typed: str) -> Sequence[int]:
        folded = fold(typed)
        if not folded:
            return range(len(self._all))
        weights = self._matching(folded.split())
        exact = tidy(typed)
        return sorted(
            weights, key=lambda place: (*self._rank(self._all[place], folded, exact, weights[place]), place)
        )

    def _matching(self, words: Sequence[str]) -> dict[int, int]:
        """Place -> summed weight of those procedures in which every word is found."""
        sums: dict[int, int] = {}
        for number, word in enumerate(words):
            here = self._beginning_with(word) or self._almost(word)
            sums = {
                place: weight + sums.get(place, 0)
                for place, weight in here.items()
                if number == 0 or place in sums
            }
        return sums

    def _beginning_with(self, beginning: str) -> dict[int, int]:
        found: dict[int, int] = {}
        for word in self._words[bisect_left(self._words, beginning) :]:
            if not word.startswith(beginning):
                break
            for place, weight in self._where[word].items():
                found[place] = max(weight, found.get(place, 0))
        return found

    def _almost(self, typed: str) -> dict[int, int]:
        """Only when nothing begins with the word: those with one letter wrong, missing, too many, or two
        exchanged.
        """
        found: dict[int, int] = {}
        if len(typed) < SHORTEST_FORGIVEN or any(letter.isdigit() for letter in typed):
            return found
        for word in self._words:
            if is_one_slip_away(typed, word):
                for place in self._where[word]:
                    found[place] = _AROUND
        return found

    @staticmethod
    def _rank(entry: _Indexed, folded: str, exact: str, weight: int) -> tuple[int, ...]:
        """Smaller is better: the words as typed, with their accents, in a row; then without accents; then
        anywhere.
        """
        accented = exact != folded
        return (
            0 if folded == entry.summary.code.lower() else 1,
            0 if accented and _has_words_in_a_row(entry.tidy_name, exact) else 1,
            0 if _has_words_in_a_row(entry.folded_name, folded) else 1,
            -sum(_begins_a_word(entry.tidy_name, word) for word in exact.split()) if accented else 0,
            -weight,
        )


def is_one_slip_away(typed: str, word: str) -> bool:
    """Whether one letter changed, dropped, added, or two neighbours exchanged makes `typed` into `word`."""
    if abs(len(typed) - len(word)) > 1 or typed == word:
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(typed, word, strict=False)) if a != b), min(len(typed), len(word))
    )
    mine, theirs = typed[start:], word[start:]
    return (
        mine[1:] == theirs[1:]
        or mine[1:] == theirs
        or mine == theirs[1:]
        or (mine[:2] == theirs[1::-1] and len(theirs) > 1 and mine[2:] == theirs[2:])
    )


def _around(summary: Summary) -> set[str]:
    """Folded words by which a procedure may be found besides its name."""
    said = [
        *(words for language, words in summary.name.by_language.items() if language != "vi"),
        *summary.keywords,
        *map(str, summary.results),
        *map(str, summary.cases),
        str(summary.sector.name),
        str(summary.agency.name),
        str(summary.summary or ""),
        summary.code,
        summary.id.replace("-", " "),
    ]
    return {without_accents(word) for words in said for word in tidy(words).split()}


def _fits(summary: Summary, query: Query) -> bool:
    return (
        (not query.agency or summary.agency.id == query.agency)
        and (not query.sector or summary.sector.id == query.sector)
        and (query.level is None or summary.level == query.level)
        and (not query.applicant or query.applicant in summary.applicants)
    )


def _counted(things: Iterable[Place]) -> tuple[tuple[Place, int], ...]:
    seen: dict[str, Place] = {}
    counts: Counter[str] = Counter()
    for thing in things:
        seen.setdefault(thing.id, thing)
        counts[thing.id] += 1
    return tuple((seen[key], counts[key]) for key in sorted(seen, key=lambda key: fold(str(seen[key].name))))


def _has_words_in_a_row(name: str, typed: str) -> bool:
    return f" {typed}" in f" {name}"


def _begins_a_word(name: str, beginning: str) -> bool:
    return f" {beginning}" in f" {name}"
