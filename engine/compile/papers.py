"""The papers of the normal form → values of the Definition."""

from __future__ import annotations

from engine.compile.reader import Names, Reader
from engine.compile.visibility import visibility
from engine.definition import Channel, Delegation, Document, PaperForm, PaperGroup, Signature
from engine.delegation import paper_is_due
from engine.expressions.joining import both
from engine.nodes import MapNode
from engine.normal import as_map
from engine.text import Text

_DOCUMENT = Document("", Text.of(""))


def compile_document(
    reader: Reader, node: MapNode, names: Names, delegation: Delegation | None = None
) -> Document:
    """With the `delegation` whose paper of authority it may be: then only whoever needs it is asked for it."""
    usual = _form(reader, node, PaperForm())
    # The condition of its group, whose faults are told where the group is compiled.
    around = visibility(Reader(unknowable=reader.unknowable), as_map(node.get("within")), names)
    own = both(around, visibility(reader, node, names, (around,)))
    if delegation is not None and delegation.paper and delegation.paper == reader.word(node.get("id")):
        own = both(own, paper_is_due(delegation.not_needed_for))
    return Document(
        id=reader.word(node.get("id")),
        name=reader.required_label(node.get("name")),
        originals=usual.originals,
        copies=usual.copies,
        present=usual.present,
        required=reader.flag(node.get("required"), default=True),
        when=own,
        hint=reader.label(node.get("hint")),
        blank=reader.word(node.get("blank")),
        replaced_by=reader.word(node.get("replaced_by")),
        signature=Signature(reader.word(node.get("signature"), Signature.NONE)),
        formats=reader.words(node.get("formats")) or _DOCUMENT.formats,
        max_size=reader.size(node.get("max_size"), _DOCUMENT.max_size),
        max_files=reader.whole(node.get("max_files"), _DOCUMENT.max_files),
        text=reader.prose(node.get("text")),
        form=reader.label(node.get("form")),
        certified=usual.certified,
        by_channel=_by_channel(reader, as_map(node.get("by_channel")), usual),
        valid_for=reader.span(node.get("valid_for")),
        group=reader.word(node.get("group")),
        was=reader.words(node.get("was")),
        legal_basis=reader.words(node.get("legal_basis")),
    )


def compile_group(reader: Reader, node: MapNode, names: Names) -> PaperGroup:
    visibility(reader, node, names)  # its papers have it as their own condition; here its faults are told
    return PaperGroup(
        id=reader.word(node.get("id")),
        name=reader.required_label(node.get("name")),
        required=reader.flag(node.get("required"), default=True),
        at_least=reader.whole(node.get("at_least"), 1),
        ordered=reader.flag(node.get("ordered")),
        hint=reader.label(node.get("hint")),
        text=reader.prose(node.get("text")),
    )


def _by_channel(reader: Reader, node: MapNode, usual: PaperForm) -> dict[Channel, PaperForm]:
    """Each way's own form: what is not said again is as usual."""
    ways = node.entries
    return {way: _form(reader, as_map(ways[way]), usual) for way in Channel if way in ways}


def _form(reader: Reader, node: MapNode, usual: PaperForm) -> PaperForm:
    return PaperForm(
        originals=reader.whole(node.get("originals"), usual.originals),
        copies=reader.whole(node.get("copies"), usual.copies),
        certified=reader.whole(node.get("certified"), usual.certified),
        present=reader.flag(node.get("present"), default=usual.present),
    )
