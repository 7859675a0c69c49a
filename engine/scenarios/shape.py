"""What a scenario is: a moment, what is submitted, and what happens then. How a file is read is
`engine.scenarios.load`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from engine.nodes import MapNode
from engine.problems import Place
from engine.spans import Span

INCOMPLETE_FORM = "incomplete_form"
"""The refusal of an outcome whose form is wrong or unfinished; the other codes are the workflow's."""


@dataclass(frozen=True, slots=True)
class Submission:
    """`applicant` and `answers` are raw, as typed; `documents` are the ids of the papers handed
    in, `registers` what those that are looked up say."""

    channel: str = "online"
    receive: str = "online"
    applicant: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[str, Any] = field(default_factory=dict)
    documents: tuple[str, ...] = ()
    case: str = ""
    registers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Expect:
    """What must be so: the map as it stands in the file, each value with its place."""

    node: MapNode
    place: Place
    path: str


@dataclass(frozen=True, slots=True)
class Take:
    """An officer decides a step. `by`: whose hand it is; unless said, each step has its own."""

    step: str
    outcome: str
    place: Place
    path: str
    by: str
    reason: str = ""
    items: tuple[str, ...] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)
    supervisor: bool = False
    has_result: bool = True
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Wait:
    """Time passes: `span` from now, or until `until`; exactly one of them is given."""

    place: Place
    path: str
    span: Span | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Supply:
    """The citizen answers a request to supplement."""

    place: Place
    path: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    documents: tuple[str, ...] = ()
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Leave:
    """The citizen withdraws."""

    place: Place
    path: str
    reason: str = ""
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Happen:
    """Something comes from outside. `act`: "paid", "call_answers", "call_fails" or "linked"; `step` is the one
    that waits for it, "" for the only one; `ending` is how a linked dossier ended, `answers` what a call brought.
    """

    act: str
    place: Place
    path: str
    step: str = ""
    ending: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    refused: str = ""


Move: TypeAlias = Expect | Take | Wait | Supply | Leave | Happen


@dataclass(frozen=True, slots=True)
class Scenario:
    """`at` is on Vietnam's clocks. What is expected right after submitting is the first of the moves."""

    name: str
    at: datetime
    submission: Submission
    moves: tuple[Move, ...]
    place: Place
    path: str
