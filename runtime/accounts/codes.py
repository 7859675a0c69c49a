"""One-time codes: six digits sent by e-mail or SMS that prove the address is the person's.

The ticket stays on the server, in the visitor's session; the code travels to the address. The stored hash is
keyed with the ticket, whose own hash is all this table holds, so the table alone does not tell a code to
anyone.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from renderer.languages import gettext as _
from renderer.languages import noted
from runtime.accounts.contacts import Contact, contact
from runtime.accounts.models import OneTimeCode
from runtime.notifications import outbox
from runtime.refusals import TooMany

LIFETIME = timedelta(minutes=10)
MOST_TRIES = 5
SEND_AGAIN_AFTER = timedelta(seconds=30)
MOST_PER_HOUR = 8

# purpose → what the code is for, said in the message so that nobody is talked into reading out a code for
# something else.
_PURPOSES: Mapping[str, str] = {
    "register": noted("đăng ký tài khoản"),
    "sign_in": noted("đăng nhập"),
    "reset": noted("đặt lại mật khẩu"),
    "submit": noted("nộp hồ sơ"),
}

# The payload of a ticket whose code was told to nobody. Its hash is random, so no code fits.
_PRETENDED = {"pretended": True}


def send(
    session: Session, purpose: str, destination: str, payload: Mapping[str, Any], *, at: datetime
) -> str:
    """Send a fresh code to an e-mail address or E.164 number and return the ticket that, with the code,
    redeems `payload`.

    Raises TooMany when this address has been sent a code just now or too often within the hour.
    """
    ticket, code = secrets.token_urlsafe(32), f"{secrets.randbelow(10**6):06d}"
    _note(session, ticket, _seal(ticket, code), purpose, destination, payload, at=at)
    _dispatch(session, Contact(kind=_kind(destination), value=destination), code, purpose, key=_hash(ticket))
    return ticket


def pretend(session: Session, purpose: str, destination: str, *, at: datetime) -> str:
    """A ticket whose code is told to nobody, made exactly like a real one: what is answered when no code may
    be sent.

    Raises TooMany just as `send` does.
    """
    ticket = secrets.token_urlsafe(32)
    _note(session, ticket, secrets.token_hex(32), purpose, destination, _PRETENDED, at=at)
    return ticket


@dataclass(frozen=True, slots=True)
class SentAgain:
    """`real` is False when the first ticket only pretended, and so does this one."""

    ticket: str
    destination: Contact
    real: bool


def send_again(session: Session, ticket: str, *, at: datetime) -> SentAgain | None:
    """Send a new code for what an earlier ticket was for; the earlier code ends. None when it is used or
    forgotten.

    Raises TooMany as `send` does.
    """
    row = session.scalar(sa.select(OneTimeCode).where(OneTimeCode.ticket == _hash(ticket)).with_for_update())
    if row is None or row.used_at is not None:
        return None
    went_to = Contact(kind=_kind(row.destination), value=row.destination)
    real = row.payload != _PRETENDED
    if real:
        fresh = send(session, row.purpose, row.destination, row.payload, at=at)
    else:
        fresh = pretend(session, row.purpose, row.destination, at=at)
    row.used_at, row.payload = at, {}
    return SentAgain(ticket=fresh, destination=went_to, real=real)


def redeem(session: Session, ticket: str, code: str, *, at: datetime) -> dict[str, Any] | None:
    """The payload that waited for this code, once. None: wrong, expired, used, or tried too often; the try is
    counted.
    """
    counted = session.execute(
        sa.update(OneTimeCode)
        .where(
            OneTimeCode.ticket == _hash(ticket),
            OneTimeCode.used_at.is_(None),
            OneTimeCode.expires_at > at,
            OneTimeCode.tries < MOST_TRIES,
        )
        .values(tries=OneTimeCode.tries + 1)
        .returning(OneTimeCode.id, OneTimeCode.code_hash, OneTimeCode.payload)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if counted is None or not hmac.compare_digest(counted.code_hash, _seal(ticket, _digits(code))):
        return None
    session.execute(sa.update(OneTimeCode).where(OneTimeCode.id == counted.id).values(used_at=at, payload={}))
    return dict(counted.payload)


def destination(session: Session, ticket: str) -> Contact | None:
    """Where the code of this ticket went, as long as it has not been used; None otherwise."""
    row = session.scalar(
        sa.select(OneTimeCode).where(OneTimeCode.ticket == _hash(ticket), OneTimeCode.used_at.is_(None))
    )
    return Contact(kind=_kind(row.destination), value=row.destination) if row else None


def tries_left(session: Session, ticket: str, *, at: datetime) -> int:
    """How often this ticket's code may still be tried; 0 when it is used, expired or unknown."""
    row = session.scalar(sa.select(OneTimeCode).where(OneTimeCode.ticket == _hash(ticket)))
    if row is None or row.used_at is not None or row.expires_at <= at:
        return 0
    return max(MOST_TRIES - row.tries, 0)


def sweep(session: Session, *, at: datetime) -> int:
    """Forget codes that have been useless for a day; returns how many."""
    return session.execute(
        sa.delete(OneTimeCode).where(OneTimeCode.expires_at < at - timedelta(days=1))
    ).rowcount


def _note(
    session: Session,
    ticket: str,
    code_hash: str,
    purpose: str,
    destination: str,
    payload: Mapping[str, Any],
    *,
    at: datetime,
) -> None:
    if purpose not in _PURPOSES:
        raise ValueError(f"no such purpose: {purpose}")
    _hold_back(session, purpose, destination, at=at)
    session.add(
        OneTimeCode(
            ticket=_hash(ticket),
            purpose=purpose,
            destination=destination,
            code_hash=code_hash,
            payload=dict(payload),
            created_at=at,
            expires_at=at + LIFETIME,
            tries=0,
            used_at=None,
        )
    )
    session.flush()


def _hold_back(session: Session, purpose: str, destination: str, *, at: datetime) -> None:
    """Nobody's telephone rings every second because somebody else knows its number.

    Waiting is for asking again: a code to submit may follow at once on the code one registered with.
    """
    same_purpose = sa.func.max(OneTimeCode.created_at, type_=OneTimeCode.created_at.type).filter(
        OneTimeCode.purpose == purpose
    )
    sent, last = session.execute(
        sa.select(sa.func.count(), same_purpose).where(
            OneTimeCode.destination == destination, OneTimeCode.created_at > at - timedelta(hours=1)
        )
    ).one()
    if last is not None and at < last + SEND_AGAIN_AFTER:
        raise TooMany(
            _("Mã vừa được gửi. Vui lòng đợi nửa phút rồi bấm gửi lại."),
            retry_after=int(SEND_AGAIN_AFTER.total_seconds()),
        )
    if sent >= MOST_PER_HOUR:
        raise TooMany(
            _("Đã gửi quá nhiều mã tới địa chỉ này. Vui lòng thử lại sau một giờ."), retry_after=3600
        )


def _dispatch(session: Session, destination: Contact, code: str, purpose: str, *, key: str) -> None:
    purpose_words = _(_PURPOSES[purpose])
    minutes = int(LIFETIME.total_seconds() // 60)
    sentence = _(
        "Mã %(purpose)s của bạn là %(code)s, có hiệu lực trong %(minutes)d phút. "
        "Không đưa mã này cho bất kỳ ai.",
        purpose=purpose_words,
        code=code,
        minutes=minutes,
    )
    if destination.kind == "phone":
        outbox.put(session, "sms", {"to": destination.value, "text": sentence}, key=f"{outbox.CODES}{key}")
        return
    body = sentence + "\n\n" + _("Nếu bạn không yêu cầu mã này, hãy bỏ qua thư.") + "\n"
    subject = _("Mã %(purpose)s: %(code)s", purpose=purpose_words, code=code)
    outbox.put(
        session,
        "email",
        {"to": destination.value, "subject": subject, "body": body},
        key=f"{outbox.CODES}{key}",
    )


def _kind(destination: str) -> Any:
    parsed = contact(destination)
    if parsed is None or parsed.value != destination:
        raise ValueError("a code goes to a normalised e-mail address or mobile number")
    return parsed.kind


def _hash(ticket: str) -> str:
    return hashlib.sha256(ticket.encode()).hexdigest()


def _seal(ticket: str, code: str) -> str:
    return hmac.new(ticket.encode(), code.encode(), hashlib.sha256).hexdigest()


def _digits(code: str) -> str:
    """What was meant by "123 456" or "123-456"."""
    return re.sub(r"[\s.\-]", "", code)
