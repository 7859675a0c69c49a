"""The rules of a dossier's life: (state, action, moment) -> new state and what must be done about it.

Pure: nothing is read, nothing is written, the moment is told. Sources: NĐ 61/2018 Art 17 (intake), 18
(handing over), 19 (processing, supplement once, clock from zero), 20 (returning the result).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time

from engine.calendars import Calendar, local
from engine.deadlines import due
from engine.definition import JOIN, Channel, Definition, Outcome, Step, StepKind
from engine.statuses import Status
from engine.workflow.actions import (
    Action,
    AnswerSupplement,
    Refused,
    SupplementExpired,
    TakeOutcome,
    Withdraw,
)
from engine.workflow.course import REFUSAL_ENDINGS, Course, Decision
from engine.workflow.effects import AskSupplement, ChangeStatus, IssueSlip, Notify
from engine.workflow.happening import happen
from engine.workflow.judging import Facts, Judge
from engine.workflow.onward import arrive, go, heard, open_again
from engine.workflow.state import State, Waiting

TRANSFER_CUTOFF = time(15, 0)
"""Accepted after this hour, a dossier reaches the next unit the next working day (NĐ 61/2018 Art 18)."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An outcome as shown to one officer. `refused`: the code of why it is closed to them, or ""."""

    outcome: Outcome
    refused: str = ""


def start(
    definition: Definition,
    *,
    at: datetime,
    calendar: Calendar,
    channel: Channel = Channel.ONLINE,
    judge: Judge | None = None,
    owes: bool = False,
) -> Decision:
    """`owes`: there is a fee that is not paid yet. The citizen submits: the first step opens.
    Without an intake step there is nobody to accept, so it is
    accepted.

    Raises ValueError for a definition without a process, CalendarMissing when a due date cannot be counted,
    ExpressionFailed when a rule of the process cannot be worked out.
    """
    state = State(Status.SUBMITTED, channel=channel, paid_at=None if owes else local(at))
    course = Course(definition, state, at, calendar, judge or Facts())
    course.tell(ChangeStatus(Status.SUBMITTED), Notify("submitted"))
    if definition.deadline and definition.deadline.starts == "when_submitted":
        course.start_clock()
    if all(step.kind is not StepKind.INTAKE for step in course.process.steps):
        course.accept()
    arrive(course, course.process.first)
    return course.decision()


def outcomes_for(
    definition: Definition, state: State, step_id: str, actor_id: int, *, supervisor: bool = False
) -> tuple[Offer, ...]:
    """The outcomes of a step in the file's order, each with the reason it is closed to this officer.

    What only the filled form can tell (reason, items, result) is not judged here. Raises
    Refused("unknown_step").
    """
    step = _step(definition, step_id)
    return tuple(
        Offer(outcome, _obstacle(definition, state, step, outcome, actor_id, supervisor=supervisor))
        for outcome in step.outcomes
    )


def decide(
    definition: Definition,
    state: State,
    action: Action,
    *,
    at: datetime,
    calendar: Calendar,
    judge: Judge | None = None,
) -> Decision:
    """What follows from one action. `judge` decides what the process decides by itself.

    Raises Refused; CalendarMissing when a due date cannot be counted; ExpressionFailed when a guard or a value
    of the process cannot be worked out. Nothing has happened then.
    """
    course = Course(definition, state, at, calendar, judge or Facts())
    match action:
        case TakeOutcome():
            _take_outcome(course, action)
        case AnswerSupplement():
            _answer(course)
        case SupplementExpired():
            _expire(course)
        case Withdraw():
            _withdraw(course)
        case _:
            happen(course, action)
    return course.decision()


# ---- of officers and of the citizen


def _take_outcome(course: Course, action: TakeOutcome) -> None:
    step = _step(course.definition, action.step)
    outcome = _outcome(step, action.outcome)
    _refuse_if_not_allowed(course, step, outcome, action)
    course.close(step, action)
    if outcome.supplement:
        _ask_supplement(course, step, action)
        return
    if step.kind is StepKind.PARTY:
        heard(course, step, outcome.id)
        return
    target = None if outcome.to == JOIN else _step(course.definition, outcome.to)
    is_last = target is not None and target.kind in {StepKind.END, StepKind.RETURN_RESULT}
    if target is not None and course.state.accepted_at is None and _is_acceptance(step, target):
        course.accept(at_once=target.kind is StepKind.END)
    elif not is_last and course.state.accepted_at is not None:
        course.tell(Notify("step_done"))
    go(course, step, outcome.to, cutoff=TRANSFER_CUTOFF if step.kind is StepKind.INTAKE else None)


def _ask_supplement(course: Course, step: Step, action: TakeOutcome) -> None:
    others = tuple(opened.step for opened in course.state.open)
    gathered = course.state.gathered
    course.cancel()
    course.pause_clock()
    due_at = due(course.at, course.process.supplement.reply_within, course.calendar)
    course.state = replace(
        course.state,
        supplements=course.state.supplements + 1,
        waiting=Waiting(due_at, step.id, others),
        gathered=gathered,
    )
    course.change_status(Status.SUPPLEMENT)
    course.tell(
        AskSupplement(action.items, action.reason.strip(), due_at),
        IssueSlip("supplement"),
        Notify("supplement_requested"),
    )


def _answer(course: Course) -> None:
    waiting = _waiting(course)
    course.state = replace(course.state, waiting=None)
    course.restart_clock()
    if course.state.accepted_at is None:
        course.change_status(Status.SUBMITTED)
    course.tell(Notify("supplement_received"))
    for step_id in (waiting.resume_step, *waiting.open):
        open_again(course, _step(course.definition, step_id))


def _expire(course: Course) -> None:
    waiting = _waiting(course)
    if course.at <= waiting.due_at:
        raise Refused("not_expired", {"due_at": waiting.due_at})
    course.stop_clock()
    course.close_as(Status.STOPPED, "stopped", "stop", "supplement_expired")


def _withdraw(course: Course) -> None:
    if course.state.is_final:
        raise Refused("finished")
    if course.state.status is Status.DONE:
        raise Refused("result_ready")
    course.cancel()
    course.stop_clock()
    course.close_as(Status.WITHDRAWN, "withdrawn", "", "withdrawn")


# ---- rules


def _refuse_if_not_allowed(course: Course, step: Step, outcome: Outcome, action: TakeOutcome) -> None:
    obstacle = _obstacle(
        course.definition, course.state, step, outcome, action.actor_id, supervisor=action.supervisor
    )
    if obstacle:
        raise Refused(obstacle, {"step": step.id, "outcome": outcome.id})
    if (outcome.reason_required or outcome.supplement) and not action.reason.strip():
        raise Refused("reason_required", {"outcome": outcome.id})
    if outcome.supplement and not action.items:
        raise Refused("items_required", {"outcome": outcome.id})
    if outcome.attach_result and not action.has_result:
        raise Refused("result_missing", {"outcome": outcome.id})


def _obstacle(
    definition: Definition, state: State, step: Step, outcome: Outcome, actor_id: int, *, supervisor: bool
) -> str:
    """Why this officer may not take this outcome now; "" when they may."""
    if state.is_final:
        return "finished"
    if state.opened(step.id) is None:
        return "step_not_open"
    if any(state.done_by.get(other) == actor_id for other in step.not_same_person_as):
        return "same_person"
    if outcome.supplement and state.status is Status.DONE:
        return "result_ready"
    if outcome.supplement and definition.process is not None and not supervisor:
        return "supplement_used" if state.supplements >= definition.process.supplement.at_most else ""
    return ""


def _waiting(course: Course) -> Waiting:
    if course.state.is_final:
        raise Refused("finished")
    if course.state.waiting is None:
        raise Refused("not_waiting")
    return course.state.waiting


def _step(definition: Definition, step_id: str) -> Step:
    try:
        return definition.steps[step_id]
    except KeyError:
        raise Refused("unknown_step", {"step": step_id}) from None


def _outcome(step: Step, outcome_id: str) -> Outcome:
    try:
        return step.outcome(outcome_id)
    except KeyError:
        raise Refused("unknown_outcome", {"step": step.id, "outcome": outcome_id}) from None


def _is_acceptance(step: Step, target: Step) -> bool:
    """The intake desk lets it through, or a result comes of it: no result without an official code."""
    if target.kind is StepKind.END:
        return target.status not in REFUSAL_ENDINGS | {"stopped"}
    return step.kind is StepKind.INTAKE or target.kind is StepKind.RETURN_RESULT
