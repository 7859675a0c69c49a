"""The rules of a dossier's life: (state, action, moment) -> new state and what must be done about it.

Pure: nothing is read, nothing is written, the moment is told. Sources: NĐ 61/2018 Art 17 (intake), 18
(handing over), 19 (processing, supplement once, clock from zero), 20 (returning the result).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time

from engine.calendars import Calendar, local
from engine.deadlines import due, pause, reopen, restart, start_clock, stop
from engine.definition import Channel, Definition, Outcome, Process, Step, StepKind
from engine.statuses import Status
from engine.workflow.actions import (
    Action,
    AnswerSupplement,
    Refused,
    SupplementExpired,
    TakeOutcome,
    Withdraw,
)
from engine.workflow.effects import (
    AskSupplement,
    CancelTasks,
    ChangeStatus,
    CloseTask,
    Effect,
    IssueCode,
    IssueResult,
    IssueSlip,
    Notify,
    OpenTask,
    PauseClock,
    RestartClock,
    StartClock,
    StopClock,
)
from engine.workflow.state import OpenStep, State, Waiting

TRANSFER_CUTOFF = time(15, 0)
"""Accepted after this hour, a dossier reaches the processing unit the next working day (NĐ 61/2018 Art 18).
"""

REFUSAL_ENDINGS = frozenset({"refused", "not_accepted"})
END_STATUSES = frozenset({"done", "returned", "stopped"}) | REFUSAL_ENDINGS
"""What an END step may give as its `status`."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The state after the action, and the effects in the order they are to be carried out."""

    state: State
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """An outcome as shown to one officer. `refused`: the code of why it is closed to them, or ""."""

    outcome: Outcome
    refused: str = ""


def start(
    definition: Definition, *, at: datetime, calendar: Calendar, channel: Channel = Channel.ONLINE
) -> Decision:
    """The citizen submits: the first step opens. Without an intake step there is nobody to accept, so it is
    accepted.

    Raises ValueError for a definition without a process, CalendarMissing when a due date cannot be counted.
    """
    run = _Run(definition, State(Status.SUBMITTED, channel=channel), at, calendar)
    run.tell(ChangeStatus(Status.SUBMITTED), Notify("submitted"))
    if definition.deadline and definition.deadline.starts == "when_submitted":
        run.start_clock()
    if all(step.kind is not StepKind.INTAKE for step in run.process.steps):
        run.accept(with_receipt=True)
    run.arrive(run.process.first)
    return run.decision()


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
    definition: Definition, state: State, action: Action, *, at: datetime, calendar: Calendar
) -> Decision:
    """What follows from one action. Raises Refused; CalendarMissing when a due date cannot be counted."""
    run = _Run(definition, state, at, calendar)
    match action:
        case TakeOutcome():
            _take_outcome(run, action)
        case AnswerSupplement():
            _answer(run)
        case SupplementExpired():
            _expire(run)
        case Withdraw():
            _withdraw(run)
    return run.decision()


class _Run:
    """One decision in the making: the state so far and the effects so far."""

    def __init__(self, definition: Definition, state: State, at: datetime, calendar: Calendar) -> None:
        if definition.process is None:
            raise ValueError(f"procedure {definition.id} has no process")
        self.definition = definition
        self.process: Process = definition.process
        self.state = state
        self.at = local(at)
        self.calendar = calendar
        self.effects: list[Effect] = []

    def decision(self) -> Decision:
        return Decision(self.state, tuple(self.effects))

    def tell(self, *effects: Effect) -> None:
        self.effects.extend(effects)

    def change_status(self, status: Status) -> None:
        if status is not self.state.status:
            self.state = replace(self.state, status=status)
            self.tell(ChangeStatus(status))

    # -- the clock

    def start_clock(self) -> None:
        if self.definition.deadline is None:
            return
        terms = self.definition.submit.get(self.state.channel)
        clock = start_clock(self.definition.deadline, self.at, self.calendar, terms)
        self.state = replace(self.state, clock=clock)
        self.tell(StartClock(clock))

    def stop_clock(self) -> None:
        clock = self.state.clock
        if clock is not None and clock.stopped_at is None:
            stopped = stop(clock, self.at)
            self.state = replace(self.state, clock=stopped)
            self.tell(StopClock(stopped))

    # -- steps

    def accept(self, *, with_receipt: bool) -> None:
        """The desk takes the dossier in: official code, clock, receipt."""
        self.state = replace(self.state, accepted_at=self.at)
        self.tell(IssueCode())
        self.change_status(Status.ACCEPTED)
        if self.state.clock is None:
            self.start_clock()
        if with_receipt:
            self.tell(IssueSlip("receipt"))
        self.tell(Notify("accepted"))

    def close(self, step: Step, action: TakeOutcome) -> None:
        done_by = {**self.state.done_by, step.id: action.actor_id}
        remaining = tuple(opened for opened in self.state.open if opened.step != step.id)
        self.state = replace(self.state, open=remaining, done_by=done_by)
        self.tell(CloseTask(step.id, action.outcome))

    def cancel(self) -> None:
        if self.state.open:
            self.state = replace(self.state, open=())
            self.tell(CancelTasks())

    def arrive(self, step: Step, *, cutoff: time | None = None) -> None:
        """Come to a step: put it into its queue, or end."""
        if step.kind is StepKind.END:
            self.end(step.status, step.slip)
            return
        if step.kind is StepKind.RETURN_RESULT:
            self.finish_work()
        elif self.state.accepted_at is not None:
            self.back_to_work()
        number = self.state.rounds.get(step.id, 0) + 1
        due_at = due(self.at, step.within, self.calendar, cutoff=cutoff) if step.within else None
        opened = OpenStep(step.id, number, self.at, due_at)
        self.state = replace(
            self.state, open=(*self.state.open, opened), rounds={**self.state.rounds, step.id: number}
        )
        self.tell(OpenTask(step.id, step.queue, due_at, number))

    def finish_work(self) -> None:
        """The result is ready: the office's time stops here, whenever the citizen collects it."""
        if self.state.status is Status.DONE:
            return
        self.change_status(Status.PROCESSING)
        self.stop_clock()
        self.change_status(Status.DONE)
        self.tell(IssueResult(), Notify("result_ready"))

    def back_to_work(self) -> None:
        clock = self.state.clock
        if clock is not None and clock.stopped_at is not None:
            running = reopen(clock, self.at)
            self.state = replace(self.state, clock=running)
            self.tell(RestartClock(running))
        self.change_status(Status.PROCESSING)

    # -- endings

    def end(self, status: str, slip: str) -> None:
        """Reach an END step. `status` is one of END_STATUSES; `slip` may be ""."""
        self.cancel()
        if status in REFUSAL_ENDINGS:
            self.refuse(slip or "refusal")
        elif status == "stopped":
            self.stop_clock()
            self.close_as(Status.STOPPED, "stopped", slip or "stop", "stopped")
        elif status in END_STATUSES:
            self.hand_over(slip)
        else:
            raise ValueError(f"an END step cannot have the status {status!r}")

    def refuse(self, slip: str) -> None:
        """Before acceptance the dossier is not taken in; after it, the refusal is the result."""
        self.stop_clock()
        if self.state.accepted_at is None:
            self.close_as(Status.NOT_ACCEPTED, "not_accepted", slip, "not_accepted")
            return
        self.change_status(Status.PROCESSING)
        self.change_status(Status.DONE)
        self.close_as(Status.RETURNED, "refused", slip, "refused")

    def hand_over(self, slip: str) -> None:
        """The result is in the citizen's hands; it may have become ready only in this moment."""
        if self.state.status is not Status.DONE:
            self.change_status(Status.PROCESSING)
            self.stop_clock()
            self.change_status(Status.DONE)
            self.tell(IssueResult())
        self.close_as(Status.RETURNED, "returned", slip, "returned")

    def close_as(self, status: Status, ending: str, slip: str, event: str) -> None:
        self.change_status(status)
        self.state = replace(self.state, ending=ending, waiting=None)
        if slip:
            self.tell(IssueSlip(slip))
        self.tell(Notify(event))


# ---- the four actions


def _take_outcome(run: _Run, action: TakeOutcome) -> None:
    step = _step(run.definition, action.step)
    outcome = _outcome(step, action.outcome)
    _refuse_if_not_allowed(run, step, outcome, action)
    run.close(step, action)
    if outcome.supplement:
        _ask_supplement(run, step, action)
        return
    target = _target(run.definition, step, outcome)
    accepting = run.state.accepted_at is None and _is_acceptance(step, target)
    if accepting:
        run.accept(with_receipt=target.kind is not StepKind.END)
    elif target.kind not in {StepKind.END, StepKind.RETURN_RESULT} and run.state.accepted_at is not None:
        run.tell(Notify("step_done"))
    run.arrive(target, cutoff=TRANSFER_CUTOFF if step.kind is StepKind.INTAKE else None)


def _ask_supplement(run: _Run, step: Step, action: TakeOutcome) -> None:
    run.cancel()
    clock = run.state.clock
    if clock is not None and clock.is_running:
        clock = pause(clock, run.at)
        run.tell(PauseClock(clock))
    due_at = due(run.at, run.process.supplement.reply_within, run.calendar)
    run.state = replace(
        run.state,
        clock=clock,
        supplements=run.state.supplements + 1,
        waiting=Waiting(due_at, step.id),
    )
    run.change_status(Status.SUPPLEMENT)
    run.tell(
        AskSupplement(action.items, action.reason.strip(), due_at),
        IssueSlip("supplement"),
        Notify("supplement_requested"),
    )


def _answer(run: _Run) -> None:
    waiting = _waiting(run)
    run.state = replace(run.state, waiting=None)
    clock = run.state.clock
    if clock is not None:
        clock = restart(clock, run.at, run.calendar)
        run.state = replace(run.state, clock=clock)
        run.tell(RestartClock(clock))
    if run.state.accepted_at is None:
        run.change_status(Status.SUBMITTED)
    run.tell(Notify("supplement_received"))
    run.arrive(_step(run.definition, waiting.resume_step))


def _expire(run: _Run) -> None:
    waiting = _waiting(run)
    if run.at <= waiting.due_at:
        raise Refused("not_expired", {"due_at": waiting.due_at})
    run.stop_clock()
    run.close_as(Status.STOPPED, "stopped", "stop", "supplement_expired")


def _withdraw(run: _Run) -> None:
    if run.state.is_final:
        raise Refused("finished")
    if run.state.status is Status.DONE:
        raise Refused("result_ready")
    run.cancel()
    run.stop_clock()
    run.close_as(Status.WITHDRAWN, "withdrawn", "", "withdrawn")


# ---- rules


def _refuse_if_not_allowed(run: _Run, step: Step, outcome: Outcome, action: TakeOutcome) -> None:
    obstacle = _obstacle(
        run.definition, run.state, step, outcome, action.actor_id, supervisor=action.supervisor
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


def _waiting(run: _Run) -> Waiting:
    if run.state.is_final:
        raise Refused("finished")
    if run.state.waiting is None:
        raise Refused("not_waiting")
    return run.state.waiting


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


def _target(definition: Definition, step: Step, outcome: Outcome) -> Step:
    """Where an outcome leads. Handing over the result needs no END step of its own."""
    if not outcome.to and step.kind is StepKind.RETURN_RESULT:
        return Step(id="", kind=StepKind.END, title=step.title, status="returned")
    return _step(definition, outcome.to)


def _is_acceptance(step: Step, target: Step) -> bool:
    """The intake desk lets it through, or a result comes of it: no result without an official code."""
    if target.kind is StepKind.END:
        return target.status not in REFUSAL_ENDINGS | {"stopped"}
    return step.kind is StepKind.INTAKE or target.kind is StepKind.RETURN_RESULT
