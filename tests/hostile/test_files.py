"""Every hostile file is refused with a finding at a place, in under a second and 100 MB of one process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from engine.load import load
from tests.engine.examples import library
from tests.hostile.case import GOOD, Hostile
from tests.hostile.files import FILES

ROOT = Path(__file__).parents[2]
PARTS = 2
SECONDS = 1.0
MEGABYTES = 100
LONGEST_REPORT = 500_000
"""Letters that all findings of one file may take together."""


@pytest.fixture(scope="module")
def verdicts() -> dict[str, dict[str, Any]]:
    """What became of each file, measured side by side in as many processes as a small machine has cores."""
    commands = [
        [sys.executable, "-m", "tests.hostile.measure", str(part), str(PARTS)] for part in range(PARTS)
    ]
    running = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for command in commands]
    lines = [line for process in running for line in process.communicate(timeout=300)[0].splitlines()]
    return {verdict["name"]: verdict for verdict in map(json.loads, lines)}


def test_there_are_more_than_two_hundred_different_hostile_files() -> None:
    assert len({file.name for file in FILES}) == len(FILES)
    assert len({file.text for file in FILES}) == len(FILES)
    assert len(FILES) >= 200


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name[:60])
def test_a_hostile_file_is_refused_soon_and_at_a_place(
    file: Hostile, verdicts: dict[str, dict[str, Any]]
) -> None:
    verdict = verdicts[file.name]
    assert "killed" not in verdict
    assert not verdict["accepted"]
    assert any(problem["code"].startswith(file.finding) for problem in verdict["problems"])
    lines = file.text.count(b"\n" if isinstance(file.text, bytes) else "\n") + 1
    assert all(1 <= problem["line"] <= lines and problem["column"] >= 1 for problem in verdict["problems"])
    assert verdict["seconds"] < SECONDS
    assert verdict["memory"] < MEGABYTES
    assert verdict["size"] < LONGEST_REPORT


def test_a_file_without_end_is_read_no_further_than_its_limit(tmp_path: Path) -> None:
    huge = tmp_path / "huge.yaml"
    with huge.open("wb") as opened:
        opened.truncate(10 * 1024**3)
    assert [problem.code for problem in load(huge, library()).problems] == ["Y001"]


def test_a_device_or_a_folder_in_place_of_a_file_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "zeros.yaml").symlink_to("/dev/zero")
    (tmp_path / "folder.yaml").mkdir()
    for name in ("zeros.yaml", "folder.yaml", "missing.yaml"):
        assert [problem.code for problem in load(tmp_path / name, library()).problems] == ["Y025"]


def test_a_blank_form_that_a_link_takes_from_elsewhere_is_not_there(tmp_path: Path) -> None:
    folder, secret = tmp_path / "procedures", tmp_path / "secret.docx"
    (folder / "forms").mkdir(parents=True)
    secret.write_bytes(b"x")
    (folder / "forms" / "own.docx").write_bytes(b"x")
    (folder / "forms" / "linked.docx").symlink_to(secret)
    found = {}
    for name in ("own", "linked"):
        path = folder / f"{name}.yaml"
        path.write_text(
            GOOD.replace("{name: Đơn,", f"{{name: Đơn, blank: forms/{name}.docx,"), encoding="utf-8"
        )
        found[name] = [problem.code for problem in load(path, library()).problems]
    assert found == {"own": [], "linked": ["R023"]}
