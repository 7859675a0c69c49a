"""Typing in a one-time code: which ticket this browser holds, the page for its code, and how often one may
try.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from renderer.languages import gettext as _
from runtime import clock
from runtime.accounts import codes, login, registration, throttle
from runtime.db import Session
from runtime.refusals import TooMany
from runtime.web import identity, world
from runtime.web.addresses import network, own_path


@dataclass(frozen=True, slots=True)
class _Page:
    """`endpoint` takes the code, `start` is where the address is typed; the template is of the same name as
    the endpoint.
    """

    endpoint: str
    start: str

    @property
    def template(self) -> str:
        return f"citizen/account/{self.endpoint.removeprefix('account.')}.html"


_PAGES: Mapping[str, _Page] = {
    registration.PURPOSE: _Page("account.register_code", "account.register"),
    login.SIGN_IN: _Page("account.sign_in_code", "account.sign_in"),
    login.RESET: _Page("account.forgotten_code", "account.forgotten"),
}


def ticket(purpose: str) -> str:
    """The ticket this browser holds for `purpose`; "" when it holds none."""
    held: Mapping[str, str] = identity.kept("tickets") or {}
    return held.get(purpose, "")


def to_code_page(purpose: str, fresh: str) -> AnyResponse:
    """Hold the ticket for this browser and go where its code is typed in."""
    identity.keep(tickets={**(identity.kept("tickets") or {}), purpose: fresh})
    return _go(_PAGES[purpose].endpoint)


def start_over(purpose: str) -> AnyResponse:
    return _go(_PAGES[purpose].start)


def code_page(purpose: str, *, errors: Mapping[str, str] | None = None, status: int = 200) -> AnyResponse:
    """The page for the code; without a ticket, the page where one begins."""
    with world().database.reading() as session:
        destination = codes.destination(session, ticket(purpose))
    if destination is None:
        return start_over(purpose)
    page = render_template(
        _PAGES[purpose].template,
        destination=destination,
        purpose=purpose,
        start=_PAGES[purpose].start,
        errors=errors or {},
        has_errors=bool(errors),
        next=_next(),
    )
    return make_response(page, status)


def wrong_code(purpose: str) -> AnyResponse:
    """The same page again, saying whether another try makes sense."""
    with world().database.reading() as session:
        left = codes.tries_left(session, ticket(purpose), at=clock.now())
    if left:
        sentence = _(
            "Mã chưa đúng. Kiểm tra lại mã trong tin nhắn hoặc thư mới nhất (còn %(left)d lần thử)", left=left
        )
    else:
        sentence = _("Mã đã hết hạn hoặc đã nhập sai quá nhiều lần. Hãy bấm Gửi lại mã")
    return code_page(purpose, errors={"code": sentence}, status=422)


def count_request(session: Session) -> None:
    """Count a request for a code from this network. Raises TooMany."""
    _count(session, throttle.CODES_NETWORK)


def count_try(session: Session) -> None:
    """Count a try at a code from this network. Raises TooMany."""
    _count(session, throttle.CODE_TRIES_NETWORK)


def _count(session: Session, limit: throttle.Limit) -> None:
    subject = network(request.remote_addr)
    if not throttle.allow(session, limit, subject, secret=world().settings.secret, at=clock.now()):
        raise TooMany(retry_after=int(limit.within.total_seconds()))


def _go(endpoint: str) -> AnyResponse:
    return redirect(url_for(endpoint, next=_next() or None), code=303)


def _next() -> str:
    return own_path(request.args.get("next"), otherwise="")
