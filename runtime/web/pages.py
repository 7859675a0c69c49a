"""The pages that belong to nobody in particular: health, readiness, display settings, kept forms."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify
from werkzeug.wrappers import Response as AnyResponse

from runtime.web import preferences as display
from runtime.web import readiness, resend

blueprint = Blueprint("web", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """This process answers. Nothing outside it is asked: a slow database must not get healthy processes
    restarted.
    """
    return jsonify(status="ok")


@blueprint.get("/readyz")
def readyz() -> tuple[Response, int]:
    """Whether this process can do its work now: 200 or 503, with one word for each thing it depends on."""
    state = readiness.examine()
    return jsonify(
        status="ok" if state.ready else "not ready", checks=state.checks
    ), 200 if state.ready else 503


@blueprint.route("/hien-thi", methods=["GET", "POST"])
def preferences() -> AnyResponse:
    return display.change()


@blueprint.get("/gui-lai")
def resume() -> AnyResponse:
    return resend.resume()
