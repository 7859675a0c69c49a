"""People and dossiers of the demo, plainly invented, made through the same functions as real ones."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
import weasyprint
from sqlalchemy.orm import Session

from engine.workflow import Item
from runtime import casework, clock, publications
from runtime.accounts import passwords, sessions, staff
from runtime.accounts.models import Account
from runtime.accounts.visitors import Visitor
from runtime.dossiers import attachments, drafts
from runtime.dossiers.models import Dossier, Draft
from runtime.tasks.models import Task
from runtime.world import World

PASSWORD = "thu-tuc-mau-2026"  # noqa: S105 - printed at every start of the demo


@dataclass(frozen=True, slots=True)
class Officer:
    """`does` is what the welcome says of them."""

    login: str
    name: str
    does: str
    memberships: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Citizen:
    email: str
    name: str
    does: str
    phone: str | None = None
    profile: Mapping[str, Any] = field(default_factory=dict, hash=False)


STAFF = (
    Officer(
        "motcua.phuong",
        "Cán bộ Mẫu Một",
        "một cửa phường Hoa Sen",
        (("ubnd-phuong-hoa-sen/mot-cua", "officer"),),
    ),
    Officer(
        "motcua2.phuong",
        "Cán bộ Mẫu Hai",
        "một cửa phường, người thứ hai",
        (("ubnd-phuong-hoa-sen/mot-cua", "officer"),),
    ),
    Officer(
        "hotich.phuong",
        "Công chức Mẫu Ba",
        "tư pháp - hộ tịch phường",
        (("ubnd-phuong-hoa-sen/tu-phap-ho-tich", "officer"),),
    ),
    Officer(
        "lanhdao.phuong",
        "Lãnh đạo Mẫu Bốn",
        "lãnh đạo phường",
        (("ubnd-phuong-hoa-sen/lanh-dao", "officer"),),
    ),
    Officer(
        "motcua.so", "Cán bộ Mẫu Năm", "một cửa Sở Khoa học và Công nghệ", (("so-khcn/mot-cua", "officer"),)
    ),
    Officer(
        "chuyenvien.so",
        "Chuyên viên Mẫu Sáu",
        "phòng Tiêu chuẩn Đo lường Chất lượng",
        (("so-khcn/phong-tdc", "officer"),),
    ),
    Officer(
        "lanhdao.so",
        "Lãnh đạo Mẫu Bảy",
        "lãnh đạo Sở, phụ trách các phòng",
        (("so-khcn/lanh-dao", "officer"), ("so-khcn", "supervisor")),
    ),
    Officer("phantich", "Phân tích Mẫu Tám", "người viết thủ tục, xem trang quản trị", (("*", "analyst"),)),
    Officer("quantri", "Quản trị Mẫu Chín", "quản trị hệ thống", (("*", "admin"),)),
)

CITIZENS = (
    Citizen(
        "nguoidan@minhhoa.example",
        "Nguyễn Thị Thử Nghiệm",
        "người dân, có hồ sơ ở nhiều chặng",
        "+84912000001",
        {
            "national_id": "001190000011",
            "birth_date": "01/02/1990",
            "address": "12 đường Ví Dụ, phường Hoa Sen, tỉnh Minh Họa",
        },
    ),
    Citizen(
        "doanhnghiep@minhhoa.example",
        "Trần Văn Ví Dụ",
        "người đại diện một doanh nghiệp",
        "+84912000002",
        {"national_id": "001085000012", "address": "34 đường Ví Dụ, phường Hoa Sen, tỉnh Minh Họa"},
    ),
)

EXTRACT: Mapping[str, Any] = {
    "record": "birth",
    "copies": "3",
    "relation": "self",
    "purpose": "Bổ túc hồ sơ nhập học",
    "person_name": "Nguyễn Thị Thử Nghiệm",
    "person_birth": "01/02/1990",
    "person_gender": "female",
    "person_id": "001190000011",
    "registered_at": "Ủy ban nhân dân phường Hoa Sen",
}
DECLARATION: Mapping[str, Any] = {
    "product_name": "Gạch bê tông Ví Dụ",
    "product_kind": "M7,5",
    "standard_no": "TCVN 6477:2016",
    "standard_name": "Gạch bê tông",
    "product_made_at": "Cụm công nghiệp Ví Dụ, phường Hoa Sen, tỉnh Minh Họa",
    "has_iso": "no",
    "test_lab": "Phòng thử nghiệm Minh Họa",
    "report_no": "01/BCĐG",
}
RECEIVE_ONLINE: Mapping[str, str] = {"receive": "online"}


def furnish(world: World) -> None:
    """Add the people, and a few dossiers at different stages. Does nothing where there are accounts already."""
    password_hash = passwords.hashed(PASSWORD)
    now = clock.now()
    with world.database.transaction() as session:
        if session.scalar(sa.select(sa.func.count()).select_from(Account)):
            return
        for officer in STAFF:
            staff.add(
                session,
                login=officer.login,
                full_name=officer.name,
                password_hash=password_hash,
                memberships=officer.memberships,
                at=now,
            )
        for citizen in CITIZENS:
            session.add(account_of(citizen, password_hash, now))
    with world.database.transaction() as session:
        Stage(session, world, now).play()


def account_of(citizen: Citizen, password_hash: str, at: datetime) -> Account:
    return Account(
        kind="citizen",
        email=citizen.email,
        phone=citizen.phone,
        full_name=citizen.name,
        password_hash=password_hash,
        profile=dict(citizen.profile),
        created_at=at,
        verified_at=at,
    )


class Stage:
    """Plays the first days of the service: dossiers are filed and some of them travel, in one transaction."""

    def __init__(self, session: Session, world: World, now: datetime) -> None:
        self._session = session
        self._world = world
        self._now = now

    def play(self) -> None:
        """Extracts: one new, one with its draft still open, one returned. Declarations: one under review, one to supplement."""
        offered = {definition.id for definition in publications.offered(self._session)}
        if "trich-luc-ho-tich" in offered:
            self.extracts(CITIZENS[0].email)
        if "cong-bo-hop-chuan" in offered:
            self.declarations(CITIZENS[1].email)

    def extracts(self, email: str) -> None:
        returned = self.file(email, "trich-luc-ho-tich", EXTRACT, at=self.ago(days=4))
        self.decide(returned, "accept", "motcua.phuong", at=self.ago(days=4))
        self.decide(returned, "found", "hotich.phuong", at=self.ago(days=4))
        self.decide(
            returned,
            "sign",
            "lanhdao.phuong",
            at=self.ago(days=4),
            result="Trích lục khai sinh (bản sao).pdf",
        )
        self.decide(returned, None, "motcua.phuong", at=self.ago(days=3), receipt="0000001")
        self.file(
            email,
            "trich-luc-ho-tich",
            {**EXTRACT, "record": "birth_certificate", "copies": "1"},
            at=self.ago(hours=2),
        )
        self.draft(email, "trich-luc-ho-tich", {**EXTRACT, "record": "marriage"}, at=self.ago(hours=1))

    def declarations(self, email: str) -> None:
        recently = clock.local(self.ago(days=40)).strftime("%d/%m/%Y")
        answers = {**DECLARATION, "test_date": recently, "report_date": recently}
        reviewed = self.file(email, "cong-bo-hop-chuan", answers, at=self.ago(days=2))
        self.decide(reviewed, "accept", "motcua.so", at=self.ago(days=1, hours=22), receipt="0000002")
        wanting = self.file(
            email, "cong-bo-hop-chuan", {**answers, "product_name": "Ngói màu Ví Dụ"}, at=self.ago(days=3)
        )
        items = (
            Item("document", "report", "Phiếu kết quả thử nghiệm thiếu trang 2."),
            Item("field", "standard_name", "Ghi tên đầy đủ của tiêu chuẩn."),
        )
        self.decide(
            wanting,
            "supplement",
            "motcua.so",
            at=self.ago(days=2, hours=20),
            reason="Hồ sơ chưa đủ để tiếp nhận.",
            items=items,
        )
        self.file(
            email, "cong-bo-hop-chuan", {**answers, "product_name": "Ống nhựa Ví Dụ"}, at=self.ago(hours=3)
        )

    def ago(self, *, days: int = 0, hours: int = 0) -> datetime:
        return self._now - timedelta(days=days, hours=hours)

    def draft(self, email: str, procedure: str, answers: Mapping[str, Any], *, at: datetime) -> Draft:
        account = self._session.scalars(sa.select(Account).where(Account.email == email)).one()
        definition = publications.offered_one(self._session, procedure)
        if definition is None:
            raise LookupError(procedure)
        draft = drafts.start(self._session, account, definition, at=at)
        applicant = {
            "kind": "citizen",
            "full_name": account.full_name,
            "phone": account.phone or "",
            "email": email,
            **account.profile,
        }
        drafts.save(self._session, draft, drafts.APPLICANT, applicant, at=at)
        for page in definition.pages:
            own = {field.id: answers[field.id] for field in page.fields if field.id in answers}
            drafts.save(self._session, draft, page.id, own, at=at)
        return draft

    def file(self, email: str, procedure: str, answers: Mapping[str, Any], *, at: datetime) -> Dossier:
        draft = self.draft(email, procedure, answers, at=at)
        drafts.save(self._session, draft, drafts.DELIVERY, RECEIVE_ONLINE, at=at)
        for document in casework.check(self._session, draft, at=at).documents:
            if document.required and not document.present:
                attachments.add(
                    self._session,
                    self._world.storage,
                    io.BytesIO(specimen(str(document.name))),
                    name=f"{document.id}.pdf",
                    purpose="document",
                    document=document.id,
                    draft=draft,
                    by=draft.account_id,
                    at=at,
                    definition_document=document,
                )
        return casework.submit(self._session, self._world, draft=draft, account_id=draft.account_id, at=at)

    def decide(
        self,
        dossier: Dossier,
        outcome: str | None,
        login: str,
        *,
        at: datetime,
        reason: str = "",
        items: tuple[Item, ...] = (),
        result: str = "",
        receipt: str = "",
    ) -> None:
        """Let an officer claim the dossier's open task and take `outcome` (None: the only one there is).

        `result` names a result file to attach first, `receipt` the receipt of a fee taken first.
        """
        visitor = self.visitor(login)
        task = self._session.scalars(
            sa.select(Task).where(Task.dossier_id == dossier.id, Task.status == Task.OPEN)
        ).one()
        casework.claim(self._session, task_id=task.id, by=visitor, at=at)
        step = casework.definition_of(self._session, dossier).steps[task.step]
        if result:
            received = attachments.receive(
                self._world.storage, io.BytesIO(specimen(result)), name=result, rules=attachments.RESULT_RULES
            )
            casework.attach_result(self._session, received, task_id=task.id, by=visitor, at=at)
        if receipt:
            casework.collect(
                self._session,
                self._world,
                task_id=task.id,
                method="cash",
                receipt_number=receipt,
                by=visitor,
                at=at,
            )
        casework.act(
            self._session,
            self._world,
            dossier_id=dossier.id,
            task_id=task.id,
            revision=dossier.revision,
            outcome=outcome or step.outcomes[0].id,
            by=visitor,
            at=at,
            reason=reason,
            items=items,
            handover=casework.Handover(receiver=dossier.applicant_name, identity_checked=True),
        )

    def visitor(self, login: str) -> Visitor:
        return sessions.visitor_of(
            self._session.scalars(sa.select(Account).where(Account.login == login)).one()
        )


def specimen(title: str) -> bytes:
    """A one-page PDF that says it is only a specimen."""
    page = f"<h1>MẪU</h1><p>{title}</p><p>Tệp minh họa của bản chạy thử, không có giá trị pháp lý.</p>"
    pdf: bytes = weasyprint.HTML(string=f"<html lang=vi><title>{title}</title><body>{page}").write_pdf()
    return pdf
