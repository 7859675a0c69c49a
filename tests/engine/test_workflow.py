from datetime import datetime
from typing import Any

import pytest

from engine.definition import Channel, ChannelTerms, Deadline, Definition, SupplementRule
from engine.spans import Span
from engine.statuses import Status
from engine.workflow import (
    AnswerSupplement,
    AskSupplement,
    CancelTasks,
    ChangeStatus,
    CloseTask,
    Decision,
    IssueCode,
    IssueResult,
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
from tests.engine.processes import APPRAISE_AND_SIGN, ASK, at, outcome, procedure, shared_calendar, step

CLERK, SPECIALIST, LEADER = 1, 2, 3
REPORT = (Item("document", "report", "Bản chụp mờ"),)
MONDAY = at("2026-03-02 08:00")


class Story:
    """A dossier followed through its decisions; `last` is what the latest one asked for."""

    def __init__(self, definition: Definition, moment: datetime = MONDAY, **settings: Any) -> None:
        self.definition = definition
        self.moment = moment
        self._keep(start(definition, at=moment, calendar=shared_calendar(), **settings))

    @property
    def status(self) -> Status:
        return self.state.status

    def _keep(self, decision: Decision) -> None:
        self.state: State = decision.state
        self.last = decision.effects

    def do(self, action: Any, when: str = "") -> "Story":
        self.moment = at(when) if when else self.moment
        self._keep(decide(self.definition, self.state, action, at=self.moment, calendar=shared_calendar()))
        return self

    def take(self, step_id: str, outcome_id: str, actor: int, *, when: str = "", **more: Any) -> "Story":
        return self.do(TakeOutcome(step_id, outcome_id, actor, **more), when)

    def accepted(self) -> "Story":
        return self.take("intake", "accept", CLERK, when="2026-03-02 09:00")

    def asked(self, **more: Any) -> "Story":
        return self.take("appraise", "ask", SPECIALIST, reason="Thiếu phiếu thử nghiệm", items=REPORT, **more)

    def ready(self) -> "Story":
        self.accepted().take("appraise", "pass", SPECIALIST, when="2026-03-03 09:00")
        return self.take("sign", "sign", LEADER, when="2026-03-04 09:00", has_result=True)

    def statuses(self) -> list[Status]:
        return [effect.status for effect in self.last if isinstance(effect, ChangeStatus)]

    def notices(self) -> list[str]:
        return [effect.event for effect in self.last if isinstance(effect, Notify)]

    def has(self, kind: type) -> bool:
        return any(isinstance(effect, kind) for effect in self.last)


def refusal(story: Story, action: Any) -> str:
    before = story.state
    with pytest.raises(Refused) as refused:
        story.do(action)
    assert story.state is before
    return refused.value.code


# ---- the usual way


def test_a_submission_opens_the_intake_task_and_gives_no_code() -> None:
    story = Story(procedure())
    assert story.last == (
        ChangeStatus(Status.SUBMITTED),
        Notify("submitted"),
        OpenTask("intake", "so-khcn/intake", at("2026-03-02 14:00"), 1),
    )
    assert story.state.clock is None
    assert story.state.accepted_at is None


def test_acceptance_gives_the_code_starts_the_clock_and_prints_the_receipt() -> None:
    story = Story(procedure()).accepted()
    clock = story.state.clock
    assert clock is not None
    assert clock.due_at == at("2026-03-06 17:00")
    assert clock.legal_due_at == at("2026-03-09 17:00")
    assert story.last == (
        CloseTask("intake", "accept"),
        IssueCode(),
        ChangeStatus(Status.ACCEPTED),
        StartClock(clock),
        IssueSlip("receipt"),
        Notify("accepted"),
        ChangeStatus(Status.PROCESSING),
        OpenTask("appraise", "so-khcn/appraise", at("2026-03-04 17:00"), 1),
    )
    assert story.state.accepted_at == at("2026-03-02 09:00")
    assert story.state.done_by == {"intake": CLERK}


@pytest.mark.parametrize(
    ("moment", "due_at"),
    [("2026-03-02 15:00:00", "2026-03-04 17:00"), ("2026-03-02 15:00:01", "2026-03-05 17:00")],
)
def test_a_dossier_accepted_after_three_reaches_the_next_unit_the_next_working_day(
    moment: str, due_at: str
) -> None:
    story = Story(procedure()).take("intake", "accept", CLERK, when=moment)
    assert story.state.open[0].due_at == at(due_at)
    assert story.state.clock is not None
    assert story.state.clock.due_at == at("2026-03-06 17:00"), (
        "the citizen's term has no cutoff of its own here"
    )


def test_the_cutoff_of_the_transfer_is_for_the_desk_alone() -> None:
    story = Story(procedure()).accepted().take("appraise", "pass", SPECIALIST, when="2026-03-03 15:30")
    assert story.state.open[0].due_at == at("2026-03-04 15:30")


def test_moving_between_steps_says_so_and_keeps_the_status() -> None:
    story = Story(procedure()).accepted().take("appraise", "pass", SPECIALIST)
    assert story.statuses() == []
    assert story.notices() == ["step_done"]
    assert [opened.step for opened in story.state.open] == ["sign"]


def test_a_ready_result_stops_the_clock_before_it_is_collected() -> None:
    story = Story(procedure()).ready()
    assert story.status is Status.DONE
    assert story.has(IssueResult)
    assert story.has(StopClock)
    assert story.notices() == ["result_ready"]
    assert story.state.clock is not None
    assert story.state.clock.stopped_at == at("2026-03-04 09:00")
    assert not story.state.is_final


def test_handing_over_the_result_ends_the_dossier() -> None:
    story = Story(procedure()).ready().take("hand_over", "returned", CLERK, when="2026-03-10 09:00")
    assert story.last == (
        CloseTask("hand_over", "returned"),
        ChangeStatus(Status.RETURNED),
        Notify("returned"),
    )
    assert story.state.ending == "returned"
    assert story.state.is_final
    assert story.state.open == ()


def test_a_wrong_result_goes_back_to_work_with_the_old_due_date() -> None:
    story = Story(procedure()).ready()
    story.take("hand_over", "wrong", CLERK, when="2026-03-05 09:00")
    assert story.status is Status.PROCESSING
    assert story.state.clock is not None
    assert story.state.clock.is_running
    assert story.state.clock.due_at == at("2026-03-06 17:00")
    assert story.has(RestartClock)
    assert story.state.open[0].round == 2


def test_sending_back_opens_a_new_round_of_the_same_step() -> None:
    story = Story(procedure()).accepted().take("appraise", "pass", SPECIALIST)
    story.take("sign", "back", LEADER, reason="Chưa rõ")
    assert (story.state.open[0].step, story.state.open[0].round) == ("appraise", 2)


# ---- refusals of the application


def test_a_dossier_declined_at_the_desk_gets_no_code_and_no_clock() -> None:
    story = Story(procedure()).take("intake", "decline", CLERK, reason="Không thuộc thẩm quyền")
    assert story.last == (
        CloseTask("intake", "decline"),
        ChangeStatus(Status.NOT_ACCEPTED),
        IssueSlip("refusal"),
        Notify("not_accepted"),
    )
    assert story.state.ending == "not_accepted"


def test_a_refusal_after_acceptance_is_the_result_of_the_dossier() -> None:
    story = Story(procedure()).accepted().take("appraise", "fail", SPECIALIST, reason="Không đủ điều kiện")
    assert story.statuses() == [Status.DONE, Status.RETURNED]
    assert story.notices() == ["refused"]
    assert IssueSlip("refusal") in story.last
    assert not story.has(IssueResult)
    assert story.has(StopClock)
    assert story.state.ending == "refused"


def test_a_refused_end_reached_before_acceptance_is_not_accepted() -> None:
    steps = (step("intake", "intake", outcome("no", "end")), step("end", "end", status="refused"))
    story = Story(procedure(*steps)).take("intake", "no", CLERK)
    assert story.status is Status.NOT_ACCEPTED
    assert IssueSlip("refusal") in story.last, "a refusal is always in writing"


def test_an_end_that_stops_the_dossier_issues_the_stop_slip() -> None:
    steps = (
        step("intake", "intake", outcome("accept", "review")),
        step("review", "review", outcome("stop", "stopped")),
        step("stopped", "end", status="stopped"),
    )
    story = Story(procedure(*steps)).accepted().take("review", "stop", SPECIALIST)
    assert story.last[-2:] == (IssueSlip("stop"), Notify("stopped"))
    assert story.has(StopClock)
    assert story.state.ending == "stopped"


def test_an_end_with_an_unknown_status_is_a_fault_of_the_file_not_a_guess() -> None:
    steps = (step("intake", "intake", outcome("go", "end")), step("end", "end", status="happy"))
    with pytest.raises(ValueError, match="happy"):
        Story(procedure(*steps)).take("intake", "go", CLERK)


# ---- unusual processes


def test_a_result_given_at_once_has_a_code_but_no_receipt() -> None:
    steps = (step("intake", "intake", outcome("done", "end")), step("end", "end", status="returned"))
    story = Story(procedure(*steps)).take("intake", "done", CLERK)
    assert story.has(IssueCode)
    assert story.has(IssueResult)
    assert not story.has(IssueSlip)
    assert story.statuses() == [Status.ACCEPTED, Status.PROCESSING, Status.DONE, Status.RETURNED]
    assert story.notices() == ["returned"]


def test_a_process_without_an_intake_accepts_by_itself() -> None:
    steps = (step("review", "review", outcome("done", "end")), step("end", "end", status="returned"))
    story = Story(procedure(*steps))
    assert story.has(IssueCode)
    assert IssueSlip("receipt") in story.last
    assert story.status is Status.PROCESSING
    assert story.state.clock is not None


def test_a_procedure_without_a_deadline_has_no_clock_and_a_step_without_allowance_no_due_date() -> None:
    story = Story(procedure(deadline=None)).ready()
    assert story.state.clock is None
    assert story.state.open[0].due_at is None
    assert not story.has(StopClock)


def test_a_clock_may_start_at_submission() -> None:
    deadline = Deadline(legal=Span.parse("5 working days"), starts="when_submitted")
    story = Story(procedure(deadline=deadline))
    assert story.has(StartClock)
    story.take("intake", "accept", CLERK, when="2026-03-04 09:00")
    assert not story.has(StartClock)
    assert story.state.clock is not None
    assert story.state.clock.started_at == MONDAY


def test_the_channel_of_submission_sets_the_term() -> None:
    quick = {
        Channel.ONLINE: ChannelTerms(deadline=Span.parse("1 working day")),
        Channel.COUNTER: ChannelTerms(),
    }
    online = Story(procedure(submit=quick)).accepted()
    counter = Story(procedure(submit=quick), channel=Channel.COUNTER).accepted()
    assert online.state.clock is not None
    assert counter.state.clock is not None
    assert online.state.clock.due_at == at("2026-03-03 17:00")
    assert counter.state.clock.due_at == at("2026-03-06 17:00")


def test_a_procedure_without_a_process_cannot_be_started() -> None:
    with pytest.raises(ValueError, match="no process"):
        Story(procedure(process=None))


# ---- supplements


def test_asking_for_a_supplement_pauses_the_clock_and_tells_everything_at_once() -> None:
    story = Story(procedure()).accepted().asked(when="2026-03-03 10:00")
    clock = story.state.clock
    assert clock is not None
    assert clock.paused_at == at("2026-03-03 10:00")
    assert story.last == (
        CloseTask("appraise", "ask"),
        PauseClock(clock),
        ChangeStatus(Status.SUPPLEMENT),
        AskSupplement(REPORT, "Thiếu phiếu thử nghiệm", at("2026-03-24 17:00")),
        IssueSlip("supplement"),
        Notify("supplement_requested"),
    )
    assert story.state.open == ()
    assert story.state.supplements == 1


def test_the_answer_reopens_the_asking_step_and_restarts_the_clock_from_zero() -> None:
    story = Story(procedure()).accepted().asked(when="2026-03-03 10:00")
    story.do(AnswerSupplement(), "2026-03-11 20:00")
    clock = story.state.clock
    assert clock is not None
    assert clock.due_at == at("2026-03-17 17:00")
    assert story.last == (
        RestartClock(clock),
        Notify("supplement_received"),
        ChangeStatus(Status.PROCESSING),
        OpenTask("appraise", "so-khcn/appraise", at("2026-03-13 17:00"), 2),
    )
    assert story.state.waiting is None


def test_a_supplement_before_acceptance_returns_to_submitted_without_a_clock() -> None:
    story = Story(procedure()).take("intake", "ask", CLERK, reason="Thiếu", items=REPORT)
    assert not story.has(PauseClock)
    story.do(AnswerSupplement(), "2026-03-04 09:00")
    assert story.status is Status.SUBMITTED
    assert story.state.clock is None
    assert not story.has(IssueCode)
    assert story.take("intake", "accept", CLERK).has(StartClock)


def test_silence_stops_the_dossier_only_when_the_time_is_up() -> None:
    story = Story(procedure()).accepted().asked(when="2026-03-03 10:00")
    story.moment = at("2026-03-24 17:00")
    assert refusal(story, SupplementExpired()) == "not_expired"
    story.do(SupplementExpired(), "2026-03-24 17:01")
    assert story.status is Status.STOPPED
    assert story.last[-2:] == (IssueSlip("stop"), Notify("supplement_expired"))
    assert story.state.waiting is None


def test_a_late_answer_counts_until_the_request_has_expired() -> None:
    story = Story(procedure()).accepted().asked(when="2026-03-03 10:00")
    assert story.do(AnswerSupplement(), "2026-03-25 08:00").status is Status.PROCESSING
    assert refusal(story, SupplementExpired()) == "not_waiting"
    assert refusal(story, AnswerSupplement()) == "not_waiting"


def test_a_second_supplement_needs_a_supervisor() -> None:
    story = Story(procedure()).accepted().asked().do(AnswerSupplement())
    again = TakeOutcome("appraise", "ask", SPECIALIST, reason="Vẫn thiếu", items=REPORT)
    assert refusal(story, again) == "supplement_used"
    assert story.asked(supervisor=True).state.supplements == 2


def test_the_number_of_supplements_is_the_files_to_say() -> None:
    rule = SupplementRule(reply_within=Span.parse("10 working days"), at_most=2)
    story = Story(procedure(supplement=rule)).accepted().asked().do(AnswerSupplement()).asked()
    assert story.state.supplements == 2


def test_a_supplement_lists_what_is_missing_and_why() -> None:
    story = Story(procedure()).accepted()
    assert refusal(story, TakeOutcome("appraise", "ask", SPECIALIST, reason="Thiếu")) == "items_required"
    assert (
        refusal(story, TakeOutcome("appraise", "ask", SPECIALIST, reason="  ", items=REPORT))
        == "reason_required"
    )


# ---- withdrawing


def test_the_citizen_may_withdraw_at_the_desk_in_the_works_and_while_asked() -> None:
    for story in (
        Story(procedure()),
        Story(procedure()).accepted(),
        Story(procedure()).accepted().asked(),
    ):
        had_tasks = bool(story.state.open)
        story.do(Withdraw("Không còn nhu cầu"))
        assert story.status is Status.WITHDRAWN
        assert story.has(CancelTasks) is had_tasks
        assert story.notices() == ["withdrawn"]
        assert story.state.open == ()
        assert story.state.waiting is None


def test_nobody_withdraws_a_dossier_whose_result_is_ready() -> None:
    assert refusal(Story(procedure()).ready(), Withdraw()) == "result_ready"


def test_a_finished_dossier_refuses_everything() -> None:
    story = Story(procedure()).do(Withdraw())
    for action in (
        Withdraw(),
        AnswerSupplement(),
        SupplementExpired(),
        TakeOutcome("intake", "accept", CLERK),
    ):
        assert refusal(story, action) == "finished"


# ---- refusals of the officer


@pytest.mark.parametrize(
    ("action", "code"),
    [
        (TakeOutcome("nowhere", "pass", SPECIALIST), "unknown_step"),
        (TakeOutcome("sign", "sign", LEADER, has_result=True), "step_not_open"),
        (TakeOutcome("intake", "accept", CLERK), "step_not_open"),
        (TakeOutcome("appraise", "approve", SPECIALIST), "unknown_outcome"),
        (TakeOutcome("appraise", "fail", SPECIALIST), "reason_required"),
        (AnswerSupplement(), "not_waiting"),
    ],
)
def test_an_action_that_does_not_fit_is_refused_with_its_code(action: Any, code: str) -> None:
    assert refusal(Story(procedure()).accepted(), action) == code


def test_the_appraiser_does_not_sign_their_own_work() -> None:
    story = Story(procedure()).accepted().take("appraise", "pass", SPECIALIST)
    assert refusal(story, TakeOutcome("sign", "sign", SPECIALIST, has_result=True)) == "same_person"
    assert story.take("sign", "sign", LEADER, has_result=True).status is Status.DONE


def test_the_one_who_did_the_last_round_is_the_one_who_counts() -> None:
    story = Story(procedure()).accepted().take("appraise", "pass", LEADER)
    story.take("sign", "back", SPECIALIST, reason="Chưa rõ").take("appraise", "pass", SPECIALIST)
    assert refusal(story, TakeOutcome("sign", "sign", SPECIALIST, has_result=True)) == "same_person"
    assert story.take("sign", "sign", LEADER, has_result=True).status is Status.DONE


def test_a_result_is_signed_only_when_it_is_attached() -> None:
    story = Story(procedure()).accepted().take("appraise", "pass", SPECIALIST)
    assert refusal(story, TakeOutcome("sign", "sign", LEADER)) == "result_missing"


def test_a_ready_result_is_past_asking_for_supplements() -> None:
    hand_over = step("hand_over", "return_result", outcome("returned", "returned"), ASK)
    steps = tuple(hand_over if item.id == "hand_over" else item for item in APPRAISE_AND_SIGN)
    story = Story(procedure(*steps)).ready()
    action = TakeOutcome("hand_over", "ask", CLERK, reason="Thiếu", items=REPORT)
    assert refusal(story, action) == "result_ready"


# ---- what an officer is offered


def test_outcomes_are_offered_in_the_files_order_each_with_its_obstacle() -> None:
    story = Story(procedure()).accepted()
    offers = outcomes_for(story.definition, story.state, "appraise", SPECIALIST)
    assert [(offer.outcome.id, offer.refused) for offer in offers] == [
        ("pass", ""),
        ("fail", ""),
        ("ask", ""),
    ]
    story.asked().do(AnswerSupplement())
    offers = outcomes_for(story.definition, story.state, "appraise", SPECIALIST)
    assert [offer.refused for offer in offers] == ["", "", "supplement_used"]
    offers = outcomes_for(story.definition, story.state, "appraise", SPECIALIST, supervisor=True)
    assert [offer.refused for offer in offers] == ["", "", ""]


def test_an_offer_closed_to_one_officer_is_open_to_another() -> None:
    story = Story(procedure()).accepted().take("appraise", "pass", SPECIALIST)
    assert {offer.refused for offer in outcomes_for(story.definition, story.state, "sign", SPECIALIST)} == {
        "same_person"
    }
    assert {offer.refused for offer in outcomes_for(story.definition, story.state, "sign", LEADER)} == {""}
    assert {offer.refused for offer in outcomes_for(story.definition, story.state, "intake", LEADER)} == {
        "step_not_open"
    }


def test_a_step_that_is_not_in_the_process_offers_nothing() -> None:
    story = Story(procedure())
    with pytest.raises(Refused) as refused:
        outcomes_for(story.definition, story.state, "nowhere", CLERK)
    assert refused.value.code == "unknown_step"


# ---- storage


def test_a_state_survives_json_in_every_condition() -> None:
    for story in (
        Story(procedure()),
        Story(procedure(), channel=Channel.POST).accepted(),
        Story(procedure()).accepted().asked(),
        Story(procedure()).ready(),
        Story(procedure()).do(Withdraw()),
    ):
        again = State.from_json(story.state.to_json())
        assert again == story.state
        assert again.done_by == story.state.done_by
        assert again.rounds == story.state.rounds
