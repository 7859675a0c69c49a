"""Submitting online, step by step: every route of the wizard. What is typed is kept before anything is said
about it.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine.cases import CASE
from engine.definition import Definition
from renderer.forms import QuestionForm
from renderer.languages import gettext as _
from runtime import clock, publications
from runtime.accounts import login
from runtime.casework.submission import APPLICANT, DELIVERY
from runtime.citizen import documents_step, lookup_step, page_files, review_step
from runtime.citizen.drafting import AlreadySubmitted, Work, bound_form, follow, open_draft, work_on
from runtime.citizen.steps import REVIEW, first_url
from runtime.db import Session
from runtime.dossiers import attachments, drafts, own, places
from runtime.dossiers.drafts import Overtaken
from runtime.dossiers.models import Draft
from runtime.refusals import NotFound, WrongState
from runtime.web import identity, world
from runtime.web.downloads import download

blueprint = Blueprint("wizard", __name__)


@blueprint.errorhandler(AlreadySubmitted)
def to_dossier(submitted: AlreadySubmitted) -> AnyResponse:
    """Whichever page of a submitted draft is asked for or sent again leads to the dossier it became."""
    with world().database.reading() as session:
        reference = own.reference(session, submitted.dossier_id)
    return redirect(url_for("mine.submitted", reference=reference), code=303)


@blueprint.route("/thu-tuc/<procedure>/nop", methods=["GET", "POST"])
def start(procedure: str) -> AnyResponse | str:
    """Go on with the draft there is, or begin one. A draft nobody has touched yet is begun again, not beside
    it.
    """
    with world().database.transaction() as session:
        definition = publications.offered_one(session, procedure)
        if definition is None:
            raise NotFound
        if not definition.is_online:
            raise WrongState(_("Thủ tục này chưa nhận hồ sơ qua mạng."))
        mine = drafts.unfinished(session, _account_id(), procedure)
        touched = [draft for draft in mine if draft.revision > 0]
        asks = bool(touched) and request.method == "GET"
        if not asks:
            places.mind_opening(session, definition, clock.now())
        fresh = None if asks else _untouched(session, mine, definition)
    if fresh is None:
        return render_template(
            "citizen/wizard/start.html", definition=definition, drafts=touched, first_url=first_url
        )
    return redirect(first_url(fresh.key, definition), code=303)


@blueprint.route("/nop/<key>/xoa", methods=["GET", "POST"])
def discard(key: str) -> AnyResponse | str:
    """Throw a draft away, after asking once."""
    with world().database.transaction() as session:
        draft = drafts.load(session, key, _account_id(), for_update=True)
        if draft.dossier_id is not None:
            raise AlreadySubmitted(draft)
        definition = publications.definition(session, draft.version)
        if request.method == "POST":
            drafts.discard(session, world().storage, draft)
    if request.method == "GET":
        return render_template(
            "citizen/wizard/discard.html", draft=draft, definition=definition, first_url=first_url
        )
    identity.notify(_("Đã xóa hồ sơ đang soạn."))
    return redirect(url_for("mine.dossiers"), code=303)


@blueprint.post("/nop/<key>/ban-moi")
def move(key: str) -> AnyResponse:
    """Go on with the version of the procedure that is on offer now; everything typed comes along."""
    with world().database.transaction() as session:
        draft = drafts.load(session, key, _account_id(), for_update=True)
        if draft.dossier_id is not None:
            raise AlreadySubmitted(draft)
        offered = publications.offered_one(session, draft.procedure)
        if offered is None:
            raise WrongState(_("Thủ tục này đã ngừng nhận hồ sơ."))
        drafts.move_to(session, world().storage, draft, offered, at=clock.now())
    identity.notify(
        _("Đã chuyển sang nội dung mới của thủ tục. Các câu trả lời cũ được giữ lại; hãy xem lại từng bước.")
    )
    return redirect(first_url(key, offered), code=303)


@blueprint.route("/nop/<key>/truong-hop", methods=["GET", "POST"])
def case(key: str) -> AnyResponse:
    return _form_step(key, CASE)


@blueprint.route("/nop/<key>/nguoi-nop", methods=["GET", "POST"])
def applicant(key: str) -> AnyResponse:
    return _form_step(key, APPLICANT)


@blueprint.route("/nop/<key>/to-khai/<page>", methods=["GET", "POST"])
def page(key: str, page: str) -> AnyResponse:
    return _form_step(key, page)


@blueprint.route("/nop/<key>/nhan-ket-qua", methods=["GET", "POST"])
def delivery(key: str) -> AnyResponse:
    return _form_step(key, DELIVERY)


@blueprint.route("/nop/<key>/thanh-phan", methods=["GET", "POST"])
def documents(key: str) -> AnyResponse:
    return documents_step.respond(key, _account_id())


@blueprint.get("/nop/<key>/tep/<file>")
def file(key: str, file: str) -> AnyResponse:
    """A file of one's own draft."""
    with world().database.reading() as session:
        draft = drafts.load(session, key, _account_id())
        found = next((each for each in attachments.of_draft(session, draft) if each.key == file), None)
    if found is None:
        raise NotFound
    return download(found, attachment=request.args.get("tai") == "1")


@blueprint.route("/nop/<key>/kiem-tra", methods=["GET", "POST"])
def review(key: str) -> AnyResponse:
    return review_step.respond(key, _account_id())


@blueprint.get("/nop/<key>/ma-xac-nhan/<picture>.png")
def picture(key: str, picture: str) -> AnyResponse:
    return review_step.picture(key, picture, _account_id())


def _untouched(session: Session, mine: list[Draft], definition: Definition) -> Draft:
    """The draft that was begun and left as it was, else a new one."""
    for draft in mine:
        if draft.revision == 0 and draft.version == definition.content_hash:
            return draft
    return drafts.start(session, login.account(session, _account_id()), definition, at=clock.now())


def _form_step(key: str, step_id: str) -> AnyResponse:
    if request.method == "GET":
        with world().database.reading() as session:
            work = open_draft(session, key, _account_id(), step_id, at=clock.now())
        form = bound_form(work.definition, work.draft, step_id)
        return _show(work, form, judged="sua" in request.args)
    return _save(key, step_id)


def _save(key: str, step_id: str) -> AnyResponse:
    """Keep what was typed, then go where the pressed button says."""
    at, overtaken = clock.now(), None
    refused = {} if _is_autosave() else page_files.take_in(key, _account_id(), step_id)
    with world().database.transaction() as session:
        work = open_draft(session, key, _account_id(), step_id, at=at, for_update=True)
        form = bound_form(work.definition, work.draft, step_id, request.form)
        try:
            drafts.save(
                session,
                work.draft,
                step_id,
                form.raw(),
                at=at,
                seen=_seen(),
                tab=request.form.get("_tab", ""),
            )
        except Overtaken as found:
            overtaken = found
        else:
            work = work_on(session, work.draft, step_id, at=at)
            problems = work.problems()
            if _goes_on() and not form.rearranged and not problems and not refused and work.place.after:
                drafts.reach(work.draft, work.place.after.number)
    if _goes_on() and not (overtaken or refused or form.rearranged or _is_autosave()):
        sent = lookup_step.due(work)
        if sent is not None:
            return _look_up(work, sent)
    if _is_autosave():
        return Response(status=409 if overtaken else 204)
    if overtaken:
        return _show(work, form, overtaken=overtaken, status=409)
    if form.rearranged:
        return _show(work, form, refused=refused, status=422 if refused else 200)
    if refused or (_goes_on() and problems):
        return _show(work, form, judged=_goes_on(), refused=refused, status=422)
    return redirect(_next_address(work), code=303)


def _look_up(work: Work, sent: dict[str, str]) -> AnyResponse:
    """Ask the register of this page, then go on; or stay, when it filled in what is asked here or does not agree."""
    key, step_id, at = work.draft.key, work.place.step.id, clock.now()
    here = lookup_step.ask(world().database, world().registers, work, sent, account_id=_account_id(), at=at)
    with world().database.transaction() as session:
        work = open_draft(session, key, _account_id(), step_id, at=at, for_update=True)
        problems = work.problems()
        if not problems and not here and work.place.after:
            drafts.reach(work.draft, work.place.after.number)
    if problems or here:
        form = bound_form(work.definition, work.draft, step_id)
        return _show(work, form, judged=bool(problems), status=422 if problems else 200)
    return redirect(_next_address(work), code=303)


def _show(
    work: Work,
    form: QuestionForm,
    *,
    judged: bool = False,
    overtaken: Overtaken | None = None,
    refused: Mapping[str, list[str]] | None = None,
    status: int = 200,
) -> AnyResponse:
    """The step's page. `judged`: say what is wrong; a page just opened says nothing yet."""
    reading = follow(form, work)
    problems = work.problems() if judged else []
    said = drafts.lookups_of(work.draft).get(work.place.step.id)
    form.show(problems, reading.warnings)
    page_files.show(form, work, refused or {})
    html = render_template(
        "citizen/wizard/form.html",
        work=work,
        form=form,
        has_errors=bool(problems or refused),
        overtaken=overtaken,
        seen=drafts.revision_of(work.draft, work.place.step.id),
        tab=secrets.token_hex(4),
        said=said,
        said_at=datetime.fromisoformat(said["at"]) if said else None,
        returning="sua" in request.args or request.form.get("_return") == REVIEW,
    )
    return Response(html, status=status, mimetype="text/html")


def _next_address(work: Work) -> str:
    place = work.place
    if request.form.get("_go") == "exit":
        identity.notify(_("Đã lưu hồ sơ. Bạn có thể làm tiếp bất cứ lúc nào, trên máy này hoặc máy khác."))
        return url_for("mine.dossiers")
    if request.form.get("_go") == "back":
        return place.before.url if place.before else url_for("site.procedure", procedure=work.draft.procedure)
    if request.form.get("_return") == REVIEW:
        return url_for("wizard.review", key=work.draft.key)
    return place.after.url if place.after else place.step.url


def _goes_on() -> bool:
    """ "Đồng ý và tiếp tục", or the Enter key."""
    return request.form.get("_go", "next") == "next"


def _is_autosave() -> bool:
    return request.headers.get("X-Autosave") == "1" or "_autosave" in request.form


def _seen() -> int | None:
    """The revision the page was made from; without one (a page kept over a sign-in) what is typed counts as
    the latest.
    """
    written = request.form.get("_seen", "")
    return int(written) if written.isdigit() and len(written) < 9 else None


def _account_id() -> int:
    account_id = identity.visitor().account_id
    if account_id is None:
        raise NotFound
    return account_id
