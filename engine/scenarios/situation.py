"""Where a played dossier stands after one move: everything an expectation may look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from engine.answers import Circumstances, Reading
from engine.definition import Definition, Document
from engine.fees import Bill
from engine.workflow import State


@dataclass(frozen=True, slots=True)
class Situation:
    """`obstacles`: path → code of everything that stands in the way of submitting or of answering, empty
    when it went through; `state` and `bill` are None until the dossier is submitted.

    `events` and `slips` are those of the latest move; `took` is its (step, outcome) when an officer made it.
    """

    definition: Definition
    at: datetime
    circumstances: Circumstances
    reading: Reading
    papers: tuple[Document, ...]
    documents: frozenset[str]
    obstacles: Mapping[str, str] = field(default_factory=dict)
    bill: Bill | None = None
    state: State | None = None
    events: tuple[str, ...] = ()
    slips: tuple[str, ...] = ()
    took: tuple[str, str] | None = None

    def shows(self, name: str) -> bool:
        """Whether a field (by path), a page or a paper of this name is part of the dossier."""
        return (
            name in self.reading.visible
            or any(page.id == name for page in self.reading.pages)
            or any(paper.id == name for paper in self.papers)
        )
