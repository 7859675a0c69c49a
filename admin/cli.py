"""`thutuc`: the command line of the analyst and of whoever keeps the service running."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from admin.commands import (
    check,
    database,
    demo,
    diff,
    explain,
    fmt,
    graph,
    import_catalogue,
    new,
    printing,
    publish,
    schema,
    serve,
    simulate,
    test,
    user,
    words,
    worker,
)
from runtime.config import BadSettings

COMMANDS = (
    new,
    check,
    test,
    simulate,
    explain,
    words,
    graph,
    diff,
    fmt,
    schema,
    import_catalogue,
    printing,
    publish,
    demo,
    serve,
    worker,
    database,
    user,
)

DESCRIPTION = "Thủ tục hành chính là dữ liệu: mỗi thủ tục một tệp YAML, từ đó sinh ra trang, biểu mẫu, hàng đợi việc và phiếu."
EPILOGUE = """\
bắt đầu nhanh:
  thutuc demo                       chạy thử trọn bộ với dữ liệu mẫu, in sẵn các tài khoản
  thutuc check procedures           kiểm tra mọi tệp thủ tục
  thutuc check tep.yaml --format json

cấu hình qua biến môi trường THUTUC_*, xem docs/operators/settings.md
mã thoát: 0 tốt · 1 có lỗi · 2 gọi lệnh sai"""


def parser() -> argparse.ArgumentParser:
    root = argparse.ArgumentParser(
        prog="thutuc",
        description=DESCRIPTION,
        epilog=EPILOGUE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = root.add_subparsers(title="các lệnh", metavar="LỆNH", required=True)
    for command in COMMANDS:
        command.register(commands)
    return root


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns its exit code; a wrong call exits with 2 through argparse."""
    options = parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except BadSettings as wrong:
        print(wrong, file=sys.stderr)
        return 2
    except BrokenPipeError:
        # `thutuc check | head` closes our output early; that is the reader's choice, not a failure.
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130
    return code


if __name__ == "__main__":
    sys.exit(main())
