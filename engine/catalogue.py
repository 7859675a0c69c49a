"""A folder of procedure files → the procedures on offer. A broken file does not stop the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

from engine.library import Library, shared_files
from engine.load import Loaded, load
from engine.problems import Place, Problem, has_errors, in_order

Stamp: TypeAlias = "tuple[int, int]"
"""A file's time of change (ns) and size: while both stay, the file is not read again."""

Reader: TypeAlias = "Callable[[Sequence[Path], Library], Iterable[Loaded]]"
"""How the files are loaded: one result for each path, in their order."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the folder. `loaded.problems` includes what is wrong between this file and others."""

    file: str
    loaded: Loaded
    alone: Loaded
    """What the file is by itself, to start from when its neighbours change."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`entries` by file name; `problems` are all findings, of the shared files too. `shared`, `own`: the
    files as last seen.
    """

    entries: tuple[Entry, ...] = ()
    library: Library = field(default_factory=Library)
    problems: tuple[Problem, ...] = ()
    shared: Mapping[str, Stamp] = field(default_factory=dict)
    own: Mapping[str, Stamp] = field(default_factory=dict)


def one_by_one(paths: Sequence[Path], library: Library) -> Iterable[Loaded]:
    return [load(path, library) for path in paths]


def read_catalogue(
    folder: Path, previous: Catalogue | None = None, *, reader: Reader = one_by_one
) -> Catalogue:
    """Read the *.yaml directly in `folder`, and `folder/shared`. Unchanged files are taken over from
    `previous`.

    When a shared file changed, everything is read again: any procedure may depend on it. `reader` may share
    the work among processes.
    """
    known = previous or Catalogue()
    shared = _stamps(shared_files(folder / "shared"))
    own = _stamps(sorted(folder.glob("*.yaml")))
    same_library = previous is not None and shared == known.shared
    library = known.library if same_library else Library.from_folder(folder / "shared")
    before = {entry.file: entry.alone for entry in known.entries} if same_library else {}
    kept = {
        file: before[file] for file, stamp in own.items() if file in before and known.own.get(file) == stamp
    }
    changed = [Path(file) for file in own if file not in kept]
    fresh = dict(zip(map(str, changed), reader(changed, library), strict=True))
    alone = [kept[file] if file in kept else fresh[file] for file in own]
    firsts = _firsts(alone)
    entries = tuple(Entry(loaded.file, _among(loaded, firsts), loaded) for loaded in alone)
    problems = in_order(
        [*library.problems, *(problem for entry in entries for problem in entry.loaded.problems)]
    )
    return Catalogue(entries, library, problems, shared, own)


def _firsts(everything: Iterable[Loaded]) -> dict[tuple[str, str], str]:
    """The first file that has each id and each code."""
    firsts: dict[tuple[str, str], str] = {}
    for loaded in everything:
        for name in _names(loaded):
            firsts.setdefault(name, loaded.file)
    return firsts


def _names(loaded: Loaded) -> tuple[tuple[str, str], ...]:
    own = loaded.definition
    return (("procedure", own.id), ("code", own.code)) if own else ()


def _among(loaded: Loaded, firsts: Mapping[tuple[str, str], str]) -> Loaded:
    """The same file, refused when a file before it already has its id or code."""
    found: list[Problem] = []
    for key, value in _names(loaded):
        first = firsts[key, value]
        if first != loaded.file:
            place = loaded.places.get(key, Place(loaded.file, 1, 1))
            code = "R021" if key == "procedure" else "R022"
            found.append(Problem(code, place, key, {"value": value, "file": first}))
    if not found:
        return loaded
    problems = in_order([*loaded.problems, *found])
    if has_errors(found):
        return replace(loaded, definition=None, body={}, problems=problems)
    return replace(loaded, problems=problems)


def _stamps(paths: Iterable[Path]) -> dict[str, Stamp]:
    stamps: dict[str, Stamp] = {}
    for path in paths:
        try:
            status = path.stat()
        except FileNotFoundError:
            continue  # removed between listing and looking: the same as not there
        stamps[str(path)] = (status.st_mtime_ns, status.st_size)
    return stamps
