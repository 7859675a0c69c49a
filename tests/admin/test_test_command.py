import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from admin.cli import main
from tests.engine.examples import PROCEDURES

NAME = "cong-bo-hop-chuan"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the real folder, to spoil."""
    shutil.copytree(PROCEDURES, tmp_path / "procedures")
    return tmp_path / "procedures"


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_scenarios_of_the_whole_folder_pass(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", str(folder), "--coverage"]) == 0
    told = capsys.readouterr().out
    assert "bước 5/5" in told
    assert "kết luận 11/11" in told
    assert "kịch bản đạt" in told


def test_a_changed_rule_fails_at_the_line_of_the_expectation(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(folder / f"{NAME}.yaml", "local: 4 working days", "local: 3 working days")
    assert main(["test", str(folder / f"{NAME}.yaml"), "--mutations"]) == 1
    told = capsys.readouterr().out
    assert f"scenarios/{NAME}.yaml:" in told
    assert "K030" in told
    assert "mong đợi 26/02/2026 17:00, thực tế 25/02/2026 17:00" in told
    assert "Chưa thử sửa quy tắc" in told


def test_changes_nobody_notices_are_shown_in_the_procedure(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(folder / "scenarios" / f"{NAME}.yaml", "fee: 176.000 VND\n", "status: submitted\n")
    lines = "lines: {filing: 150.000 VND, channel.receive: 26.000 VND}\n"
    spoil(folder / "scenarios" / f"{NAME}.yaml", lines, "clock: none\n")
    assert main(["test", str(folder / f"{NAME}.yaml"), "--mutations"]) == 0
    told = capsys.readouterr().out
    assert "K050" in told
    assert "“26.000 VND” thành “27.000 VND”" in told
    caught, total = map(int, re.findall(r"(\d+)/(\d+) thay đổi quy tắc", told)[0])
    assert 0 < total - caught <= 3


def test_programs_get_json_and_junit(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(folder / f"{NAME}.yaml", "150.000 VND", "160.000 VND")
    assert main(["test", str(folder), "--format", "json"]) == 1
    first, second = json.loads(capsys.readouterr().out)["procedures"]
    assert not all(scenario["passed"] for scenario in first["scenarios"])
    assert all(scenario["passed"] for scenario in second["scenarios"])
    assert first["coverage"]["steps"] == {"seen": 5, "total": 5, "missing": []}
    assert main(["test", str(folder), "--format", "junit"]) == 1
    suites = ElementTree.fromstring(capsys.readouterr().out.split("?>", 1)[1])
    assert [int(suite.get("failures", "")) > 0 for suite in suites] == [True, False]
    assert suites.findall(".//failure")[0].get("message")


def test_a_procedure_with_errors_is_told_and_not_played(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(folder / f"{NAME}.yaml", "when: has_iso", "when: has_isso")
    assert main(["test", str(folder / f"{NAME}.yaml")]) == 1
    assert "X112" in capsys.readouterr().out


def test_a_scenario_file_that_is_not_there_fails_the_test(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "scenarios" / f"{NAME}.yaml").unlink()
    assert main(["check", str(folder)]) == 0
    assert "K001" in capsys.readouterr().out
    assert main(["test", str(folder / f"{NAME}.yaml")]) == 1
    assert "K001" in capsys.readouterr().out


def test_a_procedure_without_scenarios_and_a_missing_path(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(folder / f"{NAME}.yaml", f"scenarios: scenarios/{NAME}.yaml\n", "")
    assert main(["test", str(folder / f"{NAME}.yaml")]) == 0
    assert "Không thủ tục nào có kịch bản" in capsys.readouterr().out
    assert main(["test", str(folder / "none.yaml")]) == 2
