"""One file of YAML → a Definition, or every reason why not. Reads top to bottom: source, shape, normal
form, meaning, proofs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from engine import checks, schema, source
from engine.compile import body_of, compile_normal, content_hash
from engine.definition import Definition
from engine.library import Library
from engine.nodes import MapNode, places
from engine.normal import normal_form
from engine.problems import Place, Problem, bounded, has_errors, in_order
from engine.waivers import waive


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of one file. `definition` is None exactly when there is an error among the problems; `body`
    then is empty.

    `body` is the JSON-able resolved form, {"format", "procedure", "includes"}: what a published version is
    stored as.
    """

    file: str
    text: str
    definition: Definition | None
    problems: tuple[Problem, ...]
    body: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    """Where each dotted path of the procedure stands, for findings made later (between files, by an
    editor).
    """
    waived: tuple[Problem, ...] = ()
    """Warnings the file keeps, with a reason."""
    digest: str = ""
    """sha-256 in hex of the bytes this came from; "" when there was no file to read."""


def load(path: Path, library: Library) -> Loaded:
    """Load one file; one that cannot be opened is a finding too."""
    try:
        content = source.content_of(path)
    except OSError as error:
        place = Place(str(path), 1, 1)
        return Loaded(str(path), "", None, (Problem("Y025", place, params={"detail": error.strerror or ""}),))
    loaded = _loaded(source.read(content, str(path)), library, path.parent)
    return replace(loaded, digest=hashlib.sha256(content).hexdigest())


def load_text(text: str | bytes, file: str, library: Library) -> Loaded:
    """Load what is in an editor or a request; `file` is only the name to show."""
    return _loaded(source.read(text, file), library)


def scenarios_of(loaded: Loaded) -> str:
    """The path of the procedure's scenarios, beside its file; "" when it has none or has errors."""
    return _scenarios(loaded.body)


def _scenarios(body: Mapping[str, Any]) -> str:
    return str(body.get("procedure", {}).get("scenarios", ""))


def _missing(draft: _Draft, folder: Path) -> Iterator[Problem]:
    """Forms to download and scenarios that are not there (yet); behind a link that leads out of the folder is
    not there.
    """
    for document in draft.definition.documents:
        if document.blank and not _is_inside(folder / document.blank, folder):
            path = f"documents.{document.id}.blank"
            yield Problem("R023", draft.places[path], path, {"value": document.blank})
    written = _scenarios(draft.body)
    if written and not _is_inside(folder / written, folder):
        yield Problem("K001", draft.places["scenarios"], "scenarios", {"value": written})


def _is_inside(path: Path, folder: Path) -> bool:
    return path.is_file() and path.resolve().is_relative_to(folder.resolve())


@dataclass(frozen=True, slots=True)
class _Draft:
    """What was understood, with gaps where there are errors."""

    definition: Definition
    body: Mapping[str, Any]
    places: Mapping[str, Place]


def _loaded(read: source.Source, library: Library, folder: Path | None = None) -> Loaded:
    """Without a `folder`, what the file names is not looked for."""
    problems = list(read.problems)
    draft: _Draft | None = None
    if read.root is not None:
        shape = schema.check(read.root, complete=read.complete)
        problems.extend(problem for problem in shape.problems if problem.place.line < read.sound_until)
        if read.complete and shape.complete and isinstance(shape.sound, MapNode):
            draft = _understood(shape.sound, library, problems)
            problems.extend(_missing(draft, folder) if folder else ())
    left = waive(read.root, problems, whole=draft is not None)
    found = bounded(in_order(left.problems))
    where = draft.places if draft else {}
    if draft is None or has_errors(left.problems):
        return Loaded(read.file, read.text, None, found, {}, where, left.waived)
    return Loaded(read.file, read.text, draft.definition, found, draft.body, where, left.waived)


def _understood(root: MapNode, library: Library, problems: list[Problem]) -> _Draft:
    normal = normal_form(root, library)
    problems.extend(normal.problems)
    body = body_of(normal.procedure, normal.includes)
    draft = compile_normal(normal.procedure, normal.includes, content_hash(body))
    problems.extend(draft.problems)
    where = dict(places(normal.procedure))
    problems.extend(checks.run(draft.definition, where, problems, draft.unread))
    return _Draft(draft.definition, body, where)
