"""The commands of whoever keeps the service running: database, staff, publishing, one round of work."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from admin.commands.demo import settings as demo_settings
from runtime import clock, publications
from runtime.accounts.login import by_password
from runtime.config import Settings
from runtime.db import Database
from tests.admin.commands import DECLARATION, said

PASSWORD = "cau dai de nho 7"


@pytest.fixture
def environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, procedures_folder: Path
) -> Mapping[str, str]:
    """The THUTUC_* variables of a service on an empty folder, with its own copy of the procedures."""
    procedures = shutil.copytree(procedures_folder, tmp_path / "procedures")
    variables = demo_settings(tmp_path, procedures, host="127.0.0.1", port=8000)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return variables


@pytest.fixture
def service(environment: Mapping[str, str], capsys: pytest.CaptureFixture[str]) -> Mapping[str, str]:
    """The same with an upgraded database."""
    assert said(capsys, "db", "upgrade")[0] == 0
    return environment


def database(environment: Mapping[str, str]) -> Database:
    return Database(Settings.from_environment(environment).database_url)


def test_the_database_says_where_it_stands(
    environment: Mapping[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = said(capsys, "db", "current")
    assert (code, "chưa khởi tạo" in out) == (1, True)
    assert said(capsys, "db", "upgrade")[0] == 0
    assert said(capsys, "db", "current")[0] == 0


def test_an_officer_is_added_listed_and_disabled(
    service: Mapping[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    arguments = (
        "user",
        "add",
        "an.tn",
        "--name",
        "Trần Ngọc An",
        "--place",
        "so-khcn/mot-cua",
        "--password-stdin",
    )
    assert said(capsys, *arguments)[0] == 0
    assert "officer so-khcn/mot-cua" in said(capsys, "user", "list")[1]

    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    code, _, error = said(capsys, *arguments)
    assert (code, "Đã có tài khoản" in error) == (1, True)

    assert said(capsys, "user", "disable", "an.tn")[0] == 0
    assert "đã khóa" in said(capsys, "user", "list")[1]
    assert said(capsys, "user", "disable", "khong.co")[0] == 1


def test_an_officer_needs_a_place_and_a_password_that_will_do(
    service: Mapping[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert said(capsys, "user", "add", "an.tn", "--name", "An", "--password-stdin")[0] == 2
    monkeypatch.setattr("sys.stdin", io.StringIO("123\n"))
    code, _, error = said(
        capsys, "user", "add", "an.tn", "--name", "An", "--place", "a/b", "--password-stdin"
    )
    assert (code, "ít nhất 8 ký tự" in error) == (1, True)
    assert "an.tn" not in said(capsys, "user", "list")[1]


def test_publishing_leaves_out_a_broken_file_and_says_so(
    service: Mapping[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    broken = Path(service["THUTUC_PROCEDURES"]) / "cong-bo-hop-chuan.yaml"
    broken.write_text(
        broken.read_text(encoding="utf-8").replace("when: has_iso", "when: has_iso9"), encoding="utf-8"
    )
    code, out, _ = said(capsys, "publish", "--by", "Phân tích Mẫu Tám")
    assert code == 1
    assert "Đã công bố trich-luc-ho-tich." in out
    assert "cong-bo-hop-chuan.yaml:" in out
    with database(service).reading() as session:
        versions = publications.current_versions(session)
    assert [(version.procedure, version.published_by) for version in versions] == [
        ("trich-luc-ho-tich", "Phân tích Mẫu Tám")
    ]
    assert "Không có thủ tục nào thay đổi." in said(capsys, "publish")[1]


def test_findings_as_json_carry_all_that_was_promised(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    broken = tmp_path / "cong-bo-hop-chuan.yaml"
    text = Path(DECLARATION).read_text(encoding="utf-8").replace("when: has_iso\n", "when: has_is\n", 1)
    broken.write_text(text, encoding="utf-8")
    shared = str(Path(DECLARATION).parent / "shared")
    code, out, _ = said(capsys, "check", str(broken), "--format", "json", "--shared", shared)
    found = [finding for finding in json.loads(out)["findings"] if finding["severity"] == "error"]
    assert code == 1
    assert set(found[0]) == {"code", "severity", "file", "line", "column", "path", "message", "hint"}
    lines = text.splitlines()
    wrong = next(number for number, line in enumerate(lines, start=1) if line.strip() == "when: has_is")
    assert (found[0]["line"], found[0]["column"]) == (wrong, lines[wrong - 1].index("has_is") + 1)
    assert "has_iso" in found[0]["hint"]


def test_a_mistaken_setting_is_told_and_nothing_starts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], environment: Mapping[str, str]
) -> None:
    monkeypatch.setenv("THUTUC_DATABASE_ULR", "sqlite://")
    code, _, error = said(capsys, "db", "upgrade")
    assert (code, "THUTUC_DATABASE_URL" in error) == (2, True)


def test_one_round_of_work_ends_by_itself(
    service: Mapping[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(capsys, "worker", "--once")[0] == 0


def test_a_password_given_to_the_command_opens_the_door(
    service: Mapping[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    assert (
        said(capsys, "user", "add", "quantri", "--name", "Quản trị", "--role", "admin", "--password-stdin")[0]
        == 0
    )
    signed_in = by_password(
        database(service), "quantri", PASSWORD, network="127.0.0.0", secret="x" * 32, at=clock.now()
    )
    assert signed_in is not None
