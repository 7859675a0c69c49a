"""The step "Thành phần hồ sơ": each paper that applies, its files, sent one by one or several at once, with
or without script.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine.definition import Document
from renderer.languages import gettext as _
from runtime import clock
from runtime.casework.submission import DOCUMENTS
from runtime.citizen.drafting import Work, open_draft
from runtime.citizen.obstacles import missing_paper
from runtime.citizen.uploads import Shelf, add_to_draft, shelf, stacks
from runtime.dossiers import attachments, drafts
from runtime.refusals import NotFound
from runtime.web import identity, world


@dataclass(frozen=True)
class Opened:
    """The draft at this step, with the papers and their files."""

    work: Work
    shelves: tuple[Shelf, ...]

    def shelf(self, document_id: str) -> Shelf:
        """Raises NotFound for a paper that does not apply."""
        for each in self.shelves:
            if each.document.id == document_id:
                return each
        raise NotFound


def respond(key: str, account_id: int) -> AnyResponse:
    opened = _open(key, account_id)
    if request.method == "GET":
        return _page(opened, judged="sua" in request.args)
    if "_remove" in request.form:
        return _remove(opened, account_id)
    if "_document" in request.form:
        return _add(opened, account_id)
    return _leave(opened, account_id)


def _open(key: str, account_id: int) -> Opened:
    with world().database.reading() as session:
        work = open_draft(session, key, account_id, DOCUMENTS, at=clock.now())
        files = attachments.by_document(attachments.of_draft(session, work.draft))
    shelves = tuple(
        shelf(paper, files.get(paper.id, []), f"/nop/{key}/tep")
        for paper in work.checked.documents
        if not paper.page
    )
    return Opened(work, shelves)


def _add(opened: Opened, account_id: int) -> AnyResponse:
    """Take in every file that was sent; those that cannot be taken are named, the others stay."""
    paper = opened.shelf(request.form["_document"]).document
    refused = add_to_draft(opened.work.draft.key, account_id, paper)
    return _answer(opened, paper, account_id, refused)


def _remove(opened: Opened, account_id: int) -> AnyResponse:
    with world().database.transaction() as session:
        draft = drafts.load(session, opened.work.draft.key, account_id, for_update=True)
        file = next(
            (f for f in attachments.of_draft(session, draft) if f.key == request.form["_remove"]), None
        )
        if file is not None:
            attachments.remove(session, world().storage, file, at=clock.now())
    anchor = file.document if file is not None else None
    return redirect(url_for("wizard.documents", key=opened.work.draft.key, _anchor=anchor), code=303)


def _answer(opened: Opened, paper: Document, account_id: int, refused: list[str]) -> AnyResponse:
    """For the script: the new list or a sentence. Without it: the whole page again."""
    fresh = _open(opened.work.draft.key, account_id)
    if request.headers.get("X-Upload") == "1":
        if refused:
            return Response("\n".join(refused), status=422, mimetype="text/plain")
        return Response(
            render_template("citizen/wizard/files.html", shelf=fresh.shelf(paper.id)), mimetype="text/html"
        )
    if refused:
        return _page(fresh, refused={paper.id: refused}, status=422)
    return redirect(url_for("wizard.documents", key=opened.work.draft.key, _anchor=paper.id), code=303)


def _leave(opened: Opened, account_id: int) -> AnyResponse:
    """Back, out, or on, which takes every required paper."""
    work, going = opened.work, request.form.get("_go", "next")
    if going == "exit":
        identity.notify(_("Đã lưu hồ sơ. Bạn có thể làm tiếp bất cứ lúc nào, trên máy này hoặc máy khác."))
        return redirect(url_for("mine.dossiers"), code=303)
    if going == "back" and work.place.before:
        return redirect(work.place.before.url, code=303)
    if work.problems():
        return _page(opened, judged=True, status=422)
    after = work.place.after
    with world().database.transaction() as session:
        draft = drafts.load(session, work.draft.key, account_id, for_update=True)
        if after is not None:
            drafts.reach(draft, after.number)
    return redirect(after.url if after is not None else work.place.step.url, code=303)


def _page(
    opened: Opened, *, judged: bool = False, refused: dict[str, list[str]] | None = None, status: int = 200
) -> AnyResponse:
    definition = opened.work.definition
    wrong = dict(refused or {})
    if judged:
        for problem in opened.work.problems():
            document_id = problem.path.split(".")[1]
            wrong.setdefault(document_id, []).append(missing_paper(definition, document_id))
    html = render_template(
        "citizen/wizard/documents.html",
        work=opened.work,
        shelves=opened.shelves,
        stacks=stacks(definition, opened.shelves),
        wrong=wrong,
        has_errors=bool(wrong),
    )
    return Response(html, status=status, mimetype="text/html")
