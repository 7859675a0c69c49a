"""The whole procedure: its normal form with what it includes → a Definition, and the body a version is
stored as.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.compile.cases import compile_cases, declare_cases
from engine.compile.delegation import compile_delegation
from engine.compile.facts import compile_facts, declare_facts
from engine.compile.fee import compile_fee, compile_parameters
from engine.compile.form import compile_pages, declare_pages
from engine.compile.numbering import compile_numbering
from engine.compile.opening import compile_opening
from engine.compile.page_papers import page_papers
from engine.compile.papers import compile_document, compile_group
from engine.compile.process import compile_process
from engine.compile.reader import Reader, items
from engine.compile.step_results import names_when_paid
from engine.compile.surroundings import surroundings
from engine.compile.terms import compile_channels, compile_deadline, compile_result
from engine.definition import (
    Agency,
    ApplicantKind,
    Definition,
    Notice,
    Publication,
    Sector,
)
from engine.nodes import NOWHERE, MapNode, Node, ScalarNode, from_plain, plain
from engine.normal import as_map
from engine.problems import InvalidDefinition, Problem, has_errors

FORMAT = 1
NOTICE_PLACEHOLDERS = (
    "reference",
    "code",
    "procedure",
    "agency",
    "due",
    "link",
    "reason",
    "deadline",
    "name",
)
_LISTS_OF_WORDS = (
    "government",
    "eligible",
    "performing",
    "competent",
    "delegated",
    "coordinating",
    "related",
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What could be made of a file. With errors among the problems the definition has gaps: fit for checks,
    not for use. `unread`: paths of expressions passed over because what they name is faulty.
    """

    definition: Definition
    problems: tuple[Problem, ...]
    unread: frozenset[str] = frozenset()


def body_of(procedure: MapNode, includes: MapNode) -> dict[str, Any]:
    """The JSON-able form a version is stored as. Every scalar is text, every order that matters is a
    list's.
    """
    return {"format": FORMAT, "procedure": plain(procedure), "includes": plain(includes)}


def content_hash(body: Mapping[str, Any]) -> str:
    """sha-256 in hex over the body's canonical JSON: comments, quotes and layout of the file do not count."""
    canonical = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def definition_from_body(body: Mapping[str, Any]) -> Definition:
    """The Definition of a stored version. No YAML, no checks: those were passed before it was stored.

    Raises InvalidDefinition when the body is not one this program understands.
    """
    if body.get("format") != FORMAT:
        raise InvalidDefinition([Problem("V001", NOWHERE, params={"format": body.get("format")})])
    procedure, includes = from_plain(body["procedure"]), from_plain(body["includes"])
    draft = compile_normal(as_map(procedure), as_map(includes), content_hash(body))
    if has_errors(draft.problems):
        raise InvalidDefinition(draft.problems)
    return draft.definition


def compile_normal(procedure: MapNode, includes: MapNode, fingerprint: str) -> Draft:
    """Read the normal form. Never raises: whatever cannot be read is a finding, and a gap in the draft."""
    reader = Reader()
    applicants = tuple(ApplicantKind(kind) for kind in reader.words(procedure.get("applicants")))
    delegation = compile_delegation(reader, procedure.get("delegation"))
    around = surroundings(applicants, delegated=delegation is not None and delegation.allowed)
    names = around.copy()
    cases = declare_cases(reader, procedure, names)
    form = as_map(procedure.get("form"))
    declare_pages(reader, form, names)
    declare_facts(reader, procedure.get("facts"), names)
    connectors = as_map(includes.get("connectors"))
    pages = compile_pages(reader, form, names, connectors)
    facts = compile_facts(reader, procedure.get("facts"), names)
    channels = as_map(procedure.get("channels"))
    parameters = compile_parameters(reader, as_map(includes.get("parameters")))
    agency, code = _agency(reader, as_map(includes.get("agency"))), reader.word(procedure.get("code"))
    fee, process = procedure.get("fee"), procedure.get("process")
    definition = Definition(
        id=reader.word(procedure.get("procedure")),
        code=code,
        name=reader.required_label(procedure.get("name")),
        sector=_sector(reader, as_map(includes.get("sector"))),
        agency=agency,
        level=reader.whole(procedure.get("level"), 1),
        applicants=applicants,
        results=tuple(compile_result(reader, result, cases) for result in items(procedure.get("results"))),
        submit=compile_channels(reader, channels.get("submit")),
        receive=compile_channels(reader, channels.get("receive")),
        deadline=compile_deadline(reader, procedure.get("deadline")),
        pages=pages,
        documents=(
            *(
                compile_document(reader, node, names, delegation)
                for node in items(procedure.get("documents"))
            ),
            *page_papers(pages),
        ),
        fee=compile_fee(reader, fee, names_when_paid(reader, procedure, names), parameters)
        if isinstance(fee, MapNode)
        else None,
        process=compile_process(reader, process, names, connectors) if isinstance(process, MapNode) else None,
        content_hash=fingerprint,
        summary=reader.prose(procedure.get("summary")),
        conditions=reader.prose(procedure.get("conditions")),
        sequence=reader.prose(procedure.get("sequence")),
        legal_basis=reader.words(procedure.get("legal_basis")),
        keywords=reader.words(procedure.get("keywords")),
        effective=reader.day(procedure.get("effective")),
        notices=_notices(reader, as_map(procedure.get("notices"))),
        parameters=parameters,
        facts=facts,
        publication=_publication(reader, procedure.get("publication")),
        cases=compile_cases(reader, procedure, around, names, connectors),
        delegation=delegation,
        numbering=compile_numbering(reader, procedure.get("numbering"), agency, code),
        opening=compile_opening(reader, procedure.get("opening")),
        groups=tuple(compile_group(reader, node, names) for node in items(procedure.get("groups"))),
        ask_case=reader.label(procedure.get("ask_case")),
    )
    _note_unused(reader, procedure)
    return Draft(definition, tuple(reader.problems), frozenset(reader.unread))


def _note_unused(reader: Reader, procedure: MapNode) -> None:
    """Keys the format has and this version does nothing with: better said than silently passed over."""
    for result in items(procedure.get("results")):
        if (node := result.get("template")) is not None:
            reader.report("S017", node, key="template")


def _publication(reader: Reader, node: Node | None) -> Publication | None:
    if not isinstance(node, MapNode):
        return None
    return Publication(
        decision=reader.word(node.get("decision")),
        kind=reader.label(node.get("kind")),
        description=reader.prose(node.get("description")),
        reception=reader.prose(node.get("reception")),
        papers=reader.prose(node.get("papers")),
        time=reader.prose(node.get("time")),
        fees=reader.prose(node.get("fees")),
        source=reader.word(node.get("source")),
        **{name: reader.words(node.get(name)) for name in _LISTS_OF_WORDS},
    )


def _notices(reader: Reader, node: MapNode) -> dict[str, Notice]:
    return {
        event: Notice(
            event=event,
            sms=reader.prose(words.get("sms"), NOTICE_PLACEHOLDERS),
            email_subject=reader.prose(words.get("email_subject"), NOTICE_PLACEHOLDERS),
            email_body=reader.prose(words.get("email_body"), NOTICE_PLACEHOLDERS),
        )
        for event, words in ((event, as_map(words)) for event, words in node.entries.items())
    }


def _agency(reader: Reader, node: MapNode) -> Agency:
    return Agency(
        id=reader.word(node.get("id")),
        name=reader.required_label(node.get("name")),
        parent=reader.label(node.get("parent")),
        code=reader.word(node.get("code")),
        level=reader.word(node.get("level"), "province"),
        address=reader.word(node.get("address")),
        phone=reader.word(node.get("phone")),
        email=reader.word(node.get("email")),
        place=reader.word(node.get("place")),
        units={
            name: reader.required_label(unit)
            for name, unit in as_map(node.get("units")).entries.items()
            if isinstance(unit, ScalarNode | MapNode)
        },
    )


def _sector(reader: Reader, node: MapNode) -> Sector:
    return Sector(id=reader.word(node.get("id")), name=reader.required_label(node.get("name")))
