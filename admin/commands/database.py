"""`thutuc db`: bring the database to the program's version, or say where it stands."""

from __future__ import annotations

import argparse
import os
from typing import Any

from runtime import migrations
from runtime.config import Settings
from runtime.db import Database


def register(commands: Any) -> None:
    group = commands.add_parser(
        "db", help="nâng cấp cơ sở dữ liệu", description="Nâng cấp cơ sở dữ liệu hoặc xem phiên bản."
    )
    verbs = group.add_subparsers(title="việc", metavar="VIỆC", required=True)
    upgrade = verbs.add_parser("upgrade", help="đưa cơ sở dữ liệu lên phiên bản mới nhất")
    upgrade.set_defaults(run=run_upgrade)
    current = verbs.add_parser("current", help="xem phiên bản hiện tại")
    current.set_defaults(run=run_current)


def run_upgrade(options: argparse.Namespace) -> int:
    database = Database(Settings.from_environment(os.environ).database_url)
    migrations.upgrade(database)
    print(f"Cơ sở dữ liệu đã ở phiên bản {migrations.current(database)}.")
    return 0


def run_current(options: argparse.Namespace) -> int:
    database = Database(Settings.from_environment(os.environ).database_url)
    here, newest = migrations.current(database), migrations.newest()
    print(f"Cơ sở dữ liệu: {here or 'chưa khởi tạo'}; chương trình: {newest}.")
    return 0 if here == newest else 1
