"""Papers are papers: each is handed in, in some number, or shown."""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.proof import Subject
from engine.problems import Problem


def handed_in(subject: Subject) -> Iterator[Problem]:
    """Free text dressed as a paper with no original and no copy is a known fault of published procedures."""
    for document in subject.definition.documents:
        path = f"documents.{document.id}"
        if not document.usual and not any(document.by_channel.values()):
            yield subject.problem("L020", path, document=document.id)


def groups_leave_a_choice(subject: Subject) -> Iterator[Problem]:
    """Of a group fewer papers are wanted than it names, else each would simply be required."""
    for group in subject.definition.groups:
        members = sum(document.group == group.id for document in subject.definition.documents)
        if group.at_least >= members:
            yield subject.problem("L022", f"documents.{group.id}.at_least", group=group.id, members=members)
