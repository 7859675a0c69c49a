"""The pages for everybody: home, catalogue, one procedure and its blank forms, following a dossier."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, make_response, render_template, request, send_from_directory, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine.definition import Agency, Definition, Sector
from renderer.languages import gettext as _
from renderer.languages import words
from renderer.opening_words import openness_words
from runtime import clock, publications
from runtime.citizen.offer import index
from runtime.citizen.paper import printed_form
from runtime.citizen.procedure_page import APPLICANTS, procedure_page
from runtime.dossiers import places, tracking
from runtime.dossiers.search import LEVELS, Query
from runtime.refusals import NotFound, TooMany
from runtime.web import world
from runtime.web.addresses import network

blueprint = Blueprint("site", __name__)

LONGEST_SEARCH = 200


@blueprint.get("/")
def home() -> str:
    with world().database.reading() as session:
        found = index(session)
    return render_template("citizen/site/home.html", index=found, levels=LEVELS)


@blueprint.get("/thu-tuc")
def catalogue() -> str:
    """The procedures on offer, narrowed by what the form says; what it says wrongly narrows nothing."""
    query = _query()
    with world().database.reading() as session:
        searched = index(session)
    found = searched.find(query, _whole_number("trang") or 1)
    return render_template(
        "citizen/site/catalogue.html",
        query=query,
        found=found,
        agencies=_options(searched.agencies),
        sectors=_options(searched.sectors),
        levels=_any([(str(level), _("Mức độ %(level)d", level=level)) for level in LEVELS]),
        applicants=_any([(str(kind), _(name)) for kind, name in APPLICANTS.items()]),
        page_url=_page_url,
    )


@blueprint.get("/thu-tuc/<procedure>")
def procedure(procedure: str) -> str:
    definition, opening, is_open = _offered(procedure), "", True
    if definition.opening is not None:
        with world().database.reading() as session:
            found = places.now_open(session, definition, clock.now())
        opening, is_open = openness_words(definition.opening, found), found.is_open
    return render_template(
        "citizen/site/procedure.html", page=procedure_page(definition), opening=opening, is_open=is_open
    )


@blueprint.get("/thu-tuc/<procedure>/mau/<document>")
def blank(procedure: str, document: str) -> AnyResponse:
    """The blank form of one document. Its path is the analyst's and may not lead out of the folder."""
    paper = _offered(procedure).documents_by_id.get(document)
    if paper is None or not paper.blank:
        raise NotFound
    return send_from_directory(world().settings.procedures, paper.blank, as_attachment=True)


@blueprint.get("/thu-tuc/<procedure>/to-khai.pdf")
def paper_form(procedure: str) -> AnyResponse:
    """The form to fill in by hand, printed from the same file as the pages on the screen."""
    definition = _offered(procedure)
    response = make_response(printed_form(definition))
    response.headers.set("Content-Type", "application/pdf")
    response.headers.set("Content-Disposition", "inline", filename=f"to-khai-{definition.id}.pdf")
    return response


@blueprint.get("/tra-cuu")
def look_up() -> AnyResponse:
    """By number: the number and the degree of completion, nothing else."""
    number = request.args.get("so", "").strip()
    if not number:
        return make_response(render_template("citizen/site/look_up.html", number="", degree=None, refused=""))
    try:
        with world().database.transaction() as session:
            degree = tracking.degree_of(
                session,
                number,
                network=network(request.remote_addr),
                secret=world().settings.secret,
                at=clock.now(),
            )
    except TooMany as refusal:
        page = render_template(
            "citizen/site/look_up.html", number=number, degree=None, refused=refusal.sentence
        )
        return make_response(page, 429, {"Retry-After": str(refusal.retry_after)})
    return make_response(
        render_template("citizen/site/look_up.html", number=number, degree=degree, refused="")
    )


@blueprint.get("/theo-doi/<token>")
def track(token: str) -> AnyResponse:
    """By the secret in the QR code. Its address is not passed on to other sites, nor kept by caches or search
    engines.
    """
    with world().database.reading() as session:
        tracked = tracking.by_token(session, token)
    page = make_response(render_template("citizen/site/track.html", tracked=tracked, now=clock.now()))
    page.headers["Referrer-Policy"] = "no-referrer"
    page.headers["X-Robots-Tag"] = "noindex"
    page.headers["Cache-Control"] = "no-store"
    return page


def _offered(procedure: str) -> Definition:
    with world().database.reading() as session:
        found = publications.offered_one(session, procedure)
    if found is None:
        raise NotFound
    return found


def _query() -> Query:
    level = _whole_number("level")
    return Query(
        words=request.args.get("q", "").strip()[:LONGEST_SEARCH],
        agency=request.args.get("agency", ""),
        sector=request.args.get("sector", ""),
        level=level if level in LEVELS else None,
        applicant=request.args.get("applicant", ""),
    )


def _options(counted: Iterable[tuple[Agency | Sector, int]]) -> list[tuple[str, str]]:
    return _any([(each.id, f"{words(each.name)} ({count})") for each, count in counted])


def _any(options: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [("", _("Tất cả")), *options]


def _whole_number(name: str) -> int | None:
    written = request.args.get(name, "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 7 else None


def _page_url(page: int) -> str:
    kept = {name: value for name, value in request.args.items() if value and name != "trang"}
    return url_for("site.catalogue", **{**kept, "trang": page})
