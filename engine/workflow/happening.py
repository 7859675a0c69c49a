"""What comes from outside or with time: money, silence, answers of connectors, ends of linked dossiers."""

from __future__ import annotations

from dataclasses import replace

from engine.definition import Step, StepKind
from engine.statuses import Status
from engine.workflow.actions import (
    Action,
    CallAnswered,
    CallFailed,
    DeadlinePassed,
    Expired,
    LinkedEnded,
    Paid,
    Refused,
)
from engine.workflow.course import Course
from engine.workflow.effects import CloseTask, Notify
from engine.workflow.onward import AGREE, OBJECT, close_consultation, go, go_on_paid, go_on_unpaid, heard

SUCCESS = "returned"
"""How a linked dossier ends when it brought what it was opened for."""


def happen(course: Course, action: Action) -> None:
    """Raises Refused when the dossier does not wait for it."""
    if course.state.is_final:
        raise Refused("finished")
    match action:
        case Paid():
            _paid(course, action)
        case Expired():
            _expired(course, action)
        case CallAnswered():
            step = _awaited(course, action.step, StepKind.CALL)
            course.keep(step, action.answers)
            _leave(course, step, "done")
        case CallFailed():
            _leave(course, _awaited(course, action.step, StepKind.CALL), "failed")
        case LinkedEnded():
            step = _awaited(course, action.step, StepKind.LINKED)
            _leave(course, step, "done" if action.ending == SUCCESS else "failed")
        case DeadlinePassed():
            _deadline_passed(course)


def _paid(course: Course, action: Paid) -> None:
    """The first money that comes is the fee: what the law counts the term from, where it says so."""
    if action.step:
        step = _awaited(course, action.step, StepKind.PAYMENT)
        _note_paid(course)
        go_on_paid(course, step)
    else:
        _note_paid(course)


def _note_paid(course: Course) -> None:
    if course.state.paid_at is not None:
        return
    course.state = replace(course.state, paid_at=course.at)
    deadline = course.definition.deadline
    waits = deadline is not None and deadline.starts == "when_paid_and_accepted"
    if waits and course.state.accepted_at is not None and course.state.status is not Status.DONE:
        course.start_clock()


def _expired(course: Course, action: Expired) -> None:
    opened = course.state.opened(action.step)
    step = course.step(action.step)
    if opened is None:
        raise Refused("step_not_open", {"step": step.id})
    if step.kind is StepKind.PARTY:
        _silent(course, step)
        return
    if opened.due_at is None or course.at <= opened.due_at:
        raise Refused("not_expired", {"due_at": opened.due_at})
    if step.kind is StepKind.PAYMENT:
        go_on_unpaid(course, step)
    elif step.kind is StepKind.CALL:
        _leave(course, step, "failed")
    else:
        raise Refused("not_waiting", {"step": step.id})


def _silent(course: Course, party: Step) -> None:
    """Silence counts as the process says; while it means waiting, only the longest wait ends it."""
    whole = course.step(party.id.partition(".")[0])
    due_at = course.silent_at(party)
    if whole.consultation is None or due_at is None or course.at <= due_at:
        raise Refused("not_expired", {"due_at": due_at})
    if whole.consultation.silence == "wait":
        close_consultation(course, whole, "unanswered")
        return
    course.drop([party.id])
    heard(course, party, AGREE if whole.consultation.silence == "consent" else OBJECT)


def _deadline_passed(course: Course) -> None:
    """The law speaks in the office's place, once."""
    deadline, clock = course.definition.deadline, course.state.clock
    silence = deadline.silence if deadline else None
    if silence is None or clock is None or not clock.is_running or course.state.lapsed:
        raise Refused("not_waiting")
    if course.at <= clock.legal_due_at:
        raise Refused("not_expired", {"due_at": clock.legal_due_at})
    course.cancel()
    course.state = replace(course.state, lapsed=True)
    course.tell(Notify("deadline_passed"))
    go(course, course.process.first, silence.to)


def _awaited(course: Course, step_id: str, kind: StepKind) -> Step:
    step = course.step(step_id)
    if step.kind is not kind:
        raise Refused("not_waiting", {"step": step_id})
    if course.state.opened(step_id) is None:
        raise Refused("step_not_open", {"step": step_id})
    return step


def _leave(course: Course, step: Step, way_out: str) -> None:
    course.shut(step.id)
    course.tell(CloseTask(step.id, way_out))
    go(course, step, step.exits[way_out])
