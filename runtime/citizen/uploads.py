"""What the upload pages of a draft and of a supplement share: a paper with its files, and the files of a
request.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import request

from engine.definition import Definition, Document, PaperGroup
from engine.papers import grouped
from renderer.formats import file_size
from renderer.languages import gettext as _
from renderer.paper_words import age_words, choice_words, group_remarks
from runtime import clock
from runtime.dossiers import attachments, drafts
from runtime.dossiers.attachments import Received, UploadRefused, UploadRules, formats_in_words
from runtime.dossiers.models import StoredFile
from runtime.web import world

FIELD = "files"
MOST_AT_ONCE = 20


@dataclass(frozen=True)
class Shelf:
    """One paper and its files. `files_url` is the address above the files; `note` what the officer said about
    it.
    """

    document: Document
    files: Sequence[StoredFile]
    files_url: str
    rules: str
    accept: str
    note: str = ""
    age: str = ""

    @property
    def is_full(self) -> bool:
        return len(self.files) >= self.document.max_files


def shelf(document: Document, files: Sequence[StoredFile], files_url: str, *, note: str = "") -> Shelf:
    rules = _(
        "Nhận %(formats)s; mỗi tệp không quá %(size)s; tối đa %(most)s tệp. Chụp bằng điện thoại cũng được.",
        formats=formats_in_words(document.formats),
        size=file_size(document.max_size),
        most=document.max_files,
    )
    accept = ",".join(f".{extension}" for extension in document.formats)
    return Shelf(document, files, files_url, rules, accept, note, age_words(document))


@dataclass(frozen=True)
class Stack:
    """Shelves that belong together: the papers of one group, or one paper alone (`group` None)."""

    group: PaperGroup | None
    shelves: tuple[Shelf, ...]
    choice: str = ""
    remarks: tuple[str, ...] = ()


def stacks(definition: Definition, shelves: Iterable[Shelf]) -> tuple[Stack, ...]:
    by_paper = {each.document.id: each for each in shelves}
    return tuple(
        Stack(
            group,
            tuple(by_paper[paper.id] for paper in papers),
            choice_words(group) if group else "",
            tuple(group_remarks(group)) if group else (),
        )
        for group, papers in grouped(definition, (each.document for each in by_paper.values()))
    )


def add_to_draft(key: str, account_id: int, paper: Document, field: str = FIELD) -> list[str]:
    """Take in every file sent under `field`; a sentence for each that cannot be taken, the others stay."""
    rules = UploadRules.of(paper)
    received, refused = received_files(rules, field)
    for each in received:
        try:
            with world().database.transaction() as session:
                attachments.attach(
                    session,
                    each,
                    purpose="document",
                    document=paper.id,
                    draft=drafts.load(session, key, account_id, for_update=True),
                    by=account_id,
                    at=clock.now(),
                    rules=rules,
                )
        except UploadRefused as refusal:
            world().storage.remove(each.stored_name)
            refused.append(refusal.sentence)
    return refused


def received_files(rules: UploadRules, field: str = FIELD) -> tuple[list[Received], list[str]]:
    """The files of this request that can be taken, stored; and a sentence for each that cannot, or for none
    at all.
    """
    sent = [file for file in request.files.getlist(field) if file.filename]
    if not sent:
        return [], [_("Chọn tệp trước khi bấm “Tải lên”.")]
    received: list[Received] = []
    refused: list[str] = []
    for file in sent[:MOST_AT_ONCE]:
        try:
            received.append(
                attachments.receive(world().storage, file.stream, name=file.filename or "", rules=rules)
            )
        except UploadRefused as refusal:
            refused.append(refusal.sentence)
    if len(sent) > MOST_AT_ONCE:
        refused.append(
            _("Chỉ gửi được %(most)s tệp mỗi lần; hãy gửi tiếp các tệp còn lại.", most=MOST_AT_ONCE)
        )
    return received, refused
