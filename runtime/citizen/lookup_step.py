"""Asking a register once a page is filled in: outside any transaction, then kept in the draft with time and source."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import structlog

from engine.answers import environment
from engine.lookups import FOUND, NOT_FOUND, UNAVAILABLE, filled, is_of, to_send
from runtime.citizen.drafting import Work, open_draft
from runtime.db import Database
from runtime.dossiers import drafts
from runtime.ports import RegisterAnswer, Registers, RegisterUnavailable

log = structlog.get_logger()


def due(work: Work) -> dict[str, str] | None:
    """What the register of this page is to be told, when it has not answered for these very values yet."""
    page = next((each for each in work.checked.reading.pages if each.id == work.place.step.id), None)
    if page is None or page.lookup is None:
        return None
    sent = to_send(page.lookup, known(work))
    said = drafts.lookups_of(work.draft).get(page.id)
    if sent is None or (is_of(said, page.lookup, sent) and said is not None and said["state"] != UNAVAILABLE):
        return None
    return sent


def known(work: Work) -> dict[str, Any]:
    return environment(work.definition, work.checked.reading.answers, work.checked.circumstances)


def ask(
    database: Database,
    registers: Registers,
    work: Work,
    sent: dict[str, str],
    *,
    account_id: int,
    at: datetime,
) -> bool:
    """Ask, keep what was said, and fill the form in. Whether the page is to be shown again: questions of it were filled, or the
    register did not answer for the first time.
    """
    step_id = work.place.step.id
    lookup = work.definition.page(step_id).lookup
    if lookup is None:
        return False
    try:
        answer = registers.ask(lookup.connector, sent, timeout=lookup.timeout)
        state = FOUND if answer.found else NOT_FOUND
    except RegisterUnavailable as unavailable:
        log.warning("register_unavailable", connector=lookup.connector, reason=str(unavailable))
        answer, state = RegisterAnswer(found=False), UNAVAILABLE
    got = {name: value for name, value in answer.data.items() if name in lookup.gets}
    values = filled(work.definition, lookup, got)
    before = drafts.lookups_of(work.draft).get(step_id)
    is_news = state == UNAVAILABLE and not (is_of(before, lookup, sent) and before["state"] == UNAVAILABLE)
    with database.transaction() as session:
        now = open_draft(session, work.draft.key, account_id, step_id, at=at, for_update=True)
        kept = {"connector": lookup.connector, "sent": sent, "state": state, "got": got, "at": at.isoformat()}
        drafts.keep_lookup(now.draft, step_id, kept, values, at=at)
    own = {field.id for field in work.definition.page(step_id).fields}
    return is_news or bool(own & values.keys())
