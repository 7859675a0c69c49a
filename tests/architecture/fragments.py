"""Pieces of procedures shown in the documents: each is laid into a small whole procedure and must check clean.

A block that begins with the comment `# ở: form.pages.request.fields` is such a piece: what follows is written at
that place of the file, `# ở: đầu tệp` at its top. Maps are joined; everything else takes the place of what was there.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace

from engine.nodes import ListNode, MapNode, Node, ScalarNode
from engine.source import read

BASE = """\
procedure: vi-du
code: "1.000001"
name: Thủ tục ví dụ
sector: chung-thuc
agency: so-khcn
level: 3
applicants: [citizen, organization]
result: {name: Giấy xác nhận}
channels:
  submit: {online: {}, counter: {}}
  receive: {online: {}, counter: {}}
deadline: {legal: 10 working days}
form:
  pages:
    request:
      title: Nội dung yêu cầu
      fields:
        copies: {label: Số bản, type: number, required: yes, min: 1, max: 20}
        purpose: {label: Mục đích, type: choice, required: yes, choices: {study: Học tập, work: Việc làm, other: Khác}}
        for_other: {label: Nộp thay người khác?, type: yes_no, required: yes}
        test_date: {label: Ngày thử nghiệm, type: date, required: yes}
        members:
          label: Thành viên
          type: group
          columns: {name: {label: Họ tên, type: person_name, required: yes}, share: {label: Vốn góp, type: money, required: yes}}
documents:
  card: {name: Giấy đăng ký, copies: 1}
fee:
  pay: at_acceptance
  lines:
    filing: {kind: le_phi, name: Lệ phí, amount: 100.000 VND}
process:
  use: review-approve@1
  with:
    review: {queue: so-khcn/phong-tdc, within: 2 working days}
    approve: {queue: so-khcn/lanh-dao, within: 8 working hours}
    refusal: {within: 8 working hours}
  supplement: {reply_within: 15 working days}
"""
_AT = re.compile(r"\A# ở: (?P<place>[^\n]+)\n(?P<text>.*)\Z", flags=re.DOTALL)
_TOP = "đầu tệp"


def is_fragment(block: str) -> bool:
    return _AT.match(block) is not None


def whole(block: str) -> str:
    """The small procedure with the piece in its place, as YAML."""
    found = _AT.match(block)
    assert found is not None
    steps = [] if found["place"] == _TOP else found["place"].split(".")
    piece, base = _root(found["text"]), _root(BASE)
    for step in reversed(steps):
        piece = MapNode({step: piece}, {step: ScalarNode(step)})
    return "\n".join(_written(_joined(base, piece), 0)) + "\n"


def _root(text: str) -> Node:
    source = read(text, "fragment.yaml")
    assert source.problems == (), [problem.as_text() for problem in source.problems]
    assert source.root is not None
    return source.root


def _joined(base: Node | None, piece: Node) -> Node:
    if not isinstance(base, MapNode) or not isinstance(piece, MapNode):
        return piece
    entries = {**base.entries, **{key: _joined(base.get(key), each) for key, each in piece.entries.items()}}
    return replace(base, entries=entries, keys={**base.keys, **piece.keys})


def _written(node: Node, margin: int) -> list[str]:
    """Block style; a word keeps being plain or quoted, for that decides how it may be read."""
    space = " " * margin
    if isinstance(node, MapNode):
        if not node.entries:
            return [f"{space}{{}}"]
        return [line for key, each in node.entries.items() for line in _entry(f"{space}{key}:", each, margin)]
    if isinstance(node, ListNode):
        if not node.items:
            return [f"{space}[]"]
        return [line for each in node.items for line in _entry(f"{space}-", each, margin)]
    return [space + (node.text if node.plain else json.dumps(node.text, ensure_ascii=False))]


def _entry(head: str, node: Node, margin: int) -> list[str]:
    lines = _written(node, margin + 2)
    return [f"{head} {lines[0].strip()}"] if len(lines) == 1 and _is_short(node) else [head, *lines]


def _is_short(node: Node) -> bool:
    return isinstance(node, ScalarNode) or not (node.entries if isinstance(node, MapNode) else node.items)
