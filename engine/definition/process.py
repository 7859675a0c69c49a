"""What officers do with a dossier: steps, their outcomes, and what the citizen owes on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.definition.form import Field
from engine.expressions import Expression
from engine.spans import Span
from engine.text import Text


class StepKind(StrEnum):
    """`PARTY` is one of those a CONSULT step asks; it is not written as a step of its own."""

    INTAKE = "intake"
    REVIEW = "review"
    INSPECT = "inspect"
    APPROVE = "approve"
    SIGN = "sign"
    BRANCH = "branch"
    CONSULT = "consult"
    PARTY = "party"
    PARALLEL = "parallel"
    PAYMENT = "payment"
    CALL = "call"
    LINKED = "linked"
    RETURN_RESULT = "return_result"
    END = "end"


DECIDED = frozenset(
    {StepKind.INTAKE, StepKind.REVIEW, StepKind.INSPECT, StepKind.APPROVE, StepKind.SIGN, StepKind.PARTY}
    | {StepKind.RETURN_RESULT}
)
"""Kinds an officer decides by taking an outcome; the others go on by themselves or wait for somebody outside."""

JOIN = "join"
"""Where an outcome inside a parallel branch leads when the branch is done."""

STOP = "stop"
"""What silence may mean besides a step: the dossier is stopped."""


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
class Route:
    """One way out of a BRANCH step, taken when it is the first whose `when` holds."""

    when: Expression
    to: str


@dataclass(frozen=True, slots=True)
class Consultation:
    """Who is asked at a CONSULT step. `needs`: "all", "any" or how many must agree.

    `silence`: what a party's silence means when its time is over, "consent", "objection", or "wait"; then the
    dossier waits `wait_at_most` from the moment of asking and leaves by the exit `unanswered`.
    """

    parties: tuple[Step, ...]
    needs: str = "all"
    silence: str = "consent"
    wait_at_most: Span | None = None

    def enough(self, asked: int) -> int:
        """How many must agree when so many are asked."""
        if self.needs == "all":
            return asked
        return 1 if self.needs == "any" else min(int(self.needs), asked)


@dataclass(frozen=True, slots=True)
class Branch:
    """One of the branches of a PARALLEL step; it begins with the first of its steps and ends at JOIN."""

    id: str
    title: Text
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Payment:
    """`restart`: the clock begins from zero once paid; otherwise it goes on with what was left."""

    reply_within: Span
    restart: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """A call of `connector` ("vneid.look_up"). `get`: the answers that become results, name → kind of value."""

    connector: str
    timeout: Span
    send: Mapping[str, Expression] = field(default_factory=dict, hash=False)
    get: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Linked:
    """A dossier of another procedure. `wait`: this one goes on only when that one has ended."""

    procedure: str
    answers: Mapping[str, Expression] = field(default_factory=dict, hash=False)
    wait: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the process. `queue` is `unit/role`, with `mot-cua` already resolved to the agency's one-stop desk.

    An END step has a `status` (an `engine.statuses.Status` value) and perhaps a `slip`; no queue and no outcomes.
    `exits`: where a step that no outcome leads out of goes on, by the name of the exit ("paid", "agreed", "else");
    `when`: of a PARTY, whether it is asked at all.
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
    exits: Mapping[str, str] = field(default_factory=dict, hash=False)
    when: Expression | None = None
    routes: tuple[Route, ...] = ()
    consultation: Consultation | None = None
    branches: tuple[Branch, ...] = ()
    needs: str = ""
    payment: Payment | None = None
    call: Call | None = None
    linked: Linked | None = None

    def targets(self) -> tuple[str, ...]:
        """Everything that may follow, in the order of the file: ids of steps, JOIN among them."""
        led = (
            *(outcome.to for outcome in self.outcomes),
            *(route.to for route in self.routes),
            *self.exits.values(),
        )
        return tuple(dict.fromkeys(target for target in led if target and target != STOP))

    def parts(self) -> tuple[Step, ...]:
        """The parties it asks, or the steps of its branches."""
        if self.consultation is not None:
            return self.consultation.parties
        return tuple(step for branch in self.branches for step in branch.steps)

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

    def every(self) -> Iterator[Step]:
        """All steps, those that are part of another after it."""
        waiting = list(reversed(self.steps))
        while waiting:
            step = waiting.pop()
            yield step
            waiting.extend(reversed(step.parts()))

    def path(self, step_id: str) -> str:
        """Where a step stands in the file, below the process: "steps.consult.parties.fire"."""
        block = self.around(step_id)
        whole, _, party = step_id.partition(".")
        within = f"steps.{block[0].id}.branches.{block[1].id}." if block else ""
        return f"{within}steps.{whole}" + (f".parties.{party}" if party else "")

    def around(self, step_id: str) -> tuple[Step, Branch] | None:
        """The parallel step and its branch that a step stands in, or None."""
        whole = step_id.partition(".")[0]
        for step in self.steps:
            for branch in step.branches:
                if any(each.id == whole for each in branch.steps):
                    return step, branch
        return None

    @property
    def first(self) -> Step:
        return self.steps[0]
