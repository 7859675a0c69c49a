"""What a process decides by itself: which route is taken, which parties are asked, what a call is told.

The workflow asks a judge. `Facts` judges by what is known of the dossier; a prover puts in its place one that
tries everything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from engine.definition import Step
from engine.expressions import Expression, ExpressionFailed
from engine.values import Answers, by_name

ELSE = "else"


class Judge(Protocol):
    """Each raises ExpressionFailed when it cannot be worked out: then nothing of the decision happens."""

    def route(self, step: Step, results: Mapping[str, Answers]) -> str:
        """The step a BRANCH leads to."""

    def asked(self, step: Step, results: Mapping[str, Answers]) -> tuple[Step, ...]:
        """The parties of a CONSULT step that are asked."""

    def told(self, values: Mapping[str, Expression], results: Mapping[str, Answers]) -> dict[str, Any]:
        """What is handed to a call or to a linked dossier."""


@dataclass(frozen=True, slots=True)
class Facts:
    """`known`: what `engine.answers.environment` gives for the dossier, without its results."""

    known: Mapping[str, Any] = field(default_factory=dict)

    def route(self, step: Step, results: Mapping[str, Answers]) -> str:
        """A guard that cannot be worked out is never taken for one that does not hold."""
        seen = self._seen(results)
        for route in step.routes:
            if route.when.evaluate(seen) is True:
                return route.to
        if ELSE not in step.exits:
            raise ExpressionFailed("X195", 0, {"name": step.id})
        return step.exits[ELSE]

    def asked(self, step: Step, results: Mapping[str, Answers]) -> tuple[Step, ...]:
        seen = self._seen(results)
        parties = step.parts()
        return tuple(party for party in parties if party.when is None or party.when.evaluate(seen) is True)

    def told(self, values: Mapping[str, Expression], results: Mapping[str, Answers]) -> dict[str, Any]:
        """An answer that is absent is not told."""
        seen = self._seen(results)
        found = {name: each.value(seen) for name, each in values.items()}
        return {name: value for name, value in found.items() if value is not None}

    def _seen(self, results: Mapping[str, Answers]) -> dict[str, Any]:
        return {**self.known, **by_name(results)}
