"""Check procedure files: `python -m engine procedures/` prints every finding and says by its exit code
whether all is well.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from engine.catalogue import read_catalogue
from engine.library import Library
from engine.load import load
from engine.problem_codes import Severity
from engine.problems import Problem, in_order


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when there is no error (warnings may remain), 1 when there is one."""
    parser = argparse.ArgumentParser(prog="python -m engine", description="Kiểm tra tệp thủ tục.")
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="thư mục thủ tục, hoặc từng tệp")
    parser.add_argument("--language", choices=("vi", "en"), default="vi")
    chosen = parser.parse_args(arguments)
    problems = in_order(problem for path in chosen.paths for problem in findings(path))
    for problem in problems:
        sys.stdout.write(problem.as_text(chosen.language) + "\n")
    return int(any(problem.severity is Severity.ERROR for problem in problems))


def findings(path: Path) -> Iterable[Problem]:
    """Of a folder: of every procedure and everything shared. Of a file: its own, with the `shared` folder
    beside it.
    """
    if path.is_dir():
        return read_catalogue(path).problems
    library = Library.from_folder(path.parent / "shared")
    return (*library.problems, *load(path, library).problems)


if __name__ == "__main__":
    sys.exit(main())
