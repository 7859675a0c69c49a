"""The papers of a procedure as rows of plain words: what to bring, how many, and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.cases import besides_cases
from engine.definition import Definition, Document, Signature
from engine.expressions import Expression
from renderer.languages import current, noted, words
from renderer.languages import gettext as _

_SIGNATURES: Mapping[Signature, str] = {
    Signature.NONE: "",
    Signature.OPTIONAL: noted("Có thể ký số."),
    Signature.REQUIRED: noted("Phải ký số."),
}


@dataclass(frozen=True, slots=True)
class Paper:
    """One document: what to bring, how many, and in which case. `condition` is "" for a paper everybody
    needs.
    """

    document: Document
    counts: str
    condition: str
    remarks: tuple[str, ...]


def in_words(expression: Expression, labels: Mapping[str, str]) -> str:
    return expression.words(current(), labels)


def paper_row(document: Document, definition: Definition, labels: Mapping[str, str]) -> Paper:
    counts = [
        _("%(count)d bản chính", count=document.originals) if document.originals else "",
        _("%(count)d bản sao", count=document.copies) if document.copies else "",
        _("xuất trình") if document.present else "",
    ]
    spared = _("Không cần nộp khi cơ quan tra cứu được trong cơ sở dữ liệu.") if document.replaced_by else ""
    remarks = [
        words(document.hint) or spared,
        _(_SIGNATURES[document.signature]) if document.signature is not Signature.NONE else "",
    ]
    return Paper(
        document=document,
        counts=", ".join(part for part in counts if part),
        condition=_(" hoặc ").join(_conditions(document, definition, labels)),
        remarks=tuple(remark for remark in remarks if remark),
    )


def _conditions(document: Document, definition: Definition, labels: Mapping[str, str]) -> Iterator[str]:
    """When the paper is needed: its own condition, or one of the reductions it has to prove."""
    if own := besides_cases(document.when):
        yield in_words(own, labels)
    for line in definition.proven_by(document.id):
        if condition := besides_cases(line.when):
            said = in_words(condition, labels)
            yield _("được “%(name)s”: %(condition)s", name=words(line.name), condition=said)
