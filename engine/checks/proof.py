"""What a check is, and how it says where the trouble stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from re import Pattern
from typing import Any

from engine.cases import variants
from engine.checks.ground import Ground
from engine.definition import Definition
from engine.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class Subject:
    """A definition under proof. `places`: where each dotted path of its normal form stands.

    `moved`: parts that are a case's own, with the path they have in the file. `ground`: what is known to
    be wrong in it.
    """

    definition: Definition
    places: Mapping[str, Place]
    moved: Mapping[str, str] = field(default_factory=dict)
    ground: Ground = field(default_factory=Ground)

    def problem(self, code: str, path: str, /, **params: Any) -> Problem:
        """A finding at `path`, or at the nearest thing around it that stands in a file."""
        around = path
        while around not in self.places and around:
            around = around.rpartition(".")[0]
        return Problem(code, self.places[around], self.written(path), params)

    def written(self, path: str) -> str:
        """The path in the file of what checks know by its usual one."""
        part, dot, below = path.partition(".")
        return f"{self.moved[part]}{dot}{below}" if part in self.moved else path


def subjects(definition: Definition, places: Mapping[str, Place]) -> Iterator[Subject]:
    """The definition under the terms of each of its cases, with places as if these were the only ones."""
    for variant in variants(definition):
        case = variant.cases_by_id.get(variant.case)
        own = {"process": case.process, "deadline": case.deadline, "results": case.results} if case else {}
        moved = {part: f"cases.{variant.case}.{part}" for part, value in own.items() if value}
        yield Subject(variant, _as_if_alone(places, moved), moved)


def _as_if_alone(places: Mapping[str, Place], moved: Mapping[str, str]) -> Mapping[str, Place]:
    found = {path: place for path, place in places.items() if path.partition(".")[0] not in moved}
    for part, where in moved.items():
        found |= {
            part + path.removeprefix(where): place
            for path, place in places.items()
            if path == where or path.startswith(where + ".")
        }
    return found if moved else places


@dataclass(frozen=True, slots=True)
class Proof:
    """`needs`: parts of the file that must be free of errors, else the proof would only say them again in
    other words; an error whose path matches `besides` does not matter to it. `intact`: parts that must not
    have been lost as a whole. `each`: the map whose entries are looked at one by one; nothing is said of one
    that has an error already. `once`: it is about nothing that differs from case to case.
    """

    needs: tuple[str, ...]
    prove: Callable[[Subject], Iterator[Problem]]
    besides: Pattern[str] | None = None
    intact: tuple[str, ...] = ()
    each: str = ""
    once: bool = False
