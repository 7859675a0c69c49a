"""`thutuc import-catalogue`: from records to files that check clean and are on the site."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from admin.official.faults import FAULTS
from engine.catalogue import read_catalogue
from engine.definition import Channel
from tests.admin.commands import said
from tests.admin.official.samples import TABLE, line

OFFICIAL = Path(__file__).parents[4] / "shared/data/tthc.jsonl.gz"


def written(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "records.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_every_fault_is_in_the_manual_with_the_same_words() -> None:
    manual = (Path(__file__).parents[3] / "docs/analysts/import.md").read_text(encoding="utf-8")
    assert [line for code, said in FAULTS.items() if (line := f"| {code} | {said} |") not in manual] == []


def test_a_record_becomes_a_file_that_checks_clean_and_says_what_the_record_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records, out = written(tmp_path, line()), tmp_path / "out"
    assert said(capsys, "import-catalogue", str(records), "--out", str(out))[0] == 0
    catalogue = read_catalogue(out)
    assert [problem.as_text() for problem in catalogue.problems] == []
    found = catalogue.entries[0].loaded.definition
    assert found is not None
    assert (found.id, found.code, str(found.name), found.level) == (
        "cap-the-thu-nghiem-9-000001",
        "9.000001",
        "Cấp thẻ thử nghiệm",
        1,
    )
    assert found.deadline is not None
    assert str(found.deadline.legal) == "3 working days"
    assert str(found.submit[Channel.COUNTER].deadline) == "5 working days"
    assert [(str(paper.name), str(paper.form or ""), paper.originals, paper.copies) for paper in found.documents] == [
        ("Đơn đề nghị cấp thẻ", "Mẫu số 01.docx", 1, 0), ("Bản sao quyết định thành lập", "", 0, 2),
    ]  # fmt: skip
    assert found.legal_basis == ("Luật Hộ tịch (60/2014/QH13)", "Nghị định 123/2015/NĐ-CP")
    assert found.fee is not None
    assert [str(each.name) for each in found.fee.lines] == ["Lệ phí cấp thẻ"]
    assert found.publication is not None
    assert found.publication.government == ("province", "commune")


def test_groups_of_papers_become_cases(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    papers = f"Cấp mới{TABLE}Đơn cấp mới1 bản chínhCấp lại{TABLE}Đơn cấp lại1 bản chính"
    records, out = written(tmp_path, line(thanh_phan_ho_so=papers)), tmp_path / "out"
    assert said(capsys, "import-catalogue", str(records), "--out", str(out))[0] == 0
    catalogue = read_catalogue(out)
    assert [problem.as_text() for problem in catalogue.problems] == []
    found = catalogue.entries[0].loaded.definition
    assert found is not None
    assert [str(each.name) for each in found.cases] == ["Cấp mới", "Cấp lại"]


def test_faults_are_counted_by_code_in_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = line("9.000002", so_quyet_dinh="QĐ/0001-BTP", co_quan_thuc_hien="Không có thông tin")
    records, report = written(tmp_path, line(), wrong), tmp_path / "report.json"
    code, out, _ = said(
        capsys, "import-catalogue", str(records), "--out", str(tmp_path / "out"), "--report", str(report)
    )
    assert code == 0
    assert "2 thủ tục" in out
    found = {
        each["code"]: each["records"] for each in json.loads(report.read_text(encoding="utf-8"))["faults"]
    }
    assert found["N012"] == found["N017"] == 1


@pytest.mark.parametrize(
    ("text", "said_of"),
    [
        ("[1]", "1: không phải một đối tượng"),
        ("{", "1: không phải JSON"),
        ('{"ma_thu_tuc": "1"}', "1: thiếu ten_thu_tuc"),
    ],
)
def test_a_line_that_is_no_record_is_named_and_nothing_is_written(
    text: str, said_of: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = said(
        capsys, "import-catalogue", str(written(tmp_path, text)), "--out", str(tmp_path / "out")
    )
    assert code == 1
    assert said_of in err
    assert not (tmp_path / "out").exists()


def test_two_records_of_one_code_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = said(
        capsys, "import-catalogue", str(written(tmp_path, line(), line())), "--out", str(tmp_path / "out")
    )
    assert code == 1
    assert "9.000001" in err


@pytest.mark.skipif(not OFFICIAL.exists(), reason="the official records are not here")
def test_every_official_record_becomes_a_file_without_errors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(capsys, "import-catalogue", str(OFFICIAL), "--out", str(tmp_path))[0] == 0
    catalogue = read_catalogue(tmp_path)
    assert len(catalogue.entries) == 1_569
    assert [entry.file for entry in catalogue.entries if entry.loaded.definition is None] == []
