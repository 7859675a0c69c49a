"""Short ids for things that come with long names: readable, stable for the same words, each given once."""

from __future__ import annotations

import re

from runtime.folding import fold

_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
_LONGEST = 48


class Names:
    """Gives out ids within one file. `joint` is "_" inside a file, "-" for files and shared lists."""

    def __init__(self, joint: str = "_", *, otherwise: str = "muc") -> None:
        self._joint = joint
        self._otherwise = otherwise
        self._given: set[str] = set()

    def of(self, words: str) -> str:
        """An id made of the first words; with a number behind when it is taken."""
        stem = self.stem(words)
        name, number = stem, 1
        while name in self._given:
            number += 1
            name = f"{stem}{self._joint}{number}"
        self._given.add(name)
        return name

    def stem(self, words: str) -> str:
        parts = [part for part in _NOT_A_LETTER.split(fold(words)) if part]
        while parts and not parts[0][0].isalpha():
            parts.pop(0)
        kept: list[str] = []
        for part in parts:
            if kept and len(self._joint.join([*kept, part])) > _LONGEST:
                break
            kept.append(part[:_LONGEST])
        return self._joint.join(kept) or self._otherwise
