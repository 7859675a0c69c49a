"""`thutuc words` leaves nothing out: whatever an author can write, an official can read back."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from admin.reading import read_back
from admin.reading.form import MOST_CHOICES, words_for_every_kind
from admin.reading.work import EVENTS
from engine import definition as values
from engine.definition import Agency, Definition, Field, Sector
from engine.library import Library
from engine.load import load
from engine.text import Text
from engine.workflow.effects import NOTICE_EVENTS
from renderer import languages
from tests.engine.examples import EXAMPLES, PROCEDURES, VALID

FILES = [*sorted(PROCEDURES.glob("*.yaml")), *VALID]

NOT_READ = {
    ("Definition", "content_hash"),
    ("Definition", "case"),
    # ids are for files and programs; what they name is read by its words
    *((kind, "id") for kind in ("Definition", "Agency", "Page", "Section", "Result", "Sector", "FeeLine")),
    # what a thing was called in earlier versions, for answers given then
    *((kind, "was") for kind in ("Field", "Choice", "Document", "Step")),
    ("Outcome", "id"),
    ("Branch", "id"),
    ("Notice", "event"),
    # of the shared lists, not of the file
    *(("Agency", name) for name in ("parent", "code", "level", "address", "phone", "email", "place")),
    # a table is read off the words of its fact's rule, which stands for it wherever it is named
    *(("DecisionTable", name) for name in ("match", "rows", "otherwise", "choices", "gives")),
    *(("DecisionRow", name) for name in ("cells", "value")),
    # how a check is put to the answers, not what it says
    ("Check", "late"),
    # a choice's own id and the one it belongs to: the question says what it depends on
    ("Choice", "of"),
    # there is one thing silence can mean
    ("SupplementRule", "no_reply"),
}
"""What the reading may leave out, and why."""


def definition_of(path: Path) -> Definition:
    folders = (PROCEDURES / "shared", EXAMPLES / "shared")
    found = next((d for each in folders if (d := load(path, Library.from_folder(each)).definition)), None)
    assert found is not None, path
    return found


def reading(definition: Definition) -> str:
    with languages.use("vi"):
        return " ".join(" ".join(read_back(definition)).split()).casefold()


def texts(value: Any) -> Iterator[str]:
    """Every text an author wrote, but those of agencies and of lists too long to be read back."""
    if isinstance(value, Text):
        yield str(value)
    elif isinstance(value, Agency | Sector):
        return
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from texts(each)
    elif dataclasses.is_dataclass(value) and type(value).__module__.startswith("engine.definition"):
        for field in dataclasses.fields(value):
            inside = getattr(value, field.name)
            if isinstance(value, Field) and field.name == "choices" and len(inside) > MOST_CHOICES:
                continue
            yield from texts(inside)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_word_of_the_author_is_read_back(path: Path) -> None:
    definition = definition_of(path)
    read = reading(definition)
    written = {" ".join(text.split()).rstrip(".").casefold() for text in texts(definition)}
    assert {text for text in written if text not in read} == set()


def test_every_value_of_a_definition_is_looked_at_by_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    definitions = [definition_of(path) for path in FILES]
    kinds = [
        each
        for each in vars(values).values()
        if isinstance(each, type)
        and dataclasses.is_dataclass(each)
        and each.__module__.startswith("engine.definition")
    ]
    looked_at: set[tuple[str, str]] = set()

    def watched(kind: type) -> Any:
        def look(self: Any, name: str) -> Any:
            looked_at.add((kind.__name__, name))
            return object.__getattribute__(self, name)

        return look

    for kind in kinds:
        monkeypatch.setattr(kind, "__getattribute__", watched(kind), raising=False)
    for definition in definitions:
        reading(definition)
    monkeypatch.undo()
    there = {(kind.__name__, field.name) for kind in kinds for field in dataclasses.fields(kind)}
    assert there - looked_at - NOT_READ == set()


def test_every_kind_of_question_and_every_notice_has_its_words() -> None:
    assert words_for_every_kind()
    assert set(EVENTS) == set(NOTICE_EVENTS)
