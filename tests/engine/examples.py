"""The example files and the shared lists they use, for the tests of loading."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from engine.library import Library

EXAMPLES = Path(__file__).parents[1] / "examples"
PROCEDURES = Path(__file__).parents[2] / "procedures"
VALID = sorted((EXAMPLES / "valid").glob("*.yaml"))
INVALID = sorted((EXAMPLES / "invalid").glob("*.yaml"))

MINIMAL = """procedure: vi-du
code: "1.000001"
name: Thủ tục ví dụ
sector: ho-tich
agency: ubnd-phuong-hoa-sen
level: 1
applicants: [citizen]
result: {name: Giấy xác nhận}
channels: {submit: {counter: {}}, receive: {counter: {}}}
"""


@cache
def library() -> Library:
    """The examples' agencies and sectors with the process templates that are really offered."""
    templates = Library.from_folder(PROCEDURES / "shared").templates
    return replace(Library.from_folder(EXAMPLES / "shared"), templates=templates)
