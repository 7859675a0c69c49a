import builtins
import json
from pathlib import Path

import pytest

from tests.admin.commands import EXTRACT, said
from tests.admin.test_words_graph_schema import ANSWERS, APPLICANT
from tests.engine.examples import EXAMPLES

AT = ("--at", "2026-02-12T16:00")


def script(tmp_path: Path, *steps: str, **answers: str) -> str:
    file = tmp_path / "di-thu.json"
    file.write_text(
        json.dumps({"applicant": APPLICANT, "answers": {**ANSWERS, **answers}, "steps": steps}),
        encoding="utf-8",
    )
    return str(file)


def test_a_scripted_dossier_goes_from_the_form_to_its_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = ("accept", "supplement", "found", "sign", "returned")
    code, out, err = said(capsys, "simulate", EXTRACT, "--answers", script(tmp_path, *steps), *AT)
    assert (code, err) == (0, "")
    assert "Số lượng bản sao: 3 × 8.000 đồng = 24.000 đồng" in out
    assert "Người nộp bổ sung hồ sơ." in out
    # Nobody works over Tết: the second decision after Friday the 13th comes on the 23rd.
    assert [line.split()[2] for line in out.splitlines() if " ngày " in line and line[:1].isdigit()][:3] == [
        "12/02/2026:",
        "13/02/2026:",
        "23/02/2026:",
    ]
    assert out.rstrip().splitlines()[-1].endswith("Đã trả kết quả")


def test_a_script_that_does_not_fit_stops_with_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = said(capsys, "simulate", EXTRACT, "--answers", script(tmp_path, "acept"), *AT)
    assert (code, "accept" in err) == (1, True)
    code, _, err = said(
        capsys, "simulate", EXTRACT, "--answers", script(tmp_path, "accept", copies="99"), *AT
    )
    assert (code, "Số lượng bản sao" in err) == (1, True)
    (tmp_path / "hong.json").write_text("[]", encoding="utf-8")
    assert said(capsys, "simulate", EXTRACT, "--answers", str(tmp_path / "hong.json"))[0] == 1


def test_at_the_terminal_each_question_is_asked_and_a_wrong_answer_asked_again(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    questions: list[str] = []
    typed = {
        "Đối tượng nộp": ["citizen"], "Họ và tên": [APPLICANT["full_name"]], "Số định danh cá nhân": [APPLICANT["national_id"]],
        "Số điện thoại": ["0912345678"], "Địa chỉ liên hệ": [APPLICANT["address"]], "Loại giấy tờ": ["birth"],
        "Số lượng bản sao": ["nhiều", "2"], "Bạn xin cho ai?": ["self"], "Họ, chữ đệm": [APPLICANT["full_name"]],
        "Nơi đã đăng ký": ["Xã Ví Dụ"], "Kiểm tra và tiếp nhận": ["?", "decline"],
    }  # fmt: skip

    def answer(prompt: str) -> str:
        questions.append(prompt.strip())
        if (
            prompt.strip().startswith("Ngày sinh")
            and sum(each.startswith("Ngày sinh") for each in questions) == 2
        ):
            return "1990"
        waiting = next((given for label, given in typed.items() if prompt.strip().startswith(label)), [])
        return waiting.pop(0) if waiting else ""

    monkeypatch.setattr(builtins, "input", answer)
    code, out, err = said(capsys, "simulate", EXTRACT, *AT)
    assert (code, err) == (0, "")
    assert sum(each.startswith("Số lượng bản sao") for each in questions) == 2
    assert not any(each.startswith("Tên việc hộ tịch") for each in questions)
    assert "Phí, lệ phí: 16.000 đồng" in out
    assert out.rstrip().splitlines()[-1].endswith("Không được tiếp nhận")


def test_there_is_nothing_to_walk_without_a_process(capsys: pytest.CaptureFixture[str]) -> None:
    file = str(EXAMPLES / "valid" / "information-only.yaml")
    assert said(capsys, "simulate", file, "--shared", str(EXAMPLES / "shared"))[0] == 1
