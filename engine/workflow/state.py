"""Where a dossier stands in its process, as a value. What may happen next is `engine.workflow.decide`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.deadlines import Clock, moment
from engine.definition import Channel
from engine.statuses import Status
from engine.values import Answers, from_json, to_json


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A step waiting for an officer. `round` counts its openings from 1. `due_at`: None when it has no
    allowance.
    """

    step: str
    round: int
    opened_at: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """The citizen was asked to supplement. `resume_step` opens again when the answer comes, and with it what
    else was `open` in other branches.
    """

    due_at: datetime
    resume_step: str
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """`open` and `waiting` exclude each other; both are empty only at the end.

    `supplements` counts requests made. `done_by` maps each step to the account that last decided it, `rounds`
    to how often it was opened. `accepted_at`: when the desk took the dossier in, hence whether it has its
    official code. `ending`: how it ended ("returned", "refused", "not_accepted", "stopped", "withdrawn"), ""
    until then; a dossier refused after acceptance has the status RETURNED, for the refusal is its result. `results`: what
    was written at each step when it was last decided.

    `gathered`: of each consultation and parallel step under way, what its parts came to so far. `paid_at`: when
    the fee was there. `lapsed`: the law has spoken in the office's place.
    """

    status: Status
    open: tuple[OpenStep, ...] = ()
    clock: Clock | None = None
    supplements: int = 0
    waiting: Waiting | None = None
    done_by: Mapping[str, int] = field(default_factory=dict, hash=False)
    rounds: Mapping[str, int] = field(default_factory=dict, hash=False)
    accepted_at: datetime | None = None
    ending: str = ""
    channel: Channel = Channel.ONLINE
    results: Mapping[str, Answers] = field(default_factory=dict, hash=False)
    gathered: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    paid_at: datetime | None = None
    lapsed: bool = False

    @property
    def is_final(self) -> bool:
        return self.status.is_final

    def opened(self, step_id: str) -> OpenStep | None:
        """The open round of a step, or None."""
        return next((step for step in self.open if step.step == step_id), None)

    def to_json(self) -> dict[str, Any]:
        return {
            "status": str(self.status),
            "open": [
                [
                    step.step,
                    step.round,
                    step.opened_at.isoformat(),
                    step.due_at.isoformat() if step.due_at else None,
                ]
                for step in self.open
            ],
            "clock": self.clock.to_json() if self.clock else None,
            "supplements": self.supplements,
            "waiting": (
                [self.waiting.due_at.isoformat(), self.waiting.resume_step, list(self.waiting.open)]
                if self.waiting
                else None
            ),
            "done_by": dict(self.done_by),
            "rounds": dict(self.rounds),
            "accepted_at": self.accepted_at.isoformat() if self.accepted_at else None,
            "ending": self.ending,
            "channel": str(self.channel),
            "results": to_json(self.results),
            "gathered": {step: dict(parts) for step, parts in self.gathered.items()},
            "paid_at": self.paid_at.isoformat() if self.paid_at else None,
            "lapsed": self.lapsed,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> State:
        """The inverse of `to_json`; moments come back on Vietnam's wall clock."""
        return cls(
            status=Status(data["status"]),
            open=tuple(
                OpenStep(step, number, moment(opened_at), moment(due_at) if due_at else None)
                for step, number, opened_at, due_at in data["open"]
            ),
            clock=Clock.from_json(data["clock"]) if data["clock"] else None,
            supplements=data["supplements"],
            waiting=_waiting(*data["waiting"]) if data["waiting"] else None,
            done_by=dict(data["done_by"]),
            rounds=dict(data["rounds"]),
            accepted_at=moment(data["accepted_at"]) if data["accepted_at"] else None,
            ending=data["ending"],
            channel=Channel(data["channel"]),
            results=from_json(data.get("results", {})),
            gathered=data.get("gathered", {}),
            paid_at=moment(data["paid_at"]) if data.get("paid_at") else None,
            lapsed=data.get("lapsed", False),
        )


def _waiting(due_at: str, resume_step: str, others: Sequence[str] = ()) -> Waiting:
    return Waiting(moment(due_at), resume_step, tuple(others))
