"""The Definition: one procedure, checked and frozen. Everything downstream reads only this."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from engine.definition.cases import Case
from engine.definition.delegation import Delegation
from engine.definition.fact import Fact
from engine.definition.fee import Fee, FeeLine, Parameter
from engine.definition.form import Field, Page
from engine.definition.numbering import Numbering
from engine.definition.opening import Opening
from engine.definition.papers import Document, PaperGroup
from engine.definition.process import Process, Step
from engine.definition.publication import Publication
from engine.definition.results import Result
from engine.definition.terms import Channel, ChannelTerms, Deadline
from engine.text import Text


class ApplicantKind(StrEnum):
    CITIZEN = "citizen"
    ORGANIZATION = "organization"


@dataclass(frozen=True, slots=True)
class Notice:
    """The author's own words for one event; what is "" falls back to the default text of that event."""

    event: str
    sms: Text | None = None
    email_subject: Text | None = None
    email_body: Text | None = None


# ---- people and places the procedure names (resolved from shared lists, part of the content hash)


@dataclass(frozen=True, slots=True)
class Agency:
    """`id` is a slug of the shared list of agencies; units are paths below it ("so-khcn/phong-tdc")."""

    id: str
    name: Text
    parent: Text | None = None
    code: str = ""
    level: str = "province"
    address: str = ""
    phone: str = ""
    email: str = ""
    place: str = ""
    units: Mapping[str, Text] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Sector:
    id: str
    name: Text


@dataclass(frozen=True)
class Definition:
    """One procedure, ready to run. `content_hash` (sha-256 hex) covers the file and everything it includes.

    `case` is the id of the case whose terms these are, see `in_case`; "" as published, with the cases apart.
    """

    id: str
    code: str
    name: Text
    sector: Sector
    agency: Agency
    level: int
    applicants: tuple[ApplicantKind, ...]
    results: tuple[Result, ...]
    submit: Mapping[Channel, ChannelTerms]
    receive: Mapping[Channel, ChannelTerms]
    deadline: Deadline | None
    pages: tuple[Page, ...]
    documents: tuple[Document, ...]
    fee: Fee | None
    process: Process | None
    content_hash: str
    summary: Text | None = None
    conditions: Text | None = None
    sequence: Text | None = None
    legal_basis: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    effective: date | None = None
    notices: Mapping[str, Notice] = field(default_factory=dict)
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    publication: Publication | None = None
    cases: tuple[Case, ...] = ()
    ask_case: Text | None = None
    case: str = ""
    groups: tuple[PaperGroup, ...] = ()
    delegation: Delegation | None = None
    opening: Opening | None = None
    numbering: Numbering | None = None

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """Every top-level field of the citizen's form by id (columns of repeating groups stay inside theirs)."""
        return {field.id: field for page in self.pages for field in page.fields}

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        """Steps by id. As published, those of every case, the first of each id; see `in_case` for one case's."""
        found: dict[str, Step] = {}
        for process in self._processes():
            for step in process.every():
                found.setdefault(step.id, step)
        return found

    @cached_property
    def cases_by_id(self) -> Mapping[str, Case]:
        return {case.id: case for case in self.cases}

    def in_case(self, case_id: str) -> Definition:
        """The procedure under the terms of one case: its process, deadline, results. Of "" or an unknown case, itself."""
        if case_id not in self.cases_by_id or case_id == self.case:
            return self
        if case_id not in self._resolved:
            case = self.cases_by_id[case_id]
            shared = (result for result in self.results if not result.cases or case_id in result.cases)
            self._resolved[case_id] = replace(
                self,
                case=case_id,
                process=case.process or self.process,
                deadline=case.deadline or self.deadline,
                results=case.results or tuple(shared),
            )
        return self._resolved[case_id]

    @cached_property
    def _resolved(self) -> dict[str, Definition]:
        return {}

    def _processes(self) -> Iterator[Process]:
        if self.process is not None:
            yield self.process
        if not self.case:
            yield from (case.process for case in self.cases if case.process is not None)

    @cached_property
    def documents_by_id(self) -> Mapping[str, Document]:
        return {document.id: document for document in self.documents}

    @cached_property
    def groups_by_id(self) -> Mapping[str, PaperGroup]:
        return {group.id: group for group in self.groups}

    @property
    def may_be_delegated(self) -> bool:
        return self.delegation is not None and self.delegation.allowed

    def page(self, page_id: str) -> Page:
        """Raises KeyError for a page the form does not have."""
        for page in self.pages:
            if page.id == page_id:
                return page
        raise KeyError(page_id)

    def page_of(self, field_id: str) -> Page:
        for page in self.pages:
            if any(field.id == field_id for field in page.fields):
                return page
        raise KeyError(field_id)

    def proven_by(self, document_id: str) -> tuple[FeeLine, ...]:
        """The lines of the fee, usually exemptions, that this document has to prove."""
        return tuple(line for line in self.fee.lines if line.proof == document_id) if self.fee else ()

    def queues(self) -> Iterator[str]:
        """Every queue the process uses, once, in step order."""
        seen: set[str] = set()
        for step in (step for process in self._processes() for step in process.every()):
            if step.queue and step.queue not in seen:
                seen.add(step.queue)
                yield step.queue

    @property
    def is_online(self) -> bool:
        """Levels 3 and 4 promise filling and submitting online."""
        always = self.process is not None or (
            bool(self.cases) and all(case.process is not None for case in self.cases)
        )
        return self.level >= 3 and Channel.ONLINE in self.submit and always
