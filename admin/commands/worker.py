"""`thutuc worker`: sends what waits in the outbox and runs the timers, with Redis as doorbell or without."""

from __future__ import annotations

import argparse
import os
from typing import Any

from runtime import logs
from runtime.adapters import build_world
from runtime.config import Settings
from runtime.jobs import worker


def register(commands: Any) -> None:
    command = commands.add_parser(
        "worker",
        help="gửi thông báo và chạy các việc định kỳ",
        description="Gửi thư, tin nhắn đang chờ và chạy các việc định kỳ. Có Redis (THUTUC_REDIS_URL) thì được đánh thức ngay.",
    )
    command.add_argument("--once", action="store_true", help="làm hết việc đang chờ rồi thôi")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    logs.configure()
    world = build_world(Settings.from_environment(os.environ))
    worker.run(world, once=options.once)
    return 0
