"""What an officer does to a dossier beside deciding: attaching the result, taking the money. Each is in the
history.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from renderer.languages import gettext as _
from runtime.accounts.visitors import Visitor
from runtime.casework.acting import collection_of
from runtime.casework.deeds import Declined, lock, note
from runtime.casework.holding import load_task
from runtime.dossiers import attachments, results
from runtime.dossiers.attachments import RESULT_RULES, Received
from runtime.dossiers.models import Collection, Dossier, StoredFile
from runtime.refusals import NotFound, WrongState
from runtime.tasks.models import Task

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
    session: Session, *, task_id: int, method: str, receipt_number: str, by: Visitor, at: datetime
) -> None:
    """Record that the whole fee was taken at the desk. Raises Declined when there is none, or it was taken
    before.
    """
    task, dossier = _held(session, task_id, by)
    if method not in METHODS:
        raise Declined("method_missing", sentence=_("Chọn cách thu tiền."))
    if not receipt_number.strip():
        raise Declined("receipt_missing", sentence=_("Nhập số biên lai thu phí, lệ phí."))
    if dossier.fee_total <= 0 or collection_of(session, dossier) is not None:
        raise Declined("fee_settled", sentence=_("Hồ sơ này không còn khoản nào phải thu."))
    session.add(
        Collection(
            dossier_id=dossier.id,
            amount=dossier.fee_total,
            method=method,
            receipt_number=receipt_number.strip()[:40],
            collected_by=by.account_id or 0,
            collected_at=at,
        )
    )
    session.flush()
    note(session, dossier, task, by, "collected", at, amount=dossier.fee_total, method=method)


def _held(session: Session, task_id: int, by: Visitor) -> tuple[Task, Dossier]:
    task = load_task(session, task_id, by)
    dossier = lock(session, task.dossier_id)
    session.refresh(task)
    if task.status != Task.CLAIMED or task.assignee_id != by.account_id:
        raise WrongState(_("Bạn cần nhận xử lý việc này trước."))
    return task, dossier
