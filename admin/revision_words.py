"""What changed between two versions of a procedure, in sentences an analyst can read out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from engine.definition import (
    Case,
    Choice,
    Definition,
    Document,
    Fact,
    FeeLine,
    Field,
    Outcome,
    Page,
    Result,
    Section,
    Step,
)
from engine.expressions import Expression
from engine.money import Money
from engine.revisions import Change, Kind
from engine.spans import Span
from engine.text import Text
from renderer.formats import date_words, money, span_words
from runtime.citizen.paper_rows import in_words
from runtime.citizen.procedure_page import labels_of

_THINGS: Mapping[type, str] = {
    Case: "trường hợp",
    Page: "trang",
    Section: "mục",
    Field: "ô",
    Choice: "lựa chọn",
    Document: "giấy tờ",
    FeeLine: "dòng phí",
    Fact: "dữ kiện",
    Step: "bước",
    Outcome: "quyết định",
    Result: "kết quả",
}
_PARTS: Mapping[str, str] = {
    "pages": "các trang của tờ khai",
    "cases": "các trường hợp",
    "ask_case": "câu hỏi chọn trường hợp",
    "fields": "các ô",
    "sections": "các mục của trang",
    "asks": "các ô của mục",
    "choices": "các lựa chọn",
    "documents": "thành phần hồ sơ",
    "facts": "các dữ kiện",
    "rule": "cách tính",
    "table": "bảng quyết định",
    "match": "các cột đối chiếu của bảng",
    "otherwise": "kết quả của các trường hợp còn lại",
    "policy": "cách chọn dòng",
    "gives": "loại kết quả của bảng",
    "lines": "các dòng phí",
    "steps": "các bước",
    "outcomes": "các quyết định",
    "results": "các kết quả",
    "submit": "cách nộp",
    "receive": "cách nhận kết quả",
    "notices": "lời báo",
    "deadline": "thời hạn",
    "process": "quy trình",
    "supplement": "việc bổ sung",
    "agency": "cơ quan",
    "sector": "lĩnh vực",
    "name": "tên",
    "label": "nhãn",
    "title": "tên",
    "hint": "lời gợi ý",
    "required": "bắt buộc",
    "when": "điều kiện",
    "checks": "điều phải thỏa",
    "compute": "công thức",
    "type": "kiểu",
    "settings": "giới hạn",
    "amount": "mức tiền",
    "within": "thời gian xử lý",
    "queue": "nơi xử lý",
    "to": "bước tiếp theo",
    "legal": "thời hạn pháp luật",
    "local": "thời hạn của cơ quan",
    "cutoff": "giờ chốt trong ngày",
    "reply_within": "thời gian bổ sung",
    "delegation": "việc nộp thay",
    "allowed": "được nộp thay",
    "paper": "giấy ủy quyền",
    "not_needed_for": "người không cần giấy ủy quyền",
    "originals": "số bản chính",
    "certified": "số bản sao có chứng thực",
    "by_channel": "hình thức theo cách nộp",
    "groups": "các nhóm giấy tờ thay nhau",
    "group": "nhóm giấy tờ",
    "at_least": "số giấy tờ ít nhất",
    "copies": "số bản sao",
    "code": "mã",
    "level": "mức độ",
    "applicants": "người được nộp",
    "legal_basis": "căn cứ pháp lý",
    "effective": "ngày có hiệu lực",
    "summary": "tóm tắt",
    "keywords": "từ khóa",
    "not_same_person_as": "người phải khác với bước",
    "valid_from": "ngày bắt đầu áp dụng",
    "valid_until": "ngày thôi áp dụng",
    "percent_of": "phần trăm",
    "per": "số nhân",
    "rows": "các dòng của bảng",
    "valid_for": "thời hạn giá trị",
    "reason_required": "phải nêu lý do",
    "min": "giá trị nhỏ nhất",
    "max": "giá trị lớn nhất",
    "min_length": "số ký tự ít nhất",
    "max_length": "số ký tự nhiều nhất",
    "decimals": "số chữ số thập phân",
    "blank": "mẫu tải về",
    "replaced_by": "nguồn dữ liệu thay giấy tờ",
    "signature": "ký số",
    "formats": "định dạng tệp",
    "listable": "hiện trong danh sách",
    "sensitive": "dữ liệu nhạy cảm",
    "example": "ví dụ",
    "slip": "phiếu",
    "status": "trạng thái",
    "kind": "loại",
    "fee": "phí, lệ phí",
    "publication": "điều ghi trong công bố",
    "decision": "số quyết định công bố",
    "government": "cấp thực hiện",
    "eligible": "đối tượng thực hiện",
    "performing": "cơ quan thực hiện",
    "competent": "cơ quan có thẩm quyền",
    "delegated": "cơ quan được ủy quyền",
    "coordinating": "cơ quan phối hợp",
    "reception": "địa chỉ tiếp nhận",
    "related": "thủ tục liên quan",
    "description": "mô tả của công bố",
    "papers": "lời về thành phần hồ sơ",
    "time": "lời về thời hạn",
    "fees": "lời về phí, lệ phí",
    "source": "trang công bố",
    "exits": "các lối ra của bước",
    "routes": "các nhánh",
    "consultation": "việc lấy ý kiến",
    "parties": "các nơi được lấy ý kiến",
    "branches": "các nhánh làm đồng thời",
    "needs": "số cần có",
    "silence": "hậu quả khi im lặng",
    "means": "ý nghĩa của im lặng",
    "wait_at_most": "thời gian chờ lâu nhất",
    "payment": "việc nộp tiền",
    "restart": "cách tính lại thời hạn",
    "call": "việc gọi kết nối",
    "connector": "kết nối",
    "send": "giá trị gửi đi",
    "get": "giá trị nhận về",
    "timeout": "thời gian chờ kết nối",
    "linked": "hồ sơ liên thông",
    "procedure": "thủ tục liên thông",
    "answers": "câu trả lời điền sẵn",
    "wait": "việc chờ hồ sơ liên thông",
    "agreed": "bước sau khi đồng ý",
    "objected": "bước sau khi không đồng ý",
    "unanswered": "bước sau khi hết thời gian chờ",
    "paid": "bước sau khi nộp tiền",
    "done": "bước sau khi xong",
    "failed": "bước sau khi không được",
    "else": "bước khi không nhánh nào khớp",
    "text": "lời đầy đủ",
    "form": "tên mẫu đơn",
    "note": "lời ghi chú",
    "numbering": "cách đánh mã số hồ sơ",
    "dossier": "mẫu mã số hồ sơ",
    "opening": "đợt nhận hồ sơ",
    "since": "ngày đầu",
    "until": "ngày cuối",
    "yearly": "khoảng nhận hằng năm",
    "quota": "giới hạn số hồ sơ",
    "places": "số hồ sơ được nhận",
}


def sentence(change: Change, old: Definition, new: Definition) -> str:
    """ "Ô “Số bản”: số bản sao đổi từ 1 thành 2.", in Vietnamese."""
    source = old if change.kind is Kind.REMOVED else new
    place = list(_place(change.path, source))
    match change.kind:
        case Kind.ADDED:
            said = f"thêm {_joined(place)}"
        case Kind.REMOVED:
            said = f"bỏ {_joined(place)}"
        case Kind.MOVED:
            names = ", ".join(map(str, change.after))
            said = f"{_joined(place)}: đổi thứ tự thành {names}"
        case Kind.RENAMED:
            said = f"{_joined(place)}: đổi tên gọi trong tệp từ {change.before} thành {change.after}; điều đã khai được giữ"
        case Kind.CHANGED:
            before = _value(change.before, labels_of(old))
            after = _value(change.after, labels_of(new))
            said = f"{_joined(place)}: đổi từ {before} thành {after}"
    return said[:1].upper() + said[1:] + "."


def _joined(place: list[str]) -> str:
    """The nearest thing first: "ô “Số bản” của trang “Yêu cầu”"."""
    return " của ".join(reversed(place))


def _place(path: str, definition: Definition) -> Iterator[str]:
    """The things and keys along a path, from the outermost."""
    here: Any = definition
    *above, last = path.split(".")
    for part in above:
        here = _member(here, part)
        if type(here) in _THINGS:
            yield _thing(here)
        elif part in ("submit", "receive", "deadline", "supplement", "agency", "notices"):
            yield _PARTS[part]
        elif not isinstance(here, tuple | Mapping) and part not in _PARTS:
            yield f"“{part}”"
    member = _member(here, last)
    yield _thing(member) if type(member) in _THINGS else _PARTS.get(last, f"“{last}”")


def _member(owner: Any, name: str) -> Any:
    if isinstance(owner, tuple):
        return next((item for item in owner if getattr(item, "id", None) == name), None)
    if isinstance(owner, Mapping):
        return next((value for key, value in owner.items() if str(key) == name), None)
    return getattr(owner, name, None)


def _thing(item: Any) -> str:
    words = getattr(item, "label", None) or getattr(item, "title", None) or getattr(item, "name", None)
    return f"{_THINGS[type(item)]} “{words or item.id}”"


def _value(value: Any, labels: Mapping[str, str]) -> str:
    match value:
        case None | () | "":
            return "không có"
        case bool():
            return "có" if value else "không"
        case Text() | str():
            return f"“{value}”"
        case Money():
            return money(value)
        case Span():
            return span_words(value)
        case date():
            return date_words(value)
        case Expression():
            return f"[{in_words(value, labels)}]"
        case tuple() | list():
            return ", ".join(_value(item, labels) for item in value)
        case Mapping():
            return ", ".join(f"{key} {_value(item, labels)}" for key, item in value.items())
    if type(value) in _THINGS:
        return _thing(value)
    if is_dataclass(value):
        parts = (_value(getattr(value, part.name), labels) for part in fields(value))
        return "(" + "; ".join(part for part in parts if part != "không có") + ")"
    return str(value)
