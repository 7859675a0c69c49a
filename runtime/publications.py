"""Published procedures: every version that was ever offered, unchangeable, and which one is offered now.

A dossier keeps the version it was born with, so a version is never changed or deleted; the database itself
refuses.
"""

from __future__ import annotations

import re
import threading
import time
from collections import Counter, OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer

from engine.catalogue import Catalogue
from engine.compile import definition_from_body
from engine.definition import Definition
from engine.load import Loaded
from runtime.db import Database, after_commit, database_of, take_turns
from runtime.versions import Publication, Version

TURN = "publications"
FOLDER = "Thư mục thủ tục"
KEPT_DEFINITIONS = 1000
LOOK_EVERY = 1.0

_NAMED = re.compile(r"^procedure:[ ]+(?P<id>[a-z0-9][a-z0-9-]*)[ ]*$", re.MULTILINE)


def publish(session: Session, loaded: Loaded, *, at: datetime, by: str) -> bool:
    """Offer a loaded procedure from now on. False when exactly this was offered already. Raises ValueError
    for a broken file.
    """
    definition = loaded.definition
    if definition is None:
        raise ValueError(f"{loaded.file} has errors and cannot be published")
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
    named = Counter(procedure_of(entry.loaded) for entry in catalogue.entries)
    changed = []
    for entry in catalogue.entries:
        definition = entry.loaded.definition
        if definition and named[definition.id] == 1 and publish(session, entry.loaded, at=at, by=by):
            changed.append(definition.id)
    if "" not in named:
        on_offer = session.scalars(sa.select(Publication.procedure).where(Publication.retired_at.is_(None)))
        changed += [
            procedure for procedure in set(on_offer) - set(named) if retire(session, procedure, at=at)
        ]
    return tuple(sorted(changed))


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


def offered(session: Session) -> tuple[Definition, ...]:
    """Every procedure on offer now, by id. Another process's publication shows within a second, one's own
    at once.
    """
    return _offer(session).definitions


def offered_one(session: Session, procedure: str) -> Definition | None:
    """The procedure on offer under this id, or None."""
    return _offer(session).by_id.get(procedure)


def procedure_of(loaded: Loaded) -> str:
    """Which procedure a file is about, even a broken one; "" when it does not say so readably."""
    if loaded.definition is not None:
        return loaded.definition.id
    found = _NAMED.search(loaded.text)
    return found["id"] if found else ""


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


class _Definitions:
    """Compiled definitions by content hash, the least used forgotten first. The hash is the content, so
    none is ever wrong.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Definition] = OrderedDict()

    def get(self, content_hash: str) -> Definition | None:
        with self._lock:
            if content_hash not in self._kept:
                return None
            self._kept.move_to_end(content_hash)
            return self._kept[content_hash]

    def put(self, content_hash: str, compiled: Definition) -> None:
        with self._lock:
            self._kept[content_hash] = compiled
            while len(self._kept) > self._room:
                self._kept.popitem(last=False)


@dataclass(frozen=True)
class _Offer:
    generation: int
    looked_at: float
    definitions: tuple[Definition, ...]
    by_id: dict[str, Definition]


_definitions = _Definitions(KEPT_DEFINITIONS)
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
    on_offer = (
        sa.select(Publication.version).where(Publication.retired_at.is_(None)).order_by(Publication.procedure)
    )
    definitions = tuple(definition(session, content_hash) for content_hash in session.scalars(on_offer).all())
    return _Offer(newest, now, definitions, {found.id: found for found in definitions})


def _changed(session: Session, publication: Publication) -> None:
    with session.no_autoflush:  # the row is not complete before it has its number
        publication.generation = _newest(session) + 1
    session.flush()
    session.info["offer_changed"] = True
    after_commit(session, partial(_offers.pop, database_of(session), None))
