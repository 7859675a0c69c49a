"""What can be shown about a procedure before anybody lives through it: `prove`, and the claims it makes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from engine.cases import case_name, variants
from engine.definition import Definition
from engine.proofs.allowances import time_claims
from engine.proofs.claim import Claim, Holds, Proof
from engine.proofs.conditions import condition_claims
from engine.proofs.flow import process_claims
from engine.proofs.guards import guard_claims

__all__ = ["Claim", "Holds", "Proof", "prove"]


def prove(definition: Definition) -> Proof:
    """Every claim about a sound definition (one that `engine.load` found no error in)."""
    return Proof((*_of_cases(definition), *condition_claims(definition)))


def _of_cases(definition: Definition) -> Iterator[Claim]:
    """Of the process and the time, under the terms of every case that has its own."""
    several = variants(definition)
    for variant in several:
        for claim in (*process_claims(variant), *guard_claims(variant), *time_claims(variant)):
            name = case_name(variant, variant.case) if len(several) > 1 else None
            yield claim if name is None else replace(claim, case=str(name), path=_path(variant, claim.path))


def _path(variant: Definition, path: str) -> str:
    case = variant.cases_by_id[variant.case]
    is_own = (case.process if path.startswith("process") else case.deadline) is not None
    return f"cases.{case.id}.{path}" if is_own else path
