"""What is remembered of a folder from one start of the program to the next, so that two thousand unchanged files are
not all read as YAML again.

A file is taken as unchanged only when the hash of its bytes is the one remembered, all shared files are the same, and
it was this very program that judged it. Of a manifest that is damaged in any way nothing is believed: the folder is
read as if there were none.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from engine import source
from engine.brief import Brief

_FORMAT = 1
MISSING = "-"
"""Instead of the hash of a file that cannot be read."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """`shared`: file → hash of its bytes. `files`: file → hash of its bytes and what it came to alone."""

    shared: Mapping[str, str]
    files: Mapping[str, tuple[str, Brief]]


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def digest_of(path: Path | str) -> str:
    """Of the bytes that `engine.source` would read of a file."""
    try:
        return digest(source.content_of(path))
    except OSError:
        return MISSING


def digests(paths: Iterable[Path | str]) -> dict[str, str]:
    return {str(path): digest_of(path) for path in paths}


def to_bytes(manifest: Manifest) -> bytes:
    """One line with format, program and the hash of the second line, which holds the rest."""
    files = {file: [hashed, brief.as_plain()] for file, (hashed, brief) in manifest.files.items()}
    body = json.dumps({"shared": dict(manifest.shared), "files": files}, ensure_ascii=False).encode()
    return f"{_FORMAT} {program()} {digest(body)}\n".encode() + body


def from_bytes(content: bytes) -> Manifest | None:
    """None for what is damaged, and for what another version of the program has written."""
    head, _, body = content.partition(b"\n")
    if head != f"{_FORMAT} {program()} {digest(body)}".encode():
        return None
    data = json.loads(body)
    files = {file: (hashed, Brief.from_plain(brief)) for file, (hashed, brief) in data["files"].items()}
    return Manifest(data["shared"], files)


@cache
def program() -> str:
    """A hash of the engine's own files: whatever changes in it may judge a procedure differently."""
    root = Path(__file__).parent
    own = sorted(path for path in root.rglob("*") if path.suffix in {".py", ".json", ".yaml"})
    whole = hashlib.sha256()
    for path in own:
        whole.update(f"{path.relative_to(root)}\0{digest(path.read_bytes())}\n".encode())
    return whole.hexdigest()
