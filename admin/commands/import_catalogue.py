"""`thutuc import-catalogue`: official records become level-1 files, and their faults a report."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from admin.official.faults import FAULTS
from admin.official.law import endings
from admin.official.procedure import Imported, imported
from admin.official.records import NotARecord, read_records
from admin.official.report import Report, report_of
from admin.official.writing import write_catalogue


def register(commands: Any) -> None:
    command = commands.add_parser(
        "import-catalogue",
        help="nhập danh mục thủ tục chính thức thành các tệp mức độ 1, kèm báo cáo lỗi của nguồn",
        description="Đọc các bản ghi (mỗi dòng một JSON, .jsonl hoặc .jsonl.gz) và viết mỗi thủ tục một tệp YAML mức độ 1.",
    )
    command.add_argument("records", type=Path, metavar="BẢN_GHI", help="tệp .jsonl hoặc .jsonl.gz")
    command.add_argument("--out", type=Path, required=True, metavar="THƯ_MỤC", help="nơi viết các tệp")
    command.add_argument("--report", type=Path, metavar="TỆP", help="viết báo cáo JSON vào tệp này")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    try:
        records = list(read_records(options.records))
    except NotARecord as wrong:
        print(f"{options.records}:{wrong.line}: {wrong.why}", file=sys.stderr)
        return 1
    except (OSError, UnicodeDecodeError, EOFError) as error:
        print(f"Không đọc được {options.records}: {error}", file=sys.stderr)
        return 1
    known = endings(record.law for record in records)
    procedures = [imported(record, known) for record in records]
    twice = _given_twice(procedures)
    if twice:
        print(f"Mã thủ tục có ở hai bản ghi: {', '.join(twice)}", file=sys.stderr)
        return 1
    try:
        write_catalogue(options.out, procedures)
        report = report_of(procedures)
        if options.report:
            written = json.dumps(report.as_dict(), ensure_ascii=False, indent=2) + "\n"
            options.report.write_text(written, encoding="utf-8")
    except OSError as error:
        print(f"Không viết được: {error}", file=sys.stderr)
        return 1
    _print(report, options.out)
    return 0


def _given_twice(procedures: list[Imported]) -> list[str]:
    seen: set[str] = set()
    return sorted({each.record.code for each in procedures if each.id in seen or seen.add(each.id)})


def _print(report: Report, folder: Path) -> None:
    print(f"{report.records} thủ tục → {folder}")
    print("\nThành dữ liệu có cấu trúc (phần còn lại giữ nguyên lời):")
    for share in report.shares:
        print(f"  {share.section:<32}{share.words}")
    print("\nLỗi có trong bản ghi nguồn:")
    for code, (count, examples) in report.faults.items():
        print(f"  {code}  {count:>5}  {FAULTS[code]}")
        for procedure, shown in examples[:1]:
            if shown:
                print(f"               {procedure}: {shown}")
