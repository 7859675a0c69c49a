"""What must be done in the world because of a decision: values, in the order they are to be carried out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from engine.deadlines import Clock
from engine.statuses import Status
from engine.workflow.actions import Item


@dataclass(frozen=True, slots=True)
class OpenTask:
    """Put work into a queue. `due_at`: None when the step has no allowance."""

    step: str
    queue: str
    due_at: datetime | None
    round: int


@dataclass(frozen=True, slots=True)
class CloseTask:
    """The open task of `step` is done, by whoever acted."""

    step: str
    outcome: str


@dataclass(frozen=True, slots=True)
class CancelTasks:
    """The open tasks of these steps fall away undone; with none named, all of them."""

    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeStatus:
    status: Status


@dataclass(frozen=True, slots=True)
class IssueCode:
    """Give the dossier its official code (mã số hồ sơ): it has been accepted."""


@dataclass(frozen=True, slots=True)
class IssueSlip:
    """`kind`: receipt, supplement, refusal, stop, or what the process's own END step names."""

    kind: str


@dataclass(frozen=True, slots=True)
class AskSupplement:
    items: tuple[Item, ...]
    reason: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class AskPayment:
    """The citizen owes money before the dossier goes on."""

    step: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class CallConnector:
    """Ask `connector`; no answer by `due_at` is a failure. `round` tells one asking of the step from another."""

    step: str
    connector: str
    send: Mapping[str, Any]
    due_at: datetime
    round: int


@dataclass(frozen=True, slots=True)
class OpenLinked:
    """Open a dossier of another procedure with these answers."""

    step: str
    procedure: str
    answers: Mapping[str, Any]
    wait: bool


@dataclass(frozen=True, slots=True)
class IssueResult:
    """The result is ready: the citizen may see it."""


@dataclass(frozen=True, slots=True)
class Notify:
    """Tell the citizen. `event` is one of NOTICE_EVENTS."""

    event: str


@dataclass(frozen=True, slots=True)
class StartClock:
    clock: Clock


@dataclass(frozen=True, slots=True)
class PauseClock:
    clock: Clock


@dataclass(frozen=True, slots=True)
class RestartClock:
    """`clock` runs again: from zero after a supplement, with what was left after a payment, with its old due
    date when a finished dossier goes back.
    """

    clock: Clock


@dataclass(frozen=True, slots=True)
class StopClock:
    """The office has done its part, or the dossier ended."""

    clock: Clock


Effect: TypeAlias = (
    OpenTask
    | CloseTask
    | CancelTasks
    | ChangeStatus
    | IssueCode
    | IssueSlip
    | AskSupplement
    | AskPayment
    | CallConnector
    | OpenLinked
    | IssueResult
    | Notify
    | StartClock
    | PauseClock
    | RestartClock
    | StopClock
)

NOTICE_EVENTS = (
    "submitted",
    "accepted",
    "supplement_requested",
    "supplement_received",
    "supplement_expired",
    "not_accepted",
    "refused",
    "payment_requested",
    "payment_received",
    "payment_expired",
    "deadline_passed",
    "step_done",
    "result_ready",
    "returned",
    "withdrawn",
    "stopped",
)
