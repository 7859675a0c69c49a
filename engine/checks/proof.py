"""What a check is, and how it says where the trouble stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.definition import Definition
from engine.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class Subject:
    """A definition under proof. `places`: where each dotted path of its normal form stands."""

    definition: Definition
    places: Mapping[str, Place]

    def problem(self, code: str, path: str, /, **params: Any) -> Problem:
        """A finding at `path`, or at the nearest thing around it that stands in a file."""
        around = path
        while around not in self.places and around:
            around = around.rpartition(".")[0]
        return Problem(code, self.places[around], path, params)


@dataclass(frozen=True, slots=True)
class Proof:
    """`needs`: parts of the file that must be free of errors, else the proof would only say them again in
    other words. `intact`: parts that must not have been lost as a whole.
    """

    needs: tuple[str, ...]
    prove: Callable[[Subject], Iterator[Problem]]
    intact: tuple[str, ...] = ()
