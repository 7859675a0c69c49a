"""Papers sent in on a page of the form: taken in before the page is judged, shown at their question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import request

from engine.definition import Document
from renderer.forms import QuestionForm
from runtime import clock, publications
from runtime.citizen.drafting import Work
from runtime.citizen.uploads import add_to_draft, shelf
from runtime.dossiers import attachments, drafts
from runtime.dossiers.models import StoredFile
from runtime.web import world


def take_in(key: str, account_id: int, page: str) -> dict[str, list[str]]:
    """Store what this request sends for papers of the page, remove what it wants removed. Returns sentences about what
    could not be taken, by paper.
    """
    refused: dict[str, list[str]] = {}
    for paper in _papers(key, account_id, page):
        field = f"{paper.id}--files"
        if (
            any(file.filename for file in request.files.getlist(field))
            or request.form.get("_upload") == paper.id
        ):
            refused[paper.id] = add_to_draft(key, account_id, paper, field)
    if "_remove_file" in request.form:
        _remove(key, account_id, request.form["_remove_file"])
    return {name: sentences for name, sentences in refused.items() if sentences}


def show(form: QuestionForm, work: Work, refused: Mapping[str, Sequence[str]]) -> None:
    """Put each paper's files, and what was refused, at its question."""
    if not form.takes_files:
        return
    with world().database.reading() as session:
        files = attachments.by_document(attachments.of_draft(session, work.draft))
    by_id = work.definition.documents_by_id
    for question in form.questions:
        if question.shape == "file":
            name = question.asked.id
            question.shelf = shelf(by_id[name], files.get(name, []), f"/nop/{work.draft.key}/tep")
            question.errors += refused.get(name, ())


def _papers(key: str, account_id: int, page: str) -> list[Document]:
    with world().database.reading() as session:
        draft = drafts.load(session, key, account_id)
        definition = publications.definition(session, draft.version)
    return [paper for paper in definition.documents if paper.page == page] if draft.dossier_id is None else []


def _remove(key: str, account_id: int, wanted: str) -> None:
    with world().database.transaction() as session:
        draft = drafts.load(session, key, account_id, for_update=True)
        file: StoredFile | None = next(
            (each for each in attachments.of_draft(session, draft) if each.key == wanted), None
        )
        if file is not None:
            attachments.remove(session, world().storage, file, at=clock.now())
