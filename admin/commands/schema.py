"""`thutuc schema`: the JSON Schema of the file format, or of the data one procedure's citizens submit; the reference
of the format.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from admin.one_file import NotLoaded, loaded
from admin.reference import format_reference
from admin.reference.editor import editor_schema
from engine.submission_api import submission_api
from engine.submission_schema import submission_schema


def register(commands: Any) -> None:
    command = commands.add_parser(
        "schema",
        help="JSON Schema của tệp thủ tục, hoặc của dữ liệu một hồ sơ",
        description="In JSON Schema 2020-12 của tệp thủ tục; với --data là của dữ liệu người nộp một thủ tục.",
    )
    command.add_argument(
        "--reference", action="store_true", help="mọi khóa của tệp, dạng Markdown (docs/reference/format.md)"
    )
    command.add_argument("--data", type=Path, metavar="TỆP", help="tệp thủ tục cần lược đồ dữ liệu hồ sơ")
    command.add_argument(
        "--openapi",
        type=Path,
        metavar="TỆP",
        help="tệp thủ tục cần tài liệu OpenAPI 3.1 để nộp và hỏi trạng thái hồ sơ",
    )
    command.add_argument("--shared", type=Path, help="thư mục cơ quan, lĩnh vực, mẫu quy trình dùng chung")
    command.add_argument("--lang", choices=["vi", "en"], default="vi", help="ngôn ngữ của lời trong lược đồ")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    if options.reference:
        print(format_reference(options.lang), end="")
        return 0
    file = options.data or options.openapi
    if file is None:
        print(editor_schema(), end="")
        return 0
    try:
        definition = loaded(file, options).definition
    except NotLoaded as reason:
        return reason.code
    if definition is None:
        return 1
    made = submission_schema if options.data else submission_api
    print(json.dumps(made(definition, options.lang), ensure_ascii=False, indent=2))
    return 0
