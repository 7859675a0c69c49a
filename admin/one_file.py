"""One procedure file named on the command line: loaded, or its findings shown."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from admin.findings import print_for_people, shared_folder
from engine.library import Library
from engine.load import Loaded, load
from engine.problem_codes import Severity


class NotLoaded(Exception):
    """The file is missing (2) or has errors (1), already told on standard error. `code`: what to exit with."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(code)


def add_file(command: Any, *, name: str = "file", shared: bool = True) -> None:
    command.add_argument(name, type=Path, metavar="TỆP", help="tệp thủ tục")
    if shared:
        command.add_argument(
            "--shared", type=Path, help="thư mục cơ quan, lĩnh vực, mẫu quy trình dùng chung"
        )


def loaded(path: Path, options: argparse.Namespace) -> Loaded:
    """The file at `path`, free of errors. Raises NotLoaded."""
    if not path.is_file():
        print(f"thutuc: không có tệp “{path}”.", file=sys.stderr)
        raise NotLoaded(2)
    found = load(path, Library.from_folder(options.shared or shared_folder(path)))
    if found.definition is None:
        errors = [problem for problem in found.problems if problem.severity is Severity.ERROR]
        print_for_people(errors, {found.file: found.text}, language="vi", coloured=False, to=sys.stderr)
        raise NotLoaded(1)
    return found
