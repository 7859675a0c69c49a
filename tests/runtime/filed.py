"""Dossiers of the two real procedures, from a filled draft on: what casework is tested with."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from engine.definition import Definition
from engine.library import Library
from engine.load import load
from engine.workflow import Item
from runtime import casework, clock, publications
from runtime.accounts.models import Account
from runtime.accounts.visitors import Visitor
from runtime.casework import Handover
from runtime.dossiers import attachments, drafts
from runtime.dossiers.attachments import Received, UploadRules
from runtime.dossiers.models import Dossier, Draft
from runtime.tasks.models import Task
from runtime.world import World
from tests import factories
from tests.runtime import uploads

APPLICANT = {
    "kind": "citizen",
    "full_name": "Trần Văn Đức",
    "national_id": "001085012345",
    "phone": "0912345678",
    "email": "duc@example.vn",
    "address": "12 đường Ví Dụ, phường Hoa Sen, tỉnh Minh Họa",
}

STANDARD_ANSWERS = {
    "product_name": "Ống bê tông ly tâm",
    "standard_no": "TCVN 7888:2014",
    "standard_name": "Cọc bê tông ly tâm ứng lực trước",
    "product_made_at": "Khu công nghiệp Ví Dụ, tỉnh Minh Họa",
    "has_iso": "no",
    "test_lab": "Phòng thử nghiệm Ví Dụ",
    "test_date": "01/11/2025",
    "report_no": "01/BCĐG",
    "report_date": "02/01/2026",
}

EXTRACT_ANSWERS = {
    "record": "birth_certificate",
    "copies": "3",
    "relation": "self",
    "person_name": "Trần Văn Đức",
    "person_birth": "05/03/1985",
    "registered_at": "UBND phường Hoa Sen",
}


@dataclass(frozen=True)
class Office:
    """A world with one procedure on offer, its citizen, and an officer for each of its queues."""

    world: World
    definition: Definition
    citizen: Account
    officers: Mapping[str, Visitor]

    def draft(self, answers: Mapping[str, Any], *, receive: str = "online", files: bool = True) -> Draft:
        """A filled draft, with a file for each paper that is required."""
        at = clock.now()
        with self.world.database.transaction() as session:
            draft = drafts.start(session, self.citizen, self.definition, at=at)
            drafts.save(session, draft, "applicant", APPLICANT, at=at)
            drafts.save(session, draft, self.definition.pages[0].id, answers, at=at)
            drafts.save(
                session, draft, "delivery", {"receive": receive, "address": "Số 1 đường Ví Dụ"}, at=at
            )
            for document in casework.check(session, draft, at=at).documents if files else ():
                if document.required:
                    attachments.attach(
                        session,
                        self._received(f"{document.id}.pdf"),
                        purpose="document",
                        document=document.id,
                        draft=draft,
                        by=self.citizen.id,
                        at=at,
                        rules=UploadRules.of(document),
                    )
        return draft

    def _received(self, name: str) -> Received:
        """A file as if it had been looked at: looking is tested elsewhere, and takes its time."""
        stored = self.world.storage.put(io.BytesIO(uploads.pdf()))
        return Received(name, stored.name, "application/pdf", stored.size, stored.sha256)

    def submit(self, draft: Draft) -> Dossier:
        with self.world.database.transaction() as session:
            return casework.submit(
                session, self.world, draft=draft, account_id=self.citizen.id, at=clock.now()
            )

    def dossier(self, dossier_id: int) -> Dossier:
        with self.world.database.reading() as session:
            found = session.get_one(Dossier, dossier_id)
            session.expunge(found)
            return found

    def open_task(self, dossier: Dossier) -> Task:
        with self.world.database.reading() as session:
            (task,) = [each for each in casework_tasks(session, dossier) if each.status < Task.CANCELLED]
            session.expunge(task)
            return task

    def officer(self, queue: str, full_name: str = "Lê Thị Bích", role: str = "officer") -> Visitor:
        return visitor_of(factories.staff(self.world.database, (queue, role), full_name=full_name))

    def act(
        self,
        dossier: Dossier,
        outcome: str,
        *,
        by: Visitor | None = None,
        answers: Mapping[str, Any] | None = None,
        items: tuple[Item, ...] = (),
        reason: str = "",
        handover: Handover | None = None,
        revision: int | None = None,
    ) -> Dossier:
        """Claim the open task, if nobody has, and take an outcome at it."""
        task = self.open_task(dossier)
        by = by or self.officers[task.queue]
        with self.world.database.transaction() as session:
            casework.claim(session, task_id=task.id, by=by, at=clock.now())
        with self.world.database.transaction() as session:
            casework.act(
                session,
                self.world,
                dossier_id=dossier.id,
                task_id=task.id,
                revision=self.dossier(dossier.id).revision if revision is None else revision,
                outcome=outcome,
                by=by,
                at=clock.now(),
                reason=reason,
                items=items,
                answers=answers,
                handover=handover,
            )
        return self.dossier(dossier.id)

    def attach_result(self, dossier: Dossier) -> None:
        task = self.open_task(dossier)
        by = self.officers[task.queue]
        received = self._received("Kết quả.pdf")
        with self.world.database.transaction() as session:
            casework.claim(session, task_id=task.id, by=by, at=clock.now())
        with self.world.database.transaction() as session:
            casework.attach_result(session, received, task_id=task.id, by=by, at=clock.now())

    def collect(self, dossier: Dossier) -> None:
        task = self.open_task(dossier)
        by = self.officers[task.queue]
        with self.world.database.transaction() as session:
            casework.claim(session, task_id=task.id, by=by, at=clock.now())
        with self.world.database.transaction() as session:
            owed = casework.owed(session, session.get_one(Dossier, dossier.id))
            for key in [due.key for due in owed] or [""]:
                casework.collect(
                    session,
                    self.world,
                    task_id=task.id,
                    method="cash",
                    receipt_number="0000123",
                    by=by,
                    at=clock.now(),
                    key=key,
                )


def office(world: World, file: str, *, database_citizen: Account | None = None) -> Office:
    """Publish procedures/`file` and seat an officer in each of its queues."""
    folder = world.settings.procedures
    loaded = load(folder / file, Library.from_folder(folder / "shared"))
    assert loaded.definition is not None, [problem.as_text() for problem in loaded.problems]
    with world.database.transaction() as session:
        publications.publish(session, loaded, at=clock.now(), by="Quản trị")
    citizen = database_citizen or factories.citizen(world.database, full_name="Trần Văn Đức")
    made = Office(world, loaded.definition, citizen, {})
    names = iter(["Lê Thị Bích", "Phạm Văn Cường", "Hoàng Thị Dung", "Vũ Văn Em"])
    return replace(
        made, officers={queue: made.officer(queue, next(names)) for queue in loaded.definition.queues()}
    )


def visitor_of(account: Account) -> Visitor:
    return Visitor(
        account_id=account.id,
        kind=account.kind,
        full_name=account.full_name,
        language="vi",
        places=frozenset(member.place for member in account.memberships),
        roles=frozenset(member.role for member in account.memberships),
    )


def casework_tasks(session: Any, dossier: Dossier) -> list[Task]:
    return list(session.query(Task).filter(Task.dossier_id == dossier.id).order_by(Task.id))


def later(moment: datetime, **span: float) -> datetime:
    return moment + timedelta(**span)
