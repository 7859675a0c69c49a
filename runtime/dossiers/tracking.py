"""What anybody may learn about a dossier without signing in: by its number, or by the secret in its QR."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from engine.statuses import Status
from renderer.languages import words
from runtime import publications
from runtime.accounts import throttle
from runtime.accounts.throttle import Limit
from runtime.dossiers import follow
from runtime.dossiers.models import Dossier
from runtime.refusals import NotFound, TooMany

# Numbers can be guessed one after the other; a neighbourhood behind one address still looks up its own.
LOOK_UPS = Limit("look-up/network", 40, timedelta(minutes=10))
LONGEST_NUMBER = 40


@dataclass(frozen=True, slots=True)
class Degree:
    """All that a number alone shows (TT 01/2018): the number itself and how far it is, in percent."""

    number: str
    percent: int


@dataclass(frozen=True, slots=True)
class Tracked:
    """What the bearer of the QR code sees: where the dossier stands, and nobody's name."""

    number: str
    reference: str
    procedure: str
    agency: str
    status: Status
    timeline: follow.Timeline


def degree_of(session: Session, number: str, *, network: str, secret: str, at: datetime) -> Degree | None:
    """The degree of completion of the dossier with this number, None when there is none. Raises TooMany.

    Found or not, a look-up counts, so that the answers to quick guessing do not differ.
    """
    if not throttle.allow(session, LOOK_UPS, network, secret=secret, at=at):
        raise TooMany("Bạn đã tra cứu quá nhiều lần. Vui lòng đợi mười phút rồi thử lại.", retry_after=600)
    written = number.strip().upper()[:LONGEST_NUMBER]
    dossier = session.scalar(
        sa.select(Dossier).where(sa.or_(Dossier.code == written, Dossier.reference == written))
    )
    return Degree(written, follow.degree(dossier)) if dossier else None


def by_token(session: Session, token: str) -> Tracked:
    """Raises NotFound."""
    dossier = session.scalar(sa.select(Dossier).where(Dossier.token == token))
    if dossier is None:
        raise NotFound
    definition = publications.definition(session, dossier.version, dossier.case)
    return Tracked(
        number=dossier.code or dossier.reference,
        reference=dossier.reference,
        procedure=words(definition.name),
        agency=words(definition.agency.name),
        status=Status(dossier.status),
        timeline=follow.timeline(session, dossier),
    )
