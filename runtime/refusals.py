"""\"No, because …\": the ways the program declines to do what was asked. `runtime.web.errors` alone turns
them into pages.
"""

from __future__ import annotations


class Refusal(Exception):
    """`sentence` is for the person who asked: in Vietnamese, what happened and what to do."""

    sentence = "Chúng tôi không thực hiện được yêu cầu này."

    def __init__(self, sentence: str = "") -> None:
        if sentence:
            self.sentence = sentence
        super().__init__(self.sentence)


class NotAllowed(Refusal):
    """Known, seen, but not theirs to do. Foreign objects are NotFound instead, so that nobody learns they
    exist.
    """

    sentence = "Tài khoản của bạn không được phép làm việc này."


class NotFound(Refusal):
    sentence = "Không tìm thấy nội dung bạn cần. Có thể đường dẫn đã cũ hoặc gõ thiếu."


class WrongState(Refusal):
    """The thing exists, but this cannot be done to it any more, or not yet."""

    sentence = "Hồ sơ không còn ở bước này. Vui lòng tải lại trang để xem tình trạng mới nhất."


class Stale(Refusal):
    """Somebody else changed it since the page was read."""

    sentence = "Hồ sơ đã thay đổi từ lúc bạn mở trang. Vui lòng xem lại trước khi tiếp tục."


class TooMany(Refusal):
    """Too many tries. `retry_after` is in seconds."""

    sentence = "Bạn đã thử quá nhiều lần. Vui lòng đợi ít phút rồi thử lại."

    def __init__(self, sentence: str = "", *, retry_after: int = 60) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after
