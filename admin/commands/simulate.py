"""`thutuc simulate`: walk one dossier through a procedure in the terminal, with nothing stored or sent."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from admin.findings import shared_folder
from admin.one_file import NotLoaded, add_file, loaded
from admin.walk import Script, Walk, WalkStopped
from engine.calendars import CalendarMissing, load_calendar
from engine.definition import Channel
from engine.expressions import ExpressionFailed
from engine.fees import FeeUndecided
from renderer import languages
from runtime import clock


def register(commands: Any) -> None:
    command = commands.add_parser(
        "simulate",
        help="đi thử một hồ sơ từ tờ khai đến kết quả ngay trên dòng lệnh",
        description="Đi thử một hồ sơ. Không lưu, không gửi gì. Mỗi quyết định cách nhau một ngày làm việc.",
    )
    add_file(command)
    command.add_argument(
        "--answers",
        type=Path,
        metavar="TỆP_JSON",
        help='{"case": "…", "applicant": {…}, "answers": {…}, "steps": ["accept", …]}: đi theo tệp, không hỏi',
    )
    command.add_argument(
        "--channel", choices=[str(each) for each in Channel], default="online", help="cách nộp"
    )
    command.add_argument("--case", default="", metavar="TRƯỜNG_HỢP", help="trường hợp giải quyết")
    command.add_argument("--at", type=datetime.fromisoformat, metavar="LÚC", help="lúc nộp, mặc định bây giờ")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    try:
        definition = loaded(options.file, options).definition
    except NotLoaded as reason:
        return reason.code
    if definition is None or not definition.steps:
        print(f"thutuc simulate: “{options.file}” không có quy trình để đi thử.", file=sys.stderr)
        return 1
    calendar = load_calendar((options.shared or shared_folder(options.file)) / "calendar.yaml")
    at = options.at or clock.now()
    at = clock.local(at) if at.tzinfo else at.replace(tzinfo=clock.VIETNAM)
    try:
        script = Script.from_file(options.answers) if options.answers else Script()
        walk = Walk(definition, calendar, tell=print, ask=None if options.answers else input)
        with languages.use("vi"):
            walk.choose(options.case or script.case)
            walk.go(script, at=at, channel=Channel(options.channel))
    except EOFError:
        print("\nthutuc simulate: dừng lại vì không còn câu trả lời nào.", file=sys.stderr)
        return 1
    except (WalkStopped, CalendarMissing, ExpressionFailed, FeeUndecided) as stop:
        print(f"thutuc simulate: dừng lại. {stop}", file=sys.stderr)
        return 1
    return 0
