"""`thutuc graph`: the picture of a process, or the process in a notation other tools read."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from admin.one_file import NotLoaded, add_file, loaded
from engine.definition import Definition
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
    command.add_argument("--case", default="", metavar="TRƯỜNG_HỢP", help="quy trình của một trường hợp")
    command.add_argument("--lang", choices=["vi", "en"], default="vi", help="ngôn ngữ của lời trên sơ đồ")
    command.add_argument("-o", "--output", type=Path, metavar="TỆP_RA", help="ghi ra tệp thay vì in ra")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    try:
        definition = loaded(options.file, options).definition
    except NotLoaded as reason:
        return reason.code
    pictures = _processes(definition, options.case) if definition else {}
    if not pictures:
        print(f"thutuc graph: “{options.file}” không có quy trình để vẽ.", file=sys.stderr)
        return 1
    with languages.use(options.lang):
        drawn = {name: FORMATS[options.format](each) for name, each in pictures.items()}
    first, *others = drawn
    if options.output:
        for name, text in drawn.items():
            _beside(options.output, name if name != first else "").write_text(text, encoding="utf-8")
        return 0
    print(drawn[first], end="")
    for name in others:
        print(
            f"thutuc graph: trường hợp “{name}” có quy trình riêng, vẽ bằng --case {name}.", file=sys.stderr
        )
    return 0


def _processes(definition: Definition, case: str) -> dict[str, Definition]:
    """The procedure under each process it has, by the case that has it; {} when there is none to draw."""
    if case:
        chosen = definition.in_case(case)
        return {case: chosen} if chosen.case and chosen.process else {}
    own = {each.id: definition.in_case(each.id) for each in definition.cases if each.process is not None}
    return {"": definition, **own} if definition.process is not None else own


def _beside(output: Path, case: str) -> Path:
    return output.with_stem(f"{output.stem}-{case}") if case else output
