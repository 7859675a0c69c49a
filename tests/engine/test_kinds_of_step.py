"""Steps that go on by themselves, run side by side, or wait for somebody outside: lived through by hand."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from engine.definition import Definition
from engine.expressions import ExpressionFailed
from engine.load import load
from engine.statuses import Status
from engine.workflow import (
    AnswerSupplement,
    CallAnswered,
    CallConnector,
    CallFailed,
    CancelTasks,
    DeadlinePassed,
    Expired,
    Facts,
    Item,
    LinkedEnded,
    OpenLinked,
    OpenTask,
    Paid,
    Refused,
    State,
    TakeOutcome,
    decide,
    silences,
    start,
)
from tests.engine.examples import EXAMPLES, library
from tests.engine.processes import at, shared_calendar

JOB = {"purpose": "job", "copies": Decimal(2), "channel": "counter"}
MANY = {"purpose": "study", "copies": Decimal(20)}
FEW = {"purpose": "study", "copies": Decimal(2), "applicant": {"national_id": "001085012345"}}


def definition() -> Definition:
    found = load(Path(EXAMPLES / "valid" / "every-kind-of-step.yaml"), library()).definition
    assert found is not None
    return found


class Story:
    """A dossier with what is known of it; each act is an officer of its own."""

    def __init__(self, known: Mapping[str, Any], *, owes: bool = False) -> None:
        self.definition, self.calendar, self.now = definition(), shared_calendar(), at("2026-03-02 09:00")
        self.judge = Facts(known)
        decision = start(self.definition, at=self.now, calendar=self.calendar, judge=self.judge, owes=owes)
        self.state, self.effects = decision.state, decision.effects
        self.take("intake", "accept")

    def do(self, action: Any) -> "Story":
        decision = decide(
            self.definition, self.state, action, at=self.now, calendar=self.calendar, judge=self.judge
        )
        self.state, self.effects = State.from_json(decision.state.to_json()), decision.effects
        return self

    def take(self, step: str, outcome: str, **more: Any) -> "Story":
        actor = list(self.definition.steps).index(step) + 1
        more.setdefault("has_result", True)
        return self.do(TakeOutcome(step, outcome, actor, "Lý do", **more))

    def wait(self, until: str) -> "Story":
        self.now = at(until)
        return self

    @property
    def open(self) -> set[str]:
        return {each.step for each in self.state.open}

    def told(self, kind: type) -> list[Any]:
        return [effect for effect in self.effects if isinstance(effect, kind)]


def test_a_branch_takes_the_first_route_that_fits() -> None:
    assert Story(JOB).open == {"ask.fire", "ask.health"}
    assert Story(MANY).open == {"register", "prepare"}
    assert Story(FEW).open == {"pay"}


def test_a_guard_that_cannot_be_worked_out_stops_the_decision() -> None:
    with pytest.raises(ExpressionFailed):
        Story({"purpose": "study"})


def test_a_party_is_asked_only_when_its_condition_holds() -> None:
    assert Story({"purpose": "job", "copies": Decimal(1)}).open == {"ask.fire"}


def test_a_consultation_goes_on_when_all_have_agreed() -> None:
    story = Story(JOB).take("ask.fire", "agree")
    assert story.open == {"ask.health"}
    assert story.take("ask.health", "agree").open == {"look"}


def test_one_objection_is_enough_when_all_must_agree_and_cancels_the_rest() -> None:
    story = Story(JOB).take("ask.fire", "object")
    assert story.told(CancelTasks) == [CancelTasks(("ask.health",))]
    assert story.open == {"refuse"}


def test_silence_is_consent_once_the_time_of_the_party_is_over_and_a_late_answer_is_refused() -> None:
    story = Story(JOB)
    with pytest.raises(Refused, match="not_expired"):
        story.do(Expired("ask.fire"))
    story.wait("2026-03-06 09:00").do(Expired("ask.fire"))
    assert story.open == {"ask.health"}
    with pytest.raises(Refused, match="step_not_open"):
        story.take("ask.fire", "object")
    assert story.take("ask.health", "agree").open == {"look"}


def test_branches_go_on_side_by_side_and_meet() -> None:
    story = Story(MANY).take("register", "done")
    assert story.open == {"prepare"}
    story.take("prepare", "done").take("issue", "back").take("prepare", "done")
    assert story.take("issue", "done").open == {"look"}
    assert story.state.gathered == {}


def test_an_outcome_out_of_a_branch_ends_the_others() -> None:
    story = Story(MANY).take("register", "bad")
    assert story.told(CancelTasks) == [CancelTasks(("prepare",))]
    assert story.open == {"refuse"}


def test_a_supplement_in_a_branch_stops_the_clock_and_its_answer_opens_what_was_open() -> None:
    story = Story(MANY).take("prepare", "done")
    story.take("register", "ask", items=(Item("field", "copies"),))
    assert story.open == set()
    assert story.state.status is Status.SUPPLEMENT
    story.do(AnswerSupplement())
    assert story.open == {"register", "issue"}
    story.take("register", "done")
    assert story.take("issue", "done").open == {"look"}


def test_the_clock_stands_still_until_the_money_is_there() -> None:
    story = Story(FEW)
    clock = story.state.clock
    assert clock is not None
    assert clock.paused_at is not None
    assert story.state.status is Status.PAYMENT
    story.wait("2026-03-05 10:00").do(Paid("pay"))
    later = story.state.clock
    assert later is not None
    assert later.is_running
    assert story.state.status is Status.PROCESSING
    assert shared_days(clock.due_at, later.due_at) == 3


def shared_days(first: datetime, last: datetime) -> int:
    days, day = 0, first.date()
    while day < last.date():
        day = shared_calendar().next_working_day(day)
        days += 1
    return days


def test_who_does_not_pay_in_time_is_stopped() -> None:
    story = Story(FEW)
    with pytest.raises(Refused, match="not_expired"):
        story.do(Expired("pay"))
    story.wait("2026-03-20 09:00").do(Expired("pay"))
    assert story.state.ending == "stopped"


def test_a_linked_dossier_is_waited_for() -> None:
    story = Story(FEW).do(Paid("pay"))
    assert story.told(OpenLinked) == [
        OpenLinked("open_other", "trich-luc-ho-tich", {"copies": Decimal(2)}, wait=True)
    ]
    assert story.open == {"open_other"}
    assert story.do(LinkedEnded("open_other", "returned")).open == {"check_person"}


def called() -> Story:
    return Story(FEW).do(Paid("pay")).do(LinkedEnded("open_other", "returned"))


def test_a_call_is_told_what_the_step_sends_and_what_it_brings_is_a_name_for_the_routes() -> None:
    story = called()
    assert [(each.connector, each.send) for each in story.told(CallConnector)] == [
        ("population.person", {"id": "001085012345"})
    ]
    assert called().do(CallAnswered("check_person", {"name": "Nguyễn Văn A"})).open == {"sign"}
    assert called().do(CallAnswered("check_person", {"name": "Không rõ"})).open == {"second_opinion.leader"}


def test_a_call_without_an_answer_in_time_has_failed() -> None:
    story = called()
    with pytest.raises(Refused, match="not_expired"):
        story.do(Expired("check_person"))
    assert story.wait("2026-03-03 09:00").do(Expired("check_person")).open == {"sign"}


def test_a_consultation_that_waits_on_ends_when_the_longest_wait_is_over() -> None:
    story = called().do(CallAnswered("check_person", {"name": "Không rõ"})).wait("2026-03-05 09:00")
    with pytest.raises(Refused, match="not_expired"):
        story.do(Expired("second_opinion.leader"))
    assert story.wait("2026-03-20 09:00").do(Expired("second_opinion.leader")).open == {"refuse"}


def test_what_nobody_waits_for_is_refused() -> None:
    story = Story(FEW)
    for action in (Paid("sign"), CallAnswered("pay"), LinkedEnded("pay", "returned"), DeadlinePassed()):
        with pytest.raises(Refused):
            story.do(action)


def test_what_is_signed_needs_its_file() -> None:
    story = Story(FEW).do(Paid("pay")).do(LinkedEnded("open_other", "stopped")).do(CallFailed("check_person"))
    with pytest.raises(Refused, match="result_missing"):
        story.take("sign", "sign", has_result=False)


def test_an_inspection_asks_when_where_who_and_what_and_may_be_repeated() -> None:
    step = definition().steps["look"]
    assert [field.id for field in step.fields] == ["time", "place", "participants", "content"]
    assert [(each.id, each.to) for each in step.outcomes] == [
        ("pass", "pay"),
        ("fail", "refuse"),
        ("pending", "look"),
    ]


def test_the_clock_starts_only_when_the_dossier_is_accepted_and_the_fee_is_there() -> None:
    story = Story(JOB, owes=True)
    assert story.state.clock is None
    story.wait("2026-03-04 09:00").do(Paid())
    assert story.state.clock is not None
    assert story.state.clock.started_at == at("2026-03-04 09:00")


def test_the_law_speaks_when_the_legal_limit_is_over_but_only_once() -> None:
    story = Story(JOB)
    with pytest.raises(Refused, match="not_expired"):
        story.do(DeadlinePassed())
    story.wait("2026-06-01 09:00").do(DeadlinePassed())
    assert story.open == {"hand_over"}
    with pytest.raises(Refused):
        story.do(DeadlinePassed())


def test_what_happens_when_nobody_speaks_is_known_with_its_moments() -> None:
    story = Story(JOB)
    found = silences(story.definition, story.state, story.calendar)
    assert {type(action).__name__ for _, action in found} == {"Expired", "DeadlinePassed"}
    assert min(when for when, _ in found).date() == at("2026-03-05 09:00").date()


def test_opened_tasks_name_the_queue_of_each_party() -> None:
    decision = Story(JOB)
    assert {(effect.step, effect.queue) for effect in decision.told(OpenTask)} == {
        ("ask.fire", "so-khcn/phong-tdc"),
        ("ask.health", "so-khcn/lanh-dao"),
    }
