"""A folder of procedure files → the procedures on offer. A broken file does not stop the others."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from engine.brief import Brief, brief_of
from engine.library import Library, shared_files
from engine.load import Loaded, load
from engine.manifest import Manifest, digests
from engine.problems import Place, Problem, has_errors, in_order

Stamp: TypeAlias = "tuple[int, int]"
"""A file's time of change (ns) and size: while both stay, the file is not read again."""

Reader: TypeAlias = "Callable[[Sequence[Path], Library], Iterable[Loaded]]"
"""How the files are loaded: one result for each path, in their order."""


class Shelf:
    """What the procedures of a folder share, read when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def library(self) -> Library:
        return Library.from_folder(self._folder)


class File:
    """One file by itself. Remembered from an earlier start, it is read when somebody asks for more."""

    def __init__(self, brief: Brief, shelf: Shelf, *, digest: str, loaded: Loaded | None = None) -> None:
        self.brief = brief
        self.digest = digest
        self._shelf = shelf
        self._loaded = loaded

    @property
    def loaded(self) -> Loaded:
        if self._loaded is None:
            self._loaded = load(Path(self.brief.file), self._shelf.library)
        return self._loaded


@dataclass(frozen=True, slots=True)
class Clash:
    """That an earlier file has the same id or code already. `key`: which of the two."""

    key: str
    value: str
    first: str

    @property
    def code(self) -> str:
        return "R021" if self.key == "procedure" else "R022"


@dataclass(frozen=True)
class Entry:
    """One file of the folder. `brief` and `loaded` count what is wrong between this file and others."""

    file: str
    own: File
    clashes: tuple[Clash, ...] = ()

    @property
    def alone(self) -> Loaded:
        """What the file is by itself, whatever its neighbours are."""
        return self.own.loaded

    @cached_property
    def brief(self) -> Brief:
        own = self.own.brief
        if not self.clashes:
            return own
        refused = sum(clash.key == "procedure" for clash in self.clashes)
        return replace(
            own,
            content_hash="" if refused else own.content_hash,
            errors=own.errors + refused,
            warnings=own.warnings + len(self.clashes) - refused,
        )

    @cached_property
    def loaded(self) -> Loaded:
        return _among(self.alone, self.clashes)


@dataclass(frozen=True)
class Catalogue:
    """`entries` by file name; `shared`, `own`: the files as last seen."""

    entries: tuple[Entry, ...] = ()
    shelf: Shelf = field(default_factory=lambda: Shelf(Path()))
    shared: Mapping[str, Stamp] = field(default_factory=dict)
    own: Mapping[str, Stamp] = field(default_factory=dict)
    shared_digests: Mapping[str, str] = field(default_factory=dict)

    @property
    def library(self) -> Library:
        return self.shelf.library

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """All findings, of the shared files too."""
        of_files = (problem for entry in self.entries for problem in entry.loaded.problems)
        return in_order([*self.library.problems, *of_files])

    def manifest(self) -> Manifest:
        """What the next start may take over without reading it anew."""
        files = {entry.file: (entry.own.digest, entry.own.brief) for entry in self.entries}
        return Manifest(self.shared_digests, files)


def one_by_one(paths: Sequence[Path], library: Library) -> Iterable[Loaded]:
    return [load(path, library) for path in paths]


def read_catalogue(
    folder: Path,
    previous: Catalogue | None = None,
    *,
    reader: Reader = one_by_one,
    remembered: Manifest | None = None,
) -> Catalogue:
    """Read the *.yaml directly in `folder`, and `folder/shared`. Unchanged files are taken over from
    `previous`, or, when there is none, from what is `remembered` of an earlier start.

    When a shared file changed, everything is read again: any procedure may depend on it. `reader` may share
    the work among processes.
    """
    shared = _stamps(shared_files(folder / "shared"))
    own = _stamps(_procedures(folder))
    if previous is not None and shared == previous.shared:
        shelf, shared_digests = previous.shelf, previous.shared_digests
        kept = _unchanged(previous, own)
    else:
        shelf, shared_digests = Shelf(folder / "shared"), digests(shared)
        is_known = previous is None and remembered is not None and remembered.shared == shared_digests
        kept = _recalled(remembered, own, shelf) if is_known and remembered else {}
    changed = [Path(file) for file in own if file not in kept]
    fresh = reader(changed, shelf.library) if changed else ()
    for loaded in fresh:
        kept[loaded.file] = File(brief_of(loaded), shelf, digest=loaded.digest, loaded=loaded)
    files = [kept[file] for file in own]
    firsts = _firsts(files)
    entries = tuple(Entry(file.brief.file, file, _clashes(file.brief, firsts)) for file in files)
    return Catalogue(entries, shelf, shared, own, shared_digests)


def _unchanged(previous: Catalogue, own: Mapping[str, Stamp]) -> dict[str, File]:
    """The files whose stamps are the ones they had."""
    return {
        entry.file: entry.own
        for entry in previous.entries
        if entry.file in own and previous.own.get(entry.file) == own[entry.file]
    }


def _recalled(remembered: Manifest, own: Iterable[str], shelf: Shelf) -> dict[str, File]:
    """The files whose bytes are the ones they had."""
    now = digests(file for file in own if file in remembered.files)
    return {
        file: File(brief, shelf, digest=digest)
        for file, (digest, brief) in remembered.files.items()
        if now.get(file) == digest
    }


def _firsts(files: Iterable[File]) -> dict[tuple[str, str], str]:
    """The first file that has each id and each code."""
    firsts: dict[tuple[str, str], str] = {}
    for file in files:
        for name in _names(file.brief):
            firsts.setdefault(name, file.brief.file)
    return firsts


def _names(brief: Brief) -> tuple[tuple[str, str], ...]:
    return (("procedure", brief.procedure), ("code", brief.code)) if brief.content_hash else ()


def _clashes(brief: Brief, firsts: Mapping[tuple[str, str], str]) -> tuple[Clash, ...]:
    return tuple(
        Clash(key, value, firsts[key, value])
        for key, value in _names(brief)
        if firsts[key, value] != brief.file
    )


def _among(loaded: Loaded, clashes: Iterable[Clash]) -> Loaded:
    """The same file, refused when a file before it already has its id or code."""
    found = [
        Problem(
            clash.code,
            loaded.places.get(clash.key, Place(loaded.file, 1, 1)),
            clash.key,
            {"value": clash.value, "file": clash.first},
        )
        for clash in clashes
    ]
    if not found:
        return loaded
    problems = in_order([*loaded.problems, *found])
    if has_errors(found):
        return replace(loaded, definition=None, body={}, problems=problems)
    return replace(loaded, problems=problems)


def _procedures(folder: Path) -> list[str]:
    """The paths of the *.yaml of a folder, in order; none of one that is not there."""
    beginning = str(folder / "-")[:-1]
    try:
        names = os.listdir(folder)  # noqa: PTH208 - thousands of names, and nothing but their names
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [beginning + name for name in sorted(names) if name.endswith(".yaml")]


def _stamps(paths: Iterable[Path | str]) -> dict[str, Stamp]:
    stamps: dict[str, Stamp] = {}
    for path in paths:
        try:
            status = os.stat(path)  # noqa: PTH116 - as above
        except FileNotFoundError:
            continue  # removed between listing and looking: the same as not there
        stamps[str(path)] = (status.st_mtime_ns, status.st_size)
    return stamps
