"""Every life a dossier can have in a process, found by letting `engine.workflow` itself live them all.

Two situations are one when nothing told apart here can tell them apart later: moments do not matter, nor
how often a step was opened, nor which officer is which, only whether the same one acted twice.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from engine.calendars import VIETNAM, Calendar, Hours, Year
from engine.deadlines import Clock, start_clock
from engine.definition import (
    Agency,
    Branch,
    Call,
    Channel,
    ChannelTerms,
    Deadline,
    Definition,
    Outcome,
    Process,
    Sector,
    Silence,
    Step,
    StepKind,
)
from engine.spans import Span, Unit
from engine.text import Text
from engine.workflow import (
    Action,
    AnswerSupplement,
    CallAnswered,
    CallFailed,
    DeadlinePassed,
    Expired,
    Item,
    LinkedEnded,
    OpenStep,
    Paid,
    Refused,
    State,
    SupplementExpired,
    TakeOutcome,
    decide,
    start,
)

MOST_SITUATIONS = 3_000
MOST_DECISIONS = 12_000
"""Tried in one process. Conditions choose among parties and routes in as many ways as they have subsets and paths,
though few situations come of it.
"""

_NO_WORDS = Text.of("")
_MONDAY = datetime(2026, 1, 5, 9, tzinfo=VIETNAM)
_LATER = _MONDAY + timedelta(days=30)
_CALENDAR = Calendar({2026: Year(frozenset[date](), frozenset[date]())}, (Hours(time(7), time(17)),))
_TUESDAY = _MONDAY + timedelta(days=1)
_ONE_DAY = Span(1, Unit.WORKING_DAYS)
_ITEMS = (Item("document", "any"),)
_BARE = Definition(
    id="life",
    code="",
    name=_NO_WORDS,
    sector=Sector("", _NO_WORDS),
    agency=Agency("", _NO_WORDS),
    level=1,
    applicants=(),
    results=(),
    submit=MappingProxyType({Channel.ONLINE: ChannelTerms()}),
    receive=MappingProxyType({}),
    deadline=None,
    pages=(),
    documents=(),
    fee=None,
    process=None,
    content_hash="",
)


@dataclass(frozen=True, slots=True)
class Move:
    """One thing done: an officer's outcome at a step, or the citizen's turn (`step` "": answered or
    expired).
    """

    step: str
    outcome: str
    target: int


@dataclass(frozen=True, slots=True)
class Life:
    """`situations[0]` is a dossier just submitted; `moves[n]` is what can be done in situation n.

    `came_from[n]` is the situation before n on a shortest way to it. Not `complete`: there were too many,
    and what was not visited has no moves here.
    """

    situations: tuple[State, ...]
    moves: tuple[tuple[Move, ...], ...]
    came_from: tuple[int, ...]
    complete: bool

    def stuck(self) -> frozenset[int]:
        """The situations from which nothing officers decide, and no silence of the citizen, leads to an
        end.
        """
        before: dict[int, list[int]] = {}
        for at, moves in enumerate(self.moves):
            for move in moves:
                before.setdefault(move.target, []).append(at)
        alive = {at for at, state in enumerate(self.situations) if state.is_final}
        waiting = list(alive)
        while waiting:
            for at in before.get(waiting.pop(), ()):
                if at not in alive:
                    alive.add(at)
                    waiting.append(at)
        return frozenset(range(len(self.situations))) - alive

    def way_to(self, situation: int) -> tuple[str, ...]:
        """The steps of a shortest way, ids in order; "…" where the citizen was asked to supplement."""
        way = [situation]
        while way[-1]:
            way.append(self.came_from[way[-1]])
        return tuple(
            "+".join(opened.step for opened in self.situations[at].open) or "…" for at in reversed(way)
        )

    def taken(self) -> frozenset[tuple[str, str]]:
        """Every (step, outcome) that somebody can take at some time."""
        return frozenset((move.step, move.outcome) for moves in self.moves for move in moves if move.step)


def live(process: Process, silence: Silence | None = None) -> Life:
    """All lives of a dossier, up to MOST_SITUATIONS and MOST_DECISIONS. Every outcome must lead to a step of the process, and no
    steps that go on by themselves may lead round in a circle.
    """
    return _lives(_bare(process), silence)


def people_needed(step: Step) -> int:
    """How many people in its queue are enough for somebody always to be allowed to decide the step."""
    return 1 + len(set(step.not_same_person_as))


@lru_cache(maxsize=256)
def _lives(process: Process, silence: Silence | None) -> Life:
    deadline = Deadline(_ONE_DAY, silence=silence) if silence else None
    definition = replace(_BARE, process=process, deadline=deadline)
    separate = frozenset(name for step in process.every() for name in step.not_same_person_as)
    people = max(people_needed(step) for step in process.every())
    first = _canonical(start(definition, at=_MONDAY, calendar=_CALENDAR, judge=Whim()).state, separate)
    known = {first: 0}
    came_from = [0]
    moves: dict[int, tuple[Move, ...]] = {}
    waiting = deque([first])
    decisions = 0
    while waiting and len(known) <= MOST_SITUATIONS and decisions <= MOST_DECISIONS:
        state = waiting[0]
        found: list[Move] = []
        for step, outcome, after in _steps_from(definition, state, people):
            decisions += 1
            if len(known) > MOST_SITUATIONS or decisions > MOST_DECISIONS:
                break
            after = _canonical(after, separate)
            if after not in known:
                known[after] = len(known)
                came_from.append(known[state])
                waiting.append(after)
            found.append(Move(step, outcome, known[after]))
        else:
            waiting.popleft()
        moves[known[state]] = tuple(found)
    every = tuple(moves.get(at, ()) for at in range(len(known)))
    return Life(tuple(known), every, tuple(came_from), complete=not waiting)


class Whim:
    """A judge that chooses: first as `picks` says, then the first thing there is. `taken`: each choice it made,
    with how many there were.
    """

    def __init__(self, picks: tuple[int, ...] = ()) -> None:
        self._picks = picks
        self.taken: list[tuple[int, int]] = []

    def _pick(self, options: int) -> int:
        at = len(self.taken)
        chosen = self._picks[at] if at < len(self._picks) else 0
        self.taken.append((chosen, options))
        return chosen

    def others(self) -> Iterator[tuple[int, ...]]:
        """The choices that were not made after those it was told."""
        made = tuple(chosen for chosen, _ in self.taken)
        for at in range(len(self._picks), len(made)):
            yield from ((*made[:at], other) for other in range(1, self.taken[at][1]))

    def route(self, step: Step, results: object) -> str:
        targets = step.targets()
        return targets[self._pick(len(targets))]

    def asked(self, step: Step, results: object) -> tuple[Step, ...]:
        return tuple(each for each in step.parts() if each.when is None or self._pick(2) == 0)

    def told(self, values: object, results: object) -> dict[str, Any]:
        return {}


def every_decision(
    definition: Definition, state: State, action: Action, *, at: datetime, calendar: Calendar
) -> Iterator[State]:
    """The states an action may lead to, whatever the process decides by itself. Raises Refused."""
    waiting: list[tuple[int, ...]] = [()]
    while waiting:
        whim = Whim(waiting.pop())
        yield decide(definition, state, action, at=at, calendar=calendar, judge=whim).state
        waiting.extend(whim.others())


def _steps_from(definition: Definition, state: State, people: int) -> Iterator[tuple[str, str, State]]:
    """What can happen next: (step, outcome, state after). Withdrawing is the citizen's own way out, so it
    saves no process; nor does a supervisor's leave to ask once more.
    """
    if state.is_final:
        return
    for step, name, action in actions(definition, state, people):
        is_late = isinstance(action, SupplementExpired | Expired | DeadlinePassed)
        at = _LATER if is_late else _MONDAY
        try:
            for after in every_decision(definition, state, action, at=at, calendar=_CALENDAR):
                yield step, name, after
        except Refused:
            continue


def actions(definition: Definition, state: State, people: int) -> Iterator[tuple[str, str, Action]]:
    """Everything that may happen to a dossier: at which step ("" for none), called what, and the action."""
    if state.waiting is not None:
        yield "", "answered", AnswerSupplement()
        yield "", "expired", SupplementExpired()
    if definition.deadline is not None and definition.deadline.silence is not None:
        yield "", "deadline", DeadlinePassed()
    acted = set(state.done_by.values())
    somebody = sorted(acted | {len(acted)} if len(acted) < people else acted)
    for opened in state.open:
        step = definition.steps[opened.step]
        yield from ((step.id, name, action) for name, action in _from_outside(step))
        for outcome in step.outcomes:
            for actor in somebody:
                action = TakeOutcome(opened.step, outcome.id, actor, "–", _ITEMS, has_result=True)
                yield step.id, outcome.id, action


def _from_outside(step: Step) -> Iterator[tuple[str, Action]]:
    match step.kind:
        case StepKind.PAYMENT:
            yield "paid", Paid(step.id)
            yield "expired", Expired(step.id)
        case StepKind.CALL:
            yield "answered", CallAnswered(step.id)
            yield "failed", CallFailed(step.id)
            yield "expired", Expired(step.id)
        case StepKind.LINKED:
            yield "done", LinkedEnded(step.id, "returned")
            yield "failed", LinkedEnded(step.id, "stopped")
        case StepKind.PARTY:
            yield "expired", Expired(step.id)


def _canonical(state: State, separate: frozenset[str]) -> State:
    """The same situation with officers numbered in the order of their steps' names, no count of rounds, and
    every moment the same.
    """
    numbers: dict[int, int] = {}
    done_by: Mapping[str, int] = {
        step: numbers.setdefault(state.done_by[step], len(numbers))
        for step in sorted(state.done_by)
        if step in separate
    }
    opened = sorted((each.step, each.due_at is not None) for each in state.open)
    return replace(
        state,
        done_by=done_by,
        rounds={},
        open=tuple(OpenStep(step, 1, _MONDAY, _TUESDAY if ends else None) for step, ends in opened),
        clock=_canonical_clock(state.clock),
        waiting=replace(state.waiting, due_at=_TUESDAY, open=tuple(sorted(state.waiting.open)))
        if state.waiting
        else None,
        accepted_at=_MONDAY if state.accepted_at else None,
        paid_at=_MONDAY if state.paid_at else None,
    )


def _canonical_clock(clock: Clock | None) -> Clock | None:
    """Only whether it runs, stands or has stopped."""
    if clock is None:
        return None
    return replace(
        start_clock(Deadline(clock.legal_span), _MONDAY, _CALENDAR),
        paused_at=_MONDAY if clock.paused_at else None,
        stopped_at=_MONDAY if clock.stopped_at else None,
    )


def _bare(process: Process) -> Process:
    """Only what decides where a dossier goes: without words, queues, forms and allowances."""
    return Process(
        steps=tuple(_bare_step(step) for step in process.steps),
        supplement=replace(process.supplement, reply_within=_ONE_DAY),
    )


def _bare_step(step: Step) -> Step:
    outcomes = tuple(Outcome(each.id, _NO_WORDS, each.to, each.supplement) for each in step.outcomes)
    consultation = step.consultation
    return replace(
        step,
        title=_NO_WORDS,
        queue="",
        within=_ONE_DAY if step.kind is StepKind.PARTY else None,
        fields=(),
        guidance=None,
        outcomes=outcomes,
        consultation=replace(
            consultation,
            parties=tuple(_bare_step(party) for party in consultation.parties),
            wait_at_most=consultation.wait_at_most and _ONE_DAY,
        )
        if consultation
        else None,
        branches=tuple(
            Branch(branch.id, _NO_WORDS, tuple(_bare_step(each) for each in branch.steps))
            for branch in step.branches
        ),
        payment=step.payment and replace(step.payment, reply_within=_ONE_DAY),
        call=step.call and Call("", _ONE_DAY),
        linked=step.linked and replace(step.linked, procedure="", answers={}),
    )
