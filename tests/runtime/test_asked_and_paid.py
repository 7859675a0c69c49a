"""Opinions, money and the silence of either, from submission to the end, on a procedure as it is written."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from renderer.languages import use
from runtime import casework, clock
from runtime.casework import Declined, Handover
from runtime.dossiers import follow
from runtime.dossiers.models import Dossier
from runtime.jobs import silences
from runtime.refusals import WrongState
from runtime.tasks.models import Task
from runtime.world import World
from tests.client import Browser
from tests.engine.examples import EXAMPLES
from tests.runtime.filed import Office, casework_tasks, office
from tests.runtime.test_casework import announced, events, slip_kinds
from tests.runtime.test_officer import at_desk

FILING = "at_submission|le_phi|VND"
PERMIT = "at_step:pay|phi|VND"
TAKEN = Handover(receiver="Trần Văn Đức", identity_checked=True)


@pytest.fixture
def made(world: World) -> Office:
    return office(world, str(EXAMPLES / "valid" / "asked-and-paid.yaml"))


def submitted(made: Office, copies: int = 2) -> Dossier:
    return made.submit(made.draft({"copies": str(copies)}, receive="counter"))


def task_of(made: Office, dossier: Dossier, step: str) -> Task:
    with made.world.database.reading() as session:
        found = [each for each in casework_tasks(session, dossier) if each.step == step][-1]
        session.expunge(found)
        return found


def claim(made: Office, task: Task) -> None:
    with made.world.database.transaction() as session:
        casework.claim(session, task_id=task.id, by=made.officers[task.queue], at=clock.now())


def say(made: Office, dossier: Dossier, step: str, outcome: str) -> Dossier:
    task = task_of(made, dossier, step)
    claim(made, task)
    with made.world.database.transaction() as session:
        casework.act(
            session,
            made.world,
            dossier_id=dossier.id,
            task_id=task.id,
            revision=made.dossier(dossier.id).revision,
            outcome=outcome,
            by=made.officers[task.queue],
            at=clock.now(),
            reason="Không bảo đảm an toàn",
        )
    return made.dossier(dossier.id)


def take(made: Office, dossier: Dossier, step: str, key: str) -> Dossier:
    task = task_of(made, dossier, step)
    claim(made, task)
    with made.world.database.transaction() as session:
        casework.collect(
            session,
            made.world,
            task_id=task.id,
            method="cash",
            receipt_number="0001",
            by=made.officers[task.queue],
            at=clock.now(),
            key=key,
        )
    return made.dossier(dossier.id)


def opened(dossier: Dossier) -> list[str]:
    return [each.step for each in casework.state_of(dossier).open]


def at_payment(made: Office) -> Dossier:
    dossier = submitted(made)
    take(made, dossier, "intake", FILING)
    dossier = made.act(made.dossier(dossier.id), "accept")
    say(made, dossier, "ask.fire", "agree")
    return say(made, dossier, "ask.leader", "agree")


def test_it_goes_from_submission_over_opinions_and_money_to_its_result(made: Office) -> None:
    dossier = at_payment(made)
    assert (dossier.status, opened(dossier)) == ("payment", ["pay"])
    assert task_of(made, dossier, "pay").status == Task.OPEN
    assert dossier.silent_at is not None
    dossier = take(made, dossier, "pay", PERMIT)
    assert (dossier.status, opened(dossier)) == ("processing", ["sign"])
    assert task_of(made, dossier, "pay").outcome == "paid"
    made.attach_result(dossier)
    dossier = made.act(made.dossier(dossier.id), "sign")
    dossier = made.act(dossier, "returned", handover=TAKEN)
    assert (dossier.status, dossier.silent_at) == ("returned", None)
    assert [each for each in announced(made, dossier) if each.startswith("payment")] == [
        "payment_requested",
        "payment_received",
    ]


def test_the_term_begins_with_the_money_whichever_desk_takes_it(made: Office) -> None:
    dossier = made.act(submitted(made), "accept")
    assert dossier.due_at is None
    dossier = take(made, dossier, "ask.fire", FILING)
    assert dossier.due_at is not None
    assert casework.state_of(dossier).paid_at == clock.now()


def test_who_takes_the_money_at_once_begins_the_term_at_acceptance(made: Office) -> None:
    dossier = submitted(made)
    take(made, dossier, "intake", FILING)
    assert made.act(made.dossier(dossier.id), "accept").due_at is not None


def test_a_payment_step_waits_for_what_should_have_come_before(made: Office) -> None:
    dossier = made.act(submitted(made, copies=1), "accept")
    dossier = say(made, dossier, "ask.fire", "agree")
    dossier = take(made, dossier, "pay", PERMIT)
    assert opened(dossier) == ["pay"]
    assert opened(take(made, dossier, "pay", FILING)) == ["sign"]


def test_where_nothing_is_due_nobody_is_asked_to_pay(made: Office) -> None:
    dossier = submitted(made, copies=12)
    take(made, dossier, "intake", FILING)
    dossier = made.act(made.dossier(dossier.id), "accept")
    say(made, dossier, "ask.fire", "agree")
    dossier = say(made, dossier, "ask.leader", "agree")
    assert (dossier.status, opened(dossier)) == ("processing", ["sign"])
    assert not [each for each in announced(made, dossier) if each.startswith("payment")]
    assert "pay" not in [task.step for task in tasks(made, dossier)]


def tasks(made: Office, dossier: Dossier) -> list[Task]:
    with made.world.database.reading() as session:
        return casework_tasks(session, dossier)


def test_money_that_does_not_come_stops_the_dossier_with_a_slip(made: Office, frozen_clock) -> None:
    dossier = at_payment(made)
    until = casework.state_of(dossier).open[0].due_at
    assert until is not None
    frozen_clock.set(until)
    assert silences.pass_over(made.world) == 0
    frozen_clock.advance(seconds=1)
    assert silences.pass_over(made.world) == 1
    assert silences.pass_over(made.world) == 0
    dossier = made.dossier(dossier.id)
    assert (dossier.status, dossier.silent_at) == ("stopped", None)
    assert task_of(made, dossier, "pay").status == Task.CANCELLED
    assert slip_kinds(made, dossier)[-1] == "stop"
    assert announced(made, dossier)[-1] == "payment_expired"
    assert events(made, dossier)[-1] == "payment_expired"


def test_an_objection_ends_the_consultation_and_the_other_task_falls_away(made: Office) -> None:
    dossier = made.act(submitted(made), "accept")
    assert opened(dossier) == ["ask.fire", "ask.leader"]
    dossier = say(made, dossier, "ask.fire", "object")
    assert opened(dossier) == ["refuse"]
    with pytest.raises(WrongState, match="không còn chờ quyết định"):
        say(made, dossier, "ask.leader", "agree")


def test_only_whom_the_answers_concern_is_asked(made: Office) -> None:
    assert opened(made.act(submitted(made, copies=1), "accept")) == ["ask.fire"]


def test_silence_of_a_party_counts_as_the_process_says(made: Office, frozen_clock) -> None:
    dossier = made.act(submitted(made), "accept")
    frozen_clock.set(casework.state_of(dossier).open[0].due_at + timedelta(seconds=1))
    assert silences.pass_over(made.world) == 1
    dossier = made.dossier(dossier.id)
    assert opened(dossier) == ["ask.leader"]
    assert events(made, dossier)[-1] == "party_silent"
    frozen_clock.set(casework.state_of(dossier).open[0].due_at + timedelta(seconds=1))
    assert silences.pass_over(made.world) == 1
    assert opened(made.dossier(dossier.id)) == ["pay"]


def test_an_opinion_after_its_time_counts_no_more_even_before_the_job_has_looked(
    made: Office, frozen_clock
) -> None:
    dossier = made.act(submitted(made), "accept")
    frozen_clock.set(casework.state_of(dossier).open[0].due_at + timedelta(seconds=1))
    with pytest.raises(Declined, match="Đã hết thời gian lấy ý kiến"):
        say(made, dossier, "ask.fire", "object")


def test_the_law_speaks_when_the_office_does_not(made: Office, frozen_clock) -> None:
    dossier = at_payment(made)
    dossier = take(made, dossier, "pay", PERMIT)
    limit = casework.state_of(dossier).clock.legal_due_at
    frozen_clock.set(limit + timedelta(seconds=1))
    assert silences.pass_over(made.world) == 1
    dossier = made.dossier(dossier.id)
    assert (dossier.status, opened(dossier)) == ("done", ["hand_over"])
    assert "deadline_passed" in announced(made, dossier)
    assert task_of(made, dossier, "sign").status == Task.CANCELLED
    assert silences.pass_over(made.world) == 0
    assert made.act(dossier, "returned", handover=TAKEN).status == "returned"


def test_a_dossier_that_cannot_go_on_keeps_no_other_from_it(
    made: Office, frozen_clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = at_payment(made), at_payment(made)
    frozen_clock.advance(days=60)
    whole = silences.pass_time

    def failing(session, world, dossier_id, *, at):
        if dossier_id == first.id:
            raise ValueError("broken")
        return whole(session, world, dossier_id, at=at)

    monkeypatch.setattr(silences, "pass_time", failing)
    assert silences.pass_over(made.world) == 1
    assert made.dossier(first.id).status == "payment"
    assert made.dossier(second.id).status == "stopped"


def test_the_citizen_reads_who_is_asked_and_what_to_pay_until_when(made: Office) -> None:
    dossier = made.act(submitted(made), "accept")
    with made.world.database.reading() as session, use("vi"):
        told = follow.timeline(session, session.get_one(Dossier, dossier.id))
    assert [each.role for each in told.holders] == ["Cơ quan được lấy ý kiến"] * 2
    assert [stage.step for stage in told.stages if stage.state == "current"] == ["ask"]
    assert [stage.step for stage in told.stages] == ["intake", "ask", "pay", "sign", "hand_over"]


def test_the_desk_shows_the_question_the_money_and_nothing_to_decide_where_money_is_waited_for(
    app: Flask, made: Office
) -> None:
    dossier = made.act(submitted(made), "accept")
    task = task_of(made, dossier, "ask.fire")
    page = at_desk(app, made, made.officers[task.queue]).get(f"/can-bo/viec/{task.id}")
    assert "Lấy ý kiến về an toàn" in page.text
    assert "Đến hạn mà không trả lời thì coi như đồng ý." in page.text
    say(made, dossier, "ask.fire", "agree")
    dossier = say(made, dossier, "ask.leader", "agree")
    task = task_of(made, dossier, "pay")
    claim(made, task)
    page = at_desk(app, made, made.officers[task.queue]).get(f"/can-bo/viec/{task.id}")
    assert [form.values["owed"] for form in page.forms() if form.action.endswith("/thu-tien")] == [
        [FILING],
        [PERMIT],
    ]
    assert not [form for form in page.forms() if form.action.endswith(f"/viec/{task.id}")]
    assert "Hồ sơ chờ người nộp nộp tiền" in page.text


def test_the_citizens_page_says_what_to_pay_where_and_until_when(app: Flask, made: Office) -> None:
    dossier = at_payment(made)
    browser = Browser(app)
    browser.sign_in(made.citizen)
    page = browser.get(f"/ho-so/{dossier.reference}")
    assert "Nộp phí thẩm định" in page.text
    assert "2.000.000" in page.text
    assert "Nộp trước" in page.text
    assert "Nộp tại Bộ phận Tiếp nhận và trả kết quả" in page.text
