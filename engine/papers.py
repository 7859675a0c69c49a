"""Which papers a dossier needs, and which of them are missing: for drafts, supplements and scenarios alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from engine.answers import Circumstances, environment
from engine.cases import besides_cases, cases_of
from engine.definition import Definition, Document, FeeLine, PaperGroup
from engine.values import Answers

NONE: frozenset[str] = frozenset()


def documents(definition: Definition, answers: Answers, circumstances: Circumstances) -> tuple[Document, ...]:
    """The papers that apply now, in the order of the file. One that proves a reduction is asked for, and then
    required, when the reduction applies, and otherwise only when its own condition says so.
    """
    known = environment(definition, answers, circumstances)
    applying: list[Document] = []
    for paper in definition.documents:
        wanted, proven = cases_of(paper.when), definition.proven_by(paper.id)
        if wanted and circumstances.case not in wanted:
            continue
        if any(_applies(line, known) for line in proven):
            applying.append(replace(paper, required=True))
        elif own.holds(known) if (own := besides_cases(paper.when)) else not proven:
            applying.append(paper)
    return tuple(applying)


def missing(
    definition: Definition,
    papers: Iterable[Document],
    there: Collection[str],
    *,
    channel: str,
    registers: Collection[str] = NONE,
) -> tuple[str, ...]:
    """Ids of the required papers, and groups of papers, that were not handed in, in the order of the file.

    `papers` are those that apply, `there` the ids of what came, `registers` those that gave their data ("register.x").
    What is only shown on this channel is not handed in, and what a register tells is not asked for.
    """
    found: list[str] = []
    for group, members in grouped(definition, papers):
        had = [each for each in members if each.id in there or _is_spared(each, channel, registers)]
        if group is None:
            found += [each.id for each in members if each.required and each not in had]
        elif group.required and len(had) < min(group.at_least, len(members)):
            found.append(group.id)
    return tuple(found)


def grouped(
    definition: Definition, papers: Iterable[Document]
) -> tuple[tuple[PaperGroup | None, tuple[Document, ...]], ...]:
    """The papers in their order, those of one group together where the first of them stands."""
    found: dict[str, list[Document]] = {}
    for paper in papers:
        found.setdefault(f"group:{paper.group}" if paper.group else paper.id, []).append(paper)
    return tuple(
        (definition.groups_by_id.get(members[0].group), tuple(members)) for members in found.values()
    )


def _is_spared(paper: Document, channel: str, registers: Collection[str]) -> bool:
    return paper.handed_in(channel).present or (bool(paper.replaced_by) and paper.replaced_by in registers)


def _applies(line: FeeLine, known: Mapping[str, Any]) -> bool:
    return line.is_in_force(known["today"]) and (line.when is None or line.when.holds(known))
