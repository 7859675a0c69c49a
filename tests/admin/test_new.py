import shutil
from pathlib import Path

import pytest

from engine.library import Library
from tests.admin.commands import said
from tests.admin.official.samples import line
from tests.engine.examples import PROCEDURES

TEMPLATES = sorted(Library.from_folder(PROCEDURES / "shared").templates)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(PROCEDURES / "shared", tmp_path / "shared")
    return tmp_path


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_new_file_checks_clean_whatever_its_template(
    template: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    title = 'Cấp phép: "thử" \\ nghiệm'
    assert (
        said(capsys, "new", "cap-phep", "--folder", str(folder), "--template", template, "--title", title)[0]
        == 0
    )
    code, out, _ = said(capsys, "check", str(folder))
    assert code == 0
    assert "1 tệp: 0 lỗi, 0 cảnh báo" in out
    assert title.upper() in said(capsys, "words", str(folder / "cap-phep.yaml"))[1]


def test_two_new_files_have_two_codes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("mot", "hai"):
        assert said(capsys, "new", name, "--folder", str(folder))[0] == 0
    assert "2 tệp: 0 lỗi, 0 cảnh báo" in said(capsys, "check", str(folder))[1]


def test_a_file_that_is_there_is_never_written_over(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "cu.yaml").write_text("cũ", encoding="utf-8")
    code, _, err = said(capsys, "new", "cu", "--folder", str(folder))
    assert code == 2
    assert "cu.yaml" in err
    assert (folder / "cu.yaml").read_text(encoding="utf-8") == "cũ"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["../ra-ngoai"], "không phải tên định danh"),
        (["Cấp phép"], "không phải tên định danh"),
        (["cap-phep", "--template", "review-aprove"], "Có phải ý bạn là review-approve"),
        (["cap-phep", "--agency", "so-la"], "không có cơ quan “so-la”"),
        (["cap-phep", "--sector", "la"], "không có lĩnh vực “la”"),
    ],
)
def test_a_wrong_call_says_what_is_wrong_and_writes_nothing(
    arguments: list[str], told: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = said(capsys, "new", *arguments, "--folder", str(folder))
    assert code == 2
    assert told in err
    assert list(folder.glob("**/*.yaml")) == list((folder / "shared").glob("**/*.yaml"))


def test_a_file_starts_from_an_official_record_and_becomes_level_3_with_a_template(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records = folder / "records.jsonl"
    records.write_text(line("9.000001") + "\n", encoding="utf-8")
    source = ("--from-record", "9.000001", "--records", str(records), "--folder", str(folder))
    assert said(capsys, "new", "cap-the", *source)[0] == 0
    assert said(capsys, "new", "cap-the-truc-tuyen", *source, "--template", "one-stop")[0] == 0
    texts = [
        (folder / f"{name}.yaml").read_text(encoding="utf-8") for name in ("cap-the", "cap-the-truc-tuyen")
    ]
    assert ["level: 1" in text for text in texts] == [True, False]
    assert ["use: one-stop@1" in text for text in texts] == [False, True]
    (folder / "cap-the.yaml").unlink()
    assert "1 tệp: 0 lỗi" in said(capsys, "check", str(folder))[1]


def test_a_record_that_is_not_there_is_named_with_the_nearest(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records = folder / "records.jsonl"
    records.write_text(line("9.000001") + "\n", encoding="utf-8")
    code, _, err = said(
        capsys,
        "new",
        "cap-the",
        "--from-record",
        "9.000002",
        "--records",
        str(records),
        "--folder",
        str(folder),
    )
    assert code == 2
    assert "9.000001" in err
