from pathlib import Path

import pytest

from tests.admin.commands import said
from tests.engine.examples import MINIMAL


def test_files_are_rewritten_once_and_check_only_tells(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "vi-du.yaml"
    file.write_text(MINIMAL.replace("[citizen]", "[ citizen ]   # ai nộp"), encoding="utf-8")
    code, out, _ = said(capsys, "fmt", str(tmp_path), "--check")
    assert (code, "vi-du.yaml" in out) == (1, True)
    assert "[ citizen ]" in file.read_text(encoding="utf-8")
    assert said(capsys, "fmt", str(tmp_path))[0] == 0
    assert "applicants: [citizen]   # ai nộp\n" in file.read_text(encoding="utf-8")
    assert said(capsys, "fmt", str(tmp_path), "--check")[:2] == (0, "Mọi tệp đã đều.\n")


def test_a_file_that_cannot_be_read_is_left_alone_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "hong.yaml"
    file.write_bytes(b"a: [\xff ")
    code, _, err = said(capsys, "fmt", str(file))
    assert (code, "hong.yaml" in err) == (1, True)
    assert file.read_bytes() == b"a: [\xff "
    assert said(capsys, "fmt", str(tmp_path / "khong-co.yaml"))[0] == 2
