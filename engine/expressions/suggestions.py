"""“Did you mean …?” for names, functions and choices: one slip of the finger away, or part of a longer name.

A hostile file can hold thousands of unknown names among thousands of known ones, so the work for one of
them must not grow with their likeness: slips are looked up in a set, never measured against every name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_-."
_LONGEST = 60
_SHORTEST_PART = 3


def nearest(written: str, known: Iterable[str]) -> str:
    """The known name that was most likely meant, or ""."""
    names = dict.fromkeys(known)
    if len(written) > _LONGEST:
        return ""
    plain = written.lower().replace("-", "_")
    return next((slip for slip in _slips(plain) if slip in names), "") or _longer(plain, names)


def _slips(word: str) -> Iterator[str]:
    """The word itself and everything one deletion, swap, replacement or insertion away."""
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]
        yield word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :]
    for place in range(len(word) + 1):
        for letter in _LETTERS:
            yield word[:place] + letter + word[place:]
            yield word[:place] + letter + word[place + 1 :]


def _longer(word: str, names: Iterable[str]) -> str:
    """The first name that the word begins or ends ("kind" for "applicant.kind", "standard" for
    "standard_no").
    """
    if len(word) < _SHORTEST_PART:
        return ""
    return next(
        (name for name in names if name.startswith(word) or name.endswith((f".{word}", f"_{word}"))), ""
    )
