"""What a citizen reads about one dossier: gathered from the tables, the process and the version it was born
with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask import url_for
from markupsafe import Markup

from engine.applicant import applicant_fields
from engine.definition import Definition
from engine.fees import Bill
from engine.papers import documents
from engine.statuses import Status
from engine.values import from_json
from renderer.languages import current, words
from renderer.languages import gettext as _
from renderer.letters import confirmation_pdf, qr_svg
from renderer.summary import Section, as_parts, case_section, document_rows, section, summary
from runtime import casework, publications
from runtime.citizen.delivery import delivery_fields
from runtime.citizen.steps import first_url
from runtime.db import Session
from runtime.dossiers import attachments, drafts, follow, results, slips
from runtime.dossiers.models import Dossier, Slip, StoredFile, Supplement
from runtime.dossiers.units import unit_name
from runtime.world import World

_MAY_STILL_WITHDRAW = frozenset(
    set(Status) - {Status.DONE, *(status for status in Status if status.is_final)}
)


@dataclass(frozen=True, slots=True)
class ToPay:
    """What the dossier waits for: `owed` by receipt, `until` when, at the desk called `unit`."""

    title: str
    owed: Sequence[casework.Owed]
    until: datetime | None
    unit: str


@dataclass(frozen=True)
class DossierPage:
    """`request` is the supplement being waited for, or None. `sections` is what was said at submission or
    since.
    """

    dossier: Dossier
    definition: Definition
    timeline: follow.Timeline
    history: Sequence[follow.Happening]
    request: Supplement | None
    sections: Sequence[Section]
    bill: Bill
    files: Sequence[StoredFile]
    results: Sequence[StoredFile]
    slips: Sequence[tuple[Slip, str]]
    may_withdraw: bool
    tracking_url: str
    payments: Sequence[ToPay] = ()


@dataclass(frozen=True)
class SubmittedPage:
    dossier: Dossier
    definition: Definition
    timeline: follow.Timeline
    qr: Markup
    tracking_url: str


@dataclass(frozen=True, slots=True)
class ListedDraft:
    """A draft in the list of one's own dossiers."""

    key: str
    name: str
    saved_at: datetime
    url: str


def dossier_page(session: Session, world: World, dossier: Dossier) -> DossierPage:
    definition = publications.definition(session, dossier.version, dossier.case)
    files = attachments.of_dossier(session, dossier)
    return DossierPage(
        dossier=dossier,
        definition=definition,
        timeline=follow.timeline(session, dossier),
        history=follow.history(session, dossier),
        request=casework.open_request(session, dossier),
        sections=_sections(definition, dossier, files),
        bill=Bill.from_json(dossier.fee),
        files=[file for file in files if file.purpose == "document"],
        results=results.for_citizen(session, dossier),
        slips=[(slip, _(slips.TITLES[slip.kind])) for slip in reversed(slips.of_dossier(session, dossier))],
        may_withdraw=Status(dossier.status) in _MAY_STILL_WITHDRAW,
        tracking_url=tracking_url(world, dossier),
        payments=_to_pay(session, definition, dossier),
    )


def _to_pay(session: Session, definition: Definition, dossier: Dossier) -> list[ToPay]:
    state = casework.state_of(dossier)
    unit = unit_name(definition, casework.desk_of(definition)) if definition.process else ""
    return [
        ToPay(
            title=words(definition.steps[opened.step].title),
            owed=casework.due_at(session, dossier, opened.step),
            until=opened.due_at,
            unit=unit,
        )
        for opened in state.open
        if opened.step in casework.payments_open(definition, state)
    ]


def submitted_page(session: Session, world: World, dossier: Dossier) -> SubmittedPage:
    url = tracking_url(world, dossier)
    return SubmittedPage(
        dossier=dossier,
        definition=publications.definition(session, dossier.version, dossier.case),
        timeline=follow.timeline(session, dossier),
        qr=qr_svg(url),
        tracking_url=url,
    )


def confirmation(session: Session, world: World, dossier: Dossier) -> bytes:
    """The confirmation of submission as PDF, with everything that was said in it."""
    definition = publications.definition(session, dossier.version, dossier.case)
    parts = as_parts(_sections(definition, dossier, attachments.of_dossier(session, dossier)))
    data = slips.describe(session, world, definition, dossier, at=dossier.submitted_at, parts=parts)
    return confirmation_pdf(replace(data, received_at=None, due_at=None))


def tracking_url(world: World, dossier: Dossier) -> str:
    """What the QR code holds: whoever has it may follow the dossier, and learns nobody's name."""
    return world.settings.base_url + url_for("site.track", token=dossier.token)


def listed_drafts(session: Session, account_id: int) -> list[ListedDraft]:
    """Drafts in which something was typed, the last touched first."""
    found = (
        (draft, publications.definition(session, draft.version))
        for draft in drafts.unfinished(session, account_id)
    )
    return [
        ListedDraft(
            key=draft.key,
            name=words(definition.name),
            saved_at=draft.saved_at,
            url=first_url(draft.key, definition),
        )
        for draft, definition in found
        if draft.revision > 0
    ]


def procedure_names(session: Session, dossiers: Iterable[Dossier]) -> Mapping[str, str]:
    """Version -> the procedure's name in the reader's language."""
    versions = {dossier.version for dossier in dossiers}
    return {version: words(publications.definition(session, version).name) for version in versions}


def _sections(definition: Definition, dossier: Dossier, files: Sequence[StoredFile]) -> list[Section]:
    language, answers = current(), from_json(dossier.answers)
    applied = documents(definition, answers, casework.circumstances(dossier, at=dossier.submitted_at))
    names = {
        paper: [file.original_name for file in theirs]
        for paper, theirs in attachments.by_document(files).items()
    }
    papers = document_rows(definition, applied, names, language=language)
    found = [
        *case_section(definition, language=language),
        section(
            _("Thông tin người nộp"),
            applicant_fields(definition),
            from_json(dossier.applicant),
            language=language,
            path="applicant",
        ),
        *summary(definition, answers, language=language),
        Section("documents", _("Thành phần hồ sơ"), papers),
        section(
            _("Hình thức nhận kết quả"), delivery_fields(definition), dossier.delivery, language=language
        ),
    ]
    return [each for each in found if each.rows]
