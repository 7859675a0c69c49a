"""The step "Kiểm tra lại": everything once more, the human check, the declaration, the submission."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine.applicant import applicant_fields
from engine.definition import Document
from engine.fees import Bill, bill
from renderer.languages import current
from renderer.languages import gettext as _
from renderer.opening_words import openness_words
from renderer.summary import Row, Section, case_section, document_rows, section, summary
from runtime import casework, clock, human_check, publications
from runtime.accounts import login, throttle
from runtime.accounts.throttle import Limit
from runtime.casework import NotReady
from runtime.casework.submission import APPLICANT, DELIVERY, DOCUMENTS
from runtime.citizen import submission_codes
from runtime.citizen.delivery import delivery_fields
from runtime.citizen.drafting import Work, open_draft
from runtime.citizen.obstacles import told
from runtime.citizen.steps import REVIEW, url_of_obstacle
from runtime.dossiers import attachments, drafts, places
from runtime.dossiers.places import NotTaken
from runtime.refusals import TooMany, WrongState
from runtime.web import identity, world
from runtime.web.addresses import network

Errors = Mapping[str, str]

# A wrong copy of the picture costs one try; nobody needs so many for a dossier. Offices submit for whole
# buildings.
CHECKS = Limit("submit/account", 30, timedelta(hours=1))
CHECKS_NETWORK = Limit("submit/network", 300, timedelta(hours=1))


def respond(key: str, account_id: int) -> AnyResponse:
    with world().database.reading() as session:
        work = open_draft(session, key, account_id, REVIEW, at=clock.now())
        files = attachments.by_document(attachments.of_draft(session, work.draft))
    names = {paper: [file.original_name for file in theirs] for paper, theirs in files.items()}
    if request.method == "GET":
        return _page(work, names, {})
    going = request.form.get("_go", "next")
    if going == "exit":
        identity.notify(_("Đã lưu hồ sơ. Bạn có thể làm tiếp bất cứ lúc nào, trên máy này hoặc máy khác."))
        return redirect(url_for("mine.dossiers"), code=303)
    if going == "back" and work.place.before:
        return redirect(work.place.before.url, code=303)
    if going == "code":
        return _send_code(work, names, account_id)
    if going == "picture":
        submission_codes.forget(key)
        return redirect(url_for("wizard.review", key=key, _anchor="answer"), code=303)
    return _submit(work, names, account_id)


def picture(key: str, picture_key: str, account_id: int) -> AnyResponse:
    """The picture of a human check still open."""
    at = clock.now()
    with world().database.reading() as session:
        draft = drafts.load(session, key, account_id)
        png = human_check.picture(session, draft.id, picture_key, at=at)
    response = Response(png, mimetype="image/png")
    response.headers["Cache-Control"] = "no-store"
    return response


def _submit(work: Work, names: Mapping[str, list[str]], account_id: int) -> AnyResponse:
    """Submit when nothing is missing, the declaration is made and a human is there; in this order, so that no
    code is wasted.
    """
    if work.retired:
        raise WrongState(_("Thủ tục này đã ngừng nhận hồ sơ mới. Nội dung bạn soạn vẫn được giữ."))
    if work.checked.obstacles or _closed(work):
        return _page(work, names, {}, status=422)
    errors = _unsaid(work)
    if not errors:
        errors = _checked_human(work, account_id)
    if errors:
        return _page(work, names, errors, status=422)
    try:
        with world().database.transaction() as session:
            dossier = casework.submit(
                session, world(), draft=work.draft, account_id=account_id, at=clock.now()
            )
            reference = dossier.reference
    except (NotReady, NotTaken):
        return redirect(url_for("wizard.review", key=work.draft.key), code=303)
    submission_codes.forget(work.draft.key)
    return redirect(url_for("mine.submitted", reference=reference), code=303)


def _unsaid(work: Work) -> Errors:
    """What has to be filled in on this page and is not, before any code is looked at."""
    errors = {}
    if submission_codes.destination(work.draft.key):
        if not request.form.get("code", "").strip():
            errors["code"] = _("Nhập mã xác nhận đã gửi cho bạn")
    elif not request.form.get("answer", "").strip():
        errors["answer"] = _("Nhập mã xác nhận trong hình")
    if request.form.get("declared") != "yes":
        errors["declared"] = _("Đánh dấu vào ô cam đoan trước khi nộp hồ sơ")
    return errors


def _checked_human(work: Work, account_id: int) -> Errors:
    """No errors when the picture or the code was copied rightly; each try counts and uses its picture up."""
    at, secret = clock.now(), world().settings.secret
    with world().database.transaction() as session:
        few = throttle.allow(session, CHECKS, str(account_id), secret=secret, at=at)
        few &= throttle.allow(session, CHECKS_NETWORK, network(request.remote_addr), secret=secret, at=at)
        by_code = bool(submission_codes.destination(work.draft.key))
        if few and by_code:
            passed = submission_codes.redeem(session, work.draft.key, request.form.get("code", ""), at=at)
        elif few:
            typed = request.form.get("answer", "")
            passed = human_check.passes(session, work.draft.id, request.form.get("picture", ""), typed, at=at)
    if not few:
        raise TooMany(retry_after=3600)
    if passed:
        return {}
    if by_code:
        return {"code": _("Mã xác nhận chưa đúng hoặc đã hết hạn. Kiểm tra lại tin nhắn, hoặc gửi lại mã")}
    return {"answer": _("Mã xác nhận chưa đúng hoặc đã hết hạn. Nhập mã trong hình mới")}


def _send_code(work: Work, names: Mapping[str, list[str]], account_id: int) -> AnyResponse:
    """The way for who cannot read the picture: a code to the account's own e-mail or telephone."""
    try:
        with world().database.transaction() as session:
            account = login.account(session, account_id)
            sent = submission_codes.send(session, account, work.draft.key, at=clock.now())
    except TooMany as refusal:
        return _page(work, names, {"code": refusal.sentence}, status=429)
    submission_codes.remember(work.draft.key, sent)
    return redirect(url_for("wizard.review", key=work.draft.key, _anchor="code"), code=303)


def _page(work: Work, names: Mapping[str, list[str]], errors: Errors, *, status: int = 200) -> AnyResponse:
    destination = submission_codes.destination(work.draft.key)
    picture_key = "" if destination else _open_picture(work, errors)
    obstacles = told(work.definition, work.checked.obstacles)
    html = render_template(
        "citizen/wizard/review.html",
        work=work,
        sections=_sections(work, names),
        bill=_bill(work),
        closed=_closed(work),
        obstacles=[(url_of_obstacle(work.draft, each.obstacle), each.sentence) for each in obstacles],
        errors=errors,
        has_errors=bool(errors),
        picture=picture_key,
        destination=destination,
        declared=request.form.get("declared") == "yes",
        typed=request.form.get("answer", "") if "answer" not in errors else "",
    )
    return Response(html, status=status, mimetype="text/html")


def _closed(work: Work) -> str:
    """Why no dossier is taken now, outside the opening or beyond the quota; "" when one is."""
    with world().database.reading() as session:
        offered = publications.offered_one(session, work.draft.procedure) or work.definition
        if offered.opening is None:
            return ""
        found = places.now_open(session, offered, clock.now())
    return "" if found.is_open else openness_words(offered.opening, found)


def _open_picture(work: Work, errors: Errors) -> str:
    """The picture of the page just sent while it is unused, so that what was typed still fits; otherwise a
    new one.
    """
    at, shown = clock.now(), request.form.get("picture", "")
    with world().database.transaction() as session:
        if shown and "answer" not in errors and human_check.is_open(session, work.draft.id, shown, at=at):
            return shown
        return human_check.pose(session, work.draft.id, at=at)


def _sections(work: Work, names: Mapping[str, list[str]]) -> list[Section]:
    """Everything the dossier will say, each row with the way to change it."""
    key, checked, language = work.draft.key, work.checked, current()

    def to_page(page_id: str, control: str) -> str:
        return url_for("wizard.page", key=key, page=page_id, sua=1, _anchor=control)

    def to_applicant(_page: str, control: str) -> str:
        return url_for("wizard.applicant", key=key, sua=1, _anchor=control)

    def to_delivery(_page: str, control: str) -> str:
        return url_for("wizard.delivery", key=key, sua=1, _anchor=control)

    applicant = section(
        _("Thông tin người nộp"),
        applicant_fields(work.definition),
        checked.applicant,
        language=language,
        link=to_applicant,
        path=APPLICANT,
    )
    form = summary(
        work.definition,
        checked.reading.answers,
        language=language,
        visible=checked.reading.visible,
        link=to_page,
    )
    papers = document_rows(
        work.definition, checked.documents, names, language=language, link=partial(_where_sent, key)
    )
    delivery = section(
        _("Hình thức nộp và nhận kết quả"),
        delivery_fields(work.definition),
        checked.delivery,
        language=language,
        link=to_delivery,
    )
    online = Row(_("Hình thức nộp hồ sơ"), _("Trực tuyến"))
    case = case_section(work.definition, language=language, href=url_for("wizard.case", key=key, sua=1))
    return [
        *case,
        applicant,
        *form,
        *([Section(DOCUMENTS, _("Thành phần hồ sơ"), papers)] if papers else []),
        Section(DELIVERY, delivery.title, (online, *delivery.rows)),
    ]


def _where_sent(key: str, paper: Document) -> str:
    """The step, or the page of the form, on which the paper is sent in."""
    if paper.page:
        return url_for("wizard.page", key=key, page=paper.page, sua=1, _anchor=paper.id)
    return url_for("wizard.documents", key=key, sua=1)


def _bill(work: Work) -> Bill | None:
    """What is owed, as soon as the answers are right, even while papers or the address are missing."""
    checked = work.checked
    if checked.bill is not None or checked.reading.problems:
        return checked.bill
    return bill(work.definition, checked.reading.answers, checked.circumstances)
