"""A citizen's own dossiers: the list, one dossier from submission to result, its papers, withdrawing it."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from renderer.languages import gettext as _
from runtime import casework, clock
from runtime.casework import Declined
from runtime.citizen import supplement_page
from runtime.citizen.dossier_page import (
    confirmation,
    dossier_page,
    listed_drafts,
    procedure_names,
    submitted_page,
)
from runtime.dossiers import own, results, slips
from runtime.dossiers.declaration import filled_form
from runtime.dossiers.own import Mark
from runtime.refusals import NotFound
from runtime.web import identity, world
from runtime.web.downloads import download

blueprint = Blueprint("mine", __name__, url_prefix="/ho-so")

LONGEST_REASON = 1000


@blueprint.get("")
def dossiers() -> str:
    after = Mark.parse(request.args.get("sau", ""))
    with world().database.reading() as session:
        listed = own.page(session, _account_id(), after=after)
        names = procedure_names(session, listed.dossiers)
        begun = [] if after else listed_drafts(session, _account_id())
    next_url = url_for("mine.dossiers", sau=str(listed.after)) if listed.after else ""
    return render_template(
        "citizen/mine/dossiers.html",
        dossiers=listed.dossiers,
        names=names,
        drafts=begun,
        next_url=next_url,
        first_url=url_for("mine.dossiers") if after else "",
        now=clock.now(),
    )


@blueprint.get("/<reference>")
def dossier(reference: str) -> str:
    with world().database.reading() as session:
        page = dossier_page(session, world(), own.load(session, reference, _account_id()))
    return render_template("citizen/mine/dossier.html", page=page, now=clock.now())


@blueprint.get("/<reference>/da-nop")
def submitted(reference: str) -> str:
    """The page after submitting; it can be kept and opened again at any time."""
    with world().database.reading() as session:
        page = submitted_page(session, world(), own.load(session, reference, _account_id()))
    return render_template("citizen/mine/submitted.html", page=page)


@blueprint.get("/<reference>/xac-nhan.pdf", endpoint="confirmation")
def confirmation_paper(reference: str) -> AnyResponse:
    with world().database.reading() as session:
        printed = confirmation(session, world(), own.load(session, reference, _account_id()))
    return _pdf(printed, f"{reference}.pdf")


@blueprint.get("/<reference>/to-khai.pdf")
def declaration(reference: str) -> AnyResponse:
    with world().database.reading() as session:
        mine = own.load(session, reference, _account_id())
        definition = casework.definition_of(session, mine)
        printed = filled_form(session, world(), definition, mine)
    return _pdf(printed, f"to-khai-{reference}.pdf")


@blueprint.get("/<reference>/phieu/<int:slip_id>.pdf")
def slip(reference: str, slip_id: int) -> AnyResponse:
    with world().database.reading() as session:
        found = slips.load(session, own.load(session, reference, _account_id()), slip_id)
        printed = slips.pdf(session, found.id)
    return _pdf(printed, f"{reference}-{slip_id}.pdf")


@blueprint.get("/<reference>/tep/<key>")
def file(reference: str, key: str) -> AnyResponse:
    """A document handed in, or the result once it is there."""
    with world().database.reading() as session:
        mine = own.load(session, reference, _account_id())
        found = next((each for each in results.for_citizen(session, mine) if each.key == key), None)
        found = found or own.file(session, mine, key)
    return download(found, attachment=request.args.get("tai") == "1")


@blueprint.route("/<reference>/bo-sung", methods=["GET", "POST"])
def supplement(reference: str) -> AnyResponse:
    return supplement_page.respond(reference, _account_id())


@blueprint.route("/<reference>/rut", methods=["GET", "POST"])
def withdraw(reference: str) -> AnyResponse | str:
    """Take the dossier back, after asking once."""
    with world().database.reading() as session:
        mine = own.load(session, reference, _account_id())
    if request.method == "GET":
        return render_template("citizen/mine/withdraw.html", dossier=mine, refused="")
    reason = request.form.get("reason", "")[:LONGEST_REASON]
    try:
        with world().database.transaction() as session:
            held = own.load(session, reference, _account_id())
            casework.withdraw(session, world(), dossier=held, reason=reason, at=clock.now())
    except Declined as declined:
        page = render_template("citizen/mine/withdraw.html", dossier=mine, refused=declined.sentence)
        return Response(page, status=409, mimetype="text/html")
    identity.notify(_("Đã rút hồ sơ %(reference)s.", reference=reference))
    return redirect(url_for("mine.dossier", reference=reference), code=303)


def _pdf(printed: bytes, name: str) -> AnyResponse:
    response = Response(printed, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "inline", filename=name)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _account_id() -> int:
    account_id = identity.visitor().account_id
    if account_id is None:
        raise NotFound
    return account_id
