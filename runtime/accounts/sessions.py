"""Browser sessions, kept on the server so that signing out really ends them.

The cookie is 256 random bits; the row holds only its SHA-256, so a copy of the database opens no session. The
form token (CSRF) names its session and is masked afresh on each page, so that compression cannot leak it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from runtime.accounts.models import Account, WebSession
from runtime.accounts.visitors import Kind, Visitor

TOUCH_EVERY = timedelta(minutes=1)
KEEP_ENDED = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Lifetime:
    idle: timedelta
    absolute: timedelta


LIFETIMES: Mapping[Kind, Lifetime] = {
    "guest": Lifetime(idle=timedelta(hours=4), absolute=timedelta(hours=12)),
    "citizen": Lifetime(idle=timedelta(hours=12), absolute=timedelta(days=30)),
    "staff": Lifetime(idle=timedelta(hours=8), absolute=timedelta(hours=12)),
}


@dataclass(frozen=True, slots=True)
class LiveSession:
    """A session that is valid now. `visitor` is None for a guest's; `data` is what the server keeps for this
    browser.
    """

    id: int
    csrf: str
    visitor: Visitor | None
    seen_at: datetime
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def account_id(self) -> int | None:
        return self.visitor.account_id if self.visitor else None


def begin(
    session: Session, *, account: Account | None, at: datetime, data: Mapping[str, Any] | None = None
) -> str:
    """Open a session and return the cookie's token; this is the only moment the token exists outside the
    browser.
    """
    token = secrets.token_urlsafe(32)
    session.add(
        WebSession(
            token_hash=_hash(token),
            account_id=account.id if account else None,
            csrf=secrets.token_hex(32),
            data=dict(data or {}),
            created_at=at,
            seen_at=at,
            expires_at=at + LIFETIMES[_kind(account)].absolute,
            revoked_at=None,
        )
    )
    session.flush()
    return token


def find(session: Session, token: str, *, at: datetime) -> LiveSession | None:
    """The session this cookie opens, or None when it is unknown, ended, too old, idle too long or its account
    is disabled.
    """
    row = session.scalar(sa.select(WebSession).where(WebSession.token_hash == _hash(token)))
    if row is None or row.revoked_at is not None or row.expires_at <= at:
        return None
    account = session.get(Account, row.account_id) if row.account_id is not None else None
    if account is not None and account.disabled_at is not None:
        return None
    if row.seen_at + LIFETIMES[_kind(account)].idle <= at:
        return None
    return LiveSession(
        id=row.id,
        csrf=row.csrf,
        visitor=visitor_of(account) if account else None,
        seen_at=row.seen_at,
        data=dict(row.data),
    )


def touch(session: Session, session_id: int, *, at: datetime) -> None:
    """Note that the session is in use. Call it only when `seen_at` is older than TOUCH_EVERY: reading pages
    should not write.
    """
    session.execute(
        sa.update(WebSession).where(WebSession.id == session_id, WebSession.seen_at < at).values(seen_at=at)
    )


def write(session: Session, session_id: int, **changes: Any) -> Mapping[str, Any]:
    """Change what the server keeps for this browser and return the whole; a value of None removes its key."""
    row = session.get_one(WebSession, session_id, with_for_update=True, populate_existing=True)
    row.data = {key: value for key, value in {**row.data, **changes}.items() if value is not None}
    return dict(row.data)


def end(session: Session, session_id: int, *, at: datetime) -> None:
    """Sign this browser out: its cookie is worthless from now on."""
    session.execute(
        sa.update(WebSession)
        .where(WebSession.id == session_id, WebSession.revoked_at.is_(None))
        .values(revoked_at=at, data={})
    )


def end_all(session: Session, account_id: int, *, at: datetime, but: int | None = None) -> int:
    """Sign an account out everywhere, except in session `but`; returns how many sessions ended."""
    ended = sa.update(WebSession).where(WebSession.account_id == account_id, WebSession.revoked_at.is_(None))
    if but is not None:
        ended = ended.where(WebSession.id != but)
    return session.execute(ended.values(revoked_at=at, data={})).rowcount


def sweep(session: Session, *, at: datetime) -> int:
    """Forget sessions that ended long ago; returns how many.

    They are kept for a while because a form left open for days still carries the token of the session it was
    born in, which tells whose typing it was.
    """
    return session.execute(sa.delete(WebSession).where(WebSession.expires_at < at - KEEP_ENDED)).rowcount


def form_token(live: LiveSession) -> str:
    """The hidden token for a form of this session: session number and masked secret."""
    secret = bytes.fromhex(live.csrf)
    mask = secrets.token_bytes(len(secret))
    masked = bytes(a ^ b for a, b in zip(mask, secret, strict=True))
    return f"{live.id}.{base64.urlsafe_b64encode(mask + masked).decode()}"


def token_fits(live: LiveSession, token: str) -> bool:
    """Whether a form token was made for this very session. Takes the same time whichever byte differs."""
    number, secret = _unmask(token)
    return number == live.id and hmac.compare_digest(secret, live.csrf)


def author_of(session: Session, token: str) -> int | None:
    """The account whose page carried this form token, even when that session has ended; None for guests and
    forgeries.
    """
    number, secret = _unmask(token)
    row = session.get(WebSession, number)
    return row.account_id if row is not None and hmac.compare_digest(secret, row.csrf) else None


def visitor_of(account: Account) -> Visitor:
    return Visitor(
        account_id=account.id,
        kind="staff" if account.kind == "staff" else "citizen",
        full_name=account.full_name,
        language=account.language,
        places=frozenset(
            m.place for m in account.memberships if m.role in {"officer", "supervisor"} and m.place != "*"
        ),
        roles=frozenset(m.role for m in account.memberships),
    )


def _kind(account: Account | None) -> Kind:
    if account is None:
        return "guest"
    return "staff" if account.kind == "staff" else "citizen"


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _unmask(token: str) -> tuple[int, str]:
    """(session number, secret in hexadecimal); (0, "") for anything that is not a form token."""
    number, _, packed = token.partition(".")
    try:
        both = base64.b64decode(packed, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return 0, ""
    if not (number.isascii() and number.isdigit()) or len(number) > 18 or len(both) != 64:
        return 0, ""
    return int(number), bytes(a ^ b for a, b in zip(both[:32], both[32:], strict=True)).hex()
