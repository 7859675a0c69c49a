"""The ten statuses of a dossier as people see them: the national portal's own name, a colour, and what
happens next.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.statuses import Status
from renderer.languages import gettext, noted


@dataclass(frozen=True, slots=True)
class _Words:
    name: str
    colour: str
    next: str


_WORDS: Mapping[Status, _Words] = {
    Status.SUBMITTED: _Words(
        noted("Mới đăng ký"),
        "blue",
        noted("Hồ sơ đã đến bộ phận một cửa và đang chờ cán bộ kiểm tra. Bạn chưa phải làm gì."),
    ),
    Status.ACCEPTED: _Words(
        noted("Được tiếp nhận"),
        "blue",
        noted("Hồ sơ đã được tiếp nhận. Giấy tiếp nhận ghi rõ ngày hẹn trả kết quả."),
    ),
    Status.NOT_ACCEPTED: _Words(
        noted("Không được tiếp nhận"),
        "red",
        noted("Phiếu từ chối ghi rõ lý do. Bạn có thể nộp hồ sơ mới khi đã khắc phục."),
    ),
    Status.PROCESSING: _Words(
        noted("Đang xử lý"),
        "blue",
        noted("Cơ quan đang giải quyết. Chúng tôi báo ngay khi có kết quả hoặc khi cần thêm giấy tờ."),
    ),
    Status.SUPPLEMENT: _Words(
        noted("Yêu cầu bổ sung giấy tờ"),
        "yellow",
        noted("Bạn cần bổ sung đúng những mục ghi trong phiếu yêu cầu, trước thời hạn ghi trong phiếu."),
    ),
    Status.PAYMENT: _Words(
        noted("Yêu cầu thực hiện nghĩa vụ tài chính"),
        "yellow",
        noted("Bạn cần nộp phí, lệ phí để hồ sơ được giải quyết tiếp."),
    ),
    Status.WITHDRAWN: _Words(
        noted("Công dân yêu cầu rút hồ sơ"),
        "grey",
        noted("Bạn đã rút hồ sơ nên cơ quan không giải quyết tiếp. Bạn có thể nộp hồ sơ mới bất cứ lúc nào."),
    ),
    Status.STOPPED: _Words(
        noted("Dừng xử lý"),
        "grey",
        noted("Hồ sơ không được giải quyết tiếp. Nếu vẫn có nhu cầu, bạn hãy nộp hồ sơ mới."),
    ),
    Status.DONE: _Words(
        noted("Đã xử lý xong"),
        "green",
        noted("Đã có kết quả. Bạn nhận kết quả theo hình thức đã đăng ký."),
    ),
    Status.RETURNED: _Words(
        noted("Đã trả kết quả"),
        "green",
        noted("Kết quả đã được trả. Hồ sơ đã hoàn tất."),
    ),
}


def status_words(status: Status | str) -> str:
    """The status by its name on the national portal, in the current language.

    Raises ValueError for a word that is no status.
    """
    return gettext(_WORDS[Status(status)].name)


def status_colour(status: Status | str) -> str:
    """The colour of its tag: blue (moving), yellow (waits for the citizen), green (ready), red (refused),
    grey (over).
    """
    return _WORDS[Status(status)].colour


def status_next(status: Status | str) -> str:
    """What happens now and who has to do it, for the citizen, in the current language."""
    return gettext(_WORDS[Status(status)].next)
