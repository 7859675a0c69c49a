"""Running `thutuc` inside the tests."""

from __future__ import annotations

import pytest

from admin.cli import main
from tests.engine.examples import PROCEDURES

EXTRACT = str(PROCEDURES / "trich-luc-ho-tich.yaml")
DECLARATION = str(PROCEDURES / "cong-bo-hop-chuan.yaml")


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The exit code, and what went to standard output and standard error."""
    try:
        code = main(list(arguments))
    except SystemExit as stop:
        code = int(stop.code or 0)
    captured = capsys.readouterr()
    return code, captured.out, captured.err
