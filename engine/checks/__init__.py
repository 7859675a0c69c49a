"""Proofs about a definition before it is published: each in a module of its own, all in one table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.checks import cases, data, documents, endings, fees, levels, proven, references, steps, time
from engine.checks.proof import Proof, Subject, subjects
from engine.definition import Definition
from engine.problem_codes import Severity
from engine.problems import Place, Problem

PROOFS: tuple[Proof, ...] = (
    Proof((), references.outcomes),
    Proof((), references.separations),
    Proof((), references.fee_lines, once=True),
    Proof((), references.proofs, once=True),
    Proof((), references.sibling_fields),
    Proof(("process",), steps.one_intake),
    Proof((), steps.every_step_decides),
    Proof(("process",), endings.result_is_reached),
    Proof(("process",), proven.life),
    Proof(("process",), endings.separations_come_later),
    Proof(("process", "deadline"), proven.time),
    Proof(("results",), cases.each_has_result, intact=("cases",), once=True),
    Proof(("deadline",), time.promise),
    Proof(("form",), data.asked_before_use, once=True),
    Proof(("form", "channels", "applicants"), proven.conditions, once=True),
    Proof(("documents",), documents.handed_in, once=True),
    Proof(("fee",), fees.kinds, once=True),
    Proof(("fee",), fees.bounds, once=True),
    Proof(("fee",), fees.cycles, once=True),
    Proof(("fee",), fees.tables, once=True),
    Proof(("fee",), fees.bands, once=True),
    Proof(("fee",), fees.volumes, once=True),
    Proof(("fee",), fees.dated, once=True),
    Proof(("fee",), fees.amounts, once=True),
    Proof(
        ("level", "channels"), levels.delivered, intact=("form", "process", "documents", "deadline", "fee")
    ),
)


def run(definition: Definition, places: Mapping[str, Place], known: Iterable[Problem]) -> list[Problem]:
    """The findings of every proof whose ground is sound, given what is known and what is found on the way."""
    faulty = _errors(known)
    whole, each = Subject(definition, places), tuple(subjects(definition, places))
    found: list[Problem] = []
    said: set[tuple[str, str, str]] = set()
    for proof in PROOFS:
        grounded = [one for one in ((whole,) if proof.once else each) if _is_grounded(proof, one, faulty)]
        more: list[Problem] = []
        for subject in grounded:
            new = [one for one in proof.prove(subject) if _same(one) not in said]
            said |= {_same(one) for one in new}
            more += new
        found.extend(more)
        faulty |= _errors(more)
    return found


def _same(problem: Problem) -> tuple[str, str, str]:
    """What makes two findings one: cases share what is not their own."""
    return problem.code, problem.path, repr(sorted(problem.params.items()))


def _is_grounded(proof: Proof, subject: Subject, faulty: set[str]) -> bool:
    intact = {subject.written(part) for part in proof.intact}
    return not faulty & intact and not any(
        _is_in(path, subject.written(need)) for need in proof.needs for path in faulty
    )


def _errors(problems: Iterable[Problem]) -> set[str]:
    return {_path(problem) for problem in problems if problem.severity is Severity.ERROR}


def _path(problem: Problem) -> str:
    """The path a problem is about; of a missing key, the key's."""
    key = problem.params.get("key") if problem.code == "S003" else None
    return ".".join(part for part in (problem.path, key) if part)


def _is_in(path: str, part: str) -> bool:
    return path == part or path.startswith(part + ".")
