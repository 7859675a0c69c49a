"""The ten statuses of a dossier, with the codes the National Public Service Portal knows them by."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Names are ours; `portal_code` is the national portal's (1 Mới đăng ký … 10 Đã trả kết quả)."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"
    PROCESSING = "processing"
    SUPPLEMENT = "supplement"
    PAYMENT = "payment"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    DONE = "done"
    RETURNED = "returned"

    @property
    def portal_code(self) -> int:
        return list(Status).index(self) + 1

    @property
    def is_final(self) -> bool:
        return self in {Status.NOT_ACCEPTED, Status.WITHDRAWN, Status.STOPPED, Status.RETURNED}
