"""A folder of generated procedures: checked cold, looked at again unchanged, and taken from a stored version.

BENCH_FILES says how many (2,000 for the published figures; by default a tenth of that).
"""

from __future__ import annotations

import itertools
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import jsonschema
import yaml
from harness import Row, compare, report

from engine.catalogue import read_catalogue
from engine.compile import definition_from_body
from engine.library import Library
from engine.load import Loaded, load_text
from engine.validator import published

FILES = int(os.environ.get("BENCH_FILES", "200"))
PROCEDURES = Path(__file__).parents[1] / "procedures"
MODEL = PROCEDURES / "trich-luc-ho-tich.yaml"


def texts(count: int) -> list[str]:
    """The model procedure under other ids and codes."""
    model = MODEL.read_text(encoding="utf-8")
    return [
        model.replace("trich-luc-ho-tich", f"thu-tuc-{number}").replace("2.000635", f"3.{number:06}")
        for number in range(count)
    ]


def checked(text: str, library: Library) -> Loaded:
    loaded = load_text(text, "generated.yaml", library)
    assert loaded.definition is not None
    return loaded


def rows() -> list[Row]:
    library = Library.from_folder(PROCEDURES / "shared")
    files = texts(FILES)
    return [_cold(files, library), _stored(files, library), _unchanged(files)]


def _cold(files: list[str], library: Library) -> Row:
    """All that the engine finds out about a file, against reading it and comparing its shape only."""
    ours, theirs = itertools.cycle(files), itertools.cycle(files)
    stock = jsonschema.Draft202012Validator(published())

    def shape_only() -> str:
        data: Any = yaml.load(next(theirs), Loader=yaml.CSafeLoader)  # noqa: TID251 - the peer
        list(stock.iter_errors(data))
        return str(data["procedure"])

    return compare(
        "one file, checked and proved",
        ours=lambda: checked(next(ours), library).body["procedure"]["procedure"],
        peer="C loader + jsonschema, shape only",
        theirs=shape_only,
        target=6.0,
        batch=1,
    )


def _stored(files: list[str], library: Library) -> Row:
    """What a web process does with a published version, against checking its file."""
    first = checked(files[0], library)
    body = json.dumps(first.body)
    return compare(
        "a stored version made ready",
        ours=lambda: definition_from_body(json.loads(body)),
        peer="checking its file",
        theirs=lambda: checked(files[0], library).definition,
        target=0.5,
        batch=1,
    )


def _unchanged(files: list[str]) -> Row:
    """A look at a folder in which nothing changed, against checking one file of it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "shared").symlink_to(PROCEDURES / "shared")
        (folder / "forms").symlink_to(PROCEDURES / "forms")
        for number, text in enumerate(files):
            (folder / f"{number}.yaml").write_text(text, encoding="utf-8")
        known = read_catalogue(folder)
        library = known.library
        return compare(
            f"{len(files)} files, nothing changed",
            ours=lambda: all(each.loaded.definition for each in read_catalogue(folder, known).entries),
            peer="checking one of them",
            theirs=lambda: checked(files[0], library).definition is not None,
            target=2.0 * len(files) / 2000 + 0.5,
            batch=1,
        )


if __name__ == "__main__":
    sys.exit(report(rows()))
