"""Proofs about a definition before it is published: each in a module of its own, all in one table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.checks import data, documents, endings, fees, levels, proven, references, steps, time
from engine.checks.proof import Proof, Subject
from engine.definition import Definition
from engine.problem_codes import Severity
from engine.problems import Place, Problem

PROOFS: tuple[Proof, ...] = (
    Proof((), references.outcomes),
    Proof((), references.separations),
    Proof((), references.fee_lines),
    Proof((), references.proofs),
    Proof((), references.sibling_fields),
    Proof(("process",), steps.one_intake),
    Proof((), steps.every_step_decides),
    Proof(("process",), endings.result_is_reached),
    Proof(("process",), proven.life),
    Proof(("process",), endings.separations_come_later),
    Proof(("process", "deadline"), proven.time),
    Proof(("deadline",), time.promise),
    Proof(("form",), data.asked_before_use),
    Proof(("form", "channels", "applicants"), proven.conditions),
    Proof(("documents",), documents.handed_in),
    Proof(("fee",), fees.kinds),
    Proof(("fee",), fees.bounds),
    Proof(("fee",), fees.cycles),
    Proof(("fee",), fees.tables),
    Proof(("fee",), fees.bands),
    Proof(("fee",), fees.volumes),
    Proof(("fee",), fees.dated),
    Proof(("fee",), fees.amounts),
    Proof(
        ("level", "channels"), levels.delivered, intact=("form", "process", "documents", "deadline", "fee")
    ),
)


def run(definition: Definition, places: Mapping[str, Place], known: Iterable[Problem]) -> list[Problem]:
    """The findings of every proof whose ground is sound, given what is known and what is found on the way."""
    faulty = _errors(known)
    subject = Subject(definition, places)
    found: list[Problem] = []
    for proof in PROOFS:
        if _is_grounded(proof, faulty):
            more = list(proof.prove(subject))
            found.extend(more)
            faulty |= _errors(more)
    return found


def _is_grounded(proof: Proof, faulty: set[str]) -> bool:
    return not faulty & set(proof.intact) and not any(
        _is_in(path, need) for need in proof.needs for path in faulty
    )


def _errors(problems: Iterable[Problem]) -> set[str]:
    return {_path(problem) for problem in problems if problem.severity is Severity.ERROR}


def _path(problem: Problem) -> str:
    """The path a problem is about; of a missing key, the key's."""
    key = problem.params.get("key") if problem.code == "S003" else None
    return ".".join(part for part in (problem.path, key) if part)


def _is_in(path: str, part: str) -> bool:
    return path == part or path.startswith(part + ".")
