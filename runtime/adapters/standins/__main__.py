"""`python -m runtime.adapters.standins --smtp-port 2525 --http-port 8026 --data DIR`, the token in
THUTUC_SMS_TOKEN.
"""

from __future__ import annotations

import argparse
import os
import signal
import threading
from pathlib import Path
from types import FrameType

from runtime.adapters.standins.servers import StandIns


def main() -> None:
    """Serve until SIGTERM or SIGINT."""
    parser = argparse.ArgumentParser(
        prog="python -m runtime.adapters.standins", description="SMTP server and SMS gateway"
    )
    parser.add_argument("--smtp-port", type=int, default=2525)
    parser.add_argument("--http-port", type=int, default=8026)
    parser.add_argument("--data", type=Path, help="folder where received messages are kept")
    parser.add_argument(
        "--token", default=os.environ.get("THUTUC_SMS_TOKEN", ""), help="what the SMS gateway asks for"
    )
    chosen = parser.parse_args()
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    with StandIns(
        token=chosen.token, smtp_port=chosen.smtp_port, http_port=chosen.http_port, folder=chosen.data
    ):
        stopping.wait()


if __name__ == "__main__":
    main()
