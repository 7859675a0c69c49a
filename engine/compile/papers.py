"""The papers of the normal form → values of the Definition."""

from __future__ import annotations

from engine.compile.reader import Names, Reader
from engine.compile.visibility import visibility
from engine.definition import Document, Signature
from engine.nodes import MapNode
from engine.text import Text

_DOCUMENT = Document("", Text.of(""))


def compile_document(reader: Reader, node: MapNode, names: Names) -> Document:
    return Document(
        id=reader.word(node.get("id")),
        name=reader.required_label(node.get("name")),
        originals=reader.whole(node.get("originals")),
        copies=reader.whole(node.get("copies")),
        present=reader.flag(node.get("present")),
        required=reader.flag(node.get("required"), default=True),
        when=visibility(reader, node, names),
        hint=reader.label(node.get("hint")),
        blank=reader.word(node.get("blank")),
        replaced_by=reader.word(node.get("replaced_by")),
        signature=Signature(reader.word(node.get("signature"), Signature.NONE)),
        formats=reader.words(node.get("formats")) or _DOCUMENT.formats,
        max_size=reader.size(node.get("max_size"), _DOCUMENT.max_size),
        max_files=reader.whole(node.get("max_files"), _DOCUMENT.max_files),
        text=reader.prose(node.get("text")),
        form=reader.label(node.get("form")),
    )
