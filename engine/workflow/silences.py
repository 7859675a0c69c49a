"""What happens to a dossier when nobody says anything, and when: what a clock has to look for."""

from __future__ import annotations

from datetime import datetime

from engine.calendars import Calendar
from engine.definition import Definition, StepKind
from engine.workflow.actions import Action, DeadlinePassed, Expired, SupplementExpired
from engine.workflow.course import Course
from engine.workflow.judging import Facts
from engine.workflow.state import State


def silences(definition: Definition, state: State, calendar: Calendar) -> list[tuple[datetime, Action]]:
    """Each with the moment after which it may happen, in no order. Raises CalendarMissing."""
    found: list[tuple[datetime, Action]] = []
    if state.is_final:
        return found
    if state.waiting is not None:
        found.append((state.waiting.due_at, SupplementExpired()))
    clock = state.clock
    can_lapse = definition.deadline is not None and definition.deadline.silence is not None
    if can_lapse and clock is not None and clock.is_running and not state.lapsed:
        found.append((clock.legal_due_at, DeadlinePassed()))
    for opened in state.open:
        step = definition.steps[opened.step]
        due_at = opened.due_at if step.kind in {StepKind.PAYMENT, StepKind.CALL} else None
        if step.kind is StepKind.PARTY:
            course = Course(definition, state, opened.opened_at, calendar, Facts())
            due_at = course.silent_at(step)
        if due_at is not None:
            found.append((due_at, Expired(step.id)))
    return found
