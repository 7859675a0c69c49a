"""The papers of a procedure as rows of plain words: what to bring, how many, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from engine.cases import besides_cases
from engine.definition import Channel, Definition, Document, PaperGroup, Signature
from engine.expressions import Expression
from engine.papers import grouped
from renderer.basis_words import basis_words
from renderer.languages import current, noted, words
from renderer.languages import gettext as _
from renderer.paper_words import age_words, choice_words, form_words, group_remarks

CHANNELS: Mapping[Channel, str] = {
    Channel.ONLINE: noted("Trực tuyến"),
    Channel.COUNTER: noted("Trực tiếp tại bộ phận một cửa"),
    Channel.POST: noted("Qua dịch vụ bưu chính công ích"),
}
_SIGNATURES: Mapping[Signature, str] = {
    Signature.NONE: "",
    Signature.OPTIONAL: noted("Có thể ký số."),
    Signature.REQUIRED: noted("Phải ký số."),
}


@dataclass(frozen=True, slots=True)
class Paper:
    """One document: what to bring, how many, and in which case. `condition` is "" for a paper everybody
    needs; `options` are the papers of a group.
    """

    document: Document
    counts: str
    condition: str
    remarks: tuple[str, ...]
    options: tuple[Paper, ...] = ()


def in_words(expression: Expression, labels: Mapping[str, str]) -> str:
    return expression.words(current(), labels)


def paper_row(document: Document, definition: Definition, labels: Mapping[str, str]) -> Paper:
    spared = _("Không cần nộp khi cơ quan tra cứu được trong cơ sở dữ liệu.") if document.replaced_by else ""
    remarks = [
        words(document.hint) or spared,
        age_words(document),
        *_by_channel(document),
        _(_SIGNATURES[document.signature]) if document.signature is not Signature.NONE else "",
        basis_words(document.legal_basis),
    ]
    return Paper(
        document=document,
        counts=form_words(document.usual),
        condition=_(" hoặc ").join(_conditions(document, definition, labels)),
        remarks=tuple(remark for remark in remarks if remark),
    )


def paper_rows(
    definition: Definition, papers: Iterable[Document], labels: Mapping[str, str]
) -> tuple[Paper, ...]:
    """The papers in their order, those of one group within the row of their group."""
    found: list[Paper] = []
    for group, members in grouped(definition, papers):
        rows = tuple(paper_row(each, definition, labels) for each in members)
        found += [_group_row(group, rows)] if group is not None else rows
    return tuple(found)


def _group_row(group: PaperGroup, options: tuple[Paper, ...]) -> Paper:
    """As a paper of its own, with its papers in it; what all of them are asked under is said of it once."""
    said = {option.condition for option in options}
    shared = said.pop() if len(said) == 1 else ""
    inner = tuple(replace(option, condition="") for option in options) if shared else options
    stand_in = Document(group.id, group.name, required=group.required, text=group.text)
    remarks = (f"{choice_words(group)}:", *group_remarks(group), words(group.hint))
    return Paper(stand_in, "", shared, tuple(remark for remark in remarks if remark), inner)


def _by_channel(document: Document) -> Iterator[str]:
    for channel, form in document.by_channel.items():
        yield _("%(channel)s: %(form)s.", channel=_(CHANNELS[channel]), form=form_words(form))


def _conditions(document: Document, definition: Definition, labels: Mapping[str, str]) -> Iterator[str]:
    """When the paper is needed: its own condition, or one of the reductions it has to prove."""
    if own := besides_cases(document.when):
        yield in_words(own, labels)
    for line in definition.proven_by(document.id):
        if condition := besides_cases(line.when):
            said = in_words(condition, labels)
            yield _("được “%(name)s”: %(condition)s", name=words(line.name), condition=said)
