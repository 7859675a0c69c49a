"""Who is asking, in the present request: the cookie, the session behind it, the visitor, and one-time
messages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from flask import Flask, Response, g, request
from markupsafe import Markup
from sqlalchemy.orm import Session

from engine.text import DEFAULT_LANGUAGE
from runtime import clock
from runtime.accounts import sessions
from runtime.accounts.models import Account
from runtime.accounts.sessions import LiveSession
from runtime.accounts.visitors import Visitor, guest
from runtime.web import world

__all__ = ["Visitor", "csrf_field", "keep", "kept", "notify", "sign_in", "sign_out", "visitor"]

COOKIE = "thutuc"
LANGUAGE_COOKIE = "ngon-ngu"
TOKEN_FIELD = "csrf_token"  # noqa: S105 - the name of a form field
# Said on a page the visitor has not seen yet, oldest first; more than a handful at once nobody reads.
MESSAGES_KEPT = 5


def install(app: Flask) -> None:
    app.before_request(_recognise)
    app.after_request(_send_cookie)
    app.jinja_env.globals.update(visitor=visitor, csrf_field=csrf_field)


def visitor() -> Visitor:
    """The person behind this request; a guest when nobody has signed in."""
    live = live_session()
    if live is not None and live.visitor is not None:
        return live.visitor
    return guest(request.cookies.get(LANGUAGE_COOKIE, DEFAULT_LANGUAGE))


def live_session() -> LiveSession | None:
    return cast("LiveSession | None", g.get("live_session"))


def csrf_field() -> Markup:
    """The hidden input every POST form needs. Opens a guest session when there is none: the token must belong
    to something.
    """
    return Markup('<input type="hidden" name="{}" value="{}">').format(TOKEN_FIELD, form_token())


def form_token() -> str:
    return sessions.form_token(_required_session())


def notify(sentence: str) -> None:
    """Say `sentence` once, on the next page this visitor sees."""
    waiting = list(kept("messages") or [])
    keep(messages=[*waiting, sentence][-MESSAGES_KEPT:])


def take_messages() -> list[str]:
    """What `notify` left to say; taken only once."""
    waiting = list(kept("messages") or [])
    if waiting:
        keep(messages=None)
    return waiting


def kept(key: str) -> Any:
    """What the server keeps for this browser under `key`, or None."""
    live = live_session()
    return live.data.get(key) if live is not None else None


def keep(**changes: Any) -> None:
    """Keep JSON-able values for this browser on the server, until its session ends; None forgets a key."""
    live = _required_session()
    with world().database.transaction() as session:
        data = sessions.write(session, live.id, **changes)
    _remember(live, data)


def sign_in(session: Session, account: Account) -> None:
    """Sign the account in on this browser, in the caller's transaction: always a new cookie, the old one
    ends.
    """
    at = clock.now()
    before = live_session()
    if before is not None:
        sessions.end(session, before.id, at=at)
    carried = {"kept_form": before.data["kept_form"]} if before and "kept_form" in before.data else {}
    _adopt(session, sessions.begin(session, account=account, at=at, data=carried))


def sign_out() -> None:
    live = live_session()
    if live is not None:
        with world().database.transaction() as session:
            sessions.end(session, live.id, at=clock.now())
    g.live_session = None
    g.cookie = ""


def _recognise() -> None:
    """Find the session of the cookie, and note at most once a minute that it is in use."""
    g.live_session = None
    token = request.cookies.get(COOKIE, "")
    if not token or request.endpoint in {"static", "web.healthz", "web.readyz"}:
        return
    at = clock.now()
    with world().database.reading() as session:
        live = sessions.find(session, token, at=at)
    g.live_session = live
    if live is not None and live.seen_at + sessions.TOUCH_EVERY <= at:
        with world().database.transaction() as session:
            sessions.touch(session, live.id, at=at)


def _required_session() -> LiveSession:
    live = live_session()
    if live is None:
        with world().database.transaction() as session:
            _adopt(session, sessions.begin(session, account=None, at=clock.now()))
        live = live_session()
    return cast("LiveSession", live)


def _adopt(session: Session, token: str) -> None:
    g.cookie = token
    g.live_session = sessions.find(session, token, at=clock.now())


def _remember(live: LiveSession, data: Mapping[str, Any]) -> None:
    g.live_session = LiveSession(
        id=live.id, csrf=live.csrf, visitor=live.visitor, seen_at=live.seen_at, data=data
    )


def _send_cookie(response: Response) -> Response:
    token = g.get("cookie")
    if token is None:
        return response
    secure = world().settings.secure_cookies
    if token:
        response.set_cookie(
            COOKIE, token, httponly=True, samesite="Lax", secure=secure, max_age=30 * 24 * 3600
        )
    else:
        response.delete_cookie(COOKIE, httponly=True, samesite="Lax", secure=secure)
    return response
