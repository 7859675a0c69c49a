"""`thutuc publish`: put checked procedures on the site, each as an immutable version."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from admin.findings import print_for_people
from engine.catalogue import read_catalogue
from engine.problems import has_errors
from runtime import clock, publications
from runtime.config import Settings
from runtime.db import Database
from runtime.unready import unready


def register(commands: Any) -> None:
    command = commands.add_parser(
        "publish",
        help="công bố các thủ tục đã kiểm tra lên trang",
        description="Kiểm tra thư mục thủ tục rồi công bố. Tệp có lỗi không được công bố; bản đang công bố vẫn giữ nguyên.",
    )
    command.add_argument("folder", nargs="?", type=Path, metavar="THƯ_MỤC", help="mặc định THUTUC_PROCEDURES")
    command.add_argument("--by", default="thutuc publish", help="tên người công bố, ghi vào phiên bản")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    settings = Settings.from_environment(os.environ)
    folder = options.folder or settings.procedures
    if not folder.is_dir():
        print(f"thutuc publish: không có thư mục “{folder}”.", file=sys.stderr)
        return 2
    catalogue = read_catalogue(folder)
    texts = {entry.loaded.file: entry.loaded.text for entry in catalogue.entries}
    print_for_people(catalogue.problems, texts, language="vi", coloured=sys.stdout.isatty())
    with Database(settings.database_url).transaction() as session:
        published = publications.publish_folder(session, catalogue, at=clock.now(), by=options.by)
    for entry in catalogue.entries:
        found = entry.loaded.definition
        if found is not None and (waiting := unready(found)):
            print(f"Chưa công bố được {found.id}: chương trình chưa thực hiện {', '.join(waiting)}.")
    for procedure in published:
        print(f"Đã công bố {procedure}.")
    if not published:
        print("Không có thủ tục nào thay đổi.")
    return 1 if has_errors(catalogue.problems) else 0
