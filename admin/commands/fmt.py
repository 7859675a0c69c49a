"""`thutuc fmt`: procedure files written evenly, comments and meaning untouched."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from engine.formatting import NotReadable, formatted


def register(commands: Any) -> None:
    command = commands.add_parser(
        "fmt",
        help="viết lại khoảng trắng của tệp cho đều, giữ nguyên ghi chú",
        description="Viết lại khoảng trắng cho đều. Nghĩa và ghi chú giữ nguyên.",
    )
    command.add_argument("paths", nargs="*", type=Path, metavar="ĐƯỜNG_DẪN", default=[Path("procedures")])
    command.add_argument("--check", action="store_true", help="chỉ báo tệp nào sẽ đổi; mã thoát 1 khi có")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    missing = [path for path in options.paths if not path.exists()]
    for path in missing:
        print(f"thutuc fmt: không có “{path}”.", file=sys.stderr)
    if missing:
        return 2
    changed = unreadable = 0
    for path in files(options.paths):
        text = path.read_bytes().decode("utf-8", errors="surrogateescape")
        try:
            new = formatted(text)
        except NotReadable:
            print(
                f"{path}: không đọc được nên để nguyên; chạy “thutuc check {path}” để biết vì sao.",
                file=sys.stderr,
            )
            unreadable += 1
            continue
        if new != text:
            changed += 1
            print(f"{'Cần viết lại' if options.check else 'Đã viết lại'} {path}")
            if not options.check:
                path.write_bytes(new.encode("utf-8"))
    if not changed and not unreadable:
        print("Mọi tệp đã đều.")
    return int(bool(unreadable or (options.check and changed)))


def files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(path.rglob("*.yaml"))
        else:
            yield path
