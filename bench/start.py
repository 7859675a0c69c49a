"""Starting with a folder of generated procedures: cold on all cores, and warm from what was remembered.

BENCH_FILES says how many (2,000 for the published figures; by default a tenth of that).
"""

from __future__ import annotations

import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from catalogue import FILES, PROCEDURES, texts
from harness import Row, compare, report
from peers import peer

from admin.findings.gathering import side_by_side
from engine.catalogue import Catalogue, read_catalogue
from engine.manifest import from_bytes, to_bytes
from engine.validator import published

WARM_TARGET = 0.03
"""Row B12: against reading every file with the C loader and comparing its shape with jsonschema-rs."""


class _JsonLoader(yaml.CSafeLoader):
    """Leaves days as text: JSON, and so the peer's validator, has none."""


_JsonLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def rows() -> list[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for shared in ("shared", "forms", "scenarios"):
            (folder / shared).symlink_to(PROCEDURES / shared)
        for number, text in enumerate(texts(FILES)):
            (folder / f"{number:04}.yaml").write_text(text, encoding="utf-8")
        cold = _cold(folder)
        validators = peer("jsonschema_rs")
        return [_warm(folder, cold, validators)] if validators else []


def _cold(folder: Path) -> Catalogue:
    """Everything checked and proved, on all cores; told as a time, for there is no peer that proves."""
    begun = time.perf_counter()
    found = read_catalogue(folder, reader=partial(side_by_side, progress=None))
    took = time.perf_counter() - begun
    each = took / len(found.entries) * 1000
    sys.stderr.write(
        f"{len(found.entries)} files checked cold on all cores: {took:.1f} s, {each:.1f} ms a file\n"
    )
    return found


def _warm(folder: Path, cold: Catalogue, validators: Any) -> Row:
    """What the service does before it answers: remembered facts and the hash of every file's bytes."""
    kept = folder / "kept.manifest"
    kept.write_bytes(to_bytes(cold.manifest()))
    warm = read_catalogue(folder, remembered=from_bytes(kept.read_bytes()))
    assert [entry.brief for entry in warm.entries] == [entry.brief for entry in cold.entries]
    assert warm.entries[-1].loaded == cold.entries[-1].loaded
    shape = validators.validator_for(published())

    def ours() -> list[str]:
        found = read_catalogue(folder, remembered=from_bytes(kept.read_bytes()))
        return [entry.brief.procedure for entry in found.entries]

    def theirs() -> list[str]:
        found = []
        for path in sorted(folder.glob("*.yaml")):
            data: Any = yaml.load(path.read_bytes(), Loader=_JsonLoader)  # noqa: TID251 - the peer
            shape.is_valid(data)
            found.append(data["procedure"])
        return found

    return compare(
        f"{FILES} files, warm start with hashes",
        ours=ours,
        peer="C loader + jsonschema-rs, shape only",
        theirs=theirs,
        target=WARM_TARGET,
        batch=1,
        rounds=max(5, 2000 // FILES),
    )


if __name__ == "__main__":
    sys.exit(report(rows()))
