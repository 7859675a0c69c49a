"""How papers are handed in, and which of a group, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definition import Document, PaperForm, PaperGroup
from renderer.formats import span_words
from renderer.languages import gettext as _


def form_words(form: PaperForm) -> str:
    """ "1 bản chính, 2 bản sao"; "" when nothing is said of it."""
    parts = [
        _("%(count)d bản chính", count=form.originals) if form.originals else "",
        _("%(count)d bản sao", count=form.copies) if form.copies else "",
        _("%(count)d bản sao có chứng thực", count=form.certified) if form.certified else "",
        _("xuất trình") if form.present else "",
    ]
    return ", ".join(part for part in parts if part)


def age_words(paper: Document) -> str:
    """How old it may be; "" when nothing is said."""
    if paper.valid_for is None:
        return ""
    return _("Được cấp không quá %(span)s tính đến ngày nộp.", span=span_words(paper.valid_for))


def choice_words(group: PaperGroup) -> str:
    """How many of a group are wanted."""
    if group.at_least == 1:
        return _("Một trong các giấy tờ sau")
    return _("Ít nhất %(count)d trong các giấy tờ sau", count=group.at_least)


def group_remarks(group: PaperGroup) -> Iterator[str]:
    """What to mind in choosing, the author's hint last."""
    if group.ordered:
        yield _("Chỉ dùng giấy tờ sau khi không có giấy tờ trước.")
