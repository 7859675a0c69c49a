"""One file of YAML → a Definition, or every reason why not. Reads top to bottom: source, shape, normal
form, meaning, proofs.
"""

from __future__ import annotations

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


def load(path: Path, library: Library) -> Loaded:
    """Load one file; one that cannot be opened is a finding too."""
    try:
        content = source.content_of(path)
    except OSError as error:
        place = Place(str(path), 1, 1)
        return Loaded(str(path), "", None, (Problem("Y025", place, params={"detail": error.strerror or ""}),))
    loaded = _loaded(source.read(content, str(path)), library)
    missing = (*_missing_blanks(loaded, path.parent), *_missing_scenarios(loaded, path.parent))
    return replace(loaded, problems=in_order([*loaded.problems, *missing])) if missing else loaded


def load_text(text: str | bytes, file: str, library: Library) -> Loaded:
    """Load what is in an editor or a request; `file` is only the name to show."""
    return _loaded(source.read(text, file), library)


def _missing_blanks(loaded: Loaded, folder: Path) -> Iterator[Problem]:
    """Forms to download that are not there (yet); behind a link that leads out of the folder is not there."""
    for document in loaded.definition.documents if loaded.definition else ():
        if document.blank and not _is_inside(folder / document.blank, folder):
            path = f"documents.{document.id}.blank"
            yield Problem("R023", loaded.places[path], path, {"value": document.blank})


def _missing_scenarios(loaded: Loaded, folder: Path) -> Iterator[Problem]:
    written = scenarios_of(loaded)
    if written and not _is_inside(folder / written, folder):
        yield Problem("K001", loaded.places["scenarios"], "scenarios", {"value": written})


def scenarios_of(loaded: Loaded) -> str:
    """The path of the procedure's scenarios, beside its file; "" when it has none or has errors."""
    return str(loaded.body.get("procedure", {}).get("scenarios", ""))


def _is_inside(path: Path, folder: Path) -> bool:
    return path.is_file() and path.resolve().is_relative_to(folder.resolve())


def _loaded(read: source.Source, library: Library) -> Loaded:
    problems = list(read.problems)
    body: Mapping[str, Any] = {}
    definition: Definition | None = None
    where: Mapping[str, Place] = {}
    if read.root is not None:
        shape = schema.check(read.root, complete=read.complete)
        problems.extend(problem for problem in shape.problems if problem.place.line < read.sound_until)
        if read.complete and shape.complete and isinstance(shape.sound, MapNode):
            definition, body, where = _understood(shape.sound, library, problems)
    if has_errors(problems):
        definition, body = None, {}
    return Loaded(read.file, read.text, definition, bounded(in_order(problems)), body, where)


def _understood(
    root: MapNode, library: Library, problems: list[Problem]
) -> tuple[Definition, Mapping[str, Any], Mapping[str, Place]]:
    normal = normal_form(root, library)
    problems.extend(normal.problems)
    body = body_of(normal.procedure, normal.includes)
    draft = compile_normal(normal.procedure, normal.includes, content_hash(body))
    problems.extend(draft.problems)
    where = dict(places(normal.procedure))
    problems.extend(checks.run(draft.definition, where, problems))
    return draft.definition, body, where
