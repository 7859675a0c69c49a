"""The time promised to the citizen is within what the law allows."""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.proof import Subject
from engine.problems import Problem
from engine.proofs.allowances import comparable


def promise(subject: Subject) -> Iterator[Problem]:
    """The office's own promise is not longer than the law allows."""
    deadline = subject.definition.deadline
    if deadline is None or deadline.local is None:
        return
    legal, local = comparable(deadline.legal), comparable(deadline.local)
    if legal[0] == local[0] and local[1] > legal[1]:
        yield subject.problem("L010", "deadline.local", local=str(deadline.local), legal=str(deadline.legal))
