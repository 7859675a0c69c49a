"""The doors: every request passes the table of permissions, every POST proves it comes from our own page."""

from __future__ import annotations

import structlog
from flask import Flask, Response, current_app, g, redirect, request, url_for
from werkzeug.exceptions import BadRequest, Forbidden, UnsupportedMediaType
from werkzeug.wrappers import Response as AnyResponse

from runtime.accounts import sessions
from runtime.accounts.permissions import POLICY, Access, allowed
from runtime.web import identity, resend, world
from runtime.web.addresses import is_own_origin

log = structlog.get_logger(__name__)

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FORM_TYPES = frozenset({"", "application/x-www-form-urlencoded", "multipart/form-data"})

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "style-src 'self'",
        "script-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def install(app: Flask) -> None:
    """Call after `identity.install`: the doors need to know who is asking."""
    app.before_request(_check)
    app.after_request(_add_headers)


def _check() -> AnyResponse | None:
    if request.endpoint is None:
        return None  # No such page or method: Flask answers 404 or 405 by itself.
    access = POLICY.get(request.endpoint)
    if access is None:
        log.error("endpoint_without_policy", endpoint=request.endpoint)
        raise Forbidden
    _check_characters()
    if request.method not in SAFE_METHODS:
        _check_origin()
    if not allowed(access, identity.visitor()):
        return _turn_away(access)
    if request.method not in SAFE_METHODS:
        return _check_token()
    return None


def _check_characters() -> None:
    """No keyboard makes a NUL, and PostgreSQL cannot store one: refused here, not wherever text is stored.

    Werkzeug limits the text of a form only when it comes in parts; the limit for other bodies is set here.
    """
    if request.mimetype != "multipart/form-data":
        request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]
    said = [request.path, *request.args, *request.args.values(), *request.form, *request.form.values()]
    said += [value for _name, values in request.form.lists() for value in values[1:]]
    if any("\x00" in words for words in said):
        raise BadRequest("nul")


def _check_origin() -> None:
    """Browsers say where a POST comes from; one that comes from elsewhere is not ours, whatever else it
    carries.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise Forbidden
    origin = request.headers.get("Origin")
    if origin is not None and not is_own_origin(
        origin, host=request.host, base_url=world().settings.base_url
    ):
        raise Forbidden
    if request.mimetype not in FORM_TYPES:
        raise UnsupportedMediaType


def _turn_away(access: Access) -> AnyResponse:
    """A guest is asked to sign in and comes back to the same place, typed text included; anybody else is
    refused.
    """
    if not identity.visitor().is_guest:
        raise Forbidden
    if request.method in SAFE_METHODS:
        return redirect(url_for("account.sign_in", next=request.full_path.rstrip("?")))
    if request.endpoint == "account.sign_out":
        return redirect("/", code=303)
    author = _author_of_form()
    if author is None:
        return redirect(url_for("account.sign_in"), code=303)
    resend.keep_form(author)
    return redirect(url_for("account.sign_in", next=url_for("web.resume")), code=303)


def _check_token() -> AnyResponse | None:
    """Let the request through when its token belongs to the present session; save the typed text when it did
    once.
    """
    live = identity.live_session()
    token = request.form.get(identity.TOKEN_FIELD, "")
    if live is not None and sessions.token_fits(live, token):
        return None
    author = _author_of_form()
    if author is not None and author == identity.visitor().account_id:
        return resend.offer(resend.posted_pairs(), action=request.full_path.rstrip("?"))
    raise BadRequest("stale-form")


def _author_of_form() -> int | None:
    with world().database.reading() as session:
        return sessions.author_of(session, request.form.get(identity.TOKEN_FIELD, ""))


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if world().settings.base_url.startswith("https://"):
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.endpoint != "static":
        response.vary.add("Cookie")
        personal = not identity.visitor().is_guest or g.get("cookie") is not None
        response.headers.setdefault("Cache-Control", "no-store" if personal else "no-cache")
    return response
