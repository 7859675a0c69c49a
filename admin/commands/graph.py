"""`thutuc graph`: the picture of a process, or the process in a notation other tools read."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from admin.one_file import NotLoaded, add_file, loaded
from renderer import languages
from renderer.process_notations import as_bpmn, as_mermaid
from renderer.process_picture import process_picture

FORMATS = {
    "svg": lambda definition: str(process_picture(definition, supplements=True)) + "\n",
    "mermaid": as_mermaid,
    "bpmn": as_bpmn,
}


def register(commands: Any) -> None:
    command = commands.add_parser(
        "graph",
        help="vẽ sơ đồ quy trình: SVG, Mermaid hoặc BPMN 2.0",
        description="Vẽ sơ đồ quy trình của một tệp thủ tục.",
    )
    add_file(command)
    command.add_argument("--format", choices=list(FORMATS), default="svg", help="mặc định svg")
    command.add_argument("--lang", choices=["vi", "en"], default="vi", help="ngôn ngữ của lời trên sơ đồ")
    command.add_argument("-o", "--output", type=Path, metavar="TỆP_RA", help="ghi ra tệp thay vì in ra")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    try:
        definition = loaded(options.file, options).definition
    except NotLoaded as reason:
        return reason.code
    if definition is None or definition.process is None:
        print(f"thutuc graph: “{options.file}” không có quy trình để vẽ.", file=sys.stderr)
        return 1
    with languages.use(options.lang):
        drawn = FORMATS[options.format](definition)
    if options.output:
        options.output.write_text(drawn, encoding="utf-8")
    else:
        print(drawn, end="")
    return 0
