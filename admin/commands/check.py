"""`thutuc check`: every finding of every procedure file, for people or for programs."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from engine.catalogue import read_catalogue
from engine.library import Library
from engine.load import load
from engine.problem_codes import Severity
from engine.problems import Problem, in_order

WORDS = {
    "vi": {"error": "lỗi", "warning": "cảnh báo", "hint": "gợi ý"},
    "en": {"error": "error", "warning": "warning", "hint": "hint"},
}
COLOURS = {"error": "\033[31m", "warning": "\033[33m", "hint": "\033[36m", "place": "\033[1m", "end": "\033[0m"}
NO_COLOURS = dict.fromkeys(COLOURS, "")


def register(commands: Any) -> None:
    command = commands.add_parser(
        "check",
        help="kiểm tra tệp thủ tục, chỉ đúng dòng và cột có lỗi",
        description="Kiểm tra các tệp thủ tục (tệp hoặc thư mục). Báo mọi phát hiện cùng lúc, kèm dòng, cột và gợi ý.",
    )
    command.add_argument("paths", nargs="*", type=Path, metavar="ĐƯỜNG_DẪN", default=[Path("procedures")])
    command.add_argument("--format", choices=["text", "json"], default="text", help="text cho người, json cho chương trình")
    command.add_argument("--lang", choices=["vi", "en"], default="vi", help="ngôn ngữ của các phát hiện")
    command.add_argument("--shared", type=Path, help="thư mục cơ quan, lĩnh vực, mẫu quy trình dùng chung")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    missing = [path for path in options.paths if not path.exists()]
    if missing:
        for path in missing:
            print(f"thutuc check: không có “{path}”.", file=sys.stderr)
        return 2
    problems, texts = findings(options.paths, shared=options.shared)
    if options.format == "json":
        print(json.dumps(report(problems, files=len(texts), language=options.lang), ensure_ascii=False, indent=2))
    else:
        print_for_people(problems, texts, language=options.lang, coloured=sys.stdout.isatty())
    return 1 if any(problem.severity is Severity.ERROR for problem in problems) else 0


def findings(paths: Iterable[Path], *, shared: Path | None = None) -> tuple[Sequence[Problem], dict[str, str]]:
    """All findings under `paths` in reading order, and the text of each file by the name the findings use."""
    problems: list[Problem] = []
    texts: dict[str, str] = {}
    for path in paths:
        if path.is_dir():
            catalogue = read_catalogue(path)
            problems.extend(catalogue.problems)
            texts |= {entry.loaded.file: entry.loaded.text for entry in catalogue.entries}
        else:
            library = Library.from_folder(shared or shared_folder(path))
            loaded = load(path, library)
            problems.extend([*library.problems, *loaded.problems])
            texts[loaded.file] = loaded.text
    return in_order(problems), texts


def shared_folder(path: Path) -> Path:
    """The `shared` folder beside the file, else the one of the `procedures` folder we stand in or were installed beside."""
    candidates = [path.parent / "shared", Path("procedures/shared"), Path(__file__).parents[2] / "procedures" / "shared"]
    return next((candidate for candidate in candidates if candidate.is_dir()), candidates[0])


def report(problems: Sequence[Problem], *, files: int, language: str) -> dict[str, Any]:
    """The published JSON shape: {"findings": [...], "files": n, "errors": n, "warnings": n}."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    return {
        "findings": [problem.as_dict(language) for problem in problems],
        "files": files,
        "errors": errors,
        "warnings": len(problems) - errors,
    }


def print_for_people(problems: Sequence[Problem], texts: dict[str, str], *, language: str, coloured: bool) -> None:
    paint = COLOURS if coloured else NO_COLOURS
    words = WORDS[language]
    for problem in problems:
        severity = str(problem.severity)
        print(
            f"{paint['place']}{problem.place}{paint['end']}: {paint[severity]}{words[severity]} {problem.code}{paint['end']}: "
            f"{problem.message(language)}"
        )
        print(excerpt(texts.get(problem.place.file, ""), problem), end="")
        if hint := problem.hint(language):
            print(f"      {paint['hint']}{words['hint']}: {hint}{paint['end']}")
    print(conclusion(problems, files=len(texts), language=language))


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
