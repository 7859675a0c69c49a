"""When a dossier goes on although nobody says anything: what is noted with it, for the job that looks."""

from __future__ import annotations

from datetime import datetime

from engine.calendars import Calendar
from engine.definition import Definition
from engine.workflow import Action, State, SupplementExpired, silences


def coming(definition: Definition, state: State, calendar: Calendar) -> list[tuple[datetime, Action]]:
    """The soonest first. Supplements are left out: their requests have rows and a job of their own."""
    found = silences(definition, state, calendar)
    own = (each for each in found if not isinstance(each[1], SupplementExpired))
    return sorted(own, key=lambda each: each[0])


def next_silence(definition: Definition, state: State, calendar: Calendar) -> datetime | None:
    """The moment after which something happens by itself, None when nothing will."""
    found = coming(definition, state, calendar)
    return found[0][0] if found else None
