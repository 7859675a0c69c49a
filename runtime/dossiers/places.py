"""The places of a procedure that takes only so many dossiers: counted where they are taken, in the same transaction."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from sqlalchemy.orm import Session

from engine.definition import Definition
from engine.opening import Openness, Standing, openness, quota_key
from renderer.opening_words import openness_words
from runtime import clock
from runtime.dossiers import numbering
from runtime.dossiers.models import Counter
from runtime.refusals import WrongState


class NotTaken(WrongState):
    """The procedure takes no dossier now: outside its opening, or every place is gone. The draft stays."""


def now_open(session: Session, definition: Definition, at: datetime) -> Openness:
    """Whether dossiers are taken at this instant, and how many places are left."""
    day = clock.local(at).date()
    return openness(definition.opening, day, _taken(session, definition, day))


def mind_opening(session: Session, definition: Definition, at: datetime) -> None:
    """Raises NotTaken, with the reason in words, when no dossier is taken at this instant."""
    found = now_open(session, definition, at)
    if definition.opening is not None and not found.is_open:
        raise NotTaken(openness_words(definition.opening, found))


def take(session: Session, definition: Definition, at: datetime) -> None:
    """Take one place for a dossier that is submitted in this transaction. Raises NotTaken.

    The counter stays locked until the transaction ends, so two submissions never get the last place; one that is
    rolled back gives its place back.
    """
    opening, day = definition.opening, clock.local(at).date()
    if opening is None:
        return
    found = openness(opening, day)
    if found.is_open and opening.quota is not None:
        taken = numbering.next_number(session, _key(definition, day))
        if taken > opening.quota.places:
            found = Openness(Standing.FULL, found.since, found.until, 0)
    if not found.is_open:
        raise NotTaken(openness_words(opening, found))


def _taken(session: Session, definition: Definition, day: date) -> int:
    if definition.opening is None or definition.opening.quota is None:
        return 0
    counter = session.get(Counter, _key(definition, day), populate_existing=True)
    return counter.last if counter else 0


def _key(definition: Definition, day: date) -> str:
    """Short enough for its column whatever the procedure is called."""
    assert definition.opening is not None
    name = hashlib.sha256(definition.id.encode()).hexdigest()[:24]
    return f"quota/{name}/{quota_key(definition.opening, day)}"
