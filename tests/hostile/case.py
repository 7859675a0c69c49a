"""A hostile file as a value, and the plain good procedure that most of them are made from."""

from __future__ import annotations

from dataclasses import dataclass

GOOD = """procedure: vi-du
code: "1.000001"
name: Thủ tục ví dụ
sector: ho-tich
agency: ubnd-phuong-hoa-sen
level: 3
applicants: [citizen, organization]
result: {name: Giấy xác nhận}
channels: {submit: {online: {}, counter: {}}, receive: {counter: {}, post: {fee: 26.000 VND}}}
deadline: {legal: 5 working days}
form:
  pages:
    request:
      title: Nội dung
      fields:
        copies: {label: Số bản, type: number, required: yes, min: 1, max: 50}
        purpose: {label: Mục đích, type: choice, required: yes, choices: {work: Xin việc, study: Đi học}}
        note: {label: Ghi chú, type: text}
documents:
  paper: {name: Đơn, originals: 1}
fee:
  pay: at_submission
  lines:
    filing: {kind: le_phi, name: Lệ phí, amount: 8.000 VND}
process:
  use: review-approve@1
  with:
    review: {queue: ubnd-phuong-hoa-sen/tu-phap-ho-tich, within: 2 working days}
    approve: {queue: ubnd-phuong-hoa-sen/lanh-dao, within: 8 working hours}
  supplement: {reply_within: 15 working days}
"""


@dataclass(frozen=True, slots=True)
class Hostile:
    """`finding`: a code that must be among the findings."""

    name: str
    text: str | bytes
    finding: str


def spoiled(name: str, finding: str, old: str, new: str) -> Hostile:
    """The good procedure with one passage replaced."""
    assert GOOD.count(old) == 1, old
    return Hostile(name, GOOD.replace(old, new), finding)


def with_field(name: str, finding: str, field: str) -> Hostile:
    """The good procedure with one more question, given as the YAML of its map or as `id: {…}` lines."""
    return spoiled(name, finding, "        note: {label", f"        {field}\n        note: {{label")


def with_rule(name: str, finding: str, expression: str) -> Hostile:
    """The good procedure with a question shown only when `expression` holds."""
    quoted = expression.replace("'", "''")
    return with_field(name, finding, f"extra: {{label: Thêm, type: text, when: '{quoted}'}}")
