"""Drafts of a small procedure built by hand, for tests of what works on drafts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from engine.definition import (
    Agency,
    ApplicantKind,
    Channel,
    ChannelTerms,
    Definition,
    Document,
    Field,
    Page,
    Result,
    Sector,
)
from engine.text import Text
from runtime.accounts.models import Account
from runtime.dossiers import drafts
from runtime.dossiers.models import Draft
from tests.runtime.caseload import person, version


def a_definition(procedure: str = "thu", name: str = "Thủ tục thử", **changes) -> Definition:
    values = {
        "id": procedure,
        "code": "1.000001",
        "name": Text.of(name),
        "sector": Sector("ho-tich", Text.of("Hộ tịch")),
        "agency": Agency("ubnd", Text.of("Ủy ban nhân dân phường Hoa Sen")),
        "level": 3,
        "applicants": (ApplicantKind.CITIZEN,),
        "results": (Result("result", Text.of("Bản sao")),),
        "submit": {Channel.ONLINE: ChannelTerms()},
        "receive": {Channel.COUNTER: ChannelTerms()},
        "deadline": None,
        "pages": (
            Page(
                "request",
                Text.of("Nội dung yêu cầu"),
                (
                    Field("copies", "number", Text.of("Số bản")),
                    Field("phone", "phone", Text.of("Số điện thoại"), prefill="phone"),
                ),
            ),
        ),
        "documents": (Document("letter", Text.of("Đơn"), originals=1, max_files=2, max_size=200_000),),
        "fee": None,
        "process": None,
        "content_hash": "0" * 64,
    }
    return Definition(**{**values, **changes})


def a_citizen(session: Session, name: str = "Trần Văn Đức", **profile: str) -> Account:
    account = person(session, name, kind="citizen")
    account.profile = profile
    return account


def a_draft(
    session: Session, *, at: datetime, account: Account | None = None, definition: Definition | None = None
) -> Draft:
    definition = definition or a_definition()
    version(session, definition.content_hash)
    return drafts.start(session, account or a_citizen(session), definition, at=at)
