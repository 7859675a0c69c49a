"""What `engine.proofs` disproves, as findings at their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.checks.proof import Subject
from engine.problems import Problem
from engine.proofs.allowances import time_claims
from engine.proofs.claim import Claim, Holds
from engine.proofs.conditions import condition_claims
from engine.proofs.flow import process_claims


def life(subject: Subject) -> Iterator[Problem]:
    """Every step, every outcome and an end for every dossier."""
    yield from _disproven(subject, process_claims(subject.definition))


def time(subject: Subject) -> Iterator[Problem]:
    """The slowest way to a result takes no longer than promised."""
    yield from _disproven(subject, time_claims(subject.definition))


def conditions(subject: Subject) -> Iterator[Problem]:
    """Every condition and every check is of use, and can be worked out."""
    yield from _disproven(subject, condition_claims(subject.definition))


def _disproven(subject: Subject, claims: Iterable[Claim]) -> Iterator[Problem]:
    for claim in claims:
        if claim.holds is Holds.NO:
            yield subject.problem(claim.code, _written(subject, claim.path), **claim.params)


def _written(subject: Subject, path: str) -> str:
    """A single check may stand without a list around it."""
    alone = path.replace(".check.0.", ".check.")
    return alone if alone in subject.places else path
