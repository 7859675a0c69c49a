"""Papers are papers: each is handed in, in some number, or shown."""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.proof import Subject
from engine.problems import Problem


def handed_in(subject: Subject) -> Iterator[Problem]:
    """Free text dressed as a paper with no original and no copy is a known fault of published procedures."""
    for document in subject.definition.documents:
        path = f"documents.{document.id}"
        if not document.originals and not document.copies and not document.present:
            yield subject.problem("L020", path, document=document.id)
