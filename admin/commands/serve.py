"""`thutuc serve`: the web server, public pages and console, or the public pages alone."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any

APPLICATIONS = {"all": "admin.app:create_app()", "public": "runtime.app:create_app()"}


def register(commands: Any) -> None:
    command = commands.add_parser(
        "serve",
        help="chạy máy chủ web",
        description="Chạy máy chủ web bằng gunicorn. Cơ sở dữ liệu phải đã ở phiên bản mới nhất (thutuc db upgrade).",
    )
    command.add_argument("--host", default="127.0.0.1")
    command.add_argument("--port", type=int, default=8000)
    command.add_argument("--workers", type=int, default=2, help="số tiến trình")
    command.add_argument("--threads", type=int, default=8, help="số luồng mỗi tiến trình")
    command.add_argument("--only-public", action="store_true", help="không kèm trang quản trị")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    application = APPLICATIONS["public" if options.only_public else "all"]
    command = gunicorn(application, options.host, options.port, options.workers, options.threads)
    os.execv(sys.executable, command)  # noqa: S606 - our own program with our own arguments
    return 0


def gunicorn(application: str, host: str, port: int, workers: int, threads: int) -> list[str]:
    """The command line that serves `application`."""
    return [
        sys.executable, "-m", "gunicorn", application,
        "--bind", f"{host}:{port}",
        "--worker-class", "gthread", "--workers", str(workers), "--threads", str(threads),
        "--graceful-timeout", "30", "--timeout", "60", "--log-level", "warning",
    ]  # fmt: skip
