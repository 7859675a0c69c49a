"""The officers' pages: queues, one task, deciding it. Wiring between the browser and `runtime.casework`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine.definition import Outcome
from renderer.languages import gettext as _
from runtime import casework, clock
from runtime.accounts.permissions import may_see_dossier
from runtime.db import Session
from runtime.dossiers import attachments, slips
from runtime.dossiers.attachments import RESULT_RULES, UploadRefused
from runtime.dossiers.declaration import filled_form
from runtime.dossiers.models import Dossier, StoredFile
from runtime.officer import decision
from runtime.officer.decision import CONFIRMED, ITEMS, Typed
from runtime.officer.queue_page import desk_of, only_task, queue_page
from runtime.officer.task_page import TaskPage, task_page, untaken
from runtime.refusals import NotFound, Stale, WrongState
from runtime.tasks import queues
from runtime.tasks.queues import Tab
from runtime.web import world
from runtime.web.downloads import download
from runtime.web.identity import notify, visitor

blueprint = Blueprint("desk", __name__, url_prefix="/can-bo")


@blueprint.get("/")
def queue() -> AnyResponse:
    """The lists, or what a search found; a scanned or typed number that fits one dossier opens it."""
    asked = request.args.get("danh-sach", Tab.WAITING)
    tab = Tab(asked) if asked in set(Tab) else Tab.WAITING
    place, typed = request.args.get("hang-doi", ""), request.args.get("q", "")
    who = visitor()
    with world().database.reading() as session:
        desk = desk_of(who, at=clock.now(), calendar=world().calendar, place=place)
        page = queue_page(
            session, who, desk, tab=tab, after=request.args.get("sau", ""), typed=typed, place=place
        )
        found = only_task(page)
        if found is not None:
            return redirect(url_for("desk.task", task_id=found))
        return make_response(render_template("officer/queue.html", page=page, place=place))


@blueprint.post("/tiep")
def take_next() -> AnyResponse:
    """Take the most urgent task and open it."""
    with world().database.transaction() as session:
        task_id = casework.take_next(session, by=visitor(), at=clock.now())
    if task_id is None:
        notify(_("Không còn việc nào đang chờ nhận."))
        return redirect(url_for("desk.queue"), code=303)
    return _to_task(task_id)


@blueprint.get("/viec/<int:task_id>")
def task(task_id: int) -> AnyResponse:
    return _task_response(task_id)


@blueprint.post("/viec/<int:task_id>/nhan")
def claim(task_id: int) -> AnyResponse:
    with world().database.transaction() as session:
        won = casework.claim(session, task_id=task_id, by=visitor(), at=clock.now())
    if not won:
        notify(_("Người khác đã nhận việc này trước bạn."))
    return _to_task(task_id)


@blueprint.post("/viec/<int:task_id>/tra-lai")
def release(task_id: int) -> AnyResponse:
    with world().database.transaction() as session:
        casework.release(session, task_id=task_id, by=visitor(), at=clock.now())
    notify(_("Việc đã trở lại hàng đợi."))
    return redirect(url_for("desk.queue"), code=303)


@blueprint.post("/viec/<int:task_id>/giao")
def reassign(task_id: int) -> AnyResponse:
    holder = request.form.get("holder", type=int)
    colleague = request.form.get("colleague", type=int)
    if colleague is None:
        raise NotFound
    with world().database.transaction() as session:
        casework.reassign(
            session, task_id=task_id, to_account_id=colleague, holder_id=holder, by=visitor(), at=clock.now()
        )
    notify(_("Đã giao việc."))
    return _to_task(task_id)


@blueprint.post("/viec/<int:task_id>")
def decide(task_id: int) -> AnyResponse:
    """Take an outcome. A supplement first asks for its items, an irreversible outcome for a second press."""
    typed = decision.read(request.form)
    with world().database.reading() as session:
        page = task_page(session, visitor(), task_id, at=clock.now(), typed=typed)
        outcome = next((each for each in page.step.outcomes if each.id == typed.outcome), None)
        if outcome is None:
            raise NotFound
        typed = replace(typed, reason=decision.reason(page.definition, outcome, typed))
        asked = _asked_first(page, outcome, typed)
        if asked is not None:
            return asked
        items, dossier_id = decision.items(page.definition, typed), page.dossier.id
        raw, label = page.form.raw(), outcome.label
    try:
        with world().database.transaction() as session:
            casework.act(
                session,
                world(),
                dossier_id=dossier_id,
                task_id=task_id,
                revision=typed.revision,
                outcome=typed.outcome,
                by=visitor(),
                at=clock.now(),
                reason=typed.reason,
                items=items if outcome.supplement else (),
                answers=raw,
                handover=typed.handover,
            )
    except casework.FormWrong as wrong:
        return _task_response(task_id, replace(typed, problems=wrong.problems), status=422)
    except casework.Declined as declined:
        return _task_response(task_id, typed, decision.finding(declined), status=422)
    except (Stale, WrongState) as refused:
        return _task_response(task_id, typed, changed=refused.sentence, status=409)
    notify(_("Đã ghi nhận “%(outcome)s”. Bạn có thể lấy việc tiếp theo.", outcome=str(label)))
    return redirect(url_for("desk.queue"), code=303)


@blueprint.post("/viec/<int:task_id>/ket-qua")
def attach_result(task_id: int) -> AnyResponse:
    """Files are looked at before the transaction begins: nothing waits for a parser."""
    sent = [file for file in request.files.getlist("result") if file.filename]
    if not sent:
        return _task_response(task_id, errors={"result": _("Chọn tệp kết quả (PDF).")}, status=422)
    _check_may_attach(task_id)
    try:
        received = [
            attachments.receive(world().storage, file.stream, name=file.filename or "", rules=RESULT_RULES)
            for file in sent
        ]
        with world().database.transaction() as session:
            for one in received:
                casework.attach_result(session, one, task_id=task_id, by=visitor(), at=clock.now())
    except UploadRefused as refused:
        return _task_response(task_id, errors={"result": refused.sentence}, status=422)
    notify(_("Đã đính kèm tệp kết quả."))
    return _to_task(task_id)


@blueprint.post("/viec/<int:task_id>/ket-qua/<key>/go")
def remove_result(task_id: int, key: str) -> AnyResponse:
    with world().database.transaction() as session:
        casework.remove_result(session, task_id=task_id, key=key, by=visitor(), at=clock.now())
    notify(_("Đã gỡ tệp kết quả."))
    return _to_task(task_id)


@blueprint.post("/viec/<int:task_id>/thu-tien")
def collect(task_id: int) -> AnyResponse:
    suffix = request.form.get("suffix", "")[:4]  # of the fields, when a page takes several receipts
    method = request.form.get(f"method{suffix}", "")
    receipt = request.form.get(f"receipt_number{suffix}", "")
    try:
        with world().database.transaction() as session:
            casework.collect(
                session,
                world(),
                task_id=task_id,
                method=method,
                receipt_number=receipt,
                by=visitor(),
                at=clock.now(),
                key=request.form.get("owed", "")[:120],
            )
    except casework.Declined as declined:
        found = {f"{name}{suffix}": sentence for name, sentence in decision.finding(declined).items()}
        return _task_response(task_id, errors=found, status=422)
    notify(_("Đã ghi nhận thu tiền."))
    return _to_task(task_id)


@blueprint.get("/tep/<key>")
def file(key: str) -> AnyResponse:
    """A file of a dossier: shown when the browser may show it safely, saved with `?tai=1`."""
    with world().database.reading() as session:
        found = attachments.load(session, key)
        _check_may_see(session, found)
        return download(found, attachment=request.args.get("tai") == "1")


@blueprint.get("/viec/<int:task_id>/phieu/<int:slip_id>.pdf")
def slip(task_id: int, slip_id: int) -> AnyResponse:
    with world().database.reading() as session:
        page = task_page(session, visitor(), task_id, at=clock.now())
        printed = slips.pdf(session, slips.load(session, page.dossier, slip_id).id)
        name = f"{page.number}-{slip_id}.pdf"
    response = Response(printed, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "inline", filename=name)
    return response


@blueprint.get("/viec/<int:task_id>/to-khai.pdf")
def declaration(task_id: int) -> AnyResponse:
    with world().database.reading() as session:
        page = task_page(session, visitor(), task_id, at=clock.now())
        printed = filled_form(session, world(), page.definition, page.dossier)
    response = Response(printed, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "inline", filename=f"to-khai-{page.number}.pdf")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _asked_first(page: TaskPage, outcome: Outcome, typed: Typed) -> AnyResponse | None:
    """The page that comes between pressing the button and deciding, when there is one."""
    if outcome.supplement and typed.stage != ITEMS:
        return _render("officer/supplement.html", page, outcome=outcome, typed=typed, errors={})
    errors = decision.missing(outcome, typed, reason=typed.reason)
    if errors and outcome.supplement:
        return _render(
            "officer/supplement.html", page, status=422, outcome=outcome, typed=typed, errors=errors
        )
    if errors:
        return _render_task(replace(page, typed=typed, errors=errors), status=422)
    if outcome.confirm and typed.stage != CONFIRMED:
        pairs = [
            (name, value)
            for name, values in request.form.lists()
            for value in values
            if name not in {"csrf_token", "reason", "stage"}
        ]
        return _render("officer/confirm.html", page, outcome=outcome, typed=typed, pairs=pairs)
    return None


def _task_response(
    task_id: int,
    typed: Typed | None = None,
    errors: Mapping[str, str] | None = None,
    *,
    changed: str = "",
    status: int = 200,
) -> AnyResponse:
    with world().database.reading() as session:
        page = task_page(session, visitor(), task_id, at=clock.now(), typed=typed, errors=errors)
        return _render_task(page, changed=changed, status=status)


def _render_task(page: TaskPage, *, changed: str = "", status: int = 200) -> AnyResponse:
    news = [happened for happened in page.history if happened.number > page.typed.seen] if changed else []
    return _render(
        "officer/task.html", page, status=status, changed=changed, news=news, untaken=untaken(page)
    )


def _render(template: str, page: TaskPage, *, status: int = 200, **values: object) -> AnyResponse:
    words = {"slip_titles": slips.TITLES, "item_name": slips.item_name}
    return make_response(render_template(template, page=page, **words, **values), status)


def _to_task(task_id: int) -> AnyResponse:
    return redirect(url_for("desk.task", task_id=task_id), code=303)


def _check_may_attach(task_id: int) -> None:
    with world().database.reading() as session:
        if not task_page(session, visitor(), task_id, at=clock.now()).may_attach:
            raise WrongState


def _check_may_see(session: Session, found: StoredFile) -> None:
    dossier = session.get(Dossier, found.dossier_id) if found.dossier_id is not None else None
    if dossier is None or not may_see_dossier(visitor(), dossier, queues.queues_of(session, dossier.id)):
        raise NotFound
