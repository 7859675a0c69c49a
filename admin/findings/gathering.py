"""All findings under some paths. A large folder is shared out among the cores, with progress shown."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from engine.catalogue import one_by_one, read_catalogue
from engine.library import Library
from engine.load import Loaded, load
from engine.problems import Problem, in_order

MANY = 50
"""From this many files on, starting processes costs less than it saves."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Gathered:
    """`problems` in reading order, those of shared files too; `loaded`: what came of each procedure file."""

    problems: Sequence[Problem]
    loaded: Sequence[Loaded]

    @property
    def texts(self) -> dict[str, str]:
        """The text of each file by the name the findings use."""
        return {loaded.file: loaded.text for loaded in self.loaded}


def findings(
    paths: Iterable[Path], *, shared: Path | None = None, progress: Progress | None = None
) -> tuple[Sequence[Problem], dict[str, str]]:
    """All findings under `paths` in reading order, and the text of each file by the name the findings use."""
    gathered = gather(paths, shared=shared, progress=progress)
    return gathered.problems, gathered.texts


def gather(
    paths: Iterable[Path], *, shared: Path | None = None, progress: Progress | None = None
) -> Gathered:
    """Every procedure file under `paths`, and all findings."""
    problems: list[Problem] = []
    files: list[Loaded] = []
    for path in paths:
        if path.is_dir():
            catalogue = read_catalogue(path, reader=partial(side_by_side, progress=progress))
            problems.extend(catalogue.problems)
            files.extend(entry.loaded for entry in catalogue.entries)
        else:
            library = Library.from_folder(shared or shared_folder(path))
            loaded = load(path, library)
            problems.extend([*library.problems, *loaded.problems])
            files.append(loaded)
    return Gathered(in_order(problems), files)


def shared_folder(path: Path) -> Path:
    """The `shared` folder beside the file, else that of the `procedures` we stand in or came with."""
    candidates = [
        path.parent / "shared",
        Path("procedures/shared"),
        Path(__file__).parents[2] / "procedures" / "shared",
    ]
    return next((candidate for candidate in candidates if candidate.is_dir()), candidates[0])


def side_by_side(
    paths: Sequence[Path], library: Library, *, progress: Progress | None = None
) -> Iterable[Loaded]:
    """Like `engine.catalogue.one_by_one`, on all cores when there are many files."""
    cores = len(os.sched_getaffinity(0))
    if len(paths) < MANY or cores < 2:
        return one_by_one(paths, library)
    return list(_told(_on_all_cores(paths, library, cores), len(paths), progress))


def _on_all_cores(paths: Sequence[Path], library: Library, cores: int) -> Iterator[Loaded]:
    # A forked child has everything imported already. Forking is safe here: a command runs no threads.
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(
        cores, mp_context=context, initializer=_take_library, initargs=(library,)
    ) as pool:
        yield from pool.map(_load_here, paths, chunksize=16)


def _told(results: Iterable[Loaded], total: int, progress: Progress | None) -> Iterator[Loaded]:
    for done, loaded in enumerate(results, start=1):
        if progress and (done % 25 == 0 or done == total):
            progress(done, total)
        yield loaded


# One library per worker process: it is the same for every file and costs more to send than a file.
_library: list[Library] = []


def _take_library(library: Library) -> None:
    _library[:] = [library]


def _load_here(path: Path) -> Loaded:
    return load(path, _library[0])


def show_progress(done: int, total: int) -> None:
    """One line on the terminal, rewritten; nothing when the errors go to a file."""
    if sys.stderr.isatty():
        end = "\r\033[K" if done == total else "\r"
        sys.stderr.write(f"\rĐã kiểm tra {done}/{total} tệp{end}")
        sys.stderr.flush()
