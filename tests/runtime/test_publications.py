"""Publications: what is offered, what was promised to dossiers on their way, and the folder as its author
leaves it.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from engine import catalogue
from engine.catalogue import Catalogue, read_catalogue
from runtime import folder_watch, publications
from runtime.db import Database
from runtime.folder_watch import FolderWatch
from runtime.versions import Publication, Version
from tests.conftest import FrozenClock

NOW = datetime(2026, 2, 13, 2, 0, tzinfo=UTC)
EXTRACT = "trich-luc-ho-tich"
CONFORMITY = "cong-bo-hop-chuan"


@pytest.fixture
def folder(procedures_folder: Path, tmp_path: Path) -> Path:
    """A copy of the repository's procedures, free to be changed."""
    return Path(shutil.copytree(procedures_folder, tmp_path / "procedures"))


def edit(folder: Path, procedure: str, old: str, new: str) -> None:
    file = folder / f"{procedure}.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    later = time.time_ns() + 10**9
    os.utime(file, ns=(later, later))  # a saved file is newer, even on a file system with coarse clocks


def rename(folder: Path, procedure: str, name: str) -> None:
    """Change the Vietnamese name of a procedure: the smallest real change."""
    lines = (folder / f"{procedure}.yaml").read_text("utf-8").splitlines()
    edit(folder, procedure, lines[lines.index("name:") + 1], f"  vi: {name}")


def publish(database: Database, folder: Path, *, at: datetime = NOW) -> tuple[str, ...]:
    with database.transaction() as session:
        return publications.publish_folder(session, read_catalogue(folder), at=at)


def on_offer(database: Database) -> dict[str, str]:
    """Procedure to name, as offered now."""
    with database.reading() as session:
        return {one.id: str(one.name) for one in publications.offered(session)}


class TestPublishing:
    def test_a_folder_is_offered_as_it_is(self, database: Database, folder: Path) -> None:
        changed = publish(database, folder)
        assert {EXTRACT, CONFORMITY} <= set(changed) == set(on_offer(database))
        assert list(changed) == sorted(changed)

    def test_publishing_the_same_again_changes_nothing(self, database: Database, folder: Path) -> None:
        publish(database, folder)
        assert publish(database, folder, at=NOW + timedelta(days=1)) == ()
        with database.reading() as session:
            assert set(session.scalars(sa.select(Version.published_at))) == {NOW}

    def test_a_dossier_keeps_the_version_it_was_born_with(self, database: Database, folder: Path) -> None:
        publish(database, folder)
        with database.reading() as session:
            born_with = publications.offered_one(session, EXTRACT)
        assert born_with is not None
        rename(folder, EXTRACT, "Trích lục kiểu mới")
        assert publish(database, folder) == (EXTRACT,)
        with database.reading() as session:
            assert publications.definition(session, born_with.content_hash).name == born_with.name
        assert on_offer(database)[EXTRACT] == "Trích lục kiểu mới"

    def test_a_version_read_back_from_the_database_is_the_definition_that_was_published(
        self, database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        publish(database, folder)
        monkeypatch.setattr(publications, "_definitions", publications._Kept(10))
        for entry in read_catalogue(folder).entries:
            loaded = entry.loaded.definition
            assert loaded is not None
            with database.reading() as session:
                assert publications.definition(session, loaded.content_hash) == loaded

    def test_going_back_to_an_earlier_version_publishes_it_again(
        self, database: Database, folder: Path
    ) -> None:
        original = on_offer_after(database, folder)
        rename(folder, EXTRACT, "Thử nghiệm")
        publish(database, folder)
        rename(folder, EXTRACT, original[EXTRACT])
        assert publish(database, folder) == (EXTRACT,)
        assert on_offer(database) == original
        with database.reading() as session:
            versions = session.scalars(sa.select(Version).where(Version.procedure == EXTRACT)).all()
        assert len(versions) == 2

    def test_a_broken_file_leaves_its_last_good_version_on_offer(
        self, database: Database, folder: Path
    ) -> None:
        before = on_offer_after(database, folder)
        edit(folder, EXTRACT, "level: ", "level: bốn # ")
        assert publish(database, folder) == ()
        assert on_offer(database) == before

    def test_a_procedure_whose_file_is_gone_takes_no_new_dossiers(
        self, database: Database, folder: Path
    ) -> None:
        before = on_offer_after(database, folder)
        (folder / f"{EXTRACT}.yaml").unlink()
        assert publish(database, folder) == (EXTRACT,)
        assert set(on_offer(database)) == set(before) - {EXTRACT}
        with database.reading() as session:
            assert publications.offered_one(session, EXTRACT) is None
            assert session.get_one(Publication, EXTRACT).retired_at == NOW

    def test_a_procedure_that_comes_back_is_offered_again(self, database: Database, folder: Path) -> None:
        before = on_offer_after(database, folder)
        aside = (folder / f"{EXTRACT}.yaml").rename(folder / "aside")
        publish(database, folder)
        aside.rename(folder / f"{EXTRACT}.yaml")
        assert publish(database, folder) == (EXTRACT,)
        assert on_offer(database) == before

    def test_while_a_file_does_not_say_what_it_is_nothing_is_retired(
        self, database: Database, folder: Path
    ) -> None:
        before = on_offer_after(database, folder)
        (folder / f"{EXTRACT}.yaml").rename(folder / "renamed.yaml").write_text("procedure: [\n")
        assert publish(database, folder) == ()
        assert on_offer(database) == before

    def test_two_files_for_one_procedure_leave_the_last_good_version(
        self, database: Database, folder: Path
    ) -> None:
        before = on_offer_after(database, folder)
        shutil.copy(folder / f"{EXTRACT}.yaml", folder / "a-copy.yaml")
        rename(folder, "a-copy", "Bản chép")
        assert publish(database, folder) == ()
        assert on_offer(database) == before

    def test_a_broken_procedure_cannot_be_published(self, database: Database, folder: Path) -> None:
        edit(folder, EXTRACT, "level: ", "level: bốn # ")
        broken = next(e.loaded for e in read_catalogue(folder).entries if EXTRACT in e.file)
        with database.transaction() as session, pytest.raises(ValueError, match="errors"):
            publications.publish(session, broken, at=NOW, by="x")

    def test_an_unknown_hash_is_a_key_error(self, database: Database) -> None:
        with database.reading() as session, pytest.raises(KeyError):
            publications.definition(session, "f" * 64)

    def test_a_version_says_who_published_it(self, database: Database, folder: Path) -> None:
        with database.transaction() as session:
            publications.publish_folder(session, read_catalogue(folder), at=NOW, by="Trần Văn Bình")
        with database.reading() as session:
            versions = publications.current_versions(session)
        assert {version.published_by for version in versions} == {"Trần Văn Bình"}
        assert [version.procedure for version in versions] == sorted(
            version.procedure for version in versions
        )


def on_offer_after(database: Database, folder: Path) -> dict[str, str]:
    publish(database, folder)
    return on_offer(database)


class TestOffer:
    def test_what_is_rolled_back_was_never_offered(self, database: Database, folder: Path) -> None:
        with pytest.raises(ZeroDivisionError), database.transaction() as session:
            publications.publish_folder(session, read_catalogue(folder), at=NOW)
            assert publications.offered_one(session, EXTRACT) is not None
            _ = 1 / 0
        assert on_offer(database) == {}

    def test_another_process_sees_a_publication_within_a_second(
        self, database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ticking = [100.0]
        monkeypatch.setattr(publications.time, "monotonic", lambda: ticking[0])
        elsewhere = Database(database.engine.url.render_as_string(hide_password=False))
        try:
            assert on_offer(elsewhere) == {}
            publish(database, folder)
            ticking[0] += 0.2
            assert on_offer(elsewhere) == {}
            ticking[0] += 0.6
            assert EXTRACT in on_offer(elsewhere)
        finally:
            elsewhere.dispose()

    def test_the_generation_grows_with_every_change_and_only_then(
        self, database: Database, folder: Path
    ) -> None:
        def generation() -> int:
            with database.reading() as session:
                return publications.generation(session)

        assert generation() == 0
        publish(database, folder)
        first = generation()
        publish(database, folder)
        assert generation() == first > 0
        rename(folder, EXTRACT, "Tên mới")
        publish(database, folder)
        assert generation() > first


class TestFolderWatch:
    @pytest.fixture
    def ticking(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
        """`ticking()` lets two seconds pass for those who look at most once a second."""
        now = [100.0]
        monkeypatch.setattr(folder_watch.time, "monotonic", lambda: now[0])
        return lambda: now.__setitem__(0, now[0] + 2)

    @pytest.fixture
    def watch(
        self, database: Database, folder: Path, ticking: object, frozen_clock: FrozenClock
    ) -> FolderWatch:
        return FolderWatch(database, folder, publishes=True)

    def test_a_new_file_is_offered_without_a_restart(
        self, watch: FolderWatch, database: Database, folder: Path, ticking: Callable[[], None]
    ) -> None:
        held_back = (folder / f"{EXTRACT}.yaml").rename(folder / "aside")
        watch.look()
        assert EXTRACT not in on_offer(database)
        held_back.rename(folder / f"{EXTRACT}.yaml")
        ticking()
        watch.look()
        assert EXTRACT in on_offer(database)

    def test_a_saved_change_is_offered_and_a_broken_one_is_told(
        self, watch: FolderWatch, database: Database, folder: Path, ticking: Callable[[], None]
    ) -> None:
        watch.look()
        rename(folder, EXTRACT, "Tên mới")
        ticking()
        watch.look()
        assert on_offer(database)[EXTRACT] == "Tên mới"
        edit(folder, EXTRACT, "level: ", "level: bốn # ")
        ticking()
        watch.look()
        assert on_offer(database)[EXTRACT] == "Tên mới"
        broken = next(entry for entry in watch.latest().entries if EXTRACT in entry.file)
        assert broken.loaded.problems
        assert broken.brief.procedure == EXTRACT

    def test_it_looks_at_most_once_a_second(
        self, watch: FolderWatch, folder: Path, monkeypatch: pytest.MonkeyPatch, ticking: Callable[[], None]
    ) -> None:
        looks: list[Path] = []

        def counted(folder: Path, previous: Catalogue | None = None, **more: Any) -> Catalogue:
            looks.append(folder)
            return read_catalogue(folder, previous, **more)

        watch.look()
        monkeypatch.setattr(folder_watch, "read_catalogue", counted)
        for _ in range(100):
            watch.look()
        assert looks == []
        ticking()
        for _ in range(100):
            watch.look()
        assert len(looks) == 1

    def test_a_folder_that_is_away_withdraws_nothing(
        self, watch: FolderWatch, database: Database, folder: Path, ticking: Callable[[], None]
    ) -> None:
        watch.look()
        before = on_offer(database)
        folder.rename(folder.parent / "unmounted")
        ticking()
        watch.look()
        assert on_offer(database) == before != {}

    def test_a_folder_that_is_only_read_publishes_nothing(
        self, database: Database, folder: Path, frozen_clock: FrozenClock
    ) -> None:
        reader = FolderWatch(database, folder, publishes=False)
        reader.look()
        assert len(reader.latest().entries) == len(list(folder.glob("*.yaml")))
        assert on_offer(database) == {}

    def test_many_processes_that_look_at_once_publish_once(
        self, database: Database, folder: Path, frozen_clock: FrozenClock
    ) -> None:
        start = threading.Barrier(4)

        def process() -> None:
            own = Database(database.engine.url.render_as_string(hide_password=False))
            watch = FolderWatch(own, folder, publishes=True)
            start.wait()
            watch.look()
            own.dispose()

        threads = [threading.Thread(target=process) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with database.reading() as session:
            publications_made = session.scalars(sa.select(Publication)).all()
            assert publications.generation(session) == len(publications_made) == len(on_offer(database))


class TestSecondStart:
    def start(self, database: Database, folder: Path, room: Path) -> FolderWatch:
        watch = FolderWatch(database, folder, publishes=True, memory=room)
        watch.look()
        return watch

    def test_it_reads_nothing_that_has_not_changed(
        self,
        database: Database,
        folder: Path,
        tmp_path: Path,
        frozen_clock: FrozenClock,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        self.start(database, folder, tmp_path / "room")
        before = on_offer(database)
        rename(folder, EXTRACT, "Tên mới")
        read: list[Path] = []
        real = catalogue.load
        monkeypatch.setattr(catalogue, "load", lambda path, library: read.append(path) or real(path, library))
        self.start(database, folder, tmp_path / "room")
        assert [path.stem for path in read] == [EXTRACT]
        assert on_offer(database) == {**before, EXTRACT: "Tên mới"}

    @pytest.mark.parametrize("harm", [b"", b"harm", None])
    def test_it_goes_on_without_a_memory_that_is_damaged_or_cannot_be_kept(
        self,
        database: Database,
        folder: Path,
        tmp_path: Path,
        frozen_clock: FrozenClock,
        harm: bytes | None,
    ) -> None:
        room = tmp_path / "room"
        if harm is None:
            room.write_text("a file where a folder should be")
        self.start(database, folder, room)
        before = on_offer(database)
        for kept in room.glob("*") if room.is_dir() else ():
            kept.write_bytes(harm or b"")
        self.start(database, folder, room)
        assert on_offer(database) == before != {}
