"""`thutuc check`: every finding of every procedure file, for people or for programs."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from admin.findings import FORMATS, Gathered, gather, print_for_people
from admin.findings.gathering import show_progress
from admin.findings.proofs import in_full, in_one_line
from engine.problems import has_errors
from engine.proofs import prove

MOST_PROVEN_UNASKED = 10
"""Of more files than this, what is proven would bury what is wrong."""

LOOK_EVERY = 0.5
"""Seconds between two looks at the files while watching."""


def register(commands: Any) -> None:
    command = commands.add_parser(
        "check",
        help="kiểm tra tệp thủ tục, chỉ đúng dòng và cột có lỗi",
        description="Kiểm tra tệp hoặc thư mục thủ tục. Báo mọi phát hiện cùng lúc, kèm dòng, cột và gợi ý.",
    )
    command.add_argument("paths", nargs="*", type=Path, metavar="ĐƯỜNG_DẪN", default=[Path("procedures")])
    command.add_argument(
        "--format",
        choices=["text", *FORMATS],
        default="text",
        help="text cho người; json, github (chú thích trên yêu cầu hợp nhất), sarif cho chương trình",
    )
    command.add_argument("--lang", choices=["vi", "en"], default="vi", help="ngôn ngữ của các phát hiện")
    command.add_argument("--shared", type=Path, help="thư mục cơ quan, lĩnh vực, mẫu quy trình dùng chung")
    command.add_argument(
        "--watch", action="store_true", help="kiểm tra lại mỗi khi tệp thay đổi, cho đến khi bấm Ctrl+C"
    )
    command.add_argument(
        "--proofs", action="store_true", help="kể từng điều đã chứng minh được và chưa chứng minh được"
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    missing = [path for path in options.paths if not path.exists()]
    if missing:
        for path in missing:
            print(f"thutuc check: không có “{path}”.", file=sys.stderr)
        return 2
    if options.watch:
        return watch(options)
    return check(options)


def check(options: argparse.Namespace) -> int:
    """Look once and print. 1 when there is an error, else 0."""
    found = gather(options.paths, shared=options.shared, progress=show_progress)
    if options.format == "text":
        print_for_people(found.problems, found.texts, language=options.lang, coloured=sys.stdout.isatty())
        for line in proven(found, options):
            print(line)
        for line in kept(found, options.lang):
            print(line)
    elif output := FORMATS[options.format](found.problems, files=len(found.loaded), language=options.lang):
        print(output)
    return int(has_errors(found.problems))


def kept(found: Gathered, language: str) -> Iterator[str]:
    """How many warnings a file keeps with a reason."""
    said = (
        "{file}: {count} warnings waived" if language == "en" else "{file}: bỏ qua {count} cảnh báo, có lý do"
    )
    for loaded in found.loaded:
        if loaded.waived:
            yield said.format(file=loaded.file, count=len(loaded.waived))


def proven(found: Gathered, options: argparse.Namespace) -> Iterator[str]:
    """What is proven of each file without errors; of a large folder only when asked for."""
    if len(found.loaded) > MOST_PROVEN_UNASKED and not options.proofs:
        return
    for loaded in found.loaded:
        if loaded.definition is not None and options.proofs:
            yield from in_full(loaded.file, prove(loaded.definition), options.lang)
        elif loaded.definition is not None:
            yield in_one_line(loaded.file, prove(loaded.definition), options.lang)


def watch(options: argparse.Namespace, *, wait: Callable[[float], object] = time.sleep) -> int:
    """Look again after every change, until interrupted (Ctrl+C, which `thutuc` turns into exit code 130)."""
    seen: object = None
    while True:
        now = stamps(options.paths, options.shared)
        if now != seen:
            seen = now
            if sys.stdout.isatty():
                print("\033[2J\033[H", end="")
            check(options)
            print("Đang theo dõi thay đổi. Bấm Ctrl+C để dừng.", flush=True)
        wait(LOOK_EVERY)


def stamps(paths: Sequence[Path], shared: Path | None) -> dict[Path, tuple[int, int]]:
    """When each file that matters was changed, and its size."""
    found: dict[Path, tuple[int, int]] = {}
    for path in _files([*paths, *([shared] if shared else [])]):
        try:
            status = path.stat()
        except FileNotFoundError:
            continue  # an editor that replaces the file has removed it for a moment
        found[path] = (status.st_mtime_ns, status.st_size)
    return found


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from path.rglob("*.yaml")
        else:
            yield path
            yield from (path.parent / "shared").rglob("*.yaml")
