"""`thutuc demo`: the whole service on one machine: SQLite, no Redis, real mail and text messages into a stand-in post office."""

from __future__ import annotations

import argparse
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.error import URLError

from admin import demonstration
from admin.commands.serve import gunicorn
from engine.catalogue import read_catalogue
from runtime import clock, migrations, publications
from runtime.adapters import build_world
from runtime.config import Settings

PATIENCE = 60.0


def register(commands: Any) -> None:
    command = commands.add_parser(
        "demo",
        help="chạy thử trọn bộ, in sẵn các tài khoản",
        description="Chạy thử trọn bộ trên máy này: SQLite, không cần Redis, kèm bưu cục giả nhận thư và tin nhắn thật.",
    )
    command.add_argument("--host", default="127.0.0.1", help="địa chỉ lắng nghe (mặc định 127.0.0.1)")
    command.add_argument("--port", type=int, default=8000, help="cổng của trang (mặc định 8000)")
    command.add_argument(
        "--data", type=Path, default=Path("var/demo"), help="thư mục dữ liệu (mặc định var/demo)"
    )
    command.add_argument("--procedures", type=Path, help="thư mục thủ tục (mặc định thư mục procedures)")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    procedures = (options.procedures or procedures_folder()).absolute()
    if not procedures.is_dir():
        print(f"thutuc demo: không có thư mục thủ tục “{procedures}”.", file=sys.stderr)
        return 2
    data = options.data.absolute()
    data.mkdir(parents=True, exist_ok=True)
    environment = settings(data, procedures, host=options.host, port=options.port)
    processes = [stand_ins(environment, data)]
    stop_on_signals()
    try:
        wait_for(environment["THUTUC_MESSAGES_URL"], processes[0])
        prepare(environment)
        processes.append(web(environment, host=options.host, port=options.port))
        wait_for(f"{environment['THUTUC_BASE_URL']}/healthz", processes[1])
        print(welcome(environment), flush=True)
        return first_to_end(processes)
    except (KeyboardInterrupt, SystemExit):
        return 0
    except DemoFailed as failure:
        print(f"thutuc demo: {failure}", file=sys.stderr)
        return 1
    finally:
        end(processes)


class DemoFailed(Exception):
    """One of the demo's processes did not come up; the sentence says which."""


def procedures_folder() -> Path:
    """`procedures` where we stand, else the one beside the program."""
    here = Path("procedures")
    return here if here.is_dir() else Path(__file__).parents[2] / "procedures"


def settings(data: Path, procedures: Path, *, host: str, port: int) -> dict[str, str]:
    """The demo's THUTUC_* variables. Mail and messages go to free ports; the page that shows them prefers the port after ours."""
    shown_host = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - compared, not bound
    messages_port, smtp_port = free_port(port + 1), free_port()
    token = secrets.token_urlsafe(24)
    return {
        "THUTUC_DATABASE_URL": f"sqlite:///{data / 'thutuc.sqlite'}",
        "THUTUC_DATA": str(data / "files"),
        "THUTUC_PROCEDURES": str(procedures),
        "THUTUC_AUTOPUBLISH": "yes",
        "THUTUC_BASE_URL": f"http://{shown_host}:{port}",
        "THUTUC_SMTP_URL": f"smtp://127.0.0.1:{smtp_port}",
        "THUTUC_SMS_URL": f"http://127.0.0.1:{messages_port}/sms",
        "THUTUC_SMS_TOKEN": token,
        "THUTUC_CONNECTORS": f"population=http://127.0.0.1:{messages_port}/register/population",
        "THUTUC_CONNECTORS_KEYS": f"population={token}",
        "THUTUC_MESSAGES_URL": f"http://127.0.0.1:{messages_port}",
        "THUTUC_SECRET": kept_secret(data / "secret"),
    }


def free_port(preferred: int = 0) -> int:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", preferred))
        except OSError:
            return free_port()
        port: int = probe.getsockname()[1]
        return port


def kept_secret(path: Path) -> str:
    """The demo's secret, made at its first start, so that codes and sessions survive a restart."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(32))
    return path.read_text()


def stand_ins(environment: Mapping[str, str], data: Path) -> subprocess.Popen[bytes]:
    smtp_port = environment["THUTUC_SMTP_URL"].rsplit(":", 1)[1]
    http_port = environment["THUTUC_MESSAGES_URL"].rsplit(":", 1)[1]
    command = [
        sys.executable,
        "-m",
        "runtime.adapters.standins",
        "--smtp-port",
        smtp_port,
        "--http-port",
        http_port,
    ]
    command += ["--data", str(data / "messages")]
    token = {"THUTUC_SMS_TOKEN": environment["THUTUC_SMS_TOKEN"]}
    return subprocess.Popen(command, env={**os.environ, **token})  # noqa: S603 - our own program with our own arguments


def prepare(environment: Mapping[str, str]) -> None:
    """Database, procedures, people and a few dossiers on their way; what is there already stays."""
    world = build_world(Settings.from_environment(environment))
    migrations.upgrade(world.database)
    with world.database.transaction() as session:
        publications.publish_folder(session, read_catalogue(world.settings.procedures), at=clock.now())
    demonstration.furnish(world)
    world.database.dispose()


def web(environment: Mapping[str, str], *, host: str, port: int) -> subprocess.Popen[bytes]:
    command = gunicorn("admin.app:create_app()", host, port, workers=1, threads=8)
    return subprocess.Popen(command, env={**os.environ, **environment})  # noqa: S603 - as above


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Return once `url` answers. Raises DemoFailed when the process ends or takes longer than PATIENCE seconds."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise DemoFailed(f"tiến trình phục vụ {url} đã dừng (mã {process.returncode}).")
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own loopback address
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise DemoFailed(f"{url} không trả lời sau {PATIENCE:.0f} giây.")


def welcome(environment: Mapping[str, str]) -> str:
    people = "\n".join(f"    {person.login:<28} {person.does}" for person in demonstration.STAFF)
    citizens = "\n".join(f"    {person.email:<28} {person.does}" for person in demonstration.CITIZENS)
    return f"""
  thutuc đang chạy tại   {environment["THUTUC_BASE_URL"]}
  thư và tin nhắn tại    {environment["THUTUC_MESSAGES_URL"]}
  thủ tục trong          {environment["THUTUC_PROCEDURES"]}  (thêm hoặc sửa tệp YAML là trang đổi theo)

  Mật khẩu của mọi tài khoản mẫu: {demonstration.PASSWORD}
  Người dân:
{citizens}
  Cán bộ và quản trị:
{people}

  Dừng bằng Ctrl-C.
"""


def stop_on_signals() -> None:
    """A polite kill ends the demo as Ctrl-C does, children included."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))


def first_to_end(processes: list[subprocess.Popen[bytes]]) -> int:
    while True:
        for process in processes:
            if process.poll() is not None:
                return process.returncode
        time.sleep(0.3)


def end(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in reversed(processes):
        process.terminate()
    for process in processes:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
