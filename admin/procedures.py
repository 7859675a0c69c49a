"""The console's procedures: what lies in the folder, what is wrong with it and where, what is published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort, render_template

from admin.console import blueprint, navigation
from engine.catalogue import Entry
from engine.problem_codes import Severity
from engine.problems import Problem
from renderer import languages
from runtime import publications
from runtime.web import world


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file of the folder as the console lists it. `published`: the very content of the file is on the site."""

    file: str
    procedure: str
    name: str
    errors: int
    warnings: int
    published: bool
    still_on_site: bool


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One numbered line of a file with the findings that stand on it."""

    number: int
    text: str
    findings: tuple[Problem, ...]


@blueprint.get("/")
def procedures() -> str:
    catalogue = world().folder.latest()
    with world().database.reading() as session:
        current = {version.procedure: version for version in publications.current_versions(session)}
    on_site = {version.content_hash for version in current.values()}
    rows = [row(entry, on_site=on_site, procedures_on_site=set(current)) for entry in catalogue.entries]
    return render_template(
        "admin/procedures.html",
        rows=rows,
        shared_problems=[as_read(problem) for problem in catalogue.library.problems],
        versions=sorted(current.values(), key=lambda version: version.procedure),
        side_navigation=navigation("console.procedures"),
    )


@blueprint.get("/tep/<path:file>")
def procedure_file(file: str) -> str:
    entry = next((entry for entry in world().folder.latest().entries if name(entry) == file), None)
    if entry is None:
        abort(404)
    problems = entry.loaded.problems
    return render_template(
        "admin/procedure_file.html",
        file=file,
        definition=entry.loaded.definition,
        problems=[as_read(problem) for problem in problems],
        lines=with_findings(entry.loaded.text, problems),
        errors=count(problems, Severity.ERROR),
        side_navigation=navigation("console.procedures"),
    )


def row(entry: Entry, *, on_site: set[str], procedures_on_site: set[str]) -> FileRow:
    brief = entry.brief
    return FileRow(
        file=name(entry),
        procedure=brief.procedure,
        name=brief.name.in_language(languages.current()) if brief.content_hash else "",
        errors=brief.errors,
        warnings=brief.warnings,
        published=brief.content_hash in on_site,
        still_on_site=not brief.content_hash and brief.procedure in procedures_on_site,
    )


def name(entry: Entry) -> str:
    return entry.file.rsplit("/", 1)[-1]


def count(problems: Sequence[Problem], severity: Severity) -> int:
    return sum(problem.severity is severity for problem in problems)


def as_read(problem: Problem) -> dict[str, object]:
    """A finding in the reader's language, for a page."""
    return problem.as_dict(languages.current())


def with_findings(text: str, problems: Sequence[Problem]) -> list[SourceLine]:
    by_line: dict[int, list[Problem]] = {}
    for problem in problems:
        by_line.setdefault(problem.place.line, []).append(problem)
    return [
        SourceLine(number, line, tuple(by_line.get(number, ())))
        for number, line in enumerate(text.splitlines(), start=1)
    ]
