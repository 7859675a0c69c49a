"""What is remembered of a folder is as good as the folder itself, or is not used."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from engine import catalogue, manifest
from engine.catalogue import Catalogue, read_catalogue
from engine.manifest import from_bytes, to_bytes
from tests.engine.examples import EXAMPLES, MINIMAL


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLES / "shared", tmp_path / "shared")
    for number in range(3):
        text = MINIMAL.replace("vi-du", f"vi-du-{number}").replace("000001", f"00000{number}")
        (tmp_path / f"{number}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "broken.yaml").write_text(MINIMAL.replace("ho-tich", "ho-tch"), encoding="utf-8")
    (tmp_path / "again.yaml").write_text((tmp_path / "0.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read as YAML."""
    done: list[str] = []
    real: Callable[..., object] = catalogue.load

    def counted(path: Path, *more: object) -> object:
        done.append(path.name)
        return real(path, *more)

    monkeypatch.setattr(catalogue, "load", counted)
    return done


def started_again(folder: Path, before: Catalogue) -> Catalogue:
    return read_catalogue(folder, remembered=from_bytes(to_bytes(before.manifest())))


def test_a_second_start_reads_no_file_and_knows_the_same(folder: Path, loads: list[str]) -> None:
    cold = read_catalogue(folder)
    loads.clear()
    warm = started_again(folder, cold)
    assert [entry.brief for entry in warm.entries] == [entry.brief for entry in cold.entries]
    assert warm.manifest() == cold.manifest()
    assert loads == []


def test_what_is_asked_for_later_is_what_a_cold_start_knows(folder: Path, loads: list[str]) -> None:
    cold = read_catalogue(folder)
    warm = started_again(folder, cold)
    loads.clear()
    entry = next(entry for entry in warm.entries if entry.file.endswith("1.yaml"))
    assert entry.loaded == next(one.loaded for one in cold.entries if one.file == entry.file)
    assert loads == ["1.yaml"]
    assert warm.problems == cold.problems


def test_the_brief_of_a_file_says_what_the_file_says(folder: Path) -> None:
    for entry in read_catalogue(folder).entries:
        own = entry.loaded.definition
        assert entry.brief.content_hash == (own.content_hash if own else "")
        assert entry.brief.errors + entry.brief.warnings == len(entry.loaded.problems)


def test_only_a_changed_file_is_read_even_when_its_time_and_size_are_the_same(
    folder: Path, loads: list[str]
) -> None:
    before = read_catalogue(folder)
    file = folder / "1.yaml"
    was = file.stat()
    file.write_text(
        file.read_text(encoding="utf-8").replace("Thủ tục ví dụ", "Thủ tục ví dự"), encoding="utf-8"
    )
    os.utime(file, ns=(was.st_atime_ns, was.st_mtime_ns))
    loads.clear()
    after = started_again(folder, before)
    assert loads == ["1.yaml"]
    assert str(after.entries[1].brief.name) == "Thủ tục ví dự"


def test_files_may_come_and_go(folder: Path, loads: list[str]) -> None:
    before = read_catalogue(folder)
    (folder / "0.yaml").unlink()
    (folder / "new.yaml").write_text(MINIMAL, encoding="utf-8")
    loads.clear()
    after = started_again(folder, before)
    assert loads == ["new.yaml"]
    assert [entry.brief for entry in after.entries] == [
        entry.brief for entry in read_catalogue(folder).entries
    ]


def test_a_changed_shared_file_makes_everything_be_read_again(folder: Path, loads: list[str]) -> None:
    before = read_catalogue(folder)
    with (folder / "shared" / "sectors.yaml").open("a", encoding="utf-8") as opened:
        opened.write("ho-tch: Lĩnh vực thêm\n")
    loads.clear()
    after = started_again(folder, before)
    assert len(loads) == 5
    assert next(entry.brief for entry in after.entries if "broken" in entry.file).errors == 0


@pytest.mark.parametrize("harm", [b"", b"x", b"1 2 3\n{}", b"\xff\xfe\n"])
def test_a_damaged_manifest_is_not_used(harm: bytes) -> None:
    assert from_bytes(harm) is None


def test_one_changed_letter_is_enough_to_distrust_it(folder: Path) -> None:
    whole = to_bytes(read_catalogue(folder).manifest())
    assert from_bytes(whole) is not None
    assert from_bytes(whole.replace(b'vi-du-1"', b'vi-du-9"', 1)) is None
    assert from_bytes(whole[:-1]) is None


def test_what_another_version_of_the_program_wrote_is_not_used(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = to_bytes(read_catalogue(folder).manifest())
    monkeypatch.setattr(manifest, "program", lambda: "another")
    assert from_bytes(whole) is None
