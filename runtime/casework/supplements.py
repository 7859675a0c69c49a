"""The citizen's answer to a request to supplement, and what happens when none comes in time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from engine.answers import AnswerProblem, Reading, environment, read
from engine.definition import Definition
from engine.fees import bill
from engine.lookups import spared, without
from engine.papers import documents
from engine.statuses import Status
from engine.values import to_json
from engine.workflow import AnswerSupplement, SupplementExpired
from runtime import clock
from runtime.casework.carrying_out import carry_out
from runtime.casework.deeds import (
    CITIZEN,
    PROGRAM,
    Declined,
    Deed,
    circumstances,
    decided,
    definition_of,
    hold,
    state_of,
)
from runtime.casework.owing import collections_of
from runtime.casework.submission import DOCUMENTS, FORM, NotReady, Obstacle, lacking
from runtime.dossiers import attachments
from runtime.dossiers.models import Dossier, StoredFile, Supplement
from runtime.world import World

EXPIRED_AT_ONCE = 100


@dataclass(frozen=True)
class Answered:
    """The dossier as it would be after the answer. `editable`: field ids whose answers count, the rest stays
    as it was.

    Besides the fields asked for, these are fields that only show because of the new answers.
    """

    raw: Mapping[str, Any]
    reading: Reading
    editable: frozenset[str]
    obstacles: tuple[Obstacle, ...]


def open_request(session: Session, dossier: Dossier) -> Supplement | None:
    """The request the citizen still has to answer, or None."""
    waiting = sa.select(Supplement).where(
        Supplement.dossier_id == dossier.id, Supplement.answered_at.is_(None), Supplement.expired_at.is_(None)
    )
    return (
        session.scalar(waiting.order_by(Supplement.id.desc()).limit(1))
        if dossier.status == Status.SUPPLEMENT
        else None
    )


def requests(session: Session, dossier: Dossier) -> list[Supplement]:
    """Every request made for a dossier, oldest first."""
    return list(
        session.scalars(
            sa.select(Supplement).where(Supplement.dossier_id == dossier.id).order_by(Supplement.id)
        )
    )


def check_answer(
    session: Session, dossier: Dossier, request: Supplement, raw: Mapping[str, Any], *, at: datetime
) -> Answered:
    """Read an answer without changing anything. `raw`: field id -> what was typed; what was not asked for is
    ignored.
    """
    definition = definition_of(session, dossier)
    seen = circumstances(dossier, at=at)
    kept: dict[str, Any] = dossier.raw["answers"]
    asked = {item["id"] for item in request.items if item["kind"] == "field"}
    before = read(definition, kept, seen)
    merged = {**kept, **{name: raw[name] for name in asked if name in raw}}
    shown = _roots(read(definition, merged, seen)) - _roots(before)
    merged |= {name: raw[name] for name in shown if name in raw}
    reading = read(definition, merged, seen)
    editable = frozenset(asked | shown)
    answered = spared(
        reading.pages, dossier.raw.get("lookups", {}), environment(definition, reading.answers, seen)
    )
    papers = without(documents(definition, reading.answers, seen), answered)
    files = attachments.of_dossier(session, dossier)
    obstacles = (
        *(
            Obstacle(FORM, problem, definition.page_of(_root(problem.path)).id)
            for problem in reading.problems
            if _root(problem.path) in editable
        ),
        *(Obstacle(DOCUMENTS, problem) for problem in _not_sent(definition, request, files)),
        *(
            Obstacle(DOCUMENTS, problem)
            for problem in lacking(definition, papers, files, seen.channel, answered)
        ),
    )
    return Answered(merged, reading, editable, obstacles)


def answer_supplement(
    session: Session, world: World, *, dossier: Dossier, raw: Mapping[str, Any], at: datetime
) -> None:
    """Take the citizen's answer and give the dossier back to whoever asked.

    Raises NotReady with what is still missing, Declined when nothing is being waited for (any more).
    """
    held = hold(session, dossier.id)
    request = open_request(session, held)
    if request is None:
        raise Declined("not_waiting")
    answered = check_answer(session, held, request, raw, at=at)
    if answered.obstacles:
        raise NotReady(answered.obstacles)
    definition = definition_of(session, held)
    decision = decided(world, definition, held, AnswerSupplement(), at=at)
    _take(session, definition, held, request, answered, at=at)
    details = {"round": request.round, "fields": sorted(answered.editable)}
    carry_out(
        session,
        world,
        definition,
        held,
        decision,
        Deed("supplement_answered", at, held.account_id, CITIZEN, details=details),
    )


def expire_supplements(session: Session, world: World, *, at: datetime) -> int:
    """Stop the dossiers whose supplement did not come in time; how many. Called by a timer, safe to call at
    any moment.
    """
    late = (
        sa.select(Supplement.dossier_id)
        .join(Dossier, Dossier.id == Supplement.dossier_id)
        .where(
            Supplement.answered_at.is_(None),
            Supplement.expired_at.is_(None),
            Supplement.due_at < at,
            Dossier.status == Status.SUPPLEMENT,
        )
        .order_by(Supplement.dossier_id)
        .limit(EXPIRED_AT_ONCE)
    )
    return sum(_expire(session, world, dossier_id, at=at) for dossier_id in session.scalars(late).all())


def _expire(session: Session, world: World, dossier_id: int, *, at: datetime) -> bool:
    """False when the citizen's answer came in first."""
    dossier = hold(session, dossier_id)
    request = open_request(session, dossier)
    if request is None or request.due_at >= at:
        return False
    definition = definition_of(session, dossier)
    decision = decided(world, definition, dossier, SupplementExpired(), at=at)
    request.expired_at = at
    deed = Deed("supplement_expired", at, None, PROGRAM, _silence(request), {"round": request.round})
    carry_out(session, world, definition, dossier, decision, deed)
    return True


def _silence(request: Supplement) -> str:
    """The reason on the slip, in the language of slips."""
    until = clock.local(request.due_at)
    return f"Đến hết ngày {until:%d/%m/%Y} cơ quan chưa nhận được nội dung yêu cầu bổ sung: {request.reason}"


def _take(
    session: Session,
    definition: Definition,
    dossier: Dossier,
    request: Supplement,
    answered: Answered,
    *,
    at: datetime,
) -> None:
    request.raw = {name: answered.raw[name] for name in answered.editable if name in answered.raw}
    request.answered_at = at
    dossier.raw = {**dossier.raw, "answers": dict(answered.raw)}
    dossier.answers = to_json(answered.reading.answers)
    for file in _new_files(request, attachments.of_dossier(session, dossier)):
        file.supplement_id = request.id
    if not collections_of(session, dossier):
        # The tariff is the one of the day of submission; only what it is applied to may have changed.
        seen = circumstances(dossier, at=dossier.submitted_at)
        owed = bill(definition, answered.reading.answers, seen, state_of(dossier).results)
        dossier.fee, dossier.fee_total = owed.to_json(), owed.total.amount


def _not_sent(definition: Definition, request: Supplement, files: list[StoredFile]) -> list[AnswerProblem]:
    """Papers that were asked for again and have no file newer than the request, nor has another of their group."""
    papers = definition.documents_by_id
    sent = {file.document for file in _new_files(request, files)}
    asked = [item["id"] for item in request.items if item["kind"] == "document"]
    instead = {papers[name].group for name in sent if name in papers} - {""}
    wanting = [name for name in asked if name not in sent and papers[name].group not in instead]
    return [AnswerProblem(f"documents.{name}", "required", {}, None) for name in wanting]


def _new_files(request: Supplement, files: list[StoredFile]) -> list[StoredFile]:
    return [file for file in files if file.purpose == "document" and file.uploaded_at >= request.asked_at]


def _roots(reading: Reading) -> set[str]:
    return {_root(path) for path in reading.visible}


def _root(path: str) -> str:
    return path.partition(".")[0]
