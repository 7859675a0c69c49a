"""How many changes to a procedure's rules its scenarios notice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.calendars import Calendar
from engine.compile import definition_from_body
from engine.definition import Definition
from engine.problems import InvalidDefinition, Place, Problem
from engine.scenarios.mutants import Mutant, mutants
from engine.scenarios.run import run
from engine.scenarios.shape import Scenario


@dataclass(frozen=True, slots=True)
class Score:
    """`survivors` were noticed by no scenario. Changes that make no valid procedure count for nothing."""

    caught: int
    survivors: tuple[Mutant, ...]

    @property
    def total(self) -> int:
        return self.caught + len(self.survivors)

    def problems(self, places: Mapping[str, Place]) -> tuple[Problem, ...]:
        """A warning for each survivor, at its place in the procedure file. `places` is `Loaded.places`."""
        return tuple(_problem(mutant, places) for mutant in self.survivors)


def score(body: Mapping[str, Any], scenarios: Iterable[Scenario], calendar: Calendar) -> Score:
    """Play every scenario on every changed procedure, until one fails. The scenarios must all hold on
    `body` itself.
    """
    played = tuple(scenarios)
    caught, survivors = 0, []
    for mutant in mutants(body):
        try:
            changed = definition_from_body(mutant.body)
        except InvalidDefinition:
            continue
        if _is_noticed(changed, played, calendar):
            caught += 1
        else:
            survivors.append(mutant)
    return Score(caught, tuple(survivors))


def _is_noticed(definition: Definition, scenarios: Iterable[Scenario], calendar: Calendar) -> bool:
    return any(run(definition, scenario, calendar).problems for scenario in scenarios)


def _problem(mutant: Mutant, places: Mapping[str, Place]) -> Problem:
    path = mutant.path
    while path and path not in places:
        path = path.rpartition(".")[0]
    place = places.get(path) or next(iter(places.values()))
    code = "K050" if mutant.after else "K051"
    return Problem(code, place, mutant.path, {"before": mutant.before, "after": mutant.after})
