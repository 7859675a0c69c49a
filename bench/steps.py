"""One decision of an officer worked out in memory, against the least that any workflow engine must do for it.

The peer is a function with the course of this one procedure built in and nothing checked: no deadlines, no
permissions, no notices. What it leaves out is what the ratio buys.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from harness import Row, compare, report

from engine.calendars import VIETNAM, load_calendar
from engine.library import Library
from engine.load import load
from engine.workflow import TakeOutcome, decide, start

PROCEDURES = Path(__file__).parents[1] / "procedures"
NEXT = {"intake": "review", "review": "approve", "approve": "hand_over"}


@dataclass(frozen=True, slots=True)
class Open:
    step: str
    since: datetime


def advanced(state: Open, at: datetime) -> Open:
    return Open(NEXT[state.step], at)


def rows() -> list[Row]:
    library = Library.from_folder(PROCEDURES / "shared")
    definition = load(PROCEDURES / "cong-bo-hop-chuan.yaml", library).definition
    assert definition is not None
    calendar = load_calendar(PROCEDURES / "shared" / "calendar.yaml")
    at = datetime(2026, 3, 2, 9, 0, tzinfo=VIETNAM)
    begun = start(definition, at=at, calendar=calendar).state
    accept = TakeOutcome(step=begun.open[0].step, outcome="accept", actor_id=1)

    def ours() -> str:
        return decide(definition, begun, accept, at=at, calendar=calendar).state.open[0].step

    return [
        compare(
            "one step decided in memory",
            ours=ours,
            peer="a function that only knows the next step",
            theirs=lambda: advanced(Open("intake", at), at).step,
            target=120.0,
            batch=50,
        )
    ]


if __name__ == "__main__":
    sys.exit(report(rows()))
