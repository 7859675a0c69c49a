"""What an uploaded file really is, by its content alone, whatever its name and the browser say."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import structlog

from runtime.dossiers.inspection import DOCX, HEIC, JPEG, PDF, PNG

log = structlog.get_logger("thutuc.uploads")

PATIENCE_SECONDS = 20
_ROOT = Path(__file__).resolve().parents[2]

# The extensions (as a procedure's `formats` writes them) under which each kind is known; the first is the
# usual one.
EXTENSIONS: Mapping[str, tuple[str, ...]] = {
    PDF: ("pdf",),
    JPEG: ("jpg", "jpeg", "jfif"),
    PNG: ("png",),
    HEIC: ("heic", "heif"),
    DOCX: ("docx",),
}
SHOWN_BY_BROWSERS = frozenset({PDF, JPEG, PNG})


class Unsuitable(Exception):
    """`reason`: unknown, damaged, password, active, macros or too_many_pixels."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def sniff(path: Path) -> str:
    """The media type of the file at `path`, a key of EXTENSIONS. Raises Unsuitable.

    A parser that crashes or never ends says as much about the file as one that answers: it is taken for
    damaged. The parser's process is given the file and nothing of this one's environment, where passwords
    live.
    """
    try:
        with path.open("rb") as file:
            done = subprocess.run(
                [sys.executable, "-m", "runtime.dossiers.inspection"],
                stdin=file,
                capture_output=True,
                timeout=PATIENCE_SECONDS,
                cwd=_ROOT,
                env={},
                check=False,
            )
    except subprocess.TimeoutExpired as error:
        log.warning("inspection took too long")
        raise Unsuitable("damaged") from error
    answer = _answer(done)
    if "media_type" not in answer:
        raise Unsuitable(answer["refused"])
    return str(answer["media_type"])


def is_picture(media_type: str) -> bool:
    return media_type.startswith("image/")


def _answer(done: subprocess.CompletedProcess[bytes]) -> dict[str, Any]:
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        log.warning(
            "inspection failed", status=done.returncode, said=done.stderr[-400:].decode(errors="replace")
        )
        return {"refused": "damaged"}
    return answer
