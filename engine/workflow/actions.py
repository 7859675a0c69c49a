"""What can be done to a dossier, and the one way of being refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from engine.values import Answers


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to add or correct. `kind`: "field" or "document"; `note`: the officer's words."""

    kind: str
    id: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class TakeOutcome:
    """An officer decides an open step. `supervisor`: may ask for a supplement beyond the allowed number.

    `items`: only for an outcome that asks for a supplement. `has_result`: the result file is attached. `answers`: what was
    written in the step's own form, parsed.
    """

    step: str
    outcome: str
    actor_id: int
    reason: str = ""
    items: tuple[Item, ...] = ()
    has_result: bool = False
    supervisor: bool = False
    answers: Answers = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class AnswerSupplement:
    """The citizen has sent what was asked for. A late answer still counts until the request has expired."""


@dataclass(frozen=True, slots=True)
class SupplementExpired:
    """Time is up and no answer came."""


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The citizen takes the dossier back; the reason is theirs to give or not."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Paid:
    """The money is there: what a PAYMENT step asked for, or with "" the fee of the procedure."""

    step: str = ""


@dataclass(frozen=True, slots=True)
class Expired:
    """The time of an open PAYMENT, PARTY or CALL step is over and nothing came."""

    step: str


@dataclass(frozen=True, slots=True)
class CallAnswered:
    """A connector answered; `answers` are the parsed values the step asked for."""

    step: str
    answers: Answers = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class CallFailed:
    """A connector could not be asked, or said no."""

    step: str


@dataclass(frozen=True, slots=True)
class LinkedEnded:
    """The dossier a LINKED step waits for has ended. `ending`: as `State.ending`; "returned" is success."""

    step: str
    ending: str


@dataclass(frozen=True, slots=True)
class DeadlinePassed:
    """The legal limit is over and the office has said nothing."""


Action: TypeAlias = (
    TakeOutcome
    | AnswerSupplement
    | SupplementExpired
    | Withdraw
    | Paid
    | Expired
    | CallAnswered
    | CallFailed
    | LinkedEnded
    | DeadlinePassed
)

REFUSAL_CODES = (
    "finished",
    "unknown_step",
    "step_not_open",
    "unknown_outcome",
    "same_person",
    "reason_required",
    "items_required",
    "supplement_used",
    "result_missing",
    "result_ready",
    "not_waiting",
    "not_expired",
)


class Refused(Exception):
    """The action cannot be taken now. `code` is one of REFUSAL_CODES; the words are the renderer's."""

    def __init__(self, code: str, params: Mapping[str, Any] | None = None) -> None:
        self.code = code
        self.params = dict(params or {})
        super().__init__(code)
