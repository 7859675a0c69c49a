"""Signing in: by password, or by a code; and a new password for whoever forgot theirs.

Answers and their timing are the same whether the account exists or not.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from renderer.languages import gettext as _
from runtime.accounts import codes, passwords, sessions, throttle
from runtime.accounts.contacts import Contact, contact
from runtime.accounts.models import Account
from runtime.accounts.registration import owner_of
from runtime.db import Database
from runtime.refusals import TooMany

SIGN_IN = "sign_in"
RESET = "reset"
LONGEST_IDENTIFIER = 254


def by_password(
    database: Database, identifier: str, password: str, *, network: str, secret: str, at: datetime
) -> int | None:
    """The account's id when identifier and password belong together, else None. Raises TooMany for guessers.

    Takes the database, not a session: hashing takes a tenth of a second and must not happen while a
    transaction holds a lock.
    """
    subject = _canonical(identifier)
    with database.transaction() as session:
        within = [
            throttle.allow(session, throttle.SIGN_IN_ACCOUNT, subject, secret=secret, at=at),
            throttle.allow(session, throttle.SIGN_IN_NETWORK, network, secret=secret, at=at),
        ]
    if not all(within):
        sentence = _("Bạn đã thử quá nhiều lần. Vui lòng đợi 10 phút, hoặc chọn Nhận mã đăng nhập.")
        raise TooMany(sentence, retry_after=int(throttle.SIGN_IN_ACCOUNT.within.total_seconds()))
    with database.reading() as session:
        found = find(session, identifier)
    usable = found if found is not None and found.disabled_at is None else None
    if not passwords.fits(usable.password_hash if usable else None, password) or usable is None:
        return None
    renewed = passwords.hashed(password) if passwords.is_outdated(usable.password_hash or "") else None
    with database.transaction() as session:
        throttle.forget(session, throttle.SIGN_IN_ACCOUNT, subject, secret=secret)
        if renewed is not None:
            session.get_one(Account, usable.id).password_hash = renewed
    return usable.id


def send_code(session: Session, purpose: str, destination: Contact, *, at: datetime) -> str:
    """Send a sign-in or reset code to the account with this address; without such an account only pretend.
    Raises TooMany.
    """
    owner = owner_of(session, destination)
    if owner is None or owner.disabled_at is not None:
        return codes.pretend(session, purpose, destination.value, at=at)
    return codes.send(session, purpose, destination.value, {"account_id": owner.id}, at=at)


def send_again(session: Session, ticket: str, *, at: datetime) -> str | None:
    """A new code for the same purpose and address, the old one ends; None when there is nothing to send
    again. Raises TooMany.
    """
    again = codes.send_again(session, ticket, at=at)
    return again.ticket if again else None


def by_code(session: Session, ticket: str, code: str, *, at: datetime) -> Account | None:
    """The account whose code this is; None when the code does not fit or the account was disabled."""
    payload = codes.redeem(session, ticket, code, at=at)
    if payload is None:
        return None
    owner = session.get(Account, payload["account_id"])
    return owner if owner is not None and owner.disabled_at is None else None


def set_password(
    session: Session, owner: Account, password_hash: str, *, at: datetime, keep: int | None = None
) -> None:
    """Change the password and sign the account out everywhere, except in session `keep`: whoever knew the old
    one is out.
    """
    owner.password_hash = password_hash
    sessions.end_all(session, owner.id, at=at, but=keep)


def find(session: Session, identifier: str) -> Account | None:
    """The account with this e-mail address, mobile number or login name."""
    if len(identifier) > LONGEST_IDENTIFIER:
        return None
    address = contact(identifier)
    if address is not None:
        return owner_of(session, address)
    return session.scalar(sa.select(Account).where(Account.login == identifier.strip().lower()))


def account(session: Session, account_id: int) -> Account:
    """The account of somebody who has just proved to be its owner."""
    return session.get_one(Account, account_id)


def _canonical(identifier: str) -> str:
    """One name for all ways of writing the same identifier, so that dots and spaces buy no further tries."""
    address = contact(identifier[:LONGEST_IDENTIFIER])
    return address.value if address is not None else identifier[:LONGEST_IDENTIFIER].strip().lower()
