"""The prover against the things themselves: processes lived through, forms filled in every way."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise, product
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine.answers import Circumstances, Reading, read
from engine.calendars import VIETNAM
from engine.definition import Check, Choice, Definition, Field, Page, Step
from engine.expressions import BOOLEAN, Expression, compile_expression
from engine.fields import TYPES
from engine.library import Library
from engine.load import load
from engine.proofs import Claim, Holds, prove
from engine.proofs.life import people_needed
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
from tests.engine.examples import PROCEDURES
from tests.engine.processes import APPRAISE_AND_SIGN, procedure, shared_calendar
from tests.properties.test_workflow import procedures

CALENDAR = shared_calendar()
BEGIN = datetime(2026, 3, 2, 9, 0, tzinfo=VIETNAM)
MOST_LIVED = 3_000

# ---- processes


@dataclass
class Lived:
    """What happened when every dossier of a process was lived through, officer by officer."""

    stuck: list[State]
    taken: set[tuple[str, str]]
    met: set[str]


def lived(definition: Definition) -> Lived | None:
    """Every state by its own naive key and every officer by name; None when there are too many."""
    assert definition.process is not None
    process = definition.process
    compared = {name for step in process.steps for name in step.not_same_person_as}
    officers = range(max(people_needed(step) for step in process.steps))
    first = start(definition, at=BEGIN, calendar=CALENDAR).state
    states = {_key(first, compared): first}
    after: dict[Any, set[Any]] = {}
    taken: set[tuple[str, str]] = set()
    waiting = [first]
    while waiting:
        state = waiting.pop()
        following = after.setdefault(_key(state, compared), set())
        for action, at in _everything(definition, state, officers):
            try:
                result = decide(definition, state, action, at=at, calendar=CALENDAR).state
            except Refused:
                continue
            if isinstance(action, TakeOutcome):
                taken.add((action.step, action.outcome))
            key = _key(result, compared)
            following.add(key)
            if key not in states:
                states[key] = result
                waiting.append(result)
                if len(states) > MOST_LIVED:
                    return None
    ending = {key for key, state in states.items() if state.is_final}
    while True:
        more = {key for key, following in after.items() if following & ending} - ending
        if not more:
            break
        ending |= more
    met = {process.first.id} | {definition.steps[step].outcome(name).to for step, name in taken}
    return Lived([state for key, state in states.items() if key not in ending], taken, met - {""})


def _key(state: State, compared: set[str]) -> Any:
    return (
        state.status,
        tuple(opened.step for opened in state.open),
        state.waiting and state.waiting.resume_step,
        state.supplements,
        state.accepted_at is not None,
        tuple(sorted((step, who) for step, who in state.done_by.items() if step in compared)),
    )


def _everything(definition: Definition, state: State, officers: range) -> Iterator[tuple[Action, datetime]]:
    if state.waiting:
        yield AnswerSupplement(), BEGIN
        yield SupplementExpired(), state.waiting.due_at + timedelta(minutes=1)
    for opened in state.open:
        for outcome in definition.steps[opened.step].outcomes:
            for officer in officers:
                items = (Item("document", "report"),)
                yield TakeOutcome(opened.step, outcome.id, officer, "Lý do", items, has_result=True), BEGIN


def _real_steps() -> list[tuple[Step, ...]]:
    shared = Library.from_folder(PROCEDURES / "shared")
    loaded = (load(path, shared).definition for path in sorted(PROCEDURES.glob("*.yaml")))
    processes = [definition.process for definition in loaded if definition is not None]
    return [APPRAISE_AND_SIGN, *(process.steps for process in processes if process is not None)]


REAL = _real_steps()


@st.composite
def mutants(draw: st.DrawFn) -> Definition:
    """A real process with one to three outcomes lost, redirected or turned into a request to supplement."""
    steps = list(draw(st.sampled_from(REAL)))
    ids = [step.id for step in steps]
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.sampled_from([at for at, step in enumerate(steps) if step.outcomes]))
        step = steps[at]
        which = draw(st.integers(0, len(step.outcomes) - 1))
        change = draw(st.sampled_from(["lose", "redirect", "supplement", "separate"]))
        if change == "separate":
            others = draw(st.sets(st.sampled_from(ids), max_size=2)) - {step.id}
            steps[at] = replace(step, not_same_person_as=tuple(sorted(others)))
            continue
        outcomes = list(step.outcomes)
        outcome = outcomes.pop(which)
        if change == "redirect":
            outcomes.insert(which, replace(outcome, to=draw(st.sampled_from(ids)), supplement=False))
        elif change == "supplement" or not outcomes:
            outcomes.insert(which, replace(outcome, to="", supplement=True))
        steps[at] = replace(step, outcomes=tuple(outcomes))
    return procedure(*steps)


def _failed(claims: tuple[Claim, ...], code: str) -> list[Claim]:
    return [claim for claim in claims if claim.code == code and claim.holds is Holds.NO]


def _agree(definition: Definition) -> None:
    life = lived(definition)
    assume(life is not None)
    assert life is not None
    claims = prove(definition).claims
    assert not [
        claim
        for claim in claims
        if claim.code[0] == "F" and claim.code != "F020" and claim.holds is Holds.UNPROVEN
    ]
    assert {claim.params["step"] for claim in _failed(claims, "F003")} == set(definition.steps) - life.met
    dead_ends = _failed(claims, "F004")
    assert bool(dead_ends) is bool(life.stuck)
    opened_when_stuck = {opened.step for state in life.stuck for opened in state.open}
    assert {claim.params["step"] for claim in dead_ends} <= opened_when_stuck
    dead = {(claim.params["step"], claim.params["outcome"]) for claim in _failed(claims, "F021")}
    opened = {step for step, _ in life.taken} | {claim.params["step"] for claim in _failed(claims, "F021")}
    declared = {(step.id, outcome.id) for step in definition.steps.values() for outcome in step.outcomes}
    assert not dead & life.taken
    assert {pair for pair in declared - life.taken if pair[0] in opened} == dead


@settings(max_examples=120)
@given(procedures())
def test_a_random_process_is_judged_as_it_is_lived(definition: Definition) -> None:
    _agree(definition)


@settings(max_examples=120)
@given(mutants())
def test_a_real_process_with_a_mistake_in_it_is_judged_as_it_is_lived(definition: Definition) -> None:
    _agree(definition)


@settings(max_examples=80)
@given(mutants())
def test_the_way_into_a_dead_end_is_a_way_of_the_process(definition: Definition) -> None:
    for claim in _failed(prove(definition).claims, "F004"):
        way = [name for name in claim.params["path"].split(" → ") if name != "…"]
        assert definition.process is not None
        assert way[0] == definition.process.first.id
        assert way[-1] == claim.params["step"]
        for here, there in pairwise(way):
            targets = {outcome.to for outcome in definition.steps[here].outcomes}
            assert there in targets or here == there


# ---- forms

KNOWN = date(2026, 1, 5)
DAYS = [KNOWN + timedelta(days=offset) for offset in range(-3, 4)]


def field(field_id: str, kind: str, **settings: Any) -> Field:
    given_settings = settings.pop("settings", {})
    return Field(field_id, kind, Text.of(field_id), settings=given_settings, **settings)


ASKED = {
    "a": field("a", "yes_no", required=True),
    "maybe": field("maybe", "yes_no"),
    "b": field("b", "choice", required=True, choices=tuple(Choice(x, Text.of(x)) for x in "xyz")),
    "n": field("n", "number", required=True, settings={"min": 0, "max": 4}),
    "open": field("open", "number"),
    "day": field("day", "date", required=True, settings={"past": True}),
}
RAW: dict[str, list[str]] = {
    "a": ["yes", "no"],
    "maybe": ["", "yes", "no"],
    "b": ["x", "y", "z"],
    "n": ["0", "1", "2", "3", "4"],
    "open": ["", *map(str, range(-4, 11))],
    "day": [f"{day:%d/%m/%Y}" for day in DAYS],
}
ATOMS = {
    "a": ["a", "not a"],
    "maybe": ["(given(maybe) and maybe)", "given(maybe)", "(given(maybe) and not maybe)"],
    "b": ["b == 'x'", "b != 'y'", "b in ['y', 'z']"],
    "n": ["n > 2", "n <= 4", "n == 1", "n * 2 == 5", "n + 1 > 0", "n < 0"],
    "open": [
        "(given(open) and open > 3)",
        "(given(open) and open < 3.5)",
        "(given(open) and open == 6)",
        "(given(open) and open < -1)",
        "(given(open) and open > 6 and open < 8)",
        "(given(open) and open * open > 20)",
        "(given(open) and open * open == 49)",
    ],
    "day": ["day < 2026-01-05", "day >= 2026-01-05", "day == today", "day > today", "today > 2026-01-05"],
}


@st.composite
def conditions(draw: st.DrawFn, names: list[str], depth: int = 2) -> str:
    if depth == 0 or draw(st.booleans()):
        return draw(st.sampled_from(ATOMS[draw(st.sampled_from(names))]))
    parts = [draw(conditions(names, depth - 1)) for _ in range(2)]
    joined = f" {draw(st.sampled_from(['and', 'or']))} ".join(f"({part})" for part in parts)
    return f"not ({joined})" if draw(st.booleans()) else joined


def compiled(text: str, names: list[str]) -> Expression:
    types = {name: TYPES[ASKED[name].type].expression_type(ASKED[name]) for name in names}
    scope = {**types, "today": TYPES["date"].expression_type(field("t", "date", required=True))}
    found = compile_expression(text, scope, BOOLEAN)
    assert found.expression is not None, found.faults
    return found.expression


@dataclass
class Form:
    definition: Definition
    names: list[str]

    def readings(self) -> Iterator[Reading]:
        """Of every way to fill it in, on every day."""
        days = DAYS if "day" in self.names else [KNOWN]
        for today, *typed in product(days, *(RAW[name] for name in self.names)):
            raw = {**dict(zip(self.names, typed, strict=True)), "more": "abc"}
            yield read(self.definition, raw, Circumstances(today))


@st.composite
def forms(draw: st.DrawFn, *, checked: bool = False) -> Form:
    """Two or three questions, one after them that shows under a condition on a page that does, too."""
    names = draw(st.lists(st.sampled_from(sorted(ASKED)), min_size=1, max_size=3, unique=True))
    fields = [ASKED[name] for name in names]
    if checked:
        rule = Check(compiled(draw(conditions(names)), names), Text.of("Sai."))
        fields[-1] = replace(fields[-1], checks=(rule,))
    page_when = compiled(draw(conditions(names)), names) if draw(st.booleans()) else None
    more = field("more", "text", required=True, when=compiled(draw(conditions(names)), names))
    pages = (Page("one", Text.of("Một"), tuple(fields)), Page("two", Text.of("Hai"), (more,), when=page_when))
    return Form(procedure(pages=pages), names)


def _of(claims: tuple[Claim, ...], code: str, path: str) -> Holds | None:
    """What is claimed of one place; None when nothing was said of it."""
    of_code = [claim for claim in claims if claim.code == code]
    found = [claim.holds for claim in of_code if claim.path == path]
    return found[0] if found else (Holds.YES if of_code and not of_code[0].path else None)


MORE = "form.pages.two.fields.more.when"
PAGE = "form.pages.two.when"


@settings(max_examples=150)
@given(forms())
def test_what_never_shows_never_shows_and_what_can_does(form: Form) -> None:
    claims = prove(form.definition).claims
    shown = any("more" in reading.visible for reading in form.readings() if reading.is_complete)
    never = Holds.NO in (_of(claims, "D010", MORE), _of(claims, "D010", PAGE))
    if never:
        assert not shown
    elif not any(claim.holds is Holds.UNPROVEN and claim.code == "D010" for claim in claims):
        assert shown


@settings(max_examples=150)
@given(forms())
def test_a_condition_said_to_be_always_true_hides_nothing(form: Form) -> None:
    claims = prove(form.definition).claims
    page = form.definition.pages[1]
    if _of(claims, "D011", MORE) is Holds.NO:
        for reading in form.readings():
            if reading.is_complete and page in reading.pages:
                assert "more" in reading.visible
    if page.when is not None and _of(claims, "D011", PAGE) is Holds.NO:
        assert all(
            page.when.holds({**reading.answers, "today": today})
            for today, reading in _with_day(form)
            if reading.is_complete
        )


def _with_day(form: Form) -> Iterator[tuple[date, Reading]]:
    days = DAYS if "day" in form.names else [KNOWN]
    count = len(list(product(*(RAW[name] for name in form.names))))
    return zip((day for day in days for _ in range(count)), form.readings(), strict=True)


@settings(max_examples=150)
@given(forms(checked=True))
def test_a_check_is_judged_as_answers_fare_with_it(form: Form) -> None:
    checked = form.names[-1]
    path = f"form.pages.one.fields.{checked}.check.0.rule"
    claims = prove(form.definition).claims
    broken = passed = False
    for reading in form.readings():
        if checked in reading.answers:
            fails = any(problem.code == "rule" for problem in reading.problems)
            others = [
                problem for problem in reading.problems if problem.code != "rule" and problem.path != "more"
            ]
            broken = broken or (fails and not others)
            passed = passed or (not fails and not others)
    for code, happens in (("D012", passed), ("D013", broken)):
        verdict = _of(claims, code, path)
        assert verdict is not None or code == "D013"
        if verdict is Holds.NO:
            assert not happens
        if verdict is Holds.YES:
            assert happens
