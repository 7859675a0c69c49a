"""Published procedures: every version that was ever offered, unchangeable, and which one is offered now.

A dossier keeps the version it was born with, so a version is never changed or deleted; the database itself
refuses.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter, OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer

from engine.catalogue import Catalogue
from engine.compile import definition_from_body
from engine.definition import Definition
from engine.load import Loaded
from engine.summary import Summary, summary_of_body
from runtime.db import Database, after_commit, database_of, take_turns
from runtime.unready import unready
from runtime.versions import Publication, Version

log = logging.getLogger(__name__)

TURN = "publications"
FOLDER = "Thư mục thủ tục"
KEPT_DEFINITIONS = 500
KEPT_SUMMARIES = 10_000
READ_AT_ONCE = 200
LOOK_EVERY = 0.4

T = TypeVar("T")


def publish(session: Session, loaded: Loaded, *, at: datetime, by: str) -> bool:
    """Offer a loaded procedure from now on. False when exactly this was offered already. Raises ValueError
    for a broken file, and for one with steps the service does not carry out yet.
    """
    definition = loaded.definition
    if definition is None:
        raise ValueError(f"{loaded.file} has errors and cannot be published")
    if waiting := unready(definition):
        raise ValueError(f"{loaded.file} cannot be published yet: {', '.join(waiting)}")
    take_turns(session, TURN)
    if session.get(Version, definition.content_hash) is None:
        session.add(
            Version(
                content_hash=definition.content_hash,
                procedure=definition.id,
                code=definition.code,
                name=str(definition.name),
                body=dict(loaded.body),
                source=loaded.text,
                published_at=at,
                published_by=by,
            )
        )
        session.flush()
    current = session.get(Publication, definition.id, populate_existing=True)
    if current is None:
        current = Publication(procedure=definition.id)
        session.add(current)
    elif current.version == definition.content_hash and current.retired_at is None:
        return False
    current.version, current.since, current.retired_at = definition.content_hash, at, None
    _changed(session, current)
    return True


def retire(session: Session, procedure: str, *, at: datetime) -> bool:
    """Take no new dossiers for a procedure; those on their way go on. False when it was not offered."""
    take_turns(session, TURN)
    current = session.get(Publication, procedure, populate_existing=True)
    if current is None or current.retired_at is not None:
        return False
    current.retired_at = at
    _changed(session, current)
    return True


def publish_folder(
    session: Session, catalogue: Catalogue, *, at: datetime, by: str = FOLDER
) -> tuple[str, ...]:
    """Make the offer equal to the folder; returns the ids of the procedures whose offer changed, in order.

    A broken file, or two files for one procedure, leave the last good version on offer. While a file cannot
    even say which procedure it is, a procedure missing from the folder may be the one in it, so nothing is
    retired.
    """
    take_turns(session, TURN)
    named = Counter(entry.brief.procedure for entry in catalogue.entries)
    on_offer = _on_offer(session)
    changed = []
    for entry in catalogue.entries:
        procedure, content_hash = entry.brief.procedure, entry.brief.content_hash
        if not content_hash or named[procedure] > 1 or on_offer.get(procedure) == content_hash:
            continue
        found = entry.loaded.definition
        if found is not None and (waiting := unready(found)):
            log.warning(
                "%s is not offered: the service does not carry out %s yet", procedure, ", ".join(waiting)
            )
            continue
        if found is not None and publish(session, entry.loaded, at=at, by=by):
            changed.append(procedure)
    if "" not in named:
        changed += [
            procedure for procedure in set(on_offer) - set(named) if retire(session, procedure, at=at)
        ]
    return tuple(sorted(changed))


def _on_offer(session: Session) -> dict[str, str]:
    """The version of each procedure on offer."""
    wanted = sa.select(Publication.procedure, Publication.version).where(Publication.retired_at.is_(None))
    return {row.procedure: row.version for row in session.execute(wanted)}


def definition(session: Session, content_hash: str, case: str = "") -> Definition:
    """The procedure exactly as it was published under this hash, under the terms of a dossier's case. Raises
    KeyError for a hash never published.
    """
    found = _definitions.get(content_hash)
    if found is None:
        body = session.scalar(sa.select(Version.body).where(Version.content_hash == content_hash))
        if body is None:
            raise KeyError(content_hash)
        found = definition_from_body(body)
        _definitions.put(content_hash, found)
    return found.in_case(case)


def offered(session: Session) -> tuple[Summary, ...]:
    """Every procedure on offer now, by id. Another process's publication shows within a second, one's own
    at once.
    """
    return _offer(session).summaries


def offered_one(session: Session, procedure: str) -> Definition | None:
    """The procedure on offer under this id, or None."""
    found = _offer(session).by_id.get(procedure)
    return definition(session, found.content_hash) if found else None


def current_versions(session: Session) -> tuple[Version, ...]:
    """The versions on offer, by procedure, without their long texts (`body`, `source`)."""
    on_offer = (
        sa.select(Version)
        .join(Publication, Publication.version == Version.content_hash)
        .where(Publication.retired_at.is_(None))
        .options(defer(Version.body), defer(Version.source))
        .order_by(Version.procedure)
    )
    return tuple(session.scalars(on_offer))


def generation(session: Session) -> int:
    """A number that grows with every publication: what is built from `offered` is as old as this says."""
    return _offer(session).generation


class _Kept(Generic[T]):
    """What was made of versions, by content hash, the least used forgotten first. The hash is the content, so
    none is ever wrong.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, T] = OrderedDict()

    def get(self, content_hash: str) -> T | None:
        with self._lock:
            if content_hash not in self._kept:
                return None
            self._kept.move_to_end(content_hash)
            return self._kept[content_hash]

    def put(self, content_hash: str, made: T) -> None:
        with self._lock:
            self._kept[content_hash] = made
            while len(self._kept) > self._room:
                self._kept.popitem(last=False)


@dataclass(frozen=True)
class _Offer:
    generation: int
    looked_at: float
    summaries: tuple[Summary, ...]
    by_id: dict[str, Summary]


_definitions = _Kept[Definition](KEPT_DEFINITIONS)
_summaries = _Kept[Summary](KEPT_SUMMARIES)
_offers: WeakKeyDictionary[Database, _Offer] = WeakKeyDictionary()


def _offer(session: Session) -> _Offer:
    now = time.monotonic()
    if session.info.get("offer_changed"):  # not committed yet: true for this transaction, not for others
        return _read_offer(session, _newest(session), now)
    database = database_of(session)
    kept = _offers.get(database)
    if kept is not None and now - kept.looked_at < LOOK_EVERY:
        return kept
    newest = _newest(session)
    if kept is not None and kept.generation == newest:
        fresh = replace(kept, looked_at=now)
    else:
        fresh = _read_offer(session, newest, now)
    _offers[database] = fresh
    return fresh


def _newest(session: Session) -> int:
    return session.scalar(sa.select(sa.func.max(Publication.generation))) or 0


def _read_offer(session: Session, newest: int, now: float) -> _Offer:
    """Bodies are read only of versions this process has not met, a few hundred at a time."""
    on_offer = (
        sa.select(Publication.version).where(Publication.retired_at.is_(None)).order_by(Publication.procedure)
    )
    hashes = session.scalars(on_offer).all()
    found = {each: kept for each in hashes if (kept := _summaries.get(each)) is not None}
    unknown = [each for each in hashes if each not in found]
    for start in range(0, len(unknown), READ_AT_ONCE):
        wanted = unknown[start : start + READ_AT_ONCE]
        rows = sa.select(Version.content_hash, Version.body).where(Version.content_hash.in_(wanted))
        for content_hash, body in session.execute(rows):
            found[content_hash] = summary_of_body(body, content_hash)
            _summaries.put(content_hash, found[content_hash])
    summaries = tuple(found[each] for each in hashes)
    return _Offer(newest, now, summaries, {each.id: each for each in summaries})


def _changed(session: Session, publication: Publication) -> None:
    with session.no_autoflush:  # the row is not complete before it has its number
        publication.generation = _newest(session) + 1
    session.flush()
    session.info["offer_changed"] = True
    after_commit(session, partial(_offers.pop, database_of(session), None))
