"""The Definition: one procedure, checked and frozen. Everything downstream reads only this.

Ids are slugs chosen by the analyst; order is the file's order. Expressions are compiled; money, spans and dates are values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from engine.expressions import Expression
from engine.money import Money
from engine.spans import Span
from engine.text import Text


class Channel(StrEnum):
    """How a dossier is submitted and how its result is received (NĐ 61/2018 Art 16)."""

    ONLINE = "online"
    COUNTER = "counter"
    POST = "post"


class ApplicantKind(StrEnum):
    CITIZEN = "citizen"
    ORGANIZATION = "organization"


# ---- the form


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a choice field. `when` absent: always offered. `code`: its number in the State's own list,
    for those who take the data over; "" when it has none.
    """

    id: str
    label: Text
    when: Expression | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A rule the answers must satisfy, with the author's own message when they do not."""

    rule: Expression
    message: Text


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `type` is a key of `engine.fields.TYPES`; `settings` holds what that type alone understands.

    `required` is absolute once the field shows; `when` decides whether it shows. `compute` makes it read-only.
    `prefill` names a value of the applicant's profile ("full_name", "national_id", …). `fields`: the columns of a
    repeating group, else empty. `listable`: shown as a column and searchable in the officers' queues.
    """

    id: str
    type: str
    label: Text
    required: bool = False
    hint: Text | None = None
    example: str = ""
    when: Expression | None = None
    checks: tuple[Check, ...] = ()
    compute: Expression | None = None
    choices: tuple[Choice, ...] = ()
    fields: tuple[Field, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict, hash=False)
    prefill: str = ""
    listable: bool = False
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One step of the wizard. A page whose `when` is false is absent, with everything on it."""

    id: str
    title: Text
    fields: tuple[Field, ...]
    text: Text | None = None
    when: Expression | None = None


# ---- documents


class Signature(StrEnum):
    NONE = "none"
    OPTIONAL = "optional"
    REQUIRED = "required"


@dataclass(frozen=True, slots=True)
class Document:
    """One paper of the dossier (thành phần hồ sơ).

    `originals` and `copies` are counts on paper; `present` papers are shown, not handed in. `blank` is a path under
    `procedures/` of the form to download. `replaced_by` names a register whose data spare the paper (NĐ 309/2026 Art 4(2a)).
    `formats` are lower-case extensions without the dot; `max_size` is in bytes per file.
    """

    id: str
    name: Text
    originals: int = 0
    copies: int = 0
    present: bool = False
    required: bool = True
    when: Expression | None = None
    hint: Text | None = None
    blank: str = ""
    replaced_by: str = ""
    signature: Signature = Signature.NONE
    formats: tuple[str, ...] = ("pdf", "jpg", "jpeg", "png", "heic", "docx")
    max_size: int = 10 * 1024 * 1024
    max_files: int = 10


# ---- money


class FeeKind(StrEnum):
    """phí and lệ phí are two incomes with two receipts; a reduction follows the line it reduces."""

    PHI = "phi"
    LE_PHI = "le_phi"


class PayAt(StrEnum):
    SUBMISSION = "at_submission"
    ACCEPTANCE = "at_acceptance"
    RESULT = "at_result"


class PayMethod(StrEnum):
    ONLINE = "online"
    COUNTER = "counter"
    TRANSFER = "transfer"


@dataclass(frozen=True, slots=True)
class FeeRow:
    """One row of a fee table. A cell is an exact choice id / yes-no / number, or ANY."""

    cells: tuple[Any, ...]
    amount: Money


ANY = "any"


@dataclass(frozen=True, slots=True)
class Tier:
    """One band of a measure, above the band before it and up to `up_to` (None: without end). Exactly one of
    `each`, a price for every unit, and `flat`, a price for the band.
    """

    up_to: Decimal | None
    each: Money | None = None
    flat: Money | None = None


@dataclass(frozen=True, slots=True)
class Tiers:
    """Prices by bands of `of`. Each unit pays the price of its own band; with `whole` all pay that of the
    band reached.

    `at_most` bounds the sum before it is multiplied by the line's `per`: so much a copy, not for all copies.
    """

    of: Expression
    rows: tuple[Tier, ...]
    whole: bool = False
    at_most: Money | None = None


@dataclass(frozen=True, slots=True)
class Extra:
    """What a table leaves out: `amount` for each unit of `per` above `above`."""

    per: Expression
    above: Decimal
    amount: Money


@dataclass(frozen=True, slots=True)
class Volume:
    """From `count` rows of the group on, all of them pay this percentage of their prices."""

    count: int
    percent: Decimal


class Every(StrEnum):
    """A charge that comes again; a bill holds the first one."""

    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class DatedAmount:
    since: date
    amount: Money


@dataclass(frozen=True, slots=True)
class Parameter:
    """A sum the province sets, by date. `values` in the order of their dates; before the first is none."""

    id: str
    name: Text
    values: tuple[DatedAmount, ...] = ()
    legal_basis: tuple[str, ...] = ()

    def on(self, day: date) -> DatedAmount | None:
        return next((value for value in reversed(self.values) if value.since <= day), None)


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One line of the fee. Exactly one of `amount`, `match`+`rows`, `tiers` and `percent_of` makes the sum.

    `amount` is a fixed sum or an expression in đồng. `per` multiplies the sum. `match`+`rows` is a decision
    table: the first matching row counts; `extra` adds to it. `percent_of` maps other line ids to a percentage
    (negative: a reduction). With `for_each`, a repeating group's id, the sum is worked out for every row
    (`item`) and added up, less what `volume` takes off. `proof`: the document that is asked for when the line
    applies.
    """

    id: str
    name: Text
    kind: FeeKind | None = None
    when: Expression | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    amount: Money | Expression | None = None
    per: Expression | None = None
    match: tuple[Expression, ...] = ()
    rows: tuple[FeeRow, ...] = ()
    extra: Extra | None = None
    tiers: Tiers | None = None
    for_each: str = ""
    volume: tuple[Volume, ...] = ()
    every: Every | None = None
    percent_of: Mapping[str, Decimal] = field(default_factory=dict, hash=False)
    at_least: Money | None = None
    at_most: Money | None = None
    proof: str = ""

    def is_in_force(self, day: date) -> bool:
        return not (
            (self.valid_from and day < self.valid_from) or (self.valid_until and day > self.valid_until)
        )


@dataclass(frozen=True, slots=True)
class Fee:
    pay: PayAt
    refundable: bool
    lines: tuple[FeeLine, ...]
    legal_basis: tuple[str, ...] = ()
    methods: tuple[PayMethod, ...] = tuple(PayMethod)


# ---- channels, time


@dataclass(frozen=True, slots=True)
class ChannelTerms:
    """What is particular to one way of submitting or receiving: its own fee (for example postage) and time limit."""

    fee: Money | None = None
    deadline: Span | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """`legal` is the statute's limit, `local` the office's shorter promise (the one printed on the receipt).

    `cutoff`: a dossier received after this hour counts from the next working day (the 15:00 rule).
    `starts` is "when_accepted" (NĐ 309/2026 Art 17(3)) or "when_submitted".
    """

    legal: Span
    local: Span | None = None
    cutoff: time | None = None
    starts: str = "when_accepted"

    @property
    def promised(self) -> Span:
        return self.local or self.legal


# ---- the process


class StepKind(StrEnum):
    INTAKE = "intake"
    REVIEW = "review"
    APPROVE = "approve"
    RETURN_RESULT = "return_result"
    END = "end"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an officer may decide at a step. `to` is the next step, or "" when `supplement` asks the citizen instead.

    `attach_result`: the officer must attach the result file (or have attached one before) with this outcome.
    """

    id: str
    label: Text
    to: str = ""
    supplement: bool = False
    reason_required: bool = False
    attach_result: bool = False
    confirm: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the process. `queue` is `unit/role`, with `mot-cua` already resolved to the agency's one-stop desk.

    An END step has a `status` (an `engine.statuses.Status` value) and perhaps a `slip`; no queue and no outcomes.
    """

    id: str
    kind: StepKind
    title: Text
    queue: str = ""
    within: Span | None = None
    fields: tuple[Field, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    not_same_person_as: tuple[str, ...] = ()
    status: str = ""
    slip: str = ""
    guidance: Text | None = None

    def outcome(self, outcome_id: str) -> Outcome:
        """Raises KeyError for an outcome the step does not declare."""
        for outcome in self.outcomes:
            if outcome.id == outcome_id:
                return outcome
        raise KeyError(outcome_id)


@dataclass(frozen=True, slots=True)
class SupplementRule:
    """How long the citizen has to answer a request to supplement, and what silence means ("stop")."""

    reply_within: Span
    no_reply: str = "stop"
    at_most: int = 1


@dataclass(frozen=True, slots=True)
class Process:
    steps: tuple[Step, ...]
    supplement: SupplementRule
    template: str = ""

    @property
    def first(self) -> Step:
        return self.steps[0]


# ---- notices, result


@dataclass(frozen=True, slots=True)
class Notice:
    """The author's own words for one event; what is "" falls back to the default text of that event."""

    event: str
    sms: Text | None = None
    email_subject: Text | None = None
    email_body: Text | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What the citizen receives."""

    id: str
    name: Text
    code: str = ""
    valid_for: Span | None = None


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
    """One procedure, ready to run. `content_hash` (sha-256 hex) covers the file and everything it includes."""

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

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """Every top-level field of the citizen's form by id (columns of repeating groups stay inside theirs)."""
        return {field.id: field for page in self.pages for field in page.fields}

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        return {step.id: step for step in self.process.steps} if self.process else {}

    @cached_property
    def documents_by_id(self) -> Mapping[str, Document]:
        return {document.id: document for document in self.documents}

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
        for step in self.steps.values():
            if step.queue and step.queue not in seen:
                seen.add(step.queue)
                yield step.queue

    @property
    def is_online(self) -> bool:
        """Levels 3 and 4 promise filling and submitting online."""
        return self.level >= 3 and Channel.ONLINE in self.submit and self.process is not None
