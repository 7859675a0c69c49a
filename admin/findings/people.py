"""Findings for people: place, words, the line itself with a caret, and a hint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TextIO

from engine.problem_codes import Severity
from engine.problems import Problem

WORDS = {
    "vi": {"error": "lỗi", "warning": "cảnh báo", "hint": "gợi ý"},
    "en": {"error": "error", "warning": "warning", "hint": "hint"},
}
COLOURS = {
    "error": "\033[31m",
    "warning": "\033[33m",
    "hint": "\033[36m",
    "place": "\033[1m",
    "end": "\033[0m",
}
NO_COLOURS = dict.fromkeys(COLOURS, "")


def print_for_people(
    problems: Sequence[Problem],
    texts: Mapping[str, str],
    *,
    language: str,
    coloured: bool,
    to: TextIO | None = None,
) -> None:
    """On standard output, or on `to`."""
    paint = COLOURS if coloured else NO_COLOURS
    words = WORDS[language]
    for problem in problems:
        severity = str(problem.severity)
        place = f"{paint['place']}{problem.place}{paint['end']}"
        kind = f"{paint[severity]}{words[severity]} {problem.code}{paint['end']}"
        print(f"{place}: {kind}: {problem.message(language)}", file=to)
        print(excerpt(texts.get(problem.place.file, ""), problem), end="", file=to)
        if hint := problem.hint(language):
            print(f"      {paint['hint']}{words['hint']}: {hint}{paint['end']}", file=to)
    print(conclusion(problems, files=len(texts), language=language), file=to)


def excerpt(text: str, problem: Problem) -> str:
    """The line a finding stands on with a caret under its column, or "" when the file has no such line."""
    lines = text.splitlines()
    if not 1 <= problem.place.line <= len(lines):
        return ""
    line = lines[problem.place.line - 1]
    shown, column = line, problem.place.column
    if len(line) > 110:
        start = max(0, column - 50)
        shown, column = line[start : start + 110], column - start
    return f"{problem.place.line:>5} | {shown}\n      | {' ' * (column - 1)}^\n"


def conclusion(problems: Sequence[Problem], *, files: int, language: str) -> str:
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    if language == "en":
        return f"{files} file(s): {errors} error(s), {warnings} warning(s)."
    return f"{files} tệp: {errors} lỗi, {warnings} cảnh báo."
