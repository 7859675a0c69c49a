"""What is wrong with a procedure file, as data: all findings at once, each with its place.

The words of every finding stand in `engine.problem_codes`, keyed by code; nothing else in the engine speaks to people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.problem_codes import CODES, Severity


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file: 1-based line and column."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. `path` is dotted ("form.pages.product.fields.test_date.check"); `params` fill the code's words."""

    code: str
    place: Place
    path: str = ""
    params: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def severity(self) -> Severity:
        return CODES[self.code].severity

    def message(self, language: str = "vi") -> str:
        return CODES[self.code].words(language, self.params)

    def hint(self, language: str = "vi") -> str:
        """What to do about it, or "" when the message already says so."""
        return CODES[self.code].advice(language, self.params)

    def as_dict(self, language: str = "vi") -> dict[str, Any]:
        """The published shape: code, severity, file, line, column, path, message, hint."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.column,
            "path": self.path,
            "message": self.message(language),
            "hint": self.hint(language),
        }

    def as_text(self, language: str = "vi") -> str:
        hint = self.hint(language)
        return f"{self.place}: {self.severity} {self.code}: {self.message(language)}" + (
            f" {hint}" if hint else ""
        )


MOST_FINDINGS = 500
"""Of one file. Nobody reads more at once, and the work for a file full of faults must end."""


class InvalidDefinition(Exception):
    """The file cannot become a Definition; `problems` holds every reason."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(problem.as_text() for problem in self.problems))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """As a reader meets them: by file, line, column; no finding twice."""
    seen: dict[tuple[str, int, int, str, str], Problem] = {}
    for problem in problems:
        seen.setdefault(
            (problem.place.file, problem.place.line, problem.place.column, problem.code, problem.path),
            problem,
        )
    return tuple(seen[key] for key in sorted(seen))


def bounded(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The first of them, and one more that says when there are others."""
    if len(problems) <= MOST_FINDINGS:
        return tuple(problems)
    first = problems[MOST_FINDINGS]
    more = Problem("S026", first.place, first.path, {"limit": MOST_FINDINGS})
    return (*problems[:MOST_FINDINGS], more)


def has_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)
