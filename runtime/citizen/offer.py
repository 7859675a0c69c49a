"""The catalogue's search index for this process, built once for each state of what is published."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from engine.summary import Summary
from runtime import publications
from runtime.db import Database, Session, database_of
from runtime.dossiers.search import Index

_indexes: WeakKeyDictionary[Database, tuple[tuple[Summary, ...], Index]] = WeakKeyDictionary()


def index(session: Session) -> Index:
    """The index of everything on offer now. Two threads may build the same one at the same time; that does no
    harm.
    """
    offered = publications.offered(session)
    kept = _indexes.get(database_of(session))
    if kept is None or kept[0] is not offered:
        kept = (offered, Index(offered))
        _indexes[database_of(session)] = kept
    return kept[1]
