"""The prover against execution for processes whose steps go on by themselves, run side by side, or wait."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine.calendars import VIETNAM
from engine.definition import (
    JOIN,
    STOP,
    Branch,
    Consultation,
    Definition,
    Payment,
    Route,
    Step,
    StepKind,
)
from engine.expressions import BOOLEAN, Expression, compile_expression
from engine.proofs.claim import Holds
from engine.proofs.flow import automatic_circle, process_claims
from engine.spans import Span
from engine.text import Text
from engine.workflow import (
    Action,
    AnswerSupplement,
    Expired,
    Item,
    Paid,
    Refused,
    State,
    SupplementExpired,
    TakeOutcome,
    decide,
    start,
)
from tests.engine.processes import outcome, procedure, shared_calendar, step

CALENDAR = shared_calendar()
BEGIN = datetime(2026, 3, 2, 9, 0, tzinfo=VIETNAM)
MINUTE = timedelta(minutes=1)
MOST_LIVED = 2_000
ENDS = (step("refused", "end", status="refused"), step("returned", "end", status="returned"))
DAY = Span.parse("2 working days")
KINDS = ("review", "branch", "consult", "payment", "parallel")


def condition() -> Expression:
    found = compile_expression("true_enough", {"true_enough": BOOLEAN}, BOOLEAN).expression
    assert found is not None
    return found


WHEN = condition()


@st.composite
def processes(draw: st.DrawFn) -> Definition:
    names = [f"s{number}" for number in range(draw(st.integers(1, 4)))]
    targets = st.sampled_from([*names, "hand", "refused"])
    middle = [draw(steps(name, targets)) for name in names]
    intake = step("intake", "intake", outcome("accept", draw(targets)), outcome("no", "refused"))
    hand = step("hand", "return_result", outcome("given", "returned"))
    definition = procedure(intake, *middle, hand, *ENDS, deadline=None)
    assert definition.process is not None
    assume(not automatic_circle(definition.process))
    return definition


@st.composite
def steps(draw: st.DrawFn, name: str, targets: st.SearchStrategy[str]) -> Step:
    kind, title = draw(st.sampled_from(KINDS)), Text.of(name)
    if kind == "review":
        asks = (outcome("ask", supplement=True),) if draw(st.booleans()) else ()
        return step(name, "review", outcome("one", draw(targets)), *asks)
    if kind == "branch":
        return Step(
            name, StepKind.BRANCH, title, routes=(Route(WHEN, draw(targets)),), exits={"else": draw(targets)}
        )
    if kind == "consult":
        parties = tuple(
            Step(
                f"{name}.p{number}",
                StepKind.PARTY,
                title,
                "q/p",
                DAY,
                outcomes=(outcome("agree"), outcome("object")),
                when=WHEN if draw(st.booleans()) else None,
            )
            for number in range(draw(st.integers(1, 2)))
        )
        rules = Consultation(
            parties, draw(st.sampled_from(["all", "any"])), draw(st.sampled_from(["consent", "objection"]))
        )
        exits = {"agreed": draw(targets), "objected": draw(targets)}
        return Step(name, StepKind.CONSULT, title, consultation=rules, exits=exits)
    if kind == "payment":
        exits = {"paid": draw(targets), "no_reply": draw(st.sampled_from([STOP, "refused"]))}
        return Step(name, StepKind.PAYMENT, title, payment=Payment(DAY), exits=exits)
    return draw(parallels(name, targets))


@st.composite
def parallels(draw: st.DrawFn, name: str, targets: st.SearchStrategy[str]) -> Step:
    branches = []
    for number in range(2):
        inner = f"{name}b{number}"
        leads = draw(st.sampled_from([JOIN, JOIN, inner, "refused"]))
        asks = (outcome("ask", supplement=True),) if draw(st.booleans()) else ()
        only = step(inner, "review", outcome("done", leads), *asks)
        branches.append(Branch(inner, Text.of(inner), (only,)))
    needs = draw(st.sampled_from(["all", "any"]))
    exits = {"to": draw(targets)}
    return Step(name, StepKind.PARALLEL, Text.of(name), branches=tuple(branches), needs=needs, exits=exits)


# ---- every life, by hand: each judge decides every branch and every party in one fixed way


@dataclass(frozen=True)
class Fixed:
    """What each branch leads to and which parties are asked, settled beforehand."""

    routes: dict[str, str]
    asked_: dict[str, bool]

    def route(self, step: Step, results: object) -> str:
        return self.routes[step.id]

    def asked(self, step: Step, results: object) -> tuple[Step, ...]:
        return tuple(each for each in step.parts() if self.asked_.get(each.id, True))

    def told(self, values: object, results: object) -> dict[str, Any]:
        return {}


def judges(definition: Definition) -> list[Fixed]:
    every = list(definition.steps.values())
    branches = [each for each in every if each.kind is StepKind.BRANCH]
    doubtful = [each.id for each in every if each.kind is StepKind.PARTY and each.when is not None]
    ways = product(*(sorted(set(each.targets())) for each in branches))
    sets = list(product((True, False), repeat=len(doubtful)))
    names = [each.id for each in branches]
    return [
        Fixed(dict(zip(names, way, strict=True)), dict(zip(doubtful, chosen, strict=True)))
        for way in ways
        for chosen in sets
    ]


def possible(definition: Definition, state: State) -> Iterator[tuple[Action, datetime]]:
    if state.waiting:
        yield AnswerSupplement(), BEGIN
        yield SupplementExpired(), state.waiting.due_at + MINUTE
    for opened in state.open:
        here = definition.steps[opened.step]
        if here.kind is StepKind.PAYMENT:
            yield Paid(here.id), BEGIN
        if opened.due_at is not None:
            yield Expired(here.id), opened.due_at + MINUTE
        for each in here.outcomes:
            items = (Item("document", "report"),)
            yield TakeOutcome(here.id, each.id, 1, "Lý do", items, has_result=True), BEGIN


def key(state: State) -> Any:
    gathered = {name: tuple(sorted(parts.items())) for name, parts in state.gathered.items()}
    waiting = (state.waiting.resume_step, tuple(sorted(state.waiting.open))) if state.waiting else None
    return (
        state.status,
        tuple(sorted(each.step for each in state.open)),
        waiting,
        state.supplements,
        state.accepted_at is not None,
        tuple(sorted(gathered.items())),
    )


def lived(definition: Definition) -> tuple[bool, set[tuple[str, str]]] | None:
    """Whether some dossier gets stuck, and every outcome taken; None when there are too many situations."""
    every = judges(definition)
    first = start(definition, at=BEGIN, calendar=CALENDAR).state
    states, after = {key(first): first}, dict[Any, set[Any]]()
    waiting, taken = [first], set[tuple[str, str]]()
    while waiting:
        state = waiting.pop(0)
        following = after.setdefault(key(state), set())
        for (action, at), judge in product(list(possible(definition, state)), every):
            try:
                result = decide(definition, state, action, at=at, calendar=CALENDAR, judge=judge).state
            except Refused:
                continue
            if isinstance(action, TakeOutcome):
                taken.add((action.step, action.outcome))
            following.add(key(result))
            if key(result) not in states:
                states[key(result)] = result
                waiting.append(result)
                if len(states) > MOST_LIVED:
                    return None
    ending = {name for name, state in states.items() if state.is_final}
    while more := {name for name, following in after.items() if following & ending} - ending:
        ending |= more
    return bool(states.keys() - ending), taken


@settings(max_examples=120, deadline=None)
@given(processes())
def test_the_prover_and_execution_agree_on_dead_ends_and_on_outcomes(definition: Definition) -> None:
    found = lived(definition)
    assume(found is not None)
    assert found is not None
    gets_stuck, taken = found
    claims = [claim for claim in process_claims(definition) if claim.holds is not Holds.UNPROVEN]
    says_stuck = any(claim.code == "F004" and claim.holds is Holds.NO for claim in claims)
    assert says_stuck == gets_stuck
    dead = {
        (str(claim.params["step"]), str(claim.params["outcome"]))
        for claim in claims
        if claim.code == "F021" and claim.holds is Holds.NO
    }
    assert not dead & taken


@settings(max_examples=80, deadline=None)
@given(processes(), st.lists(st.integers(0, 50), max_size=25))
def test_every_state_on_the_way_survives_storage_and_waits_for_something(
    definition: Definition, picks: list[int]
) -> None:
    every = judges(definition)
    state = start(definition, at=BEGIN, calendar=CALENDAR).state
    for pick in picks:
        assert State.from_json(state.to_json()) == state
        assert state.is_final or state.open or state.waiting
        assert not (state.open and state.waiting)
        moves = list(possible(definition, state))
        if not moves:
            break
        action, at = moves[pick % len(moves)]
        judge = every[pick % len(every)]
        try:
            state = decide(definition, state, action, at=at, calendar=CALENDAR, judge=judge).state
        except Refused:
            continue
