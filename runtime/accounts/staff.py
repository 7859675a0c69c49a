"""Staff accounts: made, listed and disabled by whoever runs the service."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from renderer.languages import gettext as _
from runtime.accounts import sessions
from runtime.accounts.models import Account, Membership
from runtime.refusals import Refusal

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")


def add(
    session: Session,
    *,
    login: str,
    full_name: str,
    password_hash: str,
    memberships: Iterable[tuple[str, str]],
    at: datetime,
    email: str | None = None,
) -> Account:
    """A new staff account with its (place, role) memberships. Raises Refusal for a login that is taken or malformed.

    The password comes hashed (`passwords.hashed`), because hashing is slow on purpose and must not hold the transaction.
    """
    if not _LOGIN.fullmatch(login):
        raise Refusal(
            _("Tên đăng nhập gồm 2 đến 60 chữ thường không dấu, số, dấu chấm hoặc gạch, ví dụ an.tn.")
        )
    if session.scalar(sa.select(Account.id).where(Account.login == login)) is not None:
        raise Refusal(_("Đã có tài khoản “%(login)s”.", login=login))
    account = Account(
        kind="staff",
        login=login,
        email=email.lower() if email else None,
        full_name=full_name,
        password_hash=password_hash,
        created_at=at,
        verified_at=at,
        memberships=[Membership(place=place, role=role) for place, role in memberships],
    )
    session.add(account)
    session.flush()
    return account


def everyone(session: Session) -> list[Account]:
    """All staff accounts with their memberships, by name."""
    return list(
        session.scalars(
            sa.select(Account).where(Account.kind == "staff").order_by(Account.full_name, Account.id)
        )
    )


def disable(session: Session, *, login: str, at: datetime) -> bool:
    """Lock an account and end its sessions. False when there is no such staff account."""
    account = session.scalar(sa.select(Account).where(Account.kind == "staff", Account.login == login))
    if account is None:
        return False
    account.disabled_at = account.disabled_at or at
    sessions.end_all(session, account.id, at=at)
    return True
