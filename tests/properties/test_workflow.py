"""Random processes, random officers, random citizens: what no sequence of events may break."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import TypeAlias

from hypothesis import given
from hypothesis import strategies as st

from engine.calendars import VIETNAM, CalendarMissing
from engine.definition import Deadline, Definition, Step, SupplementRule
from engine.spans import Span
from engine.statuses import Status
from engine.workflow import (
    NOTICE_EVENTS,
    REFUSAL_CODES,
    AnswerSupplement,
    AskSupplement,
    CancelTasks,
    ChangeStatus,
    CloseTask,
    Effect,
    IssueCode,
    IssueSlip,
    Item,
    Notify,
    OpenTask,
    PauseClock,
    Refused,
    RestartClock,
    StartClock,
    State,
    StopClock,
    SupplementExpired,
    TakeOutcome,
    Withdraw,
    decide,
    outcomes_for,
    start,
)
from tests.engine.processes import outcome, procedure, shared_calendar, step

Story: TypeAlias = tuple[Definition, list[State], list[tuple[Effect, ...]]]

CALENDAR = shared_calendar()
OFFICERS = (1, 2, 3)
ITEMS = (Item("document", "report"),)
WITHIN = [None, "same day", "4 working hours", "2 working days", "3 days"]
ENDS = (
    step("returned", "end", status="returned"),
    step("refused", "end", status="refused"),
    step("not_accepted", "end", status="not_accepted"),
    step("stopped", "end", status="stopped"),
)

# Which status may follow which, with the portal's numbers: 1→2|3|5|7|8, 2→4|7, 4→5|7|8|9, 5→1|4|7|8,
# 9→4|10 and, for a result that could not be handed over, 9→8.
MAY_FOLLOW = {
    Status.SUBMITTED: {
        Status.ACCEPTED,
        Status.NOT_ACCEPTED,
        Status.SUPPLEMENT,
        Status.WITHDRAWN,
        Status.STOPPED,
    },
    Status.ACCEPTED: {Status.PROCESSING, Status.WITHDRAWN},
    Status.PROCESSING: {Status.SUPPLEMENT, Status.WITHDRAWN, Status.STOPPED, Status.DONE},
    Status.SUPPLEMENT: {Status.SUBMITTED, Status.PROCESSING, Status.WITHDRAWN, Status.STOPPED},
    Status.DONE: {Status.PROCESSING, Status.RETURNED, Status.STOPPED},
}


@st.composite
def procedures(draw: st.DrawFn) -> Definition:
    """Two to five steps of any kind with one to three outcomes anywhere, ends of every sort."""
    ids = [f"s{number}" for number in range(draw(st.integers(2, 5)))]
    targets = st.sampled_from([*ids, *ids, *(end.id for end in ENDS)])

    def one(number: int, step_id: str) -> Step:
        kind = (
            "intake"
            if number == 0 and draw(st.booleans())
            else draw(st.sampled_from(["review", "approve", "return_result"]))
        )
        outcomes = [
            outcome(
                f"o{index}",
                draw(targets),
                reason_required=draw(st.booleans()),
                attach_result=draw(st.booleans()),
            )
            for index in range(draw(st.integers(1, 3)))
        ]
        if draw(st.booleans()):
            outcomes.append(outcome("ask", supplement=True))
        others = tuple(draw(st.sets(st.sampled_from(ids), max_size=1)) - {step_id})
        within = draw(st.sampled_from(WITHIN))
        return step(step_id, kind, *outcomes, within=within, not_same_person_as=others)

    steps = (*(one(number, step_id) for number, step_id in enumerate(ids)), *ENDS)
    rule = SupplementRule(reply_within=Span.parse("5 working days"), at_most=draw(st.integers(0, 2)))
    starts = draw(st.sampled_from(["when_accepted", "when_submitted"]))
    deadline = draw(st.sampled_from([None, Deadline(legal=Span.parse("5 working days"), starts=starts)]))
    return procedure(*steps, supplement=rule, deadline=deadline)


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """A procedure and one life of a dossier in it: its states and, one longer step by step, its effects."""
    definition = draw(procedures())
    moment = draw(st.datetimes(datetime(2026, 1, 1), datetime(2026, 9, 30))).replace(tzinfo=VIETNAM)
    decision = start(definition, at=moment, calendar=CALENDAR)
    states, effects = [decision.state], [decision.effects]
    for _ in range(draw(st.integers(4, 16))):
        if states[-1].is_final and draw(st.booleans()):
            break
        moment += timedelta(minutes=draw(st.integers(1, 14_000)))
        action = draw(actions(definition, states[-1]))
        try:
            decision = decide(definition, states[-1], action, at=moment, calendar=CALENDAR)
        except Refused:
            continue
        except CalendarMissing:
            break
        states.append(decision.state)
        effects.append(decision.effects)
    return definition, states, effects


@st.composite
def actions(draw: st.DrawFn, definition: Definition, state: State) -> object:
    """Mostly what fits the state, sometimes what does not."""
    fitting = draw(st.integers(0, 9)) > 0
    if state.waiting and fitting:
        return draw(st.sampled_from([AnswerSupplement(), AnswerSupplement(), SupplementExpired()]))
    if state.open and fitting:
        found = definition.steps[state.open[0].step]
        chosen = draw(st.sampled_from(found.outcomes))
        return TakeOutcome(
            found.id,
            chosen.id,
            draw(st.sampled_from(OFFICERS)),
            reason="" if draw(st.integers(0, 9)) == 9 else "Lý do",
            items=ITEMS,
            has_result=draw(st.integers(0, 9)) < 9,
            supervisor=draw(st.booleans()),
        )
    return draw(
        st.sampled_from([AnswerSupplement(), SupplementExpired(), Withdraw(), TakeOutcome("s0", "o0", 1)])
    )


@given(stories())
def test_a_dossier_is_always_open_waiting_or_over(
    story: Story,
) -> None:
    _, states, _ = story
    for state in states:
        assert [bool(state.open), state.waiting is not None, state.is_final].count(True) == 1
        assert len({opened.step for opened in state.open}) == len(state.open)
        assert bool(state.ending) is state.is_final
        assert (state.waiting is not None) is (state.status is Status.SUPPLEMENT)


@given(stories())
def test_every_task_opened_is_closed_once_or_still_open(
    story: Story,
) -> None:
    _, states, effects = story
    open_tasks: dict[str, int] = {}
    for state, step_effects in zip(states, effects, strict=True):
        for effect in step_effects:
            if isinstance(effect, OpenTask):
                assert effect.step not in open_tasks
                open_tasks[effect.step] = effect.round
            elif isinstance(effect, CloseTask):
                del open_tasks[effect.step]
            elif isinstance(effect, CancelTasks):
                assert open_tasks
                open_tasks.clear()
        assert open_tasks == {opened.step: opened.round for opened in state.open}


@given(stories())
def test_statuses_follow_one_another_as_the_portal_allows(
    story: Story,
) -> None:
    _, states, effects = story
    flat = [
        effect.status
        for step_effects in effects
        for effect in step_effects
        if isinstance(effect, ChangeStatus)
    ]
    assert flat[0] is Status.SUBMITTED
    for before, after in pairwise(flat):
        assert after in MAY_FOLLOW[before]
    assert flat[-1] is states[-1].status


@given(stories())
def test_the_official_code_is_given_once_and_before_any_result(
    story: Story,
) -> None:
    _, states, effects = story
    codes = [effect for step_effects in effects for effect in step_effects if isinstance(effect, IssueCode)]
    assert len(codes) == (states[-1].accepted_at is not None)
    if any(state.status in {Status.DONE, Status.RETURNED} for state in states):
        assert codes


@given(stories())
def test_the_clock_of_the_state_is_the_one_last_told(
    story: Story,
) -> None:
    definition, states, effects = story
    told = None
    for state, step_effects in zip(states, effects, strict=True):
        for effect in step_effects:
            if isinstance(effect, StartClock):
                assert told is None
            if isinstance(effect, StartClock | PauseClock | RestartClock | StopClock):
                told = effect.clock
        assert state.clock == told
        if told is not None:
            working = state.status in {Status.ACCEPTED, Status.PROCESSING}
            assert told.is_running or not working
            assert not told.is_running or working or state.status is Status.SUBMITTED
    if definition.deadline is None:
        assert told is None


@given(stories())
def test_every_request_to_supplement_is_told_in_writing_once(
    story: Story,
) -> None:
    _, states, effects = story
    for state, step_effects in zip(states, effects, strict=True):
        asked = [effect for effect in step_effects if isinstance(effect, AskSupplement)]
        slips = [effect for effect in step_effects if effect == IssueSlip("supplement")]
        assert len(asked) == len(slips) == step_effects.count(Notify("supplement_requested"))
        if asked:
            assert state.waiting is not None
            assert asked[0].due_at == state.waiting.due_at
            assert asked[0].items
            assert asked[0].reason


@given(stories())
def test_only_known_events_are_told_and_every_end_is(
    story: Story,
) -> None:
    _, states, effects = story
    for state, step_effects in zip(states, effects, strict=True):
        events = [effect.event for effect in step_effects if isinstance(effect, Notify)]
        assert set(events) <= set(NOTICE_EVENTS)
        if state.is_final:
            expected = {"supplement_expired", "stopped"} if state.ending == "stopped" else {state.ending}
            assert events[-1] in expected


@given(stories())
def test_every_state_survives_json(story: Story) -> None:
    for state in story[1]:
        again = State.from_json(state.to_json())
        assert again == state
        assert (again.done_by, again.rounds) == (state.done_by, state.rounds)


@given(stories(), st.sampled_from(OFFICERS), st.booleans())
def test_what_is_offered_can_be_done_and_what_is_not_cannot(
    story: Story, actor: int, supervisor: bool
) -> None:
    definition, states, _ = story
    state = states[-1]
    moment = datetime(2026, 12, 1, 9, 0, tzinfo=VIETNAM)
    for found in definition.steps.values():
        for offer in outcomes_for(definition, state, found.id, actor, supervisor=supervisor):
            action = TakeOutcome(
                found.id,
                offer.outcome.id,
                actor,
                reason="Lý do",
                items=ITEMS,
                has_result=True,
                supervisor=supervisor,
            )
            try:
                decide(definition, state, action, at=moment, calendar=CALENDAR)
                refused = ""
            except Refused as no:
                refused = no.code
            assert refused == offer.refused
            assert refused in {"", *REFUSAL_CODES}
