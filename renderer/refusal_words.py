"""Why an action on a dossier is refused, in the reader's language: what happened and what to do.

Codes are `engine.workflow.REFUSAL_CODES`; a test compares the two lists.
"""

from __future__ import annotations

from collections.abc import Mapping

from renderer.languages import gettext as _
from renderer.languages import noted, use

REFUSALS: Mapping[str, str] = {
    "finished": noted("Hồ sơ đã kết thúc nên không thể thay đổi nữa."),
    "unknown_step": noted("Bước này không có trong quy trình của thủ tục. Hãy tải lại trang."),
    "step_not_open": noted(
        "Bước này đã được xử lý hoặc chưa đến lượt. Hãy tải lại trang để xem tình trạng hiện tại."
    ),
    "unknown_outcome": noted("Bước này không có lựa chọn đó. Hãy tải lại trang và chọn lại."),
    "same_person": noted(
        "Bạn đã xử lý một bước trước của hồ sơ này; quy trình yêu cầu người khác thực hiện bước này."
    ),
    "reason_required": noted("Hãy ghi lý do."),
    "items_required": noted("Hãy chọn ít nhất một nội dung hoặc giấy tờ cần bổ sung."),
    "supplement_used": noted(
        "Đã yêu cầu bổ sung đủ số lần cho phép. Chỉ người phụ trách được yêu cầu thêm, có ghi lý do."
    ),
    "result_missing": noted("Hãy đính kèm tệp kết quả trước khi thực hiện."),
    "result_ready": noted(
        "Kết quả đã có nên không thể rút hoặc yêu cầu bổ sung hồ sơ. Hãy liên hệ bộ phận một cửa."
    ),
    "not_waiting": noted("Hồ sơ không chờ bổ sung. Có thể nội dung bổ sung đã được gửi trước đó."),
    "not_expired": noted("Chưa hết thời hạn bổ sung của hồ sơ."),
}


def refusal(code: str, language: str = "vi") -> str:
    """The sentence for a refusal. Raises KeyError for a code the engine does not have."""
    with use(language):
        return _(REFUSALS[code])
