from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from runtime.accounts.permissions import may_work
from runtime.accounts.visitors import Visitor
from runtime.db import Database
from runtime.dossiers.models import Supplement
from runtime.tasks import places, queues
from runtime.tasks.models import Task
from runtime.tasks.queues import Desk, Position, Tab
from tests.runtime import caseload
from tests.runtime.caseload import NOON

DESK = "so-thu/mot-cua"
ROOM = "so-thu/phong-1"
FAR = "so-khac/mot-cua"


def desk_of(account_id: int, *places: str) -> Desk:
    return Desk(account_id, frozenset(places or {DESK}), NOON, NOON + timedelta(hours=24))


def one_task(session: Session, queue: str = DESK, *, name: str = "Trần Văn Đức", **values: object) -> Task:
    citizen = caseload.person(session, name, kind="citizen")
    return caseload.task(session, caseload.dossier(session, citizen=citizen, name=name), queue, **values)


def ids(listing: queues.Listing) -> list[int]:
    return [line.task_id for line in listing.lines]


def test_waiting_shows_the_open_tasks_of_ones_places_soonest_due_first(database: Database) -> None:
    with database.transaction() as session:
        officer = caseload.person(session)
        later = one_task(session, due=timedelta(hours=5))
        sooner = one_task(session, ROOM, due=timedelta(hours=2))
        one_task(session, FAR)
        one_task(session, status=Task.CLAIMED, assignee_id=officer.id)
        one_task(session, status=Task.DONE)
        assert ids(queues.listing(session, desk_of(officer.id, DESK, ROOM), Tab.WAITING)) == [
            sooner.id,
            later.id,
        ]


def test_a_line_says_what_an_officer_needs_to_choose(database: Database) -> None:
    with database.transaction() as session:
        officer = caseload.person(session, "Lê Thị Bích")
        task = one_task(session, status=Task.CLAIMED, assignee_id=officer.id)
        (line,) = queues.listing(session, desk_of(officer.id), Tab.MINE).lines
    assert (line.task_id, line.applicant, line.holder, line.procedure) == (
        task.id,
        "Trần Văn Đức",
        "Lê Thị Bích",
        "thu",
    )
    assert line.number == line.reference
    assert line.at == line.due_at == NOON + timedelta(hours=4)


def test_the_official_number_takes_the_place_of_the_reference_once_given(database: Database) -> None:
    with database.transaction() as session:
        officer = caseload.person(session)
        caseload.task(session, caseload.dossier(session, citizen=officer, code="H40.14-260213-0001"), DESK)
        (line,) = queues.listing(session, desk_of(officer.id), Tab.WAITING).lines
    assert line.number == "H40.14-260213-0001"


def test_pages_follow_each_other_without_gap_or_repeat_even_with_equal_hours(database: Database) -> None:
    with database.transaction() as session:
        officer = caseload.person(session)
        made = [one_task(session, DESK if n % 2 else ROOM, due=timedelta(hours=n // 4)).id for n in range(23)]
        desk = desk_of(officer.id, DESK, ROOM)
        seen: list[int] = []
        after: Position | None = None
        while True:
            page = queues.listing(session, desk, Tab.WAITING, after=after, limit=5)
            seen += ids(page)
            if page.next is None:
                break
            after = Position.parse(str(page.next))
    assert seen == made


def test_late_is_past_its_hour_and_soon_is_within_the_given_one(database: Database) -> None:
    with database.transaction() as session:
        officer = caseload.person(session)
        late = one_task(session, due=timedelta(minutes=-1))
        exactly_now = one_task(session, due=timedelta(0))
        claimed_soon = one_task(session, due=timedelta(hours=20), status=Task.CLAIMED, assignee_id=officer.id)
        one_task(session, due=timedelta(hours=25))
        one_task(session, due=timedelta(hours=-5), status=Task.DONE)
        desk = desk_of(officer.id)
        assert ids(queues.listing(session, desk, Tab.LATE)) == [late.id]
        assert ids(queues.listing(session, desk, Tab.SOON)) == [exactly_now.id, claimed_soon.id]


def test_waiting_for_a_supplement_lists_each_dossier_once_by_the_day_the_answer_is_due(
    database: Database,
) -> None:
    with database.transaction() as session:
        officer = caseload.person(session)
        first = waiting_for_supplement(session, officer.id, due=timedelta(days=9))
        second = waiting_for_supplement(session, officer.id, due=timedelta(days=3))
        waiting_for_supplement(session, officer.id, due=timedelta(days=1), queue=FAR)
        waiting_for_supplement(session, officer.id, due=timedelta(days=1), status="withdrawn")
        waiting_for_supplement(session, officer.id, due=timedelta(days=1), answered_at=NOON)
        listing = queues.listing(session, desk_of(officer.id), Tab.SUPPLEMENT)
        assert ids(listing) == [second.id, first.id]
        assert listing.lines[0].at == NOON + timedelta(days=3)
        assert queues.counts(session, desk_of(officer.id))[Tab.SUPPLEMENT] == 2


def waiting_for_supplement(
    session: Session,
    officer_id: int,
    *,
    due: timedelta,
    queue: str = DESK,
    status: str = "supplement",
    **supplement: object,
) -> Task:
    dossier = caseload.dossier(session, citizen=caseload.person(session, kind="citizen"), status=status)
    done = {"status": Task.DONE, "done_by": officer_id, "done_at": NOON}
    caseload.task(session, dossier, queue, **done)
    asked = caseload.task(session, dossier, queue, **done, outcome="ask")
    session.add(
        Supplement(
            dossier_id=dossier.id,
            round=1,
            items=[],
            reason="Thiếu",
            asked_by=officer_id,
            asked_at=NOON,
            due_at=NOON + due,
            **supplement,
        )
    )
    session.flush()
    return asked


def test_done_shows_ones_own_work_latest_first(database: Database) -> None:
    with database.transaction() as session:
        officer, other = caseload.person(session), caseload.person(session)
        done = [
            one_task(session, status=Task.DONE, done_by=officer.id, done_at=NOON + timedelta(hours=n))
            for n in range(3)
        ]
        one_task(session, status=Task.DONE, done_by=other.id, done_at=NOON)
        desk = desk_of(officer.id)
        page = queues.listing(session, desk, Tab.DONE, limit=2)
        assert ids(page) == [done[2].id, done[1].id]
        assert ids(queues.listing(session, desk, Tab.DONE, after=page.next, limit=2)) == [done[0].id]


def test_counts_agree_with_the_lists_and_stop_at_the_cap(database: Database) -> None:
    with database.transaction() as session:
        officer = caseload.person(session)
        for _ in range(7):
            one_task(session, due=timedelta(hours=-1))
        one_task(session, ROOM, due=timedelta(hours=1))
        desk = desk_of(officer.id, DESK, ROOM)
        counts = queues.counts(session, desk)
        assert (counts[Tab.WAITING], counts[Tab.LATE], counts[Tab.SOON], counts[Tab.MINE]) == (8, 7, 1, 0)
        assert queues.counts(session, desk, cap=5)[Tab.WAITING] == 6


def test_a_place_that_is_a_whole_agency_covers_its_queues_once_and_no_namesake(database: Database) -> None:
    with database.transaction() as session:
        officer = caseload.person(session)
        inside = {one_task(session, queue).id for queue in (DESK, ROOM)}
        one_task(session, "so-thu-hai/mot-cua")
        found = ids(queues.listing(session, desk_of(officer.id, "so-thu", DESK), Tab.WAITING))
        assert sorted(found) == sorted(inside)
        assert queues.counts(session, desk_of(officer.id, "so-thu", DESK))[Tab.WAITING] == 2


def test_an_officer_without_places_sees_nothing(database: Database) -> None:
    with database.transaction() as session:
        one_task(session)
        nobody = Desk(1, frozenset(), NOON, NOON)
        assert queues.listing(session, nobody, Tab.WAITING).lines == ()
        assert set(queues.counts(session, nobody).values()) == {0}
        assert queues.search(session, nobody, "Đức") == ()


def test_a_name_is_found_without_accents_by_the_beginnings_of_its_words(database: Database) -> None:
    with database.transaction() as session:
        officer = caseload.person(session)
        task = one_task(session, name="Trần Văn Đức")
        one_task(session, name="Trần Thị Hiển")
        one_task(session, FAR, name="Trần Văn Đức")
        desk = desk_of(officer.id)
        for typed in ("duc", "Đức", "TRAN duc", "van d"):
            assert [line.task_id for line in queues.search(session, desk, typed)] == [task.id], typed
        assert queues.search(session, desk, "uc") == ()
        assert queues.search(session, desk, "100%") == ()
        assert queues.search(session, desk, "  ") == ()


def test_a_dossier_is_found_by_either_of_its_numbers_and_appears_once(database: Database) -> None:
    with database.transaction() as session:
        officer = caseload.person(session)
        dossier = caseload.dossier(session, citizen=officer, code="H40.14-260213-0001")
        caseload.task(session, dossier, DESK, status=Task.DONE)
        latest = caseload.task(session, dossier, DESK)
        scanned = f"https://dvc.example/theo-doi/{dossier.token}"
        for typed in (
            "h40.14-260213-0001",
            dossier.reference,
            dossier.reference.lower().replace("-", ""),
            scanned,
        ):
            assert [line.task_id for line in queues.search(session, desk_of(officer.id), typed)] == [
                latest.id
            ], typed


def test_a_position_that_was_tampered_with_is_no_position() -> None:
    for written in (
        "",
        "~",
        "2026-02-13~1",
        "2026-02-13T09:30:00+00:00~0",
        "2026-02-13T09:30:00+00:00~x",
        f"2026-02-13T09:30:00+00:00~{2**63}",
    ):
        assert Position.parse(written) is None, written


def test_the_waiting_list_of_a_place_reads_its_own_index(database: Database) -> None:
    if not database.is_sqlite:
        return
    with database.reading() as session:
        plan = session.execute(
            sa.text(
                "EXPLAIN QUERY PLAN "
                + str(
                    queues._keys(desk_of(1), Tab.WAITING, None, 51).compile(
                        session.get_bind(), compile_kwargs={"literal_binds": True}
                    )
                )
            )
        ).all()
    assert any("ix_tasks_claimable" in row[-1] or "ix_tasks_queue_due" in row[-1] for row in plan), plan


def test_the_lists_and_the_permissions_agree_on_what_a_place_covers(database: Database) -> None:
    names = [DESK, ROOM, FAR, "so-thu-hai/mot-cua"]
    with database.transaction() as session:
        tasks = [one_task(session, queue) for queue in names]
        for held in (["so-thu"], [DESK], ["so-thu", FAR], ["so"], ["so-thu/mot"], []):
            officer = Visitor(1, "staff", "Lê Thị Bích", "vi", frozenset(held), frozenset({"officer"}))
            found = session.scalars(sa.select(Task.queue).where(places.covered(officer.places)))
            assert sorted(found) == sorted(task.queue for task in tasks if may_work(officer, task)), held
