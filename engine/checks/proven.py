"""What `engine.proofs` disproves, as findings at their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from engine.applicant import APPLICANT_FIELDS
from engine.cases import CASE
from engine.checks.mended import mended
from engine.checks.proof import Subject
from engine.definition import ApplicantKind, Definition
from engine.delegation import DELEGATION_FIELDS
from engine.problems import Problem
from engine.proofs.allowances import time_claims
from engine.proofs.claim import Claim, Holds
from engine.proofs.conditions import condition_claims
from engine.proofs.flow import process_claims
from engine.proofs.guards import guard_claims


def life(subject: Subject) -> Iterator[Problem]:
    """Every step, every outcome and an end for every dossier."""
    definition = subject.definition
    if definition.process is None or not definition.process.steps:
        return
    known = mended(subject, definition.process)
    if known is None:
        return
    if known.is_whole:
        yield from _disproven(subject, process_claims(definition))
        return
    if known.assumed is not None:
        yield from _disproven(subject, process_claims(replace(definition, process=known.assumed)), "F003")
    yield from _disproven(subject, process_claims(replace(definition, process=known.escaping)), "F004")


def guards(subject: Subject) -> Iterator[Problem]:
    """Some route of every branch fits whatever was answered."""
    yield from _disproven(subject, guard_claims(subject.definition))


def time(subject: Subject) -> Iterator[Problem]:
    """The slowest way to a result takes no longer than promised."""
    yield from _disproven(subject, time_claims(subject.definition))


def conditions(subject: Subject) -> Iterator[Problem]:
    """Every condition and every check is of use, and can be worked out."""
    claims = condition_claims(with_applicants(subject.definition), unsure=unsure(subject))
    yield from _disproven(subject, claims)


def with_applicants(definition: Definition) -> Definition:
    """Without any it is refused already; whoever applies, the rest is what it is."""
    return definition if definition.applicants else replace(definition, applicants=tuple(ApplicantKind))


def unsure(subject: Subject) -> frozenset[str]:
    """The names, and of questions also the paths, of which it is not known when they are there or what they
    take.
    """
    ground, found = subject.ground, set[str]()
    if not ground.is_sound("applicants"):
        found |= {f"applicant.{field.id}" for field in (*APPLICANT_FIELDS, *DELEGATION_FIELDS)}
    for part, name in (("channels.submit", "channel"), ("channels.receive", "receive"), ("cases", CASE)):
        if ground.has_lost("channels") or not ground.is_sound(part):
            found.add(name)
    for page in subject.definition.pages:
        for field in page.fields:
            at = page.path_of(field.id)
            around = at.rpartition(".fields.")[0]
            owners = {f"form.pages.{page.id}", around}
            if not ground.is_field_sound(at) or any(
                ground.has_lost(owner) or ground.has_lost(f"{owner}.when") for owner in owners
            ):
                found |= {at, field.id}
    return frozenset(found)


def _disproven(subject: Subject, claims: Iterable[Claim], only: str = "") -> Iterator[Problem]:
    for claim in claims:
        if claim.holds is Holds.NO and only in ("", claim.code):
            yield subject.problem(claim.code, _written(subject, claim.path), **claim.params)


def _written(subject: Subject, path: str) -> str:
    """A single check may stand without a list around it."""
    alone = path.replace(".check.0.", ".check.")
    return alone if alone in subject.places else path
