"""The ten statuses of a dossier in the words and colours people see."""

from __future__ import annotations

from collections.abc import Mapping

from engine.statuses import Status
from renderer.languages import gettext, noted

_WORDS: Mapping[Status, tuple[str, str]] = {
    Status.SUBMITTED: (noted("Mới nộp"), "blue"),
    Status.ACCEPTED: (noted("Đã tiếp nhận"), "blue"),
    Status.NOT_ACCEPTED: (noted("Không được tiếp nhận"), "red"),
    Status.PROCESSING: (noted("Đang xử lý"), "blue"),
    Status.SUPPLEMENT: (noted("Cần bổ sung"), "yellow"),
    Status.PAYMENT: (noted("Chờ thanh toán"), "yellow"),
    Status.WITHDRAWN: (noted("Đã rút hồ sơ"), "grey"),
    Status.STOPPED: (noted("Đã dừng xử lý"), "grey"),
    Status.DONE: (noted("Đã có kết quả"), "green"),
    Status.RETURNED: (noted("Đã trả kết quả"), "green"),
}


def status_words(status: Status | str) -> str:
    """The status as a citizen reads it, in the current language. Raises ValueError for a word that is no status."""
    return gettext(_WORDS[Status(status)][0])


def status_colour(status: Status | str) -> str:
    """The colour of its tag: blue (moving), yellow (waits for the citizen), green (ready), red (refused), grey (over)."""
    return _WORDS[Status(status)][1]
