"""People, versions, dossiers and tasks put straight into the tables, for tests of what works on such rows."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from runtime.accounts.models import Account, Membership
from runtime.dossiers import numbering
from runtime.dossiers.models import Dossier
from runtime.folding import fold
from runtime.tasks.models import Task
from runtime.versions import Version

NOON = datetime(2026, 3, 11, 5, tzinfo=UTC)
_serial = itertools.count(1)


def person(
    session: Session, name: str = "Nguyễn Thị Hoa", *places: str, kind: str = "staff", role: str = "officer"
) -> Account:
    account = Account(
        kind=kind,
        login=f"nguoi-{next(_serial)}",
        full_name=name,
        profile={},
        created_at=NOON,
        verified_at=NOON,
    )
    account.memberships = [Membership(place=place, role=role) for place in places]
    session.add(account)
    session.flush()
    return account


def version(session: Session, content_hash: str = "0" * 64) -> Version:
    found = session.get(Version, content_hash)
    if found:
        return found
    made = Version(
        content_hash=content_hash,
        procedure="thu",
        code="1.000001",
        name="Thủ tục thử",
        body={},
        source="",
        published_at=NOON,
        published_by="Quản trị",
    )
    session.add(made)
    session.flush()
    return made


def dossier(session: Session, *, citizen: Account, name: str = "Trần Văn Đức", **values: Any) -> Dossier:
    row = Dossier(
        **{
            "reference": numbering.new_reference(),
            "token": numbering.new_token(),
            "procedure": "thu",
            "version": version(session).content_hash,
            "account_id": citizen.id,
            "agency": "so-thu",
            "status": "submitted",
            "state": {},
            "applicant": {},
            "answers": {},
            "raw": {},
            "applicant_name": name,
            "applicant_fold": fold(name),
            "submit_channel": "online",
            "receive_channel": "online",
            "submitted_at": NOON,
            **values,
        }
    )
    session.add(row)
    session.flush()
    return row


def task(
    session: Session,
    dossier: Dossier,
    queue: str = "so-thu/mot-cua",
    *,
    due: timedelta = timedelta(hours=4),
    **values: Any,
) -> Task:
    row = Task(
        **{
            "dossier_id": dossier.id,
            "step": f"buoc-{next(_serial)}",
            "queue": queue,
            "opened_at": NOON,
            "due_at": NOON + due,
            **values,
        }
    )
    session.add(row)
    session.flush()
    return row
