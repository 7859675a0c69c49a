"""Slips (phiếu): what is printed on one is fixed when it is issued; a reprint years later says the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from engine.answers import Circumstances
from engine.cases import case_name
from engine.definition import Channel, Definition, Step, StepKind
from engine.fees import Bill
from engine.fields import TYPES
from engine.papers import documents
from engine.text import DEFAULT_LANGUAGE
from engine.values import from_json
from renderer.fee_words import explain_undecided, moment_words
from renderer.formats import money, span_words
from renderer.languages import current, noted, use
from renderer.letters import SLIPS
from renderer.slip_data import Item, Line, Paper, SlipData
from runtime import clock
from runtime.accounts.models import Account
from runtime.dossiers import attachments, numbering
from runtime.dossiers.models import Dossier, Slip, Supplement
from runtime.dossiers.units import unit_name
from runtime.refusals import NotFound
from runtime.world import World

TITLES: Mapping[str, str] = {
    "receipt": noted("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
    "supplement": noted("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
    "refusal": noted("Phiếu từ chối tiếp nhận, giải quyết hồ sơ"),
    "stop": noted("Thông báo dừng giải quyết hồ sơ"),
}


def issue(
    session: Session,
    world: World,
    definition: Definition,
    dossier: Dossier,
    *,
    kind: str,
    by: int | None,
    reason: str,
    at: datetime,
) -> Slip:
    """Issue a slip in the caller's transaction. Its number counts the agency's slips of this kind in the
    year, from 01.

    The counter is locked until the transaction ends, as the dossiers' own is.
    """
    year = clock.local(at).year
    number = numbering.next_number(session, f"slip/{definition.agency.id}/{kind}/{year}")
    officer = session.get(Account, by) if by is not None else None
    data = describe(
        session,
        world,
        definition,
        dossier,
        at=at,
        number=f"{number:02d}/{year}",
        reason=reason,
        officer=officer.full_name if officer else "",
        # The receipt promises a day counted from acceptance, so acceptance is the receiving it speaks of.
        received_at=dossier.accepted_at if kind == "receipt" else None,
        **(_asked(session, definition, dossier) if kind == "supplement" else {}),
    )
    slip = Slip(dossier_id=dossier.id, kind=kind, data=data.to_json(), issued_by=by, issued_at=at)
    session.add(slip)
    session.flush()
    return slip


def of_dossier(session: Session, dossier: Dossier) -> list[Slip]:
    """The slips of a dossier, oldest first."""
    return list(session.scalars(sa.select(Slip).where(Slip.dossier_id == dossier.id).order_by(Slip.id)))


def load(session: Session, dossier: Dossier, slip_id: int) -> Slip:
    """Raises NotFound for a slip of another dossier."""
    slip = session.get(Slip, slip_id)
    if slip is None or slip.dossier_id != dossier.id:
        raise NotFound
    return slip


def pdf(session: Session, slip_id: int) -> bytes:
    """The slip as it was issued. Raises NotFound. Whether the asker may have it is the caller's question."""
    slip = session.get(Slip, slip_id)
    if slip is None:
        raise NotFound
    return SLIPS[slip.kind](SlipData.from_json(slip.data))


def describe(
    session: Session,
    world: World,
    definition: Definition,
    dossier: Dossier,
    *,
    at: datetime,
    received_at: datetime | None = None,
    **more: Any,
) -> SlipData:
    """What every paper about this dossier says; `more`: fields of `SlipData` only some of them have."""
    agency, applicant = definition.agency, from_json(dossier.applicant)
    person = str(applicant.get("full_name", ""))
    with use(DEFAULT_LANGUAGE):
        return SlipData(
            agency=str(agency.name),
            agency_parent=str(agency.parent or ""),
            place=agency.place,
            procedure=str(definition.name),
            case=str(case_name(definition, dossier.case) or ""),
            reference=dossier.reference,
            code=dossier.code or "",
            issued_at=clock.local(at),
            desk=_desk(definition),
            applicant=person or dossier.applicant_name,
            applicant_address=str(applicant.get("address", "")),
            applicant_phone=_phone(applicant.get("phone", "")),
            applicant_email=str(applicant.get("email", "")),
            applicant_id=str(applicant.get("national_id", "")),
            owner_id=str(applicant.get("represented_id", "")),
            owner=dossier.applicant_name if dossier.applicant_name != person else "",
            papers=_papers(session, definition, dossier),
            time_limit=span_words(definition.deadline.promised) if definition.deadline else "",
            received_at=clock.local(received_at or dossier.submitted_at),
            due_at=clock.local(dossier.due_at) if dossier.due_at else None,
            receive_at=_receive_at(definition, dossier),
            officer_phone=agency.phone,
            hotline=agency.phone,
            tracking_url=f"{world.settings.base_url}/theo-doi/{dossier.token}",
            charges=_charges(definition, Bill.from_json(dossier.fee)),
            fee_total=dossier.fee_total,
            fee_currency=Bill.from_json(dossier.fee).total.currency,
            **more,
        )


def _asked(session: Session, definition: Definition, dossier: Dossier) -> dict[str, Any]:
    """The newest request: its items by their names, and the day the answer is due."""
    request = session.scalars(
        sa.select(Supplement)
        .where(Supplement.dossier_id == dossier.id)
        .order_by(Supplement.id.desc())
        .limit(1)
    ).one()
    items = tuple(
        Item(item_name(definition, item, language=DEFAULT_LANGUAGE), item["note"]) for item in request.items
    )
    return {"items": items, "reply_by": clock.local(request.due_at).date()}


def item_name(definition: Definition, item: Mapping[str, str], *, language: str = "") -> str:
    """What a supplement item ({"kind", "id", "note"}) is called in the procedure, in `language` or the
    reader's.
    """
    language = language or current()
    if item["kind"] == "document":
        return definition.documents_by_id[item["id"]].name.in_language(language)
    return definition.fields[item["id"]].label.in_language(language)


def _papers(session: Session, definition: Definition, dossier: Dossier) -> tuple[Paper, ...]:
    """The papers handed in, in the procedure's order."""
    seen = Circumstances(
        today=clock.local(dossier.submitted_at).date(),
        applicant=from_json(dossier.applicant),
        channel=dossier.submit_channel,
        receive=dossier.receive_channel,
        case=dossier.case,
    )
    there = attachments.by_document(attachments.of_dossier(session, dossier))
    papers = documents(definition, from_json(dossier.answers), seen)
    return tuple(
        Paper(str(paper.name), "Bản điện tử", len(there[paper.id])) for paper in papers if paper.id in there
    )


def _charges(definition: Definition, bill: Bill) -> tuple[Line, ...]:
    """Each with its moment when not all is paid at once; what nobody knows yet is named all the same."""
    several = len(bill.dues) > 1
    found = []
    for due in bill.dues:
        when = f" ({moment_words(due.moment, definition).rstrip('.').lower()})" if several else ""
        found += [Line(f"{charge.name}{when}", money(charge.amount)) for charge in due.charges]
        found += [Line(f"{line.name}{when}", explain_undecided(line)) for line in due.undecided]
    return tuple(found)


def _phone(number: str) -> str:
    """As people here write it: +84912345678 → 0912 345 678."""
    return str(TYPES["phone"].write(number)) if number else ""


def _desk(definition: Definition) -> str:
    intake = next((step for step in definition.steps.values() if step.kind is StepKind.INTAKE), None)
    place: Step | None = intake or (definition.process.first if definition.process else None)
    return unit_name(definition, place.queue) if place else ""


def _receive_at(definition: Definition, dossier: Dossier) -> str:
    match dossier.receive_channel:
        case Channel.POST:
            return f"Qua bưu chính, tới địa chỉ {dossier.delivery.get('address', '')}"
        case Channel.COUNTER:
            return ", ".join(part for part in (_desk(definition), definition.agency.address) if part)
        case _:
            return "Trực tuyến, tại trang theo dõi hồ sơ (quét mã QR)"
