"""Slowing guessers down: tries are counted in the database, so all processes count together.

Keys are hashed with the installation's secret: the table tells neither who signs in nor from where.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from runtime.accounts.models import Attempt


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` tries `within` this time. `name` keeps counts of different things apart."""

    name: str
    most: int
    within: timedelta


SIGN_IN_ACCOUNT = Limit("sign-in/account", 10, timedelta(minutes=10))
# Whole villages share one address behind a mobile operator's gateway: generous, but not endless.
SIGN_IN_NETWORK = Limit("sign-in/network", 100, timedelta(minutes=10))
CODES_NETWORK = Limit("codes/network", 60, timedelta(hours=1))
CODE_TRIES_NETWORK = Limit("code-tries/network", 100, timedelta(minutes=10))


def allow(session: Session, limit: Limit, subject: str, *, secret: str, at: datetime) -> bool:
    """Count one try by `subject` and say whether it is still within the limit. Refused tries count too."""
    key = _key(limit, subject, secret)
    session.add(Attempt(key=key, at=at))
    session.flush()
    counted = session.scalar(
        sa.select(sa.func.count())
        .select_from(Attempt)
        .where(Attempt.key == key, Attempt.at > at - limit.within)
    )
    return (counted or 0) <= limit.most


def forget(session: Session, limit: Limit, subject: str, *, secret: str) -> None:
    """Start again from zero: the right password was given."""
    session.execute(sa.delete(Attempt).where(Attempt.key == _key(limit, subject, secret)))


def sweep(session: Session, *, at: datetime) -> int:
    """Forget tries that no limit counts any more; returns how many."""
    return session.execute(sa.delete(Attempt).where(Attempt.at < at - timedelta(days=1))).rowcount


def _key(limit: Limit, subject: str, secret: str) -> str:
    digest = hmac.new(secret.encode(), subject.encode(), hashlib.sha256).hexdigest()
    return f"{limit.name}/{digest[:40]}"
