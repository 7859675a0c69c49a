"""One decision in the making: the moves a dossier can make, each adding to the state and to the effects.

Which move follows from which action is `engine.workflow.decide`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time

from engine.calendars import Calendar, local
from engine.deadlines import due, pause, reopen, restart, resume, start_clock, stop
from engine.definition import Definition, Process, Step, StepKind
from engine.spans import Span
from engine.statuses import Status
from engine.values import Answers
from engine.workflow.actions import Refused, TakeOutcome
from engine.workflow.effects import (
    CancelTasks,
    ChangeStatus,
    CloseTask,
    Effect,
    IssueCode,
    IssueResult,
    IssueSlip,
    Notify,
    PauseClock,
    RestartClock,
    StartClock,
    StopClock,
)
from engine.workflow.judging import Judge
from engine.workflow.state import OpenStep, State

REFUSAL_ENDINGS = frozenset({"refused", "not_accepted"})
END_STATUSES = frozenset({"returned", "stopped"}) | REFUSAL_ENDINGS
"""What an END step may give as its `status`."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The state after the action, and the effects in the order they are to be carried out."""

    state: State
    effects: tuple[Effect, ...]


class Course:
    """One decision in the making: the state so far and the effects so far."""

    def __init__(
        self, definition: Definition, state: State, at: datetime, calendar: Calendar, judge: Judge
    ) -> None:
        if definition.process is None:
            raise ValueError(f"procedure {definition.id} has no process")
        self.definition = definition
        self.process: Process = definition.process
        self.state = state
        self.at = local(at)
        self.calendar = calendar
        self.judge = judge
        self.effects: list[Effect] = []
        self.hops = 0

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
        deadline = self.definition.deadline
        if deadline is None or self.state.clock is not None:
            return
        terms = self.definition.submit.get(self.state.channel)
        clock = start_clock(deadline, self.at, self.calendar, terms)
        self.state = replace(self.state, clock=clock)
        self.tell(StartClock(clock))

    def stop_clock(self) -> None:
        clock = self.state.clock
        if clock is not None and clock.stopped_at is None:
            stopped = stop(clock, self.at)
            self.state = replace(self.state, clock=stopped)
            self.tell(StopClock(stopped))

    def pause_clock(self) -> None:
        clock = self.state.clock
        if clock is not None and clock.is_running:
            paused = pause(clock, self.at)
            self.state = replace(self.state, clock=paused)
            self.tell(PauseClock(paused))

    def restart_clock(self) -> None:
        if self.state.clock is not None:
            clock = restart(self.state.clock, self.at, self.calendar)
            self.state = replace(self.state, clock=clock)
            self.tell(RestartClock(clock))

    def resume_clock(self) -> None:
        clock = self.state.clock
        if clock is not None and clock.paused_at is not None:
            running = resume(clock, self.at, self.calendar)
            self.state = replace(self.state, clock=running)
            self.tell(RestartClock(running))

    # -- steps

    def accept(self, *, at_once: bool = False) -> None:
        """The desk takes the dossier in: official code, clock, receipt.

        `at_once`: the result is handed over in the same moment, so no receipt is owed (NĐ 61/2018 Art 17).
        """
        self.state = replace(self.state, accepted_at=self.at)
        self.tell(IssueCode())
        self.change_status(Status.ACCEPTED)
        deadline = self.definition.deadline
        if deadline is None or deadline.starts != "when_paid_and_accepted" or self.state.paid_at:
            self.start_clock()
        if not at_once:
            self.tell(IssueSlip("receipt"), Notify("accepted"))

    def step(self, step_id: str) -> Step:
        """Raises Refused("unknown_step")."""
        try:
            return self.definition.steps[step_id]
        except KeyError:
            raise Refused("unknown_step", {"step": step_id}) from None

    def close(self, step: Step, action: TakeOutcome) -> None:
        self.state = replace(self.state, done_by={**self.state.done_by, step.id: action.actor_id})
        self.keep(step, action.answers)
        self.shut(step.id)
        self.tell(CloseTask(step.id, action.outcome))

    def keep(self, step: Step, answers: Answers) -> None:
        if answers:
            self.state = replace(self.state, results={**self.state.results, step.id: answers})

    def shut(self, *steps: str) -> None:
        """These are no longer waited for."""
        remaining = tuple(opened for opened in self.state.open if opened.step not in steps)
        self.state = replace(self.state, open=remaining)

    def gather(self, step: Step, parts: Mapping[str, str] | None) -> None:
        """Note what the parts of a step came to; None: it is over."""
        others = {name: each for name, each in self.state.gathered.items() if name != step.id}
        self.state = replace(
            self.state, gathered=others if parts is None else {**others, step.id: dict(parts)}
        )

    def cancel(self) -> None:
        """Everything open falls away, and with it what was being gathered."""
        if self.state.open:
            self.state = replace(self.state, open=())
            self.tell(CancelTasks())
        self.state = replace(self.state, gathered={})

    def drop(self, steps: Iterable[str]) -> None:
        """These of the open steps fall away undone."""
        named = frozenset(steps)
        dropped = tuple(opened.step for opened in self.state.open if opened.step in named)
        if dropped:
            self.shut(*dropped)
            self.tell(CancelTasks(dropped))

    def open(self, step: Step, within: Span | None, *, cutoff: time | None = None) -> OpenStep:
        """Wait at a step, as long as `within` says."""
        number = self.state.rounds.get(step.id, 0) + 1
        due_at = due(self.at, within, self.calendar, cutoff=cutoff) if within else None
        opened = OpenStep(step.id, number, self.at, due_at)
        self.state = replace(
            self.state, open=(*self.state.open, opened), rounds={**self.state.rounds, step.id: number}
        )
        return opened

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
        self.change_status(Status.PAYMENT if self.owes() else Status.PROCESSING)

    def silent_at(self, party: Step) -> datetime | None:
        """When the silence of an open party counts; None for one that is not open or may take for ever."""
        opened = self.state.opened(party.id)
        rules = self.step(party.id.partition(".")[0]).consultation
        if opened is None or rules is None:
            return None
        if rules.silence != "wait":
            return opened.due_at
        return due(opened.opened_at, rules.wait_at_most, self.calendar) if rules.wait_at_most else None

    def owes(self) -> bool:
        """Whether the citizen is being waited for to pay."""
        return any(self.step(opened.step).kind is StepKind.PAYMENT for opened in self.state.open)

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
        if self.state.status is not Status.DONE:
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
        self.state = replace(self.state, ending=ending, waiting=None, gathered={})
        if slip:
            self.tell(IssueSlip(slip))
        self.tell(Notify(event))
