"""The only place that turns refusals and failures into pages. Each says what happened, what became of the
data, what to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import structlog
from flask import Flask, Response, current_app, make_response, render_template, request
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from werkzeug.exceptions import HTTPException, InternalServerError

from renderer.languages import gettext as _
from renderer.languages import noted
from runtime import refusals
from runtime.web import requests

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Words:
    """`what` happened, what became of the `data`, what `to_do`: sentences in Vietnamese, translated when
    shown.
    """

    title: str
    what: str
    data: str
    to_do: str


_NOT_TAKEN = noted("Yêu cầu này chưa được thực hiện; những gì bạn đã lưu trước đó vẫn còn nguyên.")
_NOTHING_LOST = noted("Dữ liệu của bạn không bị ảnh hưởng.")
_BACK = noted("Bạn có thể quay lại trang trước hoặc về trang chủ.")

_WORDS: Mapping[int, Words] = {
    400: Words(
        noted("Trang bạn gửi đã cũ"),
        noted(
            "Trang được mở quá lâu hoặc bạn đã đăng nhập lại ở một thẻ khác, "
            "nên chúng tôi không nhận nội dung vừa gửi."
        ),
        _NOT_TAKEN,
        noted("Quay lại trang trước, tải lại trang rồi gửi lại."),
    ),
    403: Words(
        noted("Bạn không được phép mở trang này"),
        noted("Trang này không dành cho tài khoản bạn đang dùng."),
        _NOTHING_LOST,
        noted("Kiểm tra lại tài khoản đang đăng nhập hoặc về trang chủ."),
    ),
    404: Words(
        noted("Không tìm thấy trang"),
        noted("Đường dẫn có thể đã cũ, gõ thiếu, hoặc nội dung không thuộc tài khoản đang đăng nhập."),
        _NOTHING_LOST,
        noted("Kiểm tra lại đường dẫn, hoặc về trang chủ để tìm thủ tục và hồ sơ."),
    ),
    405: Words(
        noted("Không mở được trang theo cách này"),
        noted("Trang này chỉ nhận nội dung gửi từ biểu mẫu của nó."),
        _NOTHING_LOST,
        _BACK,
    ),
    409: Words(
        noted("Nội dung đã thay đổi"),
        noted("Có người đã thay đổi nội dung này từ lúc bạn mở trang."),
        _NOT_TAKEN,
        noted("Tải lại trang để xem tình trạng mới nhất rồi làm tiếp."),
    ),
    413: Words(
        noted("Nội dung gửi lên quá lớn"),
        noted("Tệp hoặc nội dung bạn gửi vượt quá giới hạn của hệ thống nên không được nhận."),
        _NOT_TAKEN,
        noted("Quay lại, chọn tệp nhỏ hơn hoặc gửi từng tệp một."),
    ),
    415: Words(
        noted("Không đọc được nội dung gửi lên"),
        noted("Trang này chỉ nhận nội dung gửi từ biểu mẫu của nó."),
        _NOT_TAKEN,
        _BACK,
    ),
    429: Words(
        noted("Bạn đã thử quá nhiều lần"),
        noted("Để bảo vệ tài khoản và hồ sơ, chúng tôi tạm dừng nhận yêu cầu này trong ít phút."),
        _NOT_TAKEN,
        noted("Vui lòng đợi ít phút rồi thử lại."),
    ),
    500: Words(
        noted("Hệ thống gặp lỗi"),
        noted("Lỗi này ở phía chúng tôi, không phải do bạn. Chúng tôi đã ghi lại để khắc phục."),
        _NOT_TAKEN,
        noted("Thử lại sau ít phút. Nếu vẫn lỗi, liên hệ bộ phận một cửa và đọc mã yêu cầu ở dưới."),
    ),
    503: Words(
        noted("Hệ thống đang tạm ngừng"),
        noted("Hệ thống đang quá tải hoặc bảo trì nên chưa trả lời được."),
        _NOT_TAKEN,
        noted("Thử lại sau ít phút."),
    ),
}

_STATUS: Mapping[type[refusals.Refusal], int] = {
    refusals.NotAllowed: 403,
    refusals.NotFound: 404,
    refusals.WrongState: 409,
    refusals.Stale: 409,
    refusals.TooMany: 429,
}

# Shown when even the template cannot be made. It depends on nothing.
_LAST_RESORT = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Hệ thống gặp lỗi</title></head>
<body><main><h1>Hệ thống gặp lỗi</h1>
<p>Lỗi này ở phía chúng tôi, không phải do bạn. Yêu cầu vừa gửi chưa được thực hiện; những
 gì bạn đã lưu trước đó vẫn còn nguyên.</p>
<p>Vui lòng thử lại sau ít phút. Mã yêu cầu: {request_id}</p>
<p><a href="/">Về trang chủ</a></p></main></body></html>
"""


def install(app: Flask) -> None:
    app.register_error_handler(refusals.Refusal, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(PoolExhausted, _database_away)
    app.register_error_handler(Exception, _failed)


def _refused(refusal: refusals.Refusal) -> Response:
    status = next((code for kind, code in _STATUS.items() if isinstance(refusal, kind)), 409)
    response = _page(status, said=refusal.sentence)
    if isinstance(refusal, refusals.TooMany):
        response.headers["Retry-After"] = str(refusal.retry_after)
    return response


def _http(error: HTTPException) -> Response:
    if error.code is not None and error.code < 400:
        return make_response(error.get_response())
    response = _page(error.code or 500)
    allow = error.get_response().headers.get("Allow")
    if allow:
        response.headers["Allow"] = allow
    return response


def _database_away(error: SQLAlchemyError) -> Response:
    log.error("database_unavailable", reason=type(error.__cause__ or error).__name__)
    response = _page(503)
    response.headers["Retry-After"] = "30"
    return response


def _failed(error: Exception) -> Response:
    if current_app.testing:
        raise error
    log.error("request_failed", exc_info=error)
    return _page(500)


def _page(status: int, *, said: str = "") -> Response:
    """One error page. `said` replaces the sentence about what happened."""
    words = _WORDS.get(status) or _WORDS[500 if status >= 500 else 400]
    if _asked_by_script():
        response = make_response(_(said or words.what), status)
        response.mimetype = "text/plain"
        return response
    try:
        page = render_template(
            "errors/problem.html",
            status=status,
            title=words.title,
            sentences=(said or words.what, words.data, words.to_do),
            request_id=requests.request_id(),
        )
    except Exception as error:
        # The page about a failure must not fail, whatever failed.
        log.error("error_page_failed", exc_info=error)
        page = _LAST_RESORT.format(request_id=requests.request_id())
        status = status if status >= 500 else InternalServerError.code
    return make_response(page, status)


def _asked_by_script() -> bool:
    """Whether thutuc.js asked, which shows a sentence and not a page."""
    return "X-Upload" in request.headers or "X-Autosave" in request.headers
