"""`thutuc print`: the papers made from a procedure file: its form, empty or filled in, and the officers' guide."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from admin.one_file import NotLoaded, add_file, loaded
from admin.papers import NotFilled, filled
from engine.definition import Definition
from runtime.citizen.paper import printed_form
from runtime.guides.guide import printed_guide


def register(commands: Any) -> None:
    command = commands.add_parser(
        "print",
        help="in tờ khai để trống, tờ khai đã điền, hướng dẫn cho cán bộ",
        description="In giấy tờ làm từ tệp thủ tục thành PDF.",
    )
    add_file(command)
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument("--blank", action="store_true", help="tờ khai để trống, điền tay")
    what.add_argument("--guide", action="store_true", help="hướng dẫn giải quyết cho cán bộ")
    what.add_argument(
        "--filled",
        type=Path,
        metavar="TỆP_JSON",
        help='tờ khai đã điền theo {"case": "…", "applicant": {…}, "answers": {…}}',
    )
    command.add_argument(
        "--case", default="", metavar="TRƯỜNG_HỢP", help="trường hợp giải quyết của hướng dẫn"
    )
    command.add_argument("--out", "-o", type=Path, required=True, metavar="TỆP_PDF", help="ghi ra tệp này")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    try:
        definition = loaded(options.file, options).definition
    except NotLoaded as reason:
        return reason.code
    if definition is None:
        return 1
    try:
        options.out.write_bytes(_paper(definition, options))
    except NotFilled as reason:
        print(f"thutuc print: {reason}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"thutuc print: không ghi được “{options.out}”: {error.strerror}.", file=sys.stderr)
        return 2
    return 0


def _paper(definition: Definition, options: argparse.Namespace) -> bytes:
    if options.blank:
        return printed_form(definition)
    if options.guide:
        return printed_guide(definition, options.case)
    return filled(definition, _typed(options.filled))


def _typed(path: Path) -> dict[str, Any]:
    """Raises NotFilled when the file is not such data."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {
            "case": str(data.get("case", "")),
            "applicant": dict(data["applicant"]),
            "answers": dict(data["answers"]),
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotFilled(f"tệp “{path}” phải là JSON có applicant và answers.") from error
