"""What an officer does to a dossier beside deciding: attaching the result, taking the money. Each is in the
history.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from renderer.languages import gettext as _
from runtime.accounts.visitors import Visitor
from runtime.casework.deeds import Declined, lock, note
from runtime.casework.holding import load_task
from runtime.casework.owing import owed
from runtime.casework.payments import settle
from runtime.dossiers import attachments, results
from runtime.dossiers.attachments import RESULT_RULES, Received
from runtime.dossiers.models import Collection, Dossier, StoredFile
from runtime.refusals import NotFound, WrongState
from runtime.tasks.models import Task
from runtime.world import World

METHODS = ("cash", "transfer", "post")
"""How money may come to the desk; the words stand with the officers' pages."""


def attach_result(
    session: Session, received: Received, *, task_id: int, by: Visitor, at: datetime
) -> StoredFile:
    """Add a result file to the dossier of a task the officer holds. Raises UploadRefused when there are too
    many.
    """
    task, dossier = _held(session, task_id, by)
    file = attachments.attach(
        session,
        received,
        purpose=results.PURPOSE,
        dossier=dossier,
        by=by.account_id or 0,
        at=at,
        rules=RESULT_RULES,
    )
    note(session, dossier, task, by, "result_attached", at, sha256=file.sha256)
    return file


def remove_result(session: Session, *, task_id: int, key: str, by: Visitor, at: datetime) -> None:
    """Take a wrongly attached result file out of sight; it stays as evidence."""
    task, dossier = _held(session, task_id, by)
    file = next((file for file in results.files(session, dossier) if file.key == key), None)
    if file is None:
        raise NotFound
    file.withdrawn_at = at
    note(session, dossier, task, by, "result_removed", at, sha256=file.sha256)


def collect(
    session: Session,
    world: World,
    *,
    task_id: int,
    method: str,
    receipt_number: str,
    by: Visitor,
    at: datetime,
    key: str = "",
) -> None:
    """Record that one receipt's money was taken at the desk: the one of this `Owed.key`, or the first there is.
    The dossier goes on when it was the last that a step waited for.

    Raises Declined when nothing of the kind is owed.
    """
    task, dossier = _held(session, task_id, by)
    if method not in METHODS:
        raise Declined("method_missing", sentence=_("Chọn cách thu tiền."))
    if not receipt_number.strip():
        raise Declined("receipt_missing", sentence=_("Nhập số biên lai thu phí, lệ phí."))
    due = next((each for each in owed(session, dossier) if not key or each.key == key), None)
    if due is None:
        raise Declined("fee_settled", sentence=_("Hồ sơ này không còn khoản nào phải thu."))
    session.add(
        Collection(
            dossier_id=dossier.id,
            moment=due.moment.key,
            kind=str(due.kind or ""),
            currency=due.amount.currency,
            amount=due.amount.amount,
            method=method,
            receipt_number=receipt_number.strip()[:40],
            collected_by=by.account_id or 0,
            collected_at=at,
        )
    )
    session.flush()
    taken = {"amount": due.amount.amount, "currency": due.amount.currency, "method": method}
    note(session, dossier, task, by, "collected", at, **taken)
    settle(session, world, dossier, task, due.moment, by=by, at=at)


def _held(session: Session, task_id: int, by: Visitor) -> tuple[Task, Dossier]:
    task = load_task(session, task_id, by)
    dossier = lock(session, task.dossier_id)
    session.refresh(task)
    if task.status != Task.CLAIMED or task.assignee_id != by.account_id:
        raise WrongState(_("Bạn cần nhận xử lý việc này trước."))
    return task, dossier
