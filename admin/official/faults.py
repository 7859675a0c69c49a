"""Faults really found in official records, each with a code and the words that show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

FAULTS: Mapping[str, str] = MappingProxyType(
    {
        "N001": "Mức thu dưới 1.000 đồng, có lẽ ghi thiếu ba số không",
        "N002": "Ghi miễn phí nhưng lời kèm theo nêu mức thu",
        "N003": "Có đơn vị tiền mà không có mức tiền",
        "N004": "Thời hạn không ghi đơn vị",
        "N005": "Thời hạn trong bảng khác thời hạn trong lời",
        "N006": "Không ghi thời hạn ở cách nào",
        "N007": "Một cách thực hiện có nhiều thời hạn",
        "N008": "Thời hạn tính bằng giờ, không rõ giờ làm việc hay giờ thường",
        "N009": "Điều kiện áp dụng giấy tờ chỉ viết trong lời",
        "N010": "Giấy tờ chọn một trong nhiều loại chỉ viết trong lời",
        "N011": "Ghi chú được nhập như một giấy tờ (0 bản)",
        "N012": "Không ghi cơ quan thực hiện",
        "N013": "Không tách được căn cứ pháp lý thành văn bản và số hiệu",
        "N014": "Kết quả không có mã",
        "N015": "Cùng một giấy tờ ghi hai lần trong một nhóm",
        "N016": "Lời có mã đánh dấu của trang nguồn",
        "N017": "Số quyết định công bố viết sai dạng",
        "N018": "Không ghi kết quả",
        "N019": "Mức thu do địa phương quy định, không có con số",
        "N020": "Thời hạn lẻ, không phải số nguyên",
    }
)


@dataclass(frozen=True, slots=True)
class Fault:
    """`code` is a key of FAULTS; `shown` the words of the record that show it, cut short."""

    code: str
    shown: str = ""

    def __post_init__(self) -> None:
        if self.code not in FAULTS:
            raise ValueError(self.code)


def excerpt(text: str, most: int = 120) -> str:
    """One line of at most so many letters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
