import json
from pathlib import Path

import pytest

from tests.admin.commands import EXTRACT, said
from tests.engine.examples import PROCEDURES

SHARED = ("--shared", str(PROCEDURES / "shared"))


def changed(tmp_path: Path, *replacements: tuple[str, str]) -> str:
    text = Path(EXTRACT).read_text(encoding="utf-8")
    for old, new in replacements:
        assert old in text, old
        text = text.replace(old, new)
    file = tmp_path / "moi.yaml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_the_same_file_has_no_changes(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "diff", EXTRACT, EXTRACT)[:2] == (0, "Không có gì thay đổi.\n")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("8.000 VND", "9.000 VND", "Mức tiền của dòng phí “Phí cấp bản sao trích lục hộ tịch”: đổi từ 8.000 đồng thành 9.000 đồng."),
        ("label: Mục đích sử dụng", "label: Mục đích", "Nhãn của ô “Mục đích” của trang “Nội dung yêu cầu”: đổi từ “Mục đích sử dụng” thành “Mục đích”."),
        ("within: 3 working hours", "within: 4 working hours", "Thời gian xử lý của bước “Tra cứu và lập văn bản”: đổi từ 3 giờ làm việc thành 4 giờ làm việc."),
    ],
    ids=["fee", "label", "time"],
)  # fmt: skip
def test_a_change_that_leaves_dossiers_fitting_is_told_in_a_sentence(
    old: str, new: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = said(capsys, "diff", EXTRACT, changed(tmp_path, (old, new)), *SHARED)
    assert code == 0
    assert f"  - {sentence}\n" in out


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("max: 50", "max: 20", "Giá trị lớn nhất của ô “Số lượng bản sao” của trang “Nội dung yêu cầu”: đổi từ 50 thành 20."),
        ("death: Trích lục khai tử (bản sao)", "deaths: Trích lục khai tử (bản sao)", "Bỏ lựa chọn “Trích lục khai tử (bản sao)” của ô “Loại giấy tờ hộ tịch cần cấp bản sao” của trang “Nội dung yêu cầu”."),
        ("when: record == 'other'", "when: record == 'death'", "Điều kiện của ô “Tên việc hộ tịch” của trang “Nội dung yêu cầu”: đổi từ"),
    ],
    ids=["limit", "choice", "condition"],
)  # fmt: skip
def test_a_breaking_change_comes_first_and_gives_exit_code_1(
    old: str, new: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = changed(tmp_path, (old, new), ("label: Mục đích sử dụng", "label: Mục đích"))
    code, out, _ = said(capsys, "diff", EXTRACT, file, *SHARED)
    assert code == 1
    assert out.startswith("Không tương thích")
    assert out.index(sentence) < out.index("An toàn")


def test_programs_get_path_kind_impact_and_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = said(
        capsys, "diff", EXTRACT, changed(tmp_path, ("max: 50", "max: 20")), *SHARED, "--format", "json"
    )
    [change] = json.loads(out)["changes"]
    assert code == 1
    assert (change["path"], change["kind"], change["impact"]) == (
        "pages.request.fields.copies.settings.max",
        "changed",
        "breaking",
    )


def test_a_file_with_errors_is_refused_with_its_findings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = changed(tmp_path, ("level: 3", "level: ba"))
    code, out, err = said(capsys, "diff", EXTRACT, file, *SHARED)
    assert (code, out) == (1, "")
    assert "S013" in err
