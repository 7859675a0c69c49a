"""The accessible twin of the picture code: a one-time code to the account's own address, waiting in this
browser's session.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from renderer.languages import gettext as _
from runtime.accounts import codes
from runtime.accounts.contacts import contact
from runtime.accounts.models import Account
from runtime.db import Session
from runtime.refusals import WrongState
from runtime.web import identity

PURPOSE = "submit"
_KEPT = "submission_codes"


@dataclass(frozen=True, slots=True)
class Sent:
    """`destination` is the address as its owner writes it."""

    ticket: str
    destination: str


def send(session: Session, account: Account, draft_key: str, *, at: datetime) -> Sent:
    """Send a code good for this draft alone. Raises TooMany; WrongState for an account without address."""
    address = account.phone or account.email
    if address is None:
        raise WrongState(_("Tài khoản của bạn chưa có email hoặc số điện thoại để nhận mã."))
    ticket = codes.send(session, PURPOSE, address, {"draft": draft_key}, at=at)
    known = contact(address)
    return Sent(ticket, known.words if known else address)


def remember(draft_key: str, sent: Sent) -> None:
    identity.keep(**{_KEPT: {**_kept(), draft_key: {"ticket": sent.ticket, "destination": sent.destination}}})


def forget(draft_key: str) -> None:
    if draft_key in _kept():
        identity.keep(**{_KEPT: {key: value for key, value in _kept().items() if key != draft_key} or None})


def destination(draft_key: str) -> str:
    """Where the code for this draft went, "" when none was sent."""
    return _kept().get(draft_key, {}).get("destination", "")


def redeem(session: Session, draft_key: str, code: str, *, at: datetime) -> bool:
    """Whether the code is right, not used yet, and was sent for this draft."""
    waiting = _kept().get(draft_key)
    payload = codes.redeem(session, waiting["ticket"], code, at=at) if waiting else None
    return payload == {"draft": draft_key}


def _kept() -> Mapping[str, dict[str, str]]:
    kept: Mapping[str, dict[str, str]] = identity.kept(_KEPT) or {}
    return kept
