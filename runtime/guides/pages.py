"""The guide in the officers' area: of the version a dossier is dealt with under, not of the newest."""

from __future__ import annotations

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from engine.definition import Definition
from runtime import publications
from runtime.guides.guide import guide, printed_guide
from runtime.refusals import NotFound
from runtime.web import world

blueprint = Blueprint("guides", __name__, url_prefix="/can-bo/huong-dan")


@blueprint.get("/<version>")
def screen(version: str) -> str:
    definition = _of(version)
    case = _case()
    return render_template("officer/guide.html", guide=guide(definition, case), version=version, case=case)


@blueprint.get("/<version>/huong-dan.pdf")
def paper(version: str) -> AnyResponse:
    definition = _of(version)
    response = make_response(printed_guide(definition, _case()))
    response.headers.set("Content-Type", "application/pdf")
    response.headers.set("Content-Disposition", "inline", filename=f"huong-dan-{definition.id}.pdf")
    return response


def _case() -> str:
    return request.args.get("truong-hop", "")


def _of(version: str) -> Definition:
    with world().database.reading() as session:
        try:
            return publications.definition(session, version)
        except LookupError as unknown:
            raise NotFound from unknown
