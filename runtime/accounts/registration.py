"""A citizen's new account: asked for with an address, made only once the code sent there has come back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from renderer.languages import gettext as _
from runtime.accounts import codes
from runtime.accounts.contacts import Contact
from runtime.accounts.models import Account
from runtime.notifications import outbox
from runtime.refusals import WrongState

PURPOSE = "register"
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Registration:
    """What was asked for. `password_hash` from `passwords.hashed`: the password itself is never kept."""

    full_name: str
    contact: Contact
    password_hash: str
    language: str


def begin(session: Session, wanted: Registration, *, at: datetime) -> str:
    """Send a code and return its ticket. Nobody learns here whether the address has an account: its owner is
    told instead.

    Raises TooMany.
    """
    if owner_of(session, wanted.contact) is not None:
        ticket = codes.pretend(session, PURPOSE, wanted.contact.value, at=at)
        _tell_owner(session, wanted.contact, at=at)
        return ticket
    payload = {
        "full_name": wanted.full_name,
        "contact": wanted.contact.value,
        "kind": wanted.contact.kind,
        "password_hash": wanted.password_hash,
        "language": wanted.language,
    }
    return codes.send(session, PURPOSE, wanted.contact.value, payload, at=at)


def send_again(session: Session, ticket: str, *, at: datetime) -> str | None:
    """A new code for the same registration, the old one ends; None when there is nothing to send again.
    Raises TooMany.
    """
    again = codes.send_again(session, ticket, at=at)
    if again is not None and not again.real:
        _tell_owner(session, again.destination, at=at)
    return again.ticket if again else None


def finish(session: Session, ticket: str, code: str, *, at: datetime) -> Account | None:
    """Make the account. None when the code does not fit; WrongState when the address was taken in the
    meantime.
    """
    wanted = codes.redeem(session, ticket, code, at=at)
    if wanted is None:
        return None
    account = Account(
        kind="citizen",
        full_name=wanted["full_name"],
        password_hash=wanted["password_hash"],
        language=wanted["language"],
        profile={"full_name": wanted["full_name"]},
        created_at=at,
        verified_at=at,
        memberships=[],
    )
    setattr(account, wanted["kind"], wanted["contact"])
    session.add(account)
    try:
        session.flush()
    except IntegrityError as taken:
        raise WrongState(_("Địa chỉ này vừa được dùng để lập một tài khoản. Vui lòng đăng nhập.")) from taken
    return account


def owner_of(session: Session, contact: Contact) -> Account | None:
    column = Account.email if contact.kind == "email" else Account.phone
    return session.scalar(sa.select(Account).where(column == contact.value))


def _tell_owner(session: Session, contact: Contact, *, at: datetime) -> None:
    sentence = _(
        "Có người vừa đăng ký tài khoản dịch vụ công bằng địa chỉ này, nhưng bạn đã có tài khoản. "
        "Nếu là bạn, hãy đăng nhập hoặc chọn Quên mật khẩu. Nếu không, bạn không cần làm gì."
    )
    key = f"already-registered/{contact.value}/{at:%Y%m%d%H%M%S}"
    if contact.kind == "phone":
        outbox.put(session, "sms", {"to": contact.value, "text": sentence}, key=key)
    else:
        payload = {
            "to": contact.value,
            "subject": _("Bạn đã có tài khoản dịch vụ công"),
            "body": sentence + "\n",
        }
        outbox.put(session, "email", payload, key=key)
