"""One deed on one dossier: who, when, what; and the lock that makes deeds follow one another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from engine.answers import Circumstances, environment
from engine.definition import Definition
from engine.text import DEFAULT_LANGUAGE
from engine.values import from_json
from engine.workflow import Action, Decision, Facts, Refused, State, decide
from renderer.languages import current
from renderer.refusal_words import refusal
from runtime import clock, journal, publications
from runtime.accounts.visitors import Visitor
from runtime.dossiers.models import Dossier
from runtime.dossiers.units import unit_name
from runtime.refusals import NotFound, Refusal, Stale
from runtime.tasks.models import Task
from runtime.world import World

# How the journal names those who are not officers: it outlives the dossier, without the person.
CITIZEN = "Người nộp hồ sơ"
PROGRAM = "Hệ thống"


class Declined(Refusal):
    """The rules say no. `code` is one of `engine.workflow.REFUSAL_CODES`, or one of casework's own below."""

    def __init__(self, code: str, params: Mapping[str, Any] | None = None, *, sentence: str = "") -> None:
        self.code = code
        super().__init__(sentence or refusal(code, current()))


@dataclass(frozen=True, slots=True)
class Deed:
    """`event` is the journal's word for it; `details`: what it keeps besides what changed by itself."""

    event: str
    at: datetime
    actor_id: int | None
    actor: str
    reason: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


def hold(session: Session, dossier_id: int, *, revision: int | None = None) -> Dossier:
    """Take the dossier for this transaction and make every page read before it stale.

    Others who want to change it wait here until this transaction ends. Raises Stale when `revision` is no
    longer the dossier's, NotFound when there is no such dossier.
    """
    holding = sa.update(Dossier).where(Dossier.id == dossier_id).values(revision=Dossier.revision + 1)
    if revision is not None:
        holding = holding.where(Dossier.revision == revision)
    held = session.execute(
        holding.returning(Dossier.id).execution_options(synchronize_session=False)
    ).one_or_none()
    dossier = session.get(Dossier, dossier_id, populate_existing=True)
    if dossier is None:
        raise NotFound
    if held is None:
        raise Stale
    return dossier


def lock(session: Session, dossier_id: int) -> Dossier:
    """Take the dossier for this transaction without making pages stale: for notes in its journal."""
    dossier = session.get(Dossier, dossier_id, populate_existing=True, with_for_update=True)
    if dossier is None:
        raise NotFound
    return dossier


def definition_of(session: Session, dossier: Dossier) -> Definition:
    """The procedure as it was when the dossier was submitted."""
    return publications.definition(session, dossier.version, dossier.case)


def state_of(dossier: Dossier) -> State:
    return State.from_json(dossier.state)


def circumstances(dossier: Dossier, *, at: datetime) -> Circumstances:
    """What expressions see besides the answers, at `at`."""
    return Circumstances(
        today=clock.local(at).date(),
        applicant=from_json(dossier.applicant),
        channel=dossier.submit_channel,
        receive=dossier.receive_channel,
        case=dossier.case,
    )


def officer(by: Visitor, definition: Definition, queue: str) -> str:
    """How the journal names an officer: the name, and the unit they acted for."""
    return f"{by.full_name}, {unit_name(definition, queue, language=DEFAULT_LANGUAGE)}"


def note(
    session: Session, dossier: Dossier, task: Task, by: Visitor, event: str, at: datetime, **details: Any
) -> None:
    """Write into the journal what an officer did with a task that leaves the dossier's state as it is."""
    journal.record(
        session,
        dossier_id=dossier.id,
        at=at,
        actor_id=by.account_id,
        actor=officer(by, definition_of(session, dossier), task.queue),
        event=event,
        task=task.id,
        step=task.step,
        round=task.round,
        queue=task.queue,
        **details,
    )


def decided(
    world: World, definition: Definition, dossier: Dossier, action: Action, *, at: datetime
) -> Decision:
    """What the process makes of an action. Raises Declined, and ExpressionFailed when a rule of the process cannot
    be worked out: then nothing has happened, and it is for the service to look into.
    """
    judge = Facts(environment(definition, from_json(dossier.answers), circumstances(dossier, at=at)))
    try:
        return decide(definition, state_of(dossier), action, at=at, calendar=world.calendar, judge=judge)
    except Refused as refused:
        raise Declined(refused.code, refused.params) from refused
