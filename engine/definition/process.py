"""What officers do with a dossier: steps, their outcomes, and what the citizen owes on the way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from engine.definition.form import Field
from engine.spans import Span
from engine.text import Text


class StepKind(StrEnum):
    INTAKE = "intake"
    REVIEW = "review"
    APPROVE = "approve"
    RETURN_RESULT = "return_result"
    END = "end"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an officer may decide at a step. `to` is the next step, or "" when `supplement` asks the citizen instead.

    `attach_result`: the officer must attach the result file (or have attached one before) with this outcome.
    """

    id: str
    label: Text
    to: str = ""
    supplement: bool = False
    reason_required: bool = False
    attach_result: bool = False
    confirm: bool = False
    legal_basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the process. `queue` is `unit/role`, with `mot-cua` already resolved to the agency's one-stop desk.

    An END step has a `status` (an `engine.statuses.Status` value) and perhaps a `slip`; no queue and no outcomes.
    """

    id: str
    kind: StepKind
    title: Text
    queue: str = ""
    within: Span | None = None
    fields: tuple[Field, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    not_same_person_as: tuple[str, ...] = ()
    status: str = ""
    slip: str = ""
    guidance: Text | None = None
    was: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()

    def outcome(self, outcome_id: str) -> Outcome:
        """Raises KeyError for an outcome the step does not declare."""
        for outcome in self.outcomes:
            if outcome.id == outcome_id:
                return outcome
        raise KeyError(outcome_id)


@dataclass(frozen=True, slots=True)
class SupplementRule:
    """How long the citizen has to answer a request to supplement, and what silence means ("stop")."""

    reply_within: Span
    no_reply: str = "stop"
    at_most: int = 1


@dataclass(frozen=True, slots=True)
class Process:
    steps: tuple[Step, ...]
    supplement: SupplementRule
    template: str = ""

    @property
    def first(self) -> Step:
        return self.steps[0]
