"""Where a dossier stands, as its citizen is told."""

from __future__ import annotations

import pytest

from engine.workflow import Item
from renderer.languages import use
from runtime import casework, clock
from runtime.dossiers import follow
from runtime.dossiers.follow import Timeline
from runtime.dossiers.models import Dossier
from runtime.world import World
from tests.runtime import filed
from tests.runtime.filed import EXTRACT_ANSWERS, STANDARD_ANSWERS, Office

ASKED = (Item("field", "report_no", "Sai số"),)


@pytest.fixture
def standards(world: World) -> Office:
    return filed.office(world, "cong-bo-hop-chuan.yaml")


def told(office: Office, dossier: Dossier) -> Timeline:
    with office.world.database.reading() as session:
        return follow.timeline(session, session.get_one(Dossier, dossier.id))


def states(timeline: Timeline) -> dict[str, str]:
    return {stage.step: stage.state for stage in timeline.stages}


def test_a_new_dossier_has_all_its_stages_before_it_and_lies_at_the_desk(standards: Office) -> None:
    timeline = told(standards, standards.submit(standards.draft(STANDARD_ANSWERS)))
    assert states(timeline) == {"intake": "current", "review": "todo", "approve": "todo", "hand_over": "todo"}
    assert timeline.holder is not None
    assert (timeline.holder.unit, timeline.holder.person) == ("Bộ phận Tiếp nhận và trả kết quả", "")
    assert timeline.holder.since == clock.now()
    assert timeline.due_at is None
    assert timeline.percent == 10


def test_whoever_takes_the_dossier_up_is_named_with_the_hour(standards: Office, frozen_clock) -> None:
    dossier = standards.act(standards.submit(standards.draft(STANDARD_ANSWERS)), "accept")
    task = standards.open_task(dossier)
    frozen_clock.advance(minutes=30)
    by = standards.officers[task.queue]
    with standards.world.database.transaction() as session:
        casework.claim(session, task_id=task.id, by=by, at=clock.now())
    holder = told(standards, dossier).holder
    assert holder is not None
    assert (holder.unit, holder.person) == ("Phòng Tiêu chuẩn Đo lường Chất lượng", by.full_name)
    assert holder.since == clock.now()
    with standards.world.database.transaction() as session:
        casework.release(session, task_id=task.id, by=by, at=clock.now())
    holder = told(standards, dossier).holder
    assert holder is not None
    assert holder.person == ""


def test_a_due_date_comes_with_its_reckoning(standards: Office) -> None:
    timeline = told(standards, standards.act(standards.submit(standards.draft(STANDARD_ANSWERS)), "accept"))
    assert timeline.due_at is not None
    assert clock.local(timeline.due_at).isoformat() == "2026-02-26T17:00:00+07:00"
    reckoning = " ".join(timeline.reckoning)
    assert "4 ngày làm việc" in reckoning
    assert "từ 16/02/2026 đến 20/02/2026 (Tết Nguyên đán)" in reckoning


def test_while_a_supplement_is_awaited_no_clock_runs_and_the_last_day_to_answer_is_told(
    standards: Office,
) -> None:
    dossier = standards.act(standards.submit(standards.draft(STANDARD_ANSWERS)), "accept")
    timeline = told(standards, standards.act(dossier, "supplement", items=ASKED, reason="Sai số"))
    assert (timeline.due_at, timeline.holder) == (None, None)
    assert timeline.reply_by is not None
    assert states(timeline)["review"] == "current"


def test_a_finished_dossier_has_every_stage_behind_it_and_a_refused_one_only_those_it_passed(
    standards: Office,
) -> None:
    dossier = standards.act(standards.submit(standards.draft(STANDARD_ANSWERS)), "accept")
    dossier = standards.act(dossier, "fail", answers={"finding": "Không đạt"}, reason="Không đạt")
    assert states(told(standards, dossier))["refusal"] == "current"
    timeline = told(standards, standards.act(dossier, "refuse", reason="Không đạt"))
    assert states(timeline) == {"intake": "done", "review": "done"}
    assert timeline.percent == 100


def test_the_degree_of_completion_only_grows_on_the_ordinary_way(world: World) -> None:
    office = filed.office(world, "trich-luc-ho-tich.yaml")
    dossier = office.submit(office.draft(EXTRACT_ANSWERS))
    degrees = [follow.degree(dossier)]
    for outcome in ("accept", "found", "sign", "returned"):
        if outcome == "sign":
            office.attach_result(dossier)
        if outcome == "returned":
            office.collect(dossier)
        dossier = office.act(dossier, outcome)
        degrees.append(follow.degree(dossier))
    assert degrees == sorted(set(degrees))
    assert degrees[-1] == 100


def test_a_citizen_does_not_read_who_took_work_up_and_put_it_down(standards: Office) -> None:
    dossier = standards.act(standards.submit(standards.draft(STANDARD_ANSWERS)), "accept")
    with standards.world.database.reading() as session:
        titles = [each.title for each in follow.history(session, dossier)]
        everything = [each.event for each in follow.full_history(session, dossier)]
    assert titles == ["Kiểm tra và tiếp nhận hồ sơ: Tiếp nhận hồ sơ", "Đã nộp hồ sơ"]
    assert everything == ["decided", "claimed", "submitted"]


def test_the_same_is_told_in_english(standards: Office) -> None:
    dossier = standards.act(standards.submit(standards.draft(STANDARD_ANSWERS)), "accept")
    with standards.world.database.reading() as session, use("en"):
        assert follow.history(session, dossier)[0].title == "Check and accept the dossier: Accept"
