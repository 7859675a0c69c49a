"""What the checker is for: everything that is wrong, at once, each at its own line with the right hint."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from tests.admin.commands import said
from tests.engine.examples import EXAMPLES

MISTAKES = EXAMPLES / "mistakes" / "twenty.yaml"
_EXPECTED = re.compile(r"#! (?P<code>[A-Z]\d{3}) (?P<words>.+)$")


def expected(text: str) -> dict[int, tuple[str, str]]:
    """Line → code and some of the words, as the file's own comments say."""
    lines = enumerate(text.splitlines(), start=1)
    return {at: (found["code"], found["words"]) for at, line in lines if (found := _EXPECTED.search(line))}


def findings(capsys: pytest.CaptureFixture[str], file: Path) -> list[dict[str, Any]]:
    code, out, _ = said(capsys, "check", str(file), "--shared", str(EXAMPLES / "shared"), "--format", "json")
    assert code == 1
    return json.loads(out)["findings"]


def test_more_than_twenty_mistakes_of_different_kinds_are_all_reported_at_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    wanted = expected(MISTAKES.read_text(encoding="utf-8"))
    found: dict[int, list[str]] = defaultdict(list)
    for finding in findings(capsys, MISTAKES):
        found[finding["line"]].append(finding["code"])
    assert dict(found) == {line: [code] for line, (code, _) in wanted.items()}
    assert len({code for code, _ in wanted.values()}) >= 20


def test_each_mistake_says_what_would_be_right(capsys: pytest.CaptureFixture[str]) -> None:
    wanted = expected(MISTAKES.read_text(encoding="utf-8"))
    for finding in findings(capsys, MISTAKES):
        words = wanted[finding["line"]][1]
        assert words in f"{finding['message']} {finding['hint']}", (finding["line"], words)


def test_the_author_sees_each_mistake_under_its_own_line(capsys: pytest.CaptureFixture[str]) -> None:
    wanted = expected(MISTAKES.read_text(encoding="utf-8"))
    code, out, _ = said(capsys, "check", str(MISTAKES), "--shared", str(EXAMPLES / "shared"))
    assert code == 1
    told = re.findall(
        rf"^{re.escape(str(MISTAKES))}:(\d+):\d+: (?:lỗi|cảnh báo) ([A-Z]\d{{3}}): ", out, re.MULTILINE
    )
    assert told == [(str(line), code) for line, (code, _) in sorted(wanted.items())]


PROCESS = """process:
  supplement: {reply_within: 15 working days}
  steps:
    intake: {kind: intake, queue: mot-cua, within: 4 working hours, accept: review}
    review:
      title: Thẩm định
      queue: ubnd-phuong-hoa-sen/tu-phap-ho-tich
      within: 8 working hours
      outcomes:
        pass: {label: Đạt, to: sign}
        doubt: {label: Cần xác minh, to: verify}
    verify:
      title: Xác minh
      queue: ubnd-phuong-hoa-sen/tu-phap-ho-tich
      within: 8 working hours
      outcomes: {found: {label: Đã xác minh, to: confirm}}
    confirm:
      title: Xác nhận
      queue: ubnd-phuong-hoa-sen/tu-phap-ho-tich
      within: 8 working hours
      outcomes: {more: {label: Xác minh thêm, to: verify}}
    sign:
      title: Ký
      queue: ubnd-phuong-hoa-sen/lanh-dao
      within: 8 working hours
      outcomes: {sign: {label: Ký, to: hand_over, attach_result: yes}}
    hand_over: {kind: return_result, queue: mot-cua}
"""
HEAD = MISTAKES.parent.parent / "valid" / "information-only.yaml"


def written(folder: Path, process: str) -> Path:
    """An information-only procedure with this process."""
    file = folder / "quy-trinh.yaml"
    file.write_text(HEAD.read_text(encoding="utf-8").rstrip() + "\n" + process, encoding="utf-8")
    return file


def checked(capsys: pytest.CaptureFixture[str], file: Path) -> tuple[int, str]:
    code, out, _ = said(capsys, "check", str(file), "--shared", str(EXAMPLES / "shared"))
    return code, out


def test_a_hidden_dead_end_is_refused_with_the_path_that_leads_into_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, PROCESS)
    line = next(at for at, text in enumerate(file.read_text().splitlines(), 1) if text == "    verify:")
    code, out = checked(capsys, file)
    assert code == 1
    assert (
        f"{file}:{line}:5: lỗi F004: intake → review → verify: từ đây không còn đường ra, hồ sơ không bao giờ kết thúc được."
        in out
    )
    assert out.count("F004") == 1


def test_the_same_process_with_a_way_out_is_accepted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    open_again = PROCESS.replace("more: {label: Xác minh thêm, to: verify}", "done: {label: Xong, to: sign}")
    code, out = checked(capsys, written(tmp_path, open_again))
    assert (code, "mọi hồ sơ đều kết thúc" in out) == (0, True)


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("to: sign}", "to: sgin}", "R004"),
        ("lanh-dao", "lanh-doa", "R003"),
        ("title: Ký", "tilte: Ký", "S002"),
        ("title: Ký", "title: <b>Ký</b>", "T002"),
        ("within: 8 working hours", "within: 8 hous", "S020"),
        ("mot-cua, within", "mot-cua, not_same_person_as: singer, within", "R005"),
    ],
)
def test_another_mistake_does_not_hide_the_dead_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], right: str, wrong: str, code: str
) -> None:
    _, out = checked(capsys, written(tmp_path, PROCESS.replace(right, wrong)))
    assert f"lỗi {code}" in out
    assert "F004: intake → review → verify" in out


def test_a_way_that_may_lead_out_is_not_called_a_dead_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`sgn` may mean a step from which a result is reached, so nothing is said of the way there."""
    unknown = PROCESS.replace(
        "more: {label: Xác minh thêm, to: verify}", "more: {label: Thêm, to: elsewhere}"
    )
    code, out = checked(capsys, written(tmp_path, unknown))
    assert (code, "R004" in out, "F004" in out, "F003" in out) == (1, True, False, False)
