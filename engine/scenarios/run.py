"""Playing a scenario: the engine's own rules, one move after another, with time as the scenario tells it.

Nothing is stored or sent; what would be done is read off the effects. Every surprise is a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn

from engine.answers import Circumstances, Reading, case_problems, environment, read, read_fields
from engine.applicant import read_applicant
from engine.calendars import Calendar, CalendarMissing
from engine.deadlines import due
from engine.definition import Channel, Definition, Document, StepKind
from engine.expressions import ExpressionFailed
from engine.fees import Bill, FeeUndecided, bill
from engine.lookups import obstacles as looked_up
from engine.lookups import spared, without
from engine.opening import openness
from engine.papers import documents, missing
from engine.problem_codes import CODES
from engine.problems import Place, Problem
from engine.scenarios.expectations import clock_words, compare, paired
from engine.scenarios.registers import asked
from engine.scenarios.shape import INCOMPLETE_FORM, Expect, Happen, Leave, Move, Scenario, Supply, Take, Wait
from engine.scenarios.situation import Situation
from engine.spans import Span, Unit
from engine.values import Answers
from engine.workflow import (
    Action,
    AnswerSupplement,
    AskSupplement,
    CallAnswered,
    CallFailed,
    Decision,
    Facts,
    IssueSlip,
    Item,
    LinkedEnded,
    Notify,
    Paid,
    Refused,
    State,
    TakeOutcome,
    Withdraw,
    decide,
    got,
    silences,
    start,
)

_MINUTE = timedelta(minutes=1)
_MOST_SILENCES = 100
_NEVER = datetime.max.replace(tzinfo=UTC)
FEE = "fee"
"""What is paid when it is not a step of the process that asked for it."""


@dataclass(frozen=True, slots=True)
class Performance:
    """How one scenario went. `situations`: the dossier after each move, the submission first."""

    scenario: Scenario
    problems: tuple[Problem, ...]
    situations: tuple[Situation, ...]


def run(definition: Definition, scenario: Scenario, calendar: Calendar) -> Performance:
    """Play one scenario to its end, or until going on makes no sense. What goes wrong is a finding."""
    stage = _Stage(definition, scenario, calendar)
    stage.play()
    return Performance(scenario, tuple(stage.problems), tuple(stage.situations))


class _Stop(Exception):
    """The rest of the scenario cannot be played; the finding has been made."""


class _Stage:
    """One dossier being played. `raw` is what the citizen has typed so far, `asked` what they still owe."""

    def __init__(self, definition: Definition, scenario: Scenario, calendar: Calendar) -> None:
        self.definition = definition.in_case(scenario.submission.case)
        self.scenario = scenario
        self.calendar = calendar
        self.problems: list[Problem] = []
        self.situations: list[Situation] = []
        self.raw: dict[str, Any] = dict(scenario.submission.answers)
        self.said: dict[str, Any] = {}
        self.asked: tuple[Item, ...] = ()
        self.people: dict[str, int] = {}

    @property
    def now(self) -> Situation:
        return self.situations[-1]

    def play(self) -> None:
        moves = self.scenario.moves
        try:
            with self._telling(self.scenario.place, self.scenario.path):
                self._submit()
            self._mind_obstacles(self.scenario.place, self.scenario.path, moves[:1])
            for number, move in enumerate(moves, start=1):
                with self._telling(move.place, move.path):
                    self._make(move)
                if isinstance(move, Supply):
                    self._mind_obstacles(move.place, move.path, moves[number : number + 1])
        except _Stop:
            return

    @contextmanager
    def _telling(self, place: Place, path: str) -> Iterator[None]:
        """What the procedure's rules or the calendar cannot answer stops the scenario, with a finding."""
        try:
            yield
        except ExpressionFailed as failed:
            why = CODES[failed.code].words("vi", failed.params)
            self._stop("K015", place, path, why=why)
        except FeeUndecided as undecided:
            self._stop("K017", place, path, line=undecided.line_id)
        except CalendarMissing as missing:
            self._stop("K016", place, path, year=missing.year)

    def _stop(self, code: str, place: Place, path: str, **params: Any) -> NoReturn:
        self.problems.append(Problem(code, place, path, params))
        raise _Stop

    def _mind_obstacles(self, place: Place, path: str, following: tuple[Move, ...]) -> None:
        """Obstacles are a surprise unless the very next thing is to expect them."""
        expected = any(isinstance(move, Expect) and "problems" in move.node.entries for move in following)
        if self.now.obstacles and not expected:
            self._stop("K010", place, path, problems=paired(self.now.obstacles))

    # -- the citizen

    def _submit(self) -> None:
        submission, at = self.scenario.submission, self.scenario.at
        person = read_applicant(self.definition, submission.applicant, at.date())
        seen = Circumstances(
            at.date(), person.answers, submission.channel, submission.receive, submission.case
        )
        self.raw, self.said = asked(self.definition, self.raw, seen, submission.registers)
        reading = read(self.definition, self.raw, seen)
        papers = self._papers(reading, seen)
        there = frozenset(submission.documents)
        obstacles = {
            **self._closed(),
            **self._not_offered(),
            **{problem.path: problem.code for problem in case_problems(self.definition, seen)},
            **{problem.path: problem.code for problem in (*person.problems, *reading.problems)},
            **self._looked_up(reading, seen),
            **self._missing(papers, there, seen, reading),
        }
        situation = Situation(self.definition, at, seen, reading, papers, there, obstacles)
        self.situations.append(situation)
        if not obstacles:
            owed = bill(self.definition, reading.answers, seen)
            channel = Channel(submission.channel)
            decision = start(
                self.definition,
                at=at,
                calendar=self.calendar,
                channel=channel,
                judge=self._judge(),
                owes=owed.total.amount > 0,
            )
            self.situations[-1] = self._after(replace(situation, bill=owed), decision)

    def _papers(self, reading: Reading, seen: Circumstances) -> tuple[Document, ...]:
        known = environment(self.definition, reading.answers, seen)
        papers = documents(self.definition, reading.answers, seen)
        return without(papers, spared(reading.pages, self.said, known))

    def _looked_up(self, reading: Reading, seen: Circumstances) -> dict[str, str]:
        known = environment(self.definition, reading.answers, seen)
        return {wrong.path: wrong.code for _, wrong in looked_up(reading.pages, self.said, known)}

    def _missing(
        self, papers: tuple[Document, ...], there: frozenset[str], seen: Circumstances, reading: Reading
    ) -> dict[str, str]:
        known = environment(self.definition, reading.answers, seen)
        said = spared(reading.pages, self.said, known)
        lacking = missing(self.definition, papers, there, channel=seen.channel, registers=said)
        return {f"documents.{name}": "required" for name in lacking}

    def _closed(self) -> dict[str, str]:
        """The day is outside the opening of the procedure; other people's places are no part of a scenario."""
        found = openness(self.definition.opening, self.scenario.at.date())
        return {} if found.is_open else {"opening": str(found.standing)}

    def _not_offered(self) -> dict[str, str]:
        """Ways of submitting and receiving that the procedure does not have."""
        submission = self.scenario.submission
        ways = (
            ("channel", submission.channel, self.definition.submit),
            ("receive", submission.receive, self.definition.receive),
        )
        return {name: "not_a_choice" for name, way, offered in ways if Channel(way) not in offered}

    def _supply(self, move: Supply) -> None:
        """Only what was asked for counts, and fields that show only because of the new answers."""
        decision = self._decided(move, AnswerSupplement())
        if decision is None:
            return
        seen = replace(self.now.circumstances, today=self.now.at.date())
        asked = {item.id for item in self.asked if item.kind == "field"}
        merged = {**self.raw, **{name: raw for name, raw in move.answers.items() if name in asked}}
        shown = _roots(read(self.definition, merged, seen)) - _roots(read(self.definition, self.raw, seen))
        merged |= {name: raw for name, raw in move.answers.items() if name in shown}
        reading = read(self.definition, merged, seen)
        papers = self._papers(reading, seen)
        there = self.now.documents | set(move.documents)
        wrong = {problem.path: problem.code for problem in reading.problems}
        obstacles = {path: code for path, code in wrong.items() if _root(path) in asked | shown}
        obstacles |= {
            f"documents.{item.id}": "required"
            for item in self.asked
            if item.kind == "document" and item.id not in move.documents
        }
        obstacles |= self._missing(papers, there, seen, reading)
        if obstacles:
            self.situations.append(replace(self.now, obstacles=obstacles, events=(), slips=(), took=None))
            return
        self.raw, self.asked = merged, ()
        # The tariff is the one of the day of submission; only what it is applied to may have changed.
        first_day = replace(seen, today=self.scenario.at.date())
        results = self.now.state.results if self.now.state else {}
        owed = bill(self.definition, reading.answers, first_day, results)
        supplied = replace(self.now, reading=reading, papers=papers, documents=there, obstacles={}, bill=owed)
        self.situations.append(self._after(supplied, decision))

    # -- every move

    def _make(self, move: Move) -> None:
        if isinstance(move, Expect):
            self.problems.extend(compare(move, self.now))
            return
        if self.now.state is None:
            self._stop("K010", move.place, move.path, problems=paired(self.now.obstacles))
        match move:
            case Take():
                self._take(move)
            case Wait():
                self._wait(move)
            case Supply():
                self._supply(move)
            case Happen():
                self._happen(move)
            case Leave():
                decision = self._decided(move, Withdraw(move.reason))
                if decision is not None:
                    self.situations.append(self._after(self.now, decision))

    def _take(self, move: Take) -> None:
        papers = self.definition.documents_by_id
        written, wrong = self._written(move)
        items = tuple(Item("document" if name in papers else "field", name) for name in move.items)
        action = TakeOutcome(
            step=move.step,
            outcome=move.outcome,
            actor_id=self.people.setdefault(move.by, len(self.people) + 1),
            reason=move.reason,
            items=items,
            has_result=move.has_result,
            supervisor=move.supervisor,
            answers=written,
        )
        expected = "" if move.refused == INCOMPLETE_FORM else move.refused
        decision = self._decided(replace(move, refused=expected), action)
        if decision is None or not self._form_is_good(move, wrong):
            return
        self.asked = next(
            (each.items for each in decision.effects if isinstance(each, AskSupplement)), self.asked
        )
        self.situations.append(self._after(self.now, decision, took=(move.step, move.outcome)))

    def _written(self, move: Take) -> tuple[Answers, dict[str, str]]:
        """What is right in the step's own form, and what is wrong with the rest of it, by path."""
        step = self.definition.steps.get(move.step)
        if step is None:
            return {}, {}
        seen = replace(self.now.circumstances, today=self.now.at.date())
        results = self.now.state.results if self.now.state else {}
        known = environment(self.definition, self.now.reading.answers, seen, results)
        answers, problems, _, _ = read_fields(step.fields, move.answers, known)
        faulty = {_root(problem.path) for problem in problems}
        right = {name: value for name, value in answers.items() if name not in faulty}
        return right, {problem.path: problem.code for problem in problems}

    def _form_is_good(self, move: Take, wrong: dict[str, str]) -> bool:
        """Asking for a supplement needs no finished form; False when an unfinished one was expected."""
        if wrong and not self.definition.steps[move.step].outcome(move.outcome).supplement:
            if move.refused != INCOMPLETE_FORM:
                self._stop("K014", move.place, move.path, step=move.step, problems=paired(wrong))
            self.situations.append(replace(self.now, events=(), slips=(), took=None))
            return False
        if move.refused == INCOMPLETE_FORM:
            self._stop("K012", move.place, move.path, expected=move.refused)
        return True

    def _wait(self, move: Wait) -> None:
        """Time passes; what is due on the way happens: a request nobody answered expires."""
        target = move.until or _later(self.now.at, move.span, self.calendar)
        if target < self.now.at:
            self._stop("K007", move.place, move.path, now=clock_words(self.now.at))
        after = replace(self.now, at=target, events=(), slips=(), took=None)
        for _ in range(_MOST_SILENCES):
            due_at, action = _next_silence(self.definition, after.state, self.calendar)
            if action is None or after.state is None or target <= due_at:
                break
            moment = min(target, due_at + _MINUTE)
            decision = decide(
                self.definition,
                after.state,
                action,
                at=moment,
                calendar=self.calendar,
                judge=self._judge(),
            )
            told = after
            after = self._after(after, decision)
            after = replace(after, events=(*told.events, *after.events), slips=(*told.slips, *after.slips))
        self.situations.append(after)

    def _happen(self, move: Happen) -> None:
        """What comes to the step that waits for it; a step that does not wait refuses it."""
        step = move.step if move.act != "paid" or move.step != FEE else ""
        if move.act in ("call_answers", "linked"):
            kind = StepKind.CALL if move.act == "call_answers" else StepKind.LINKED
            opened = self.now.state.open if self.now.state else ()
            waiting = (each.step for each in opened if self.definition.steps[each.step].kind is kind)
            step = next(waiting, "")
        action: Action
        match move.act:
            case "paid":
                action = Paid(step)
            case "call_fails":
                action = CallFailed(step)
            case "linked":
                action = LinkedEnded(step, "returned" if move.ending == "done" else "stopped")
            case _:
                action = CallAnswered(step, self._brought(step, move.answers))
        decision = self._decided(move, action)
        if decision is not None:
            self.situations.append(self._after(self.now, decision))

    def _brought(self, step_id: str, raw: Mapping[str, Any]) -> Answers:
        """Only what the step asked for, as what it is declared."""
        step = self.definition.steps.get(step_id)
        wanted = step.call.get if step and step.call else {}
        found = {name: got(raw[name], kind) for name, kind in wanted.items() if name in raw}
        return {name: value for name, value in found.items() if value is not None}

    def _judge(self) -> Facts:
        seen = replace(self.now.circumstances, today=self.now.at.date())
        return Facts(environment(self.definition, self.now.reading.answers, seen))

    def _decided(self, move: Take | Supply | Leave | Happen, action: Action) -> Decision | None:
        """What follows from an action, or None when it was refused as it had to be."""
        if self.now.state is None:
            return None
        try:
            decision = decide(
                self.definition,
                self.now.state,
                action,
                at=self.now.at,
                calendar=self.calendar,
                judge=self._judge(),
            )
        except Refused as refused:
            if move.refused != refused.code:
                code, params = ("K013", {"expected": move.refused}) if move.refused else ("K011", {})
                self._stop(code, move.place, move.path, actual=refused.code, **params)
            self.situations.append(replace(self.now, events=(), slips=(), took=None))
            return None
        if move.refused:
            self._stop("K012", move.place, move.path, expected=move.refused)
        return decision

    def _after(
        self, situation: Situation, decision: Decision, took: tuple[str, str] | None = None
    ) -> Situation:
        events = tuple(effect.event for effect in decision.effects if isinstance(effect, Notify))
        slips = tuple(effect.kind for effect in decision.effects if isinstance(effect, IssueSlip))
        owed = self._owed(situation, decision)
        return replace(situation, bill=owed, state=decision.state, events=events, slips=slips, took=took)

    def _owed(self, situation: Situation, decision: Decision) -> Bill | None:
        """The bill with what steps have found by now, when it waits for something."""
        if situation.bill is None or not situation.bill.undecided:
            return situation.bill
        first_day = replace(situation.circumstances, today=self.scenario.at.date())
        return bill(self.definition, situation.reading.answers, first_day, decision.state.results)


def _next_silence(
    definition: Definition, state: State | None, calendar: Calendar
) -> tuple[datetime, Action | None]:
    """What happens next if nobody says anything, and after which moment."""
    found: list[tuple[datetime, Action]] = silences(definition, state, calendar) if state else []
    return min(found, key=lambda each: each[0], default=(_NEVER, None))


def _later(at: datetime, span: Span | None, calendar: Calendar) -> datetime:
    """Working hours to the minute; whole days to the same hour of the day that the term ends on."""
    if span is None:
        return at
    if span.unit is Unit.DAYS:
        return at + timedelta(days=span.amount)
    end = due(at, span, calendar)
    if span.unit is Unit.WORKING_HOURS or span.is_same_day:
        return end
    return datetime.combine(end.date(), at.timetz())


def _roots(reading: Reading) -> frozenset[str]:
    return frozenset(_root(path) for path in reading.visible)


def _root(path: str) -> str:
    return path.partition(".")[0]
