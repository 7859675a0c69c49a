"""`thutuc explain`: what a finding means, why it matters, how to write it right."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from admin.findings.pages import page, reference
from engine.problem_codes import CODES
from engine.suggest import nearest


def register(commands: Any) -> None:
    command = commands.add_parser(
        "explain",
        help="giải thích một mã phát hiện, kèm ví dụ sai và đúng",
        description="Giải thích một mã phát hiện, kèm ví dụ sai và đúng. --all in cả bảng tra cứu.",
    )
    command.add_argument("codes", nargs="*", metavar="MÃ", help="ví dụ F003")
    command.add_argument("--all", action="store_true", dest="everything", help="mọi mã, dạng Markdown")
    command.add_argument("--lang", choices=["vi", "en"], default="vi", help="ngôn ngữ")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    if options.everything:
        print(reference(options.lang), end="")
        return 0
    if not options.codes:
        print("thutuc explain: cần ít nhất một mã, ví dụ “thutuc explain F003”.", file=sys.stderr)
        return 2
    wanted = [code.upper() for code in options.codes]
    unknown = [code for code in wanted if code not in CODES]
    for code in unknown:
        suggestion = nearest(code, CODES)
        remark = f" Có phải ý bạn là {suggestion}?" if suggestion else ""
        print(f"thutuc explain: không có mã “{code}”.{remark}", file=sys.stderr)
    if unknown:
        return 2
    print("\n".join(page(code, options.lang) for code in wanted), end="")
    return 0
