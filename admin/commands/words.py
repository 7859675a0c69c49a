"""`thutuc words`: a procedure file read back in plain words, to be compared with the decision it comes from."""

from __future__ import annotations

import argparse
from typing import Any

from admin.one_file import NotLoaded, add_file, loaded
from admin.reading import read_back
from renderer import languages


def register(commands: Any) -> None:
    command = commands.add_parser(
        "words",
        help="đọc lại thủ tục bằng lời thường: ai nộp, giấy tờ gì, bao nhiêu tiền, bao lâu, qua những ai",
        description="Đọc lại một tệp thủ tục bằng lời thường, để đối chiếu với quyết định công bố.",
    )
    add_file(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    try:
        definition = loaded(options.file, options).definition
    except NotLoaded as reason:
        return reason.code
    if definition is None:
        return 1
    with languages.use("vi"):
        print("\n".join(read_back(definition)))
    return 0
