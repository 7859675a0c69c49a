"""Proofs about a definition before it is published: each in a module of its own, all in one table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from engine.checks import (
    blocks,
    cascades,
    cases,
    data,
    documents,
    endings,
    facts,
    fee_tables,
    fees,
    levels,
    proven,
    references,
    renames,
    steps,
    time,
)
from engine.checks.ground import EXITS, PAGES, STEP_WORDS, Ground, of_sound_entries
from engine.checks.proof import Proof, Subject, subjects
from engine.definition import Definition
from engine.problems import Place, Problem

_PROMISE = ("deadline.legal", "deadline.local")

PROOFS: tuple[Proof, ...] = (
    Proof((), references.outcomes),
    Proof((), renames.old_names),
    Proof((), references.separations),
    Proof((), references.fee_lines, once=True),
    Proof((), references.proofs, once=True),
    Proof((), references.authority, once=True),
    Proof((), references.sibling_fields),
    Proof((), cascades.cascades, once=True),
    Proof((), references.papers_of_pages),
    Proof((), references.starting_values, once=True),
    Proof(("process",), steps.one_intake, besides=EXITS),
    Proof((), steps.every_step_decides),
    Proof((), blocks.ids_are_own),
    Proof((), blocks.exits),
    Proof((), blocks.inside_branches),
    Proof((), blocks.numbers),
    Proof(("process", "form", "channels", "applicants", "cases"), proven.guards),
    Proof(("process",), endings.result_is_reached, besides=STEP_WORDS),
    Proof(("process",), proven.life, besides=EXITS),
    Proof(("process",), endings.separations_come_later, besides=STEP_WORDS),
    Proof(("process", "deadline.starts", *_PROMISE), proven.time, besides=EXITS),
    Proof(("results",), cases.each_has_result, intact=("cases",), once=True),
    Proof(_PROMISE, time.promise),
    Proof((), data.asked_before_use, once=True),
    Proof(("form",), proven.conditions, besides=PAGES, once=True),
    Proof((), facts.tables, each="facts", once=True),
    Proof(("facts", "form", "documents", "fee", "process"), facts.used, once=True),
    Proof((), documents.handed_in, each="documents", once=True),
    Proof((), documents.groups_leave_a_choice, each="documents", once=True),
    Proof((), fees.kinds, each="fee.lines", once=True),
    Proof((), fees.bounds, each="fee.lines", once=True),
    Proof((), fees.cycles, each="fee.lines", once=True),
    Proof((), fees.currencies, each="fee.lines", once=True),
    Proof(("process",), fees.moments, each="fee.lines", once=True),
    Proof(("form",), fee_tables.tables, besides=PAGES, each="fee.lines", once=True),
    Proof((), fees.bands, each="fee.lines", once=True),
    Proof((), fees.volumes, each="fee.lines", once=True),
    Proof((), fees.dated, once=True),
    Proof((), fees.amounts, each="fee.lines", once=True),
    Proof(
        ("level", "channels"), levels.delivered, intact=("form", "process", "documents", "deadline", "fee")
    ),
)


def run(
    definition: Definition,
    places: Mapping[str, Place],
    known: Iterable[Problem],
    unread: Iterable[str] = (),
) -> list[Problem]:
    """The findings of every proof whose ground is sound, given what is known and what is found on the way.
    `unread`: paths of expressions nobody could read because of other faults.
    """
    ground = Ground(frozenset(unread)).and_these(known)
    each = tuple(subjects(definition, places))
    found: list[Problem] = []
    said: set[tuple[str, str, str]] = set()
    for proof in PROOFS:
        more: list[Problem] = []
        for subject in (Subject(definition, places),) if proof.once else each:
            if _is_grounded(proof, subject, ground):
                proven = proof.prove(replace(subject, ground=ground))
                new = [one for one in proven if _same(one) not in said]
                said |= {_same(one) for one in new}
                more += new
        found.extend(of_sound_entries(proof.each, ground, more) if proof.each else more)
        ground = ground.and_these(more)
    return found


def _same(problem: Problem) -> tuple[str, str, str]:
    """What makes two findings one: cases share what is not their own."""
    return problem.code, problem.path, repr(sorted(problem.params.items()))


def _is_grounded(proof: Proof, subject: Subject, ground: Ground) -> bool:
    return not any(ground.has_lost(subject.written(part)) for part in proof.intact) and all(
        ground.is_sound(subject.written(need), proof.besides) for need in proof.needs
    )
