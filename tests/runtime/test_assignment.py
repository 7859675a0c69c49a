from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from runtime.db import Database
from runtime.tasks import assignment
from runtime.tasks.models import Task
from tests.runtime import caseload
from tests.runtime.caseload import NOON

DESK = "so-thu/mot-cua"
ROOM = "so-thu/phong-1"


def test_a_claimed_task_names_its_holder_and_the_hour(database: Database) -> None:
    with database.transaction() as session:
        officer = caseload.person(session)
        task = caseload.task(session, caseload.dossier(session, citizen=officer))
        assert assignment.claim(session, task.id, officer.id, at=NOON)
        session.refresh(task)
        assert (task.status, task.assignee_id, task.claimed_at, task.revision) == (
            Task.CLAIMED,
            officer.id,
            NOON,
            2,
        )


def test_a_claimed_task_cannot_be_claimed_again_even_by_its_holder(database: Database) -> None:
    with database.transaction() as session:
        officer, other = caseload.person(session), caseload.person(session)
        task = caseload.task(session, caseload.dossier(session, citizen=officer))
        assignment.claim(session, task.id, officer.id, at=NOON)
        assert not assignment.claim(session, task.id, other.id, at=NOON)
        assert not assignment.claim(session, task.id, officer.id, at=NOON)
        session.refresh(task)
        assert task.assignee_id == officer.id


def test_a_closed_task_cannot_be_claimed(database: Database) -> None:
    with database.transaction() as session:
        officer = caseload.person(session)
        dossier = caseload.dossier(session, citizen=officer)
        for status in (Task.DONE, Task.CANCELLED):
            task = caseload.task(session, dossier, status=status)
            assert not assignment.claim(session, task.id, officer.id, at=NOON)


def test_only_the_holder_can_give_a_task_back(database: Database) -> None:
    with database.transaction() as session:
        officer, other = caseload.person(session), caseload.person(session)
        task = caseload.task(session, caseload.dossier(session, citizen=officer))
        assert not assignment.release(session, task.id, officer.id, at=NOON)
        assignment.claim(session, task.id, officer.id, at=NOON)
        assert not assignment.release(session, task.id, other.id, at=NOON)
        assert assignment.release(session, task.id, officer.id, at=NOON)
        session.refresh(task)
        assert (task.status, task.assignee_id, task.claimed_at) == (Task.OPEN, None, None)


def test_handing_over_fails_when_the_holder_is_no_longer_who_it_was(database: Database) -> None:
    with database.transaction() as session:
        first, second, third = (caseload.person(session) for _ in range(3))
        task = caseload.task(session, caseload.dossier(session, citizen=first))
        assert assignment.reassign(session, task.id, first.id, holder_id=None, at=NOON)
        assert not assignment.reassign(session, task.id, second.id, holder_id=None, at=NOON)
        assert assignment.reassign(session, task.id, second.id, holder_id=first.id, at=NOON)
        assert not assignment.reassign(session, task.id, third.id, holder_id=first.id, at=NOON)
        session.refresh(task)
        assert task.assignee_id == second.id


def test_the_next_task_is_the_one_due_first_in_ones_own_places(database: Database) -> None:
    with database.transaction() as session:
        officer = caseload.person(session)
        dossier = caseload.dossier(session, citizen=officer)
        caseload.task(session, dossier, ROOM, due=timedelta(hours=1))
        later = caseload.task(session, dossier, DESK, due=timedelta(hours=5))
        sooner = caseload.task(session, dossier, DESK, due=timedelta(hours=2))
        assert assignment.take_next(session, {DESK}, officer.id, at=NOON) == sooner.id
        assert assignment.take_next(session, {DESK}, officer.id, at=NOON) == later.id
        assert assignment.take_next(session, {DESK}, officer.id, at=NOON) is None
        assert assignment.take_next(session, set(), officer.id, at=NOON) is None


def test_two_hundred_races_for_one_task_have_two_hundred_single_winners(database: Database) -> None:
    racers = 4
    with database.transaction() as session:
        officers = [caseload.person(session).id for _ in range(racers)]
        dossier = caseload.dossier(session, citizen=caseload.person(session, kind="citizen"))
        tasks = [caseload.task(session, dossier).id for _ in range(200)]
    start = threading.Barrier(racers)

    def race(officer_id: int) -> list[int]:
        won = []
        for task_id in tasks:
            start.wait()
            with database.transaction() as session:
                if assignment.claim(session, task_id, officer_id, at=NOON):
                    won.append(task_id)
        return won

    with ThreadPoolExecutor(racers) as pool:
        won = [task_id for some in pool.map(race, officers) for task_id in some]
    assert sorted(won) == sorted(tasks)


def test_many_people_taking_the_next_task_take_all_of_them_and_none_twice(database: Database) -> None:
    with database.transaction() as session:
        officers = [caseload.person(session).id for _ in range(8)]
        citizen = caseload.person(session, kind="citizen")
        tasks = [
            caseload.task(
                session, caseload.dossier(session, citizen=citizen), DESK, due=timedelta(minutes=n)
            ).id
            for n in range(80)
        ]

    def work(officer_id: int) -> list[int]:
        taken = []
        for _ in range(20):
            with database.transaction() as session:
                task_id = assignment.take_next(session, {DESK}, officer_id, at=NOON)
            if task_id is not None:
                taken.append(task_id)
        return taken

    with ThreadPoolExecutor(8) as pool:
        taken = [task_id for some in pool.map(work, officers) for task_id in some]
    # A row that somebody was just touching was skipped: whoever asks afterwards gets it.
    for officer_id in officers:
        taken += work(officer_id)
    assert sorted(taken) == tasks
