"""`thutuc user`: staff accounts from the command line."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from typing import Any

from runtime import clock
from runtime.accounts import passwords, staff
from runtime.config import Settings
from runtime.db import Database
from runtime.refusals import Refusal


def register(commands: Any) -> None:
    group = commands.add_parser(
        "user", help="tài khoản cán bộ", description="Tạo, xem và khóa tài khoản cán bộ."
    )
    verbs = group.add_subparsers(title="việc", metavar="VIỆC", required=True)

    add = verbs.add_parser(
        "add",
        help="thêm tài khoản cán bộ",
        description="Thêm tài khoản cán bộ. Mật khẩu được hỏi, hoặc đọc từ đầu vào chuẩn với --password-stdin.",
    )
    add.add_argument("login", help="tên đăng nhập, ví dụ an.tn")
    add.add_argument("--name", required=True, help="họ và tên")
    add.add_argument("--email")
    add.add_argument(
        "--place",
        action="append",
        default=[],
        metavar="HÀNG_ĐỢI",
        help="nơi làm việc, ví dụ so-khcn/mot-cua; lặp lại được",
    )
    add.add_argument("--role", choices=["officer", "supervisor", "analyst", "admin"], default="officer")
    add.add_argument("--password-stdin", action="store_true")
    add.set_defaults(run=run_add)

    listing = verbs.add_parser("list", help="xem các tài khoản cán bộ")
    listing.set_defaults(run=run_list)

    disable = verbs.add_parser("disable", help="khóa tài khoản và mọi phiên đang mở")
    disable.add_argument("login")
    disable.set_defaults(run=run_disable)


def run_add(options: argparse.Namespace) -> int:
    if options.role in {"officer", "supervisor"} and not options.place:
        print(
            "thutuc user add: cán bộ cần ít nhất một --place, ví dụ --place so-khcn/mot-cua.", file=sys.stderr
        )
        return 2
    password = sys.stdin.readline().rstrip("\n") if options.password_stdin else getpass.getpass("Mật khẩu: ")
    memberships = [(place, options.role) for place in options.place] or [("*", options.role)]
    if weak := passwords.weakness(password):
        print(f"thutuc user add: {weak}.", file=sys.stderr)
        return 1
    password_hash = passwords.hashed(password)
    try:
        with _database().transaction() as session:
            staff.add(
                session,
                login=options.login,
                full_name=options.name,
                email=options.email,
                password_hash=password_hash,
                memberships=memberships,
                at=clock.now(),
            )
    except Refusal as refusal:
        print(f"thutuc user add: {refusal}", file=sys.stderr)
        return 1
    print(f"Đã thêm {options.login} ({options.name}).")
    return 0


def run_list(options: argparse.Namespace) -> int:
    with _database().reading() as session:
        for account in staff.everyone(session):
            places = ", ".join(f"{membership.role} {membership.place}" for membership in account.memberships)
            state = " (đã khóa)" if account.disabled_at else ""
            print(f"{account.login:<20} {account.full_name:<30} {places}{state}")
    return 0


def run_disable(options: argparse.Namespace) -> int:
    with _database().transaction() as session:
        if not staff.disable(session, login=options.login, at=clock.now()):
            print(f"thutuc user disable: không có tài khoản “{options.login}”.", file=sys.stderr)
            return 1
    print(f"Đã khóa {options.login}.")
    return 0


def _database() -> Database:
    return Database(Settings.from_environment(os.environ).database_url)
