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

from engine.calendars import VIETNAM, Calendar, Hours, Year
from engine.definition import Agency, Channel, ChannelTerms, Definition, Outcome, Process, Sector, Step
from engine.spans import Span, Unit
from engine.text import Text
from engine.workflow import (
    Action,
    AnswerSupplement,
    Item,
    Refused,
    State,
    SupplementExpired,
    TakeOutcome,
    decide,
    start,
)

MOST_SITUATIONS = 3_000

_NO_WORDS = Text.of("")
_MONDAY = datetime(2026, 1, 5, 9, tzinfo=VIETNAM)
_LATER = _MONDAY + timedelta(days=30)
_CALENDAR = Calendar({2026: Year(frozenset[date](), frozenset[date]())}, (Hours(time(7), time(17)),))
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


def live(process: Process) -> Life:
    """All lives of a dossier, up to MOST_SITUATIONS. Every outcome must lead to a step of the process."""
    return _lives(_bare(process))


def people_needed(step: Step) -> int:
    """How many people in its queue are enough for somebody always to be allowed to decide the step."""
    return 1 + len(set(step.not_same_person_as))


@lru_cache(maxsize=256)
def _lives(process: Process) -> Life:
    definition = replace(_BARE, process=process)
    separate = frozenset(name for step in process.steps for name in step.not_same_person_as)
    people = max(people_needed(step) for step in process.steps)
    first = _canonical(start(definition, at=_MONDAY, calendar=_CALENDAR).state, separate)
    known = {first: 0}
    came_from = [0]
    moves: dict[int, tuple[Move, ...]] = {}
    waiting = deque([first])
    while waiting and len(known) <= MOST_SITUATIONS:
        state = waiting.popleft()
        found: list[Move] = []
        for step, outcome, after in _steps_from(definition, state, people):
            after = _canonical(after, separate)
            if after not in known:
                known[after] = len(known)
                came_from.append(known[state])
                waiting.append(after)
            found.append(Move(step, outcome, known[after]))
        moves[known[state]] = tuple(found)
    every = tuple(moves.get(at, ()) for at in range(len(known)))
    return Life(tuple(known), every, tuple(came_from), complete=not waiting)


def _steps_from(definition: Definition, state: State, people: int) -> Iterator[tuple[str, str, State]]:
    """What can happen next: (step, outcome, state after). Withdrawing is the citizen's own way out, so it
    saves no process; nor does a supervisor's leave to ask once more.
    """
    if state.is_final:
        return
    for name, action in _actions(definition, state, people):
        at = _LATER if isinstance(action, SupplementExpired) else _MONDAY
        try:
            after = decide(definition, state, action, at=at, calendar=_CALENDAR).state
        except Refused:
            continue
        yield action.step if isinstance(action, TakeOutcome) else "", name, after


def _actions(definition: Definition, state: State, people: int) -> Iterator[tuple[str, Action]]:
    if state.waiting is not None:
        yield "answered", AnswerSupplement()
        yield "expired", SupplementExpired()
    acted = set(state.done_by.values())
    somebody = sorted(acted | {len(acted)} if len(acted) < people else acted)
    for opened in state.open:
        for outcome in definition.steps[opened.step].outcomes:
            for actor in somebody:
                action = TakeOutcome(opened.step, outcome.id, actor, "–", _ITEMS, has_result=True)
                yield outcome.id, action


def _canonical(state: State, separate: frozenset[str]) -> State:
    """The same situation with officers numbered in the order of their steps' names, and no count of
    rounds.
    """
    numbers: dict[int, int] = {}
    done_by: Mapping[str, int] = {
        step: numbers.setdefault(state.done_by[step], len(numbers))
        for step in sorted(state.done_by)
        if step in separate
    }
    return replace(state, done_by=done_by, rounds={})


def _bare(process: Process) -> Process:
    """Only what decides where a dossier goes: without words, queues, forms and allowances."""
    return Process(
        steps=tuple(_bare_step(step) for step in process.steps),
        supplement=replace(process.supplement, reply_within=_ONE_DAY),
    )


def _bare_step(step: Step) -> Step:
    outcomes = tuple(Outcome(each.id, _NO_WORDS, each.to, each.supplement) for each in step.outcomes)
    return Step(
        step.id,
        step.kind,
        _NO_WORDS,
        outcomes=outcomes,
        not_same_person_as=step.not_same_person_as,
        status=step.status,
        slip=step.slip,
    )
