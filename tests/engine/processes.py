"""Small procedures built by hand, for tests of what runs a Definition rather than of what reads one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from engine.calendars import VIETNAM, Calendar, load_calendar
from engine.definition import (
    Agency,
    ApplicantKind,
    Channel,
    ChannelTerms,
    Deadline,
    Definition,
    Outcome,
    Process,
    Sector,
    Step,
    StepKind,
    SupplementRule,
)
from engine.spans import Span
from engine.text import Text

FIVE_DAYS = Deadline(legal=Span.parse("5 working days"), local=Span.parse("4 working days"))


@cache
def shared_calendar() -> Calendar:
    return load_calendar(Path(__file__).parents[2] / "procedures" / "shared" / "calendar.yaml")


def at(written: str) -> datetime:
    """ "2026-02-13 16:10" on the wall clocks of Vietnam."""
    return datetime.fromisoformat(written).replace(tzinfo=VIETNAM)


def outcome(outcome_id: str, to: str = "", **settings: Any) -> Outcome:
    return Outcome(outcome_id, Text.of(outcome_id), to, **settings)


def step(step_id: str, kind: str, *outcomes: Outcome, **settings: Any) -> Step:
    if within := settings.pop("within", None):
        settings["within"] = Span.parse(within)
    queue = "" if kind == "end" else f"so-khcn/{step_id}"
    return Step(step_id, StepKind(kind), Text.of(step_id), queue, outcomes=outcomes, **settings)


ASK = outcome("ask", supplement=True)

APPRAISE_AND_SIGN = (
    step(
        "intake",
        "intake",
        outcome("accept", "appraise"),
        ASK,
        outcome("decline", "declined", reason_required=True),
        within="4 working hours",
    ),
    step(
        "appraise",
        "review",
        outcome("pass", "sign"),
        outcome("fail", "refused", reason_required=True),
        ASK,
        within="2 working days",
    ),
    step(
        "sign",
        "approve",
        outcome("sign", "hand_over", attach_result=True),
        outcome("back", "appraise", reason_required=True),
        not_same_person_as=("appraise",),
        within="8 working hours",
    ),
    step("hand_over", "return_result", outcome("returned", "returned"), outcome("wrong", "sign")),
    step("declined", "end", status="not_accepted", slip="refusal"),
    step("refused", "end", status="refused", slip="refusal"),
    step("returned", "end", status="returned"),
)


def procedure(*steps: Step, **changes: Any) -> Definition:
    """A procedure with these steps (a usual four-step process when none are given)."""
    channels: Mapping[Channel, ChannelTerms] = {channel: ChannelTerms() for channel in Channel}
    supplement = changes.pop("supplement", SupplementRule(reply_within=Span.parse("15 working days")))
    settings: dict[str, Any] = {
        "id": "thu-tuc",
        "code": "1.000001",
        "name": Text.of("Thủ tục"),
        "sector": Sector("linh-vuc", Text.of("Lĩnh vực")),
        "agency": Agency("so-khcn", Text.of("Sở Khoa học và Công nghệ")),
        "level": 4,
        "applicants": tuple(ApplicantKind),
        "results": (),
        "submit": channels,
        "receive": channels,
        "deadline": FIVE_DAYS,
        "pages": (),
        "documents": (),
        "fee": None,
        "process": Process(steps or APPRAISE_AND_SIGN, supplement),
        "content_hash": "0" * 64,
    }
    return Definition(**{**settings, **changes})
