"""The papers that are asked for on pages of the form (`type: file`), as papers of the dossier."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from engine.definition import Document, Field, Page
from engine.expressions.joining import both
from engine.text import Text

_DOCUMENT = Document("", Text.of(""))


def page_papers(pages: tuple[Page, ...]) -> tuple[Document, ...]:
    return tuple(_paper(page, field) for page in pages for field in _files(page))


def _files(page: Page) -> Iterator[Field]:
    return (field for field in page.fields if field.type == "file")


def _paper(page: Page, field: Field) -> Document:
    """A copy of a paper, for whoever hands the dossier in at the counter."""
    settings = field.settings
    return Document(
        id=field.id,
        name=field.label,
        copies=1,
        required=field.required,
        when=reduce(both, (*page.guards(field.id), field.when)),
        hint=field.hint,
        formats=tuple(settings.get("formats", _DOCUMENT.formats)),
        max_size=int(settings.get("max_size", _DOCUMENT.max_size)),
        max_files=int(settings.get("max_files", _DOCUMENT.max_files)),
        page=page.id,
    )
