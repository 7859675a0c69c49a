"""What can be shown about a procedure before anybody lives through it: `prove`, and the claims it makes."""

from __future__ import annotations

from engine.definition import Definition
from engine.proofs.allowances import time_claims
from engine.proofs.claim import Claim, Holds, Proof
from engine.proofs.conditions import condition_claims
from engine.proofs.flow import process_claims

__all__ = ["Claim", "Holds", "Proof", "prove"]


def prove(definition: Definition) -> Proof:
    """Every claim about a sound definition (one that `engine.load` found no error in)."""
    return Proof((*process_claims(definition), *time_claims(definition), *condition_claims(definition)))
