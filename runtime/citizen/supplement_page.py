"""Answering a request to supplement: what was asked for, all of it on one page, and nothing else can be
changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine.answers import environment
from engine.definition import Definition, Document, Field
from renderer.forms import QuestionForm, fields_form
from renderer.languages import current
from renderer.languages import gettext as _
from runtime import casework, clock, publications
from runtime.casework import Answered, NotReady
from runtime.casework.submission import DOCUMENTS
from runtime.citizen.obstacles import Told, told
from runtime.citizen.uploads import Shelf, received_files, shelf, stacks
from runtime.db import Session
from runtime.dossiers import attachments, own
from runtime.dossiers.attachments import UploadRefused, UploadRules
from runtime.dossiers.models import Dossier, StoredFile, Supplement
from runtime.refusals import NotFound, WrongState
from runtime.web import identity, world


@dataclass(frozen=True)
class Asked:
    """The request, the dossier as it would be with what has been typed so far, and the files sent since the
    request.
    """

    dossier: Dossier
    definition: Definition
    request: Supplement
    answered: Answered
    sent: tuple[StoredFile, ...]
    earlier: tuple[StoredFile, ...]

    @property
    def notes(self) -> Mapping[str, str]:
        """Field or document id -> what the officer said about it."""
        return {item["id"]: item.get("note", "") for item in self.request.items}

    def fields(self) -> tuple[Field, ...]:
        """What was asked for, and what shows only because of the new answers, with the officer's notes as
        hints.
        """
        return tuple(
            field
            for field in self.definition.fields.values()
            if field.id in self.answered.editable and field.type != "file"
        )

    def papers(self) -> list[Document]:
        """What was asked for, and what the new answers make necessary."""
        wanted = {item["id"] for item in self.request.items if item["kind"] == "document"}
        wanted |= {
            each.problem.path.split(".")[1] for each in self.answered.obstacles if each.step == DOCUMENTS
        }
        wanted |= {file.document for file in self.sent}
        groups = {
            self.definition.documents_by_id[name].group
            for name in wanted - self.definition.groups_by_id.keys()
        }
        wanted |= groups - {""}
        return [each for each in self.definition.documents if each.id in wanted or each.group in wanted]


def respond(reference: str, account_id: int) -> AnyResponse:
    with world().database.reading() as session:
        asked = _read(session, own.load(session, reference, account_id))
    if request.method == "GET":
        return _page(asked)
    if "_remove" in request.form:
        return _remove(asked, account_id)
    if "_document" in request.form:
        return _add(asked, account_id)
    return _take(asked, account_id)


def _read(session: Session, dossier: Dossier) -> Asked:
    """Raises WrongState when nothing is being waited for."""
    open_request = casework.open_request(session, dossier)
    if open_request is None:
        raise WrongState(
            _("Hồ sơ này không còn yêu cầu bổ sung nào. Vui lòng xem tình trạng mới nhất trong trang hồ sơ.")
        )
    answered = casework.check_answer(session, dossier, open_request, open_request.raw, at=clock.now())
    files = [file for file in attachments.of_dossier(session, dossier) if file.purpose == "document"]
    return Asked(
        dossier=dossier,
        definition=publications.definition(session, dossier.version, dossier.case),
        request=open_request,
        answered=answered,
        sent=tuple(file for file in files if file.uploaded_at >= open_request.asked_at),
        earlier=tuple(file for file in files if file.uploaded_at < open_request.asked_at),
    )


def _take(asked: Asked, account_id: int) -> AnyResponse:
    """Keep what was typed, then send it off when that is what was asked for."""
    form = _form(asked, sent=True)
    with world().database.transaction() as session:
        dossier = own.load(session, asked.dossier.reference, account_id)
        waiting = casework.open_request(session, dossier)
        if waiting is not None:
            own.keep_answer(waiting, form.raw())
    if request.headers.get("X-Autosave") == "1":
        return Response(status=204)
    going = request.form.get("_go", "next")
    if going == "exit":
        identity.notify(_("Đã lưu phần bổ sung. Hồ sơ chỉ được xử lý tiếp sau khi bạn bấm “Gửi bổ sung”."))
        return redirect(url_for("mine.dossier", reference=asked.dossier.reference), code=303)
    if form.rearranged:
        return redirect(url_for("mine.supplement", reference=asked.dossier.reference), code=303)
    return _send(asked, account_id, form)


def _send(asked: Asked, account_id: int, form: QuestionForm) -> AnyResponse:
    reference = asked.dossier.reference
    try:
        with world().database.transaction() as session:
            dossier = own.load(session, reference, account_id)
            casework.answer_supplement(session, world(), dossier=dossier, raw=form.raw(), at=clock.now())
    except NotReady as not_ready:
        with world().database.reading() as session:
            fresh = _read(session, own.load(session, reference, account_id))
        return _page(fresh, told(fresh.definition, not_ready.problems), status=422)
    identity.notify(_("Đã gửi phần bổ sung. Chúng tôi sẽ báo khi hồ sơ được xử lý tiếp."))
    return redirect(url_for("mine.dossier", reference=reference), code=303)


def _add(asked: Asked, account_id: int) -> AnyResponse:
    """Files of this answer come beside those sent before, which stay as they are."""
    paper = next((each for each in asked.papers() if each.id == request.form["_document"]), None)
    if paper is None:
        raise NotFound
    before = sum(file.document == paper.id for file in asked.earlier)
    rules = UploadRules.of(paper)
    received, refused = received_files(rules)
    for each in received:
        try:
            with world().database.transaction() as session:
                dossier = own.load(session, asked.dossier.reference, account_id)
                if casework.open_request(session, dossier) is None:
                    raise WrongState
                attachments.attach(
                    session,
                    each,
                    purpose="document",
                    document=paper.id,
                    dossier=dossier,
                    by=account_id,
                    at=clock.now(),
                    rules=replace(rules, max_files=rules.max_files + before),
                )
        except UploadRefused as refusal:
            world().storage.remove(each.stored_name)
            refused.append(refusal.sentence)
    return _answer_upload(asked, paper, account_id, refused)


def _answer_upload(asked: Asked, paper: Document, account_id: int, refused: list[str]) -> AnyResponse:
    reference = asked.dossier.reference
    with world().database.reading() as session:
        fresh = _read(session, own.load(session, reference, account_id))
    if request.headers.get("X-Upload") == "1":
        if refused:
            return Response("\n".join(refused), status=422, mimetype="text/plain")
        shown = next(each for each in _shelves(fresh) if each.document.id == paper.id)
        return Response(render_template("citizen/wizard/files.html", shelf=shown), mimetype="text/html")
    if refused:
        return _page(fresh, refused={paper.id: refused}, status=422)
    return redirect(url_for("mine.supplement", reference=reference, _anchor=paper.id), code=303)


def _remove(asked: Asked, account_id: int) -> AnyResponse:
    """Only what was sent for this answer can be taken back; what was submitted before is evidence."""
    key = request.form["_remove"]
    with world().database.transaction() as session:
        fresh = _read(session, own.load(session, asked.dossier.reference, account_id))
        file = next((each for each in fresh.sent if each.key == key), None)
        if file is not None:
            attachments.remove(session, world().storage, file, at=clock.now())
    anchor = file.document if file is not None else None
    return redirect(url_for("mine.supplement", reference=asked.dossier.reference, _anchor=anchor), code=303)


def _page(
    asked: Asked,
    obstacles: Iterable[Told] = (),
    *,
    refused: Mapping[str, list[str]] | None = None,
    status: int = 200,
) -> AnyResponse:
    form = _form(asked)
    form.show(each.obstacle.problem for each in obstacles if each.obstacle.step != DOCUMENTS)
    wrong: dict[str, list[str]] = {key: list(sentences) for key, sentences in (refused or {}).items()}
    for each in obstacles:
        if each.obstacle.step == DOCUMENTS:
            sentences = wrong.setdefault(each.id, [])
            if each.sentence not in sentences:
                sentences.append(each.sentence)
    listed = [(paper, sentence) for paper, sentences in wrong.items() for sentence in sentences]
    html = render_template(
        "citizen/mine/supplement.html",
        asked=asked,
        form=form,
        stacks=stacks(asked.definition, _shelves(asked)),
        wrong=wrong,
        errors=[*listed, *form.error_list],
        has_errors=bool(listed or form.error_list),
        now=clock.now(),
    )
    return Response(html, status=status, mimetype="text/html")


def _form(asked: Asked, *, sent: bool = False) -> QuestionForm:
    form = fields_form(asked.fields(), "", current())(request.form if sent else None, asked.answered.raw)
    circumstances = casework.circumstances(asked.dossier, at=clock.now())
    form.follow(
        asked.answered.reading, environment(asked.definition, asked.answered.reading.answers, circumstances)
    )
    return form


def _shelves(asked: Asked) -> list[Shelf]:
    above = f"/ho-so/{asked.dossier.reference}/tep"
    return [
        shelf(
            paper,
            [file for file in asked.sent if file.document == paper.id],
            above,
            note=asked.notes.get(paper.id, ""),
        )
        for paper in asked.papers()
    ]
