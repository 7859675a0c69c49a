"""That the routes of a branch leave nothing out, tried on every region of the answers they depend on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from engine.definition import Definition, Step
from engine.expressions import Expression
from engine.expressions.joining import any_of
from engine.proofs.claim import Claim, Holds
from engine.proofs.survey import survey
from engine.proofs.telling import Telling
from engine.proofs.trial import Allowance, Question
from engine.proofs.variables import Variable, variable_of, variables
from engine.workflow.judging import ELSE

MOST_TRIED_IN_ALL = 40_000


def guard_claims(definition: Definition) -> Iterator[Claim]:
    """F026: some route of every branch without `else` always fits; F027 where that is not proven, so that an
    `else` is needed.
    """
    process = definition.process
    open_ended = (
        [step for step in process.every() if step.routes and ELSE not in step.exits] if process else []
    )
    if not open_ended:
        return
    known = {**variables(definition), **_results(definition)}
    allowance = Allowance(MOST_TRIED_IN_ALL)
    claims = [_of_branch(definition, step, known, allowance) for step in open_ended]
    yield from (claim for claim in claims if claim.holds is Holds.NO)
    if all(claim.holds is Holds.YES for claim in claims):
        yield claims[0]


def _of_branch(definition: Definition, step: Step, known: dict[str, Variable], allowance: Allowance) -> Claim:
    fits = any_of([route.when for route in step.routes])
    path = f"process.{definition.process.path(step.id)}.routes" if definition.process else ""
    if not _is_known(fits, known):
        return Claim("F027", Holds.NO, path, {"step": step.id})
    found = survey(Question((fits,)), known, allowance)
    missed = found.case(fits, False)
    if missed is not None:
        case = Telling(definition, known).case(fits, missed)
        return Claim("F026", Holds.NO, path, {"step": step.id, "case": case})
    if found.never(fits, False):
        return Claim("F026", Holds.YES, "process")
    return Claim("F027", Holds.NO, path, {"step": step.id})


def _is_known(fits: Expression, known: dict[str, Variable]) -> bool:
    """Whether every name is one whose answers can be tried."""
    return all(name in known or variable_of(name, known) in known for name in fits.names)


def _results(definition: Definition) -> dict[str, Variable]:
    """What officers write at steps; any of it may be absent, for a step may have been passed by."""
    return {
        f"{step.id}.{field.id}": Variable(f"{step.id}.{field.id}", replace(field, required=False))
        for step in definition.steps.values()
        if "." not in step.id
        for field in step.fields
        if field.when is None and field.compute is None and not field.fields
    }
