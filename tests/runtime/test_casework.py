"""The two real procedures from submission to the end, and every way of getting in the way of that."""

from __future__ import annotations

import io
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from engine.workflow import Item
from runtime import casework, clock, journal
from runtime.casework import Declined, FormWrong, Handover, NotReady
from runtime.dossiers import attachments, results, slips
from runtime.dossiers.models import Dossier, StoredFile
from runtime.notifications.models import OutboxRow
from runtime.refusals import NotFound, Stale, WrongState
from runtime.tasks.models import Task
from runtime.world import World
from tests.runtime import filed, uploads
from tests.runtime.filed import EXTRACT_ANSWERS, STANDARD_ANSWERS, Office

FINDING = {"finding": "Hồ sơ đầy đủ, số liệu phù hợp."}
MISSING_REPORT = (Item("document", "report", "Thiếu phiếu thử nghiệm"), Item("field", "test_date", ""))


@pytest.fixture
def standards(world: World) -> Office:
    return filed.office(world, "cong-bo-hop-chuan.yaml")


@pytest.fixture
def extracts(world: World) -> Office:
    return filed.office(world, "trich-luc-ho-tich.yaml")


def events(office: Office, dossier: Dossier) -> list[str]:
    with office.world.database.reading() as session:
        return [entry.event for entry in journal.history(session, dossier.id)]


def announced(office: Office, dossier: Dossier) -> list[str]:
    with office.world.database.reading() as session:
        rows = sa.select(OutboxRow.event).where(OutboxRow.dossier_id == dossier.id, OutboxRow.kind == "email")
        return list(session.scalars(rows.order_by(OutboxRow.id)))


def slip_kinds(office: Office, dossier: Dossier) -> list[str]:
    with office.world.database.reading() as session:
        return [slip.kind for slip in slips.of_dossier(session, dossier)]


def send_paper(office: Office, dossier: Dossier, document: str) -> None:
    with office.world.database.transaction() as session:
        attachments.add(
            session,
            office.world.storage,
            io.BytesIO(uploads.pdf()),
            name="mới.pdf",
            purpose="document",
            document=document,
            dossier=session.get_one(Dossier, dossier.id),
            by=office.citizen.id,
            at=clock.now(),
            definition_document=office.definition.documents_by_id[document],
        )


def answer(office: Office, dossier: Dossier, raw: dict[str, str]) -> Dossier:
    with office.world.database.transaction() as session:
        casework.answer_supplement(session, office.world, dossier=dossier, raw=raw, at=clock.now())
    return office.dossier(dossier.id)


# ---- from submission to the end


def test_a_declaration_goes_from_submission_through_a_supplement_to_its_result(
    standards: Office, frozen_clock
) -> None:
    dossier = standards.submit(standards.draft(STANDARD_ANSWERS, receive="counter"))
    assert (dossier.status, dossier.code, dossier.fee_total) == ("submitted", None, 135_000)

    frozen_clock.advance(hours=1)
    dossier = standards.act(dossier, "accept")
    assert (dossier.status, dossier.code) == ("processing", "H99.14-260213-0001")
    assert clock.local(dossier.due_at).isoformat() == "2026-02-26T17:00:00+07:00"

    frozen_clock.set(datetime(2026, 2, 23, 3, tzinfo=UTC))
    dossier = standards.act(
        dossier, "supplement", items=MISSING_REPORT, reason="Thiếu phiếu kết quả thử nghiệm"
    )
    assert dossier.status == "supplement"

    frozen_clock.set(datetime(2026, 2, 24, 3, tzinfo=UTC))
    send_paper(standards, dossier, "report")
    dossier = answer(standards, dossier, {"test_date": "20/02/2026", "product_name": "Không ai hỏi"})
    assert dossier.status == "processing"
    assert dossier.answers["test_date"] == {"$date": "2026-02-20"}
    assert dossier.answers["product_name"] == "Ống bê tông ly tâm"
    assert clock.local(dossier.due_at).isoformat() == "2026-03-02T17:00:00+07:00"

    dossier = standards.act(dossier, "pass", answers=FINDING)
    standards.attach_result(dossier)
    dossier = standards.act(dossier, "approve")
    assert dossier.status == "done"
    standards.collect(dossier)
    dossier = standards.act(
        dossier, "returned", handover=Handover(receiver="Trần Văn Đức", identity_checked=True)
    )
    assert dossier.status == "returned"
    assert dossier.returned_at == clock.now()
    assert dossier.delivery["receiver"] == "Trần Văn Đức"

    assert slip_kinds(standards, dossier) == ["receipt", "supplement"]
    assert announced(standards, dossier) == [
        "submitted",
        "accepted",
        "supplement_requested",
        "supplement_received",
        "step_done",
        "result_ready",
        "returned",
    ]
    with standards.world.database.reading() as session:
        assert journal.broken_seals(session, dossier.id) == []


def test_an_extract_accepted_in_the_morning_is_due_the_same_day_and_returned_online(extracts: Office) -> None:
    dossier = extracts.act(extracts.submit(extracts.draft(EXTRACT_ANSWERS)), "accept")
    assert clock.local(dossier.due_at).isoformat() == "2026-02-13T17:00:00+07:00"
    assert dossier.fee_total == 24_000
    dossier = extracts.act(dossier, "found")
    extracts.attach_result(dossier)
    dossier = extracts.act(dossier, "sign")
    with extracts.world.database.reading() as session:
        assert [file.original_name for file in results.for_citizen(session, dossier)] == ["Kết quả.pdf"]
    extracts.collect(dossier)
    assert extracts.act(dossier, "returned").status == "returned"


def test_an_extract_accepted_after_three_counts_from_the_first_working_day_after_tet(
    extracts: Office, frozen_clock
) -> None:
    frozen_clock.set(datetime(2026, 2, 13, 8, 30, tzinfo=UTC))
    dossier = extracts.act(extracts.submit(extracts.draft(EXTRACT_ANSWERS)), "accept")
    assert clock.local(dossier.due_at).isoformat() == "2026-02-23T17:00:00+07:00"


def test_a_dossier_declined_at_the_desk_gets_a_refusal_slip_and_never_a_number(extracts: Office) -> None:
    dossier = extracts.act(
        extracts.submit(extracts.draft(EXTRACT_ANSWERS)), "decline", reason="Không thuộc thẩm quyền"
    )
    assert (dossier.status, dossier.code) == ("not_accepted", None)
    assert slip_kinds(extracts, dossier) == ["refusal"]
    assert announced(extracts, dossier) == ["submitted", "not_accepted"]


def test_a_refusal_after_acceptance_shows_no_result_file(standards: Office) -> None:
    dossier = standards.act(standards.submit(standards.draft(STANDARD_ANSWERS)), "accept")
    dossier = standards.act(dossier, "fail", answers=FINDING, reason="Không phù hợp tiêu chuẩn")
    dossier = standards.act(dossier, "refuse", reason="Không phù hợp tiêu chuẩn")
    assert dossier.status == "returned"
    assert slip_kinds(standards, dossier) == ["receipt", "refusal"]
    with standards.world.database.reading() as session:
        assert results.for_citizen(session, dossier) == []


# ---- submitting


def test_a_draft_with_gaps_names_every_one_with_the_step_where_it_is_put_right(standards: Office) -> None:
    answers = {**STANDARD_ANSWERS, "test_date": "01/01/2020", "standard_no": ""}
    draft = standards.draft(answers, receive="drone", files=False)
    with pytest.raises(NotReady) as refused:
        standards.submit(draft)
    found = {(each.step, each.page, each.problem.path) for each in refused.value.problems}
    assert {
        ("form", "product", "standard_no"),
        ("form", "assessment", "test_date"),
        ("documents", "", "documents.report"),
        ("delivery", "", "delivery.receive"),
    } <= found
    assert ("documents", "", "documents.iso") not in found


def test_submitting_again_gives_the_same_dossier(extracts: Office) -> None:
    draft = extracts.draft(EXTRACT_ANSWERS)
    first, second = extracts.submit(draft), extracts.submit(draft)
    assert first.id == second.id
    assert announced(extracts, first) == ["submitted"]


def test_two_windows_submitting_at_once_make_one_dossier(extracts: Office) -> None:
    drafts = [extracts.draft(EXTRACT_ANSWERS) for _ in range(10)]
    start = threading.Barrier(4)

    def race(draft) -> int:
        start.wait()
        return extracts.submit(draft).id

    with ThreadPoolExecutor(4) as windows:
        for draft in drafts:
            assert len({made.result() for made in [windows.submit(race, draft) for _ in range(4)]}) == 1
    with extracts.world.database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Dossier)) == 10
        assert session.scalar(sa.select(sa.func.count()).select_from(Task)) == 10


def test_somebody_elses_draft_cannot_be_submitted(extracts: Office) -> None:
    draft = extracts.draft(EXTRACT_ANSWERS)
    stranger = filed.factories.citizen(extracts.world.database)
    with pytest.raises(NotFound), extracts.world.database.transaction() as session:
        casework.submit(session, extracts.world, draft=draft, account_id=stranger.id, at=clock.now())


def test_files_of_papers_that_no_longer_apply_do_not_come_along(standards: Office) -> None:
    draft = standards.draft(STANDARD_ANSWERS)
    with standards.world.database.transaction() as session:
        attachments.add(
            session,
            standards.world.storage,
            io.BytesIO(uploads.pdf()),
            name="iso.pdf",
            purpose="document",
            document="iso",
            draft=session.merge(draft),
            by=standards.citizen.id,
            at=clock.now(),
            definition_document=standards.definition.documents_by_id["iso"],
        )
    dossier = standards.submit(draft)
    with standards.world.database.reading() as session:
        there = set(attachments.by_document(attachments.of_dossier(session, dossier)))
    assert there == {"declaration", "business", "standard", "process", "report"}


# ---- deciding


def test_only_who_has_claimed_a_task_may_decide_it(extracts: Office) -> None:
    dossier = extracts.submit(extracts.draft(EXTRACT_ANSWERS))
    task = extracts.open_task(dossier)
    holder, other = extracts.officers[task.queue], extracts.officer(task.queue)

    def decide(by) -> None:
        with extracts.world.database.transaction() as session:
            casework.act(
                session,
                extracts.world,
                dossier_id=dossier.id,
                task_id=task.id,
                revision=1,
                outcome="accept",
                by=by,
                at=clock.now(),
            )

    with pytest.raises(WrongState):
        decide(holder)
    with extracts.world.database.transaction() as session:
        assert casework.claim(session, task_id=task.id, by=holder, at=clock.now())
        assert casework.claim(session, task_id=task.id, by=holder, at=clock.now())
        assert not casework.claim(session, task_id=task.id, by=other, at=clock.now())
    with pytest.raises(WrongState):
        decide(other)
    assert extracts.dossier(dossier.id).status == "submitted"


def test_an_officer_of_another_unit_learns_nothing_of_a_task(extracts: Office) -> None:
    task = extracts.open_task(extracts.submit(extracts.draft(EXTRACT_ANSWERS)))
    stranger = extracts.officer("so-khac/mot-cua")
    with pytest.raises(NotFound), extracts.world.database.transaction() as session:
        casework.claim(session, task_id=task.id, by=stranger, at=clock.now())


def test_a_page_older_than_the_last_deed_cannot_decide(standards: Office) -> None:
    dossier = standards.submit(standards.draft(STANDARD_ANSWERS))
    old = dossier.revision
    dossier = standards.act(dossier, "accept")
    with pytest.raises(Stale):
        standards.act(dossier, "pass", answers=FINDING, revision=old)
    assert standards.dossier(dossier.id).revision == dossier.revision


def test_two_presses_of_the_same_button_decide_once(extracts: Office) -> None:
    dossier = extracts.submit(extracts.draft(EXTRACT_ANSWERS))
    task = extracts.open_task(dossier)
    by = extracts.officers[task.queue]
    with extracts.world.database.transaction() as session:
        casework.claim(session, task_id=task.id, by=by, at=clock.now())
    start = threading.Barrier(4)

    def press(_: int) -> str:
        start.wait()
        try:
            with extracts.world.database.transaction() as session:
                casework.act(
                    session,
                    extracts.world,
                    dossier_id=dossier.id,
                    task_id=task.id,
                    revision=dossier.revision,
                    outcome="accept",
                    by=by,
                    at=clock.now(),
                )
        except (Stale, WrongState):
            return "too late"
        return "done"

    with ThreadPoolExecutor(4) as fingers:
        assert sorted(fingers.map(press, range(4))) == ["done", "too late", "too late", "too late"]
    assert events(extracts, dossier).count("decided") == 1
    assert extracts.dossier(dossier.id).code == "H99.27.01-260213-0001"


def test_dossiers_accepted_at_the_same_moment_get_numbers_in_a_row(extracts: Office) -> None:
    made = [extracts.submit(extracts.draft(EXTRACT_ANSWERS)) for _ in range(16)]
    queue = extracts.open_task(made[0]).queue
    people = [extracts.officer(queue, f"Cán bộ {number}") for number in range(16)]
    with ThreadPoolExecutor(16) as desk:
        accepted = list(
            desk.map(lambda pair: extracts.act(pair[0], "accept", by=pair[1]), zip(made, people, strict=True))
        )
    assert sorted(dossier.code for dossier in accepted) == [
        f"H99.27.01-260213-{number:04d}" for number in range(1, 17)
    ]


def test_a_declined_deed_leaves_no_trace(standards: Office) -> None:
    dossier = standards.act(standards.submit(standards.draft(STANDARD_ANSWERS)), "accept")
    before = events(standards, dossier)
    for refusal, outcome, more in (
        ("reason_required", "supplement", {"items": MISSING_REPORT}),
        ("items_required", "supplement", {"reason": "Thiếu"}),
        ("items_required", "supplement", {"reason": "Thiếu", "items": (Item("document", "passport"),)}),
        ("unknown_outcome", "burn", {"answers": FINDING}),
    ):
        with pytest.raises(Declined) as declined:
            standards.act(dossier, outcome, **more)
        assert declined.value.code == refusal
    with pytest.raises(FormWrong) as wrong:
        standards.act(dossier, "pass")
    assert [problem.path for problem in wrong.value.problems] == ["finding"]
    assert standards.dossier(dossier.id).revision == dossier.revision
    assert events(standards, dossier) == [*before, "claimed"]


def test_who_appraised_a_dossier_does_not_sign_it(standards: Office) -> None:
    dossier = standards.act(standards.submit(standards.draft(STANDARD_ANSWERS)), "accept")
    task = standards.open_task(dossier)
    both = filed.visitor_of(
        filed.factories.staff(
            standards.world.database, (task.queue, "officer"), ("so-khcn/lanh-dao", "officer")
        )
    )
    dossier = standards.act(dossier, "pass", answers=FINDING, by=both)
    with pytest.raises(Declined) as declined:
        standards.act(dossier, "approve", by=both)
    assert declined.value.code == "same_person"


def test_taking_the_next_task_passes_over_work_that_somebody_else_must_do(
    standards: Office, frozen_clock
) -> None:
    both = filed.visitor_of(
        filed.factories.staff(
            standards.world.database, ("so-khcn/phong-tdc", "officer"), ("so-khcn/lanh-dao", "officer")
        )
    )
    reviewed = standards.act(standards.submit(standards.draft(STANDARD_ANSWERS)), "accept")
    reviewed = standards.act(reviewed, "pass", answers=FINDING, by=both)
    frozen_clock.advance(hours=1)
    other = standards.act(standards.submit(standards.draft(STANDARD_ANSWERS)), "accept")
    with standards.world.database.transaction() as session:
        assert casework.take_next(session, by=both, at=clock.now()) == standards.open_task(other).id
        assert casework.take_next(session, by=both, at=clock.now()) is None
    assert standards.open_task(reviewed).status == Task.OPEN


def test_nothing_is_signed_without_its_result_file(standards: Office) -> None:
    dossier = standards.act(standards.submit(standards.draft(STANDARD_ANSWERS)), "accept")
    dossier = standards.act(dossier, "pass", answers=FINDING)
    with pytest.raises(Declined) as declined:
        standards.act(dossier, "approve")
    assert declined.value.code == "result_missing"


@pytest.mark.parametrize(
    ("receive", "paid", "handover", "code"),
    [
        ("counter", False, Handover("Trần Văn Đức", identity_checked=True), "fee_due"),
        ("counter", True, Handover(identity_checked=True), "receiver_missing"),
        ("counter", True, Handover("Trần Văn Đức"), "identity_unchecked"),
        ("post", True, Handover(), "waybill_missing"),
    ],
)
def test_a_result_does_not_leave_the_house_unpaid_or_into_unknown_hands(
    extracts: Office, receive: str, paid: bool, handover: Handover, code: str
) -> None:
    dossier = extracts.act(extracts.submit(extracts.draft(EXTRACT_ANSWERS, receive=receive)), "accept")
    dossier = extracts.act(dossier, "found")
    extracts.attach_result(dossier)
    dossier = extracts.act(dossier, "sign")
    if paid:
        extracts.collect(dossier)
    with pytest.raises(Declined) as declined:
        extracts.act(dossier, "returned", handover=handover)
    assert declined.value.code == code


def test_money_is_taken_once(extracts: Office) -> None:
    dossier = extracts.submit(extracts.draft(EXTRACT_ANSWERS))
    extracts.collect(dossier)
    with pytest.raises(Declined) as declined:
        extracts.collect(dossier)
    assert declined.value.code == "fee_settled"
    assert events(extracts, dossier) == ["submitted", "claimed", "collected"]


def test_a_wrong_result_file_goes_out_of_sight_but_stays_as_evidence(extracts: Office) -> None:
    dossier = extracts.act(extracts.submit(extracts.draft(EXTRACT_ANSWERS)), "accept")
    dossier = extracts.act(dossier, "found")
    extracts.attach_result(dossier)
    task = extracts.open_task(dossier)
    with extracts.world.database.transaction() as session:
        (file,) = results.files(session, dossier)
        casework.remove_result(
            session, task_id=task.id, key=file.key, by=extracts.officers[task.queue], at=clock.now()
        )
        assert results.files(session, dossier) == []
        assert session.get_one(StoredFile, file.id).withdrawn_at == clock.now()


# ---- claiming for others


def test_a_supervisor_hands_a_task_to_a_colleague_of_the_queue_only(extracts: Office) -> None:
    task = extracts.open_task(extracts.submit(extracts.draft(EXTRACT_ANSWERS)))
    head = extracts.officer(task.queue, "Đỗ Văn Giang", role="supervisor")
    colleague, stranger = extracts.officer(task.queue, "Ngô Thị Hạnh"), extracts.officer("so-khac/mot-cua")
    with extracts.world.database.transaction() as session:
        assert colleague.account_id in {each.id for each in casework.colleagues(session, task.queue)}
        assert stranger.account_id not in {each.id for each in casework.colleagues(session, task.queue)}

    def hand(to, by, holder=None) -> None:
        with extracts.world.database.transaction() as session:
            casework.reassign(
                session, task_id=task.id, to_account_id=to.account_id, holder_id=holder, by=by, at=clock.now()
            )

    hand(colleague, head)
    assert extracts.open_task(extracts.dossier(task.dossier_id)).assignee_id == colleague.account_id
    with pytest.raises(Stale):
        hand(head, head)
    with pytest.raises(casework.holding.NotAllowed):
        hand(stranger, head, colleague.account_id)
    with pytest.raises(NotFound):
        hand(head, colleague, colleague.account_id)


def test_what_is_given_back_can_be_taken_next(extracts: Office) -> None:
    dossier = extracts.submit(extracts.draft(EXTRACT_ANSWERS))
    by = extracts.officers[extracts.open_task(dossier).queue]
    with extracts.world.database.transaction() as session:
        first = casework.take_next(session, by=by, at=clock.now())
        assert casework.take_next(session, by=by, at=clock.now()) is None
    with extracts.world.database.transaction() as session:
        casework.release(session, task_id=first, by=by, at=clock.now())
    with extracts.world.database.transaction() as session:
        assert casework.take_next(session, by=by, at=clock.now()) == first
    assert events(extracts, dossier) == ["submitted", "claimed", "released", "claimed"]


# ---- supplement, silence, withdrawal


def test_a_supplement_without_the_paper_that_was_asked_for_is_not_taken(
    standards: Office, frozen_clock
) -> None:
    dossier = standards.act(standards.submit(standards.draft(STANDARD_ANSWERS)), "accept")
    frozen_clock.advance(hours=1)
    dossier = standards.act(dossier, "supplement", items=MISSING_REPORT, reason="Thiếu")
    frozen_clock.advance(hours=1)
    with pytest.raises(NotReady) as refused:
        answer(standards, dossier, {"test_date": "31/12/2029"})
    assert {each.problem.path for each in refused.value.problems} == {"test_date", "documents.report"}
    assert standards.dossier(dossier.id).status == "supplement"


def test_an_answer_that_brings_up_new_questions_may_answer_them_too(standards: Office, frozen_clock) -> None:
    dossier = standards.act(standards.submit(standards.draft(STANDARD_ANSWERS)), "accept")
    frozen_clock.advance(hours=1)
    dossier = standards.act(dossier, "supplement", items=(Item("field", "has_iso", ""),), reason="Chọn lại")
    frozen_clock.advance(hours=1)
    iso = {"has_iso": "yes", "iso_no": "ISO-1", "iso_until": "01/01/2027"}
    with pytest.raises(NotReady) as refused:
        answer(standards, dossier, iso)
    assert [each.problem.path for each in refused.value.problems] == ["documents.iso"]
    send_paper(standards, dossier, "iso")
    dossier = answer(standards, dossier, iso)
    assert dossier.answers["iso_no"] == "ISO-1"


def test_a_second_request_needs_a_supervisor(standards: Office, frozen_clock) -> None:
    dossier = standards.act(standards.submit(standards.draft(STANDARD_ANSWERS)), "accept")
    frozen_clock.advance(hours=1)
    asked = (Item("field", "report_no", "Sai số"),)
    dossier = standards.act(dossier, "supplement", items=asked, reason="Sai số")
    frozen_clock.advance(hours=1)
    dossier = answer(standards, dossier, {"report_no": "02/BCĐG"})
    with pytest.raises(Declined) as declined:
        standards.act(dossier, "supplement", items=asked, reason="Lại sai")
    assert declined.value.code == "supplement_used"


def test_silence_stops_the_dossier_after_its_term_and_not_before(standards: Office, frozen_clock) -> None:
    dossier = standards.act(
        standards.submit(standards.draft(STANDARD_ANSWERS)),
        "supplement",
        items=MISSING_REPORT,
        reason="Thiếu",
    )
    with standards.world.database.reading() as session:
        (request,) = casework.requests(session, dossier)
        due_at = request.due_at

    def expire() -> int:
        with standards.world.database.transaction() as session:
            return casework.expire_supplements(session, standards.world, at=clock.now())

    frozen_clock.set(due_at)
    assert expire() == 0
    frozen_clock.advance(minutes=1)
    assert expire() == 1
    assert expire() == 0
    dossier = standards.dossier(dossier.id)
    assert dossier.status == "stopped"
    assert announced(standards, dossier)[-1] == "supplement_expired"
    with pytest.raises(Declined):
        answer(standards, dossier, {})


def test_a_citizen_takes_the_dossier_back_and_nobody_works_on_it_any_more(extracts: Office) -> None:
    dossier = extracts.act(extracts.submit(extracts.draft(EXTRACT_ANSWERS)), "accept")
    with extracts.world.database.transaction() as session:
        casework.withdraw(session, extracts.world, dossier=dossier, reason="Nộp nhầm", at=clock.now())
    dossier = extracts.dossier(dossier.id)
    assert dossier.status == "withdrawn"
    with extracts.world.database.reading() as session:
        assert [task.status for task in filed.casework_tasks(session, dossier)] == [Task.DONE, Task.CANCELLED]
    with pytest.raises(Declined), extracts.world.database.transaction() as session:
        casework.withdraw(session, extracts.world, dossier=dossier, reason="", at=clock.now())


def test_when_the_citizen_withdraws_while_an_officer_decides_exactly_one_of_them_wins(
    extracts: Office,
) -> None:
    made = [extracts.submit(extracts.draft(EXTRACT_ANSWERS)) for _ in range(10)]
    by = next(iter(extracts.officers.values()))
    tasks = {dossier.id: extracts.open_task(dossier).id for dossier in made}
    with extracts.world.database.transaction() as session:
        for task_id in tasks.values():
            casework.claim(session, task_id=task_id, by=by, at=clock.now())
    start = threading.Barrier(2)

    def decline(dossier: Dossier) -> bool:
        start.wait()
        try:
            with extracts.world.database.transaction() as session:
                casework.act(
                    session,
                    extracts.world,
                    dossier_id=dossier.id,
                    task_id=tasks[dossier.id],
                    revision=dossier.revision,
                    outcome="decline",
                    by=by,
                    at=clock.now(),
                    reason="Sai nơi nộp",
                )
        except (Stale, WrongState):
            return False
        return True

    def withdraw(dossier: Dossier) -> bool:
        start.wait()
        try:
            with extracts.world.database.transaction() as session:
                casework.withdraw(session, extracts.world, dossier=dossier, reason="", at=clock.now())
        except Declined:
            return False
        return True

    with ThreadPoolExecutor(2) as both:
        for dossier in made:
            declined, withdrawn = both.submit(decline, dossier), both.submit(withdraw, dossier)
            assert declined.result() != withdrawn.result()
            expected = "not_accepted" if declined.result() else "withdrawn"
            assert extracts.dossier(dossier.id).status == expected
            with extracts.world.database.reading() as session:
                assert journal.broken_seals(session, dossier.id) == []
