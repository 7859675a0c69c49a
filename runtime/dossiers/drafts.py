"""Drafts: everything a citizen has typed for one submission, kept exactly as typed until it is submitted.

`Draft.raw` = {"applicant": {…}, "answers": {…}, "delivery": {…}, "case": {"case": id}, "saved": {part: {"revision": n, "tab":
"…"}}}. A part is "applicant", "delivery", "case" or the id of a form page; "saved" tells which browser tab wrote a
part last, so that a second tab with an older copy of the same page never silently wins.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from engine.applicant import APPLICANT_FIELDS
from engine.cases import CASE
from engine.definition import Definition, Field
from engine.renames import moved_answers, moved_papers
from runtime.accounts.contacts import Contact
from runtime.accounts.models import Account
from runtime.db import after_commit
from runtime.dossiers.models import Draft, StoredFile
from runtime.ports import Storage
from runtime.refusals import NotFound, TooMany, WrongState

MOST_OPEN_DRAFTS = 50
APPLICANT = "applicant"
DELIVERY = "delivery"
APART = frozenset({APPLICANT, DELIVERY, CASE})
"""Parts kept under their own names; pages of the form share one mapping."""

KEPT_FOR = timedelta(days=90)


class Overtaken(Exception):
    """Another tab or device has saved other text for this part since the page was opened. `theirs` is what is
    kept.
    """

    def __init__(self, theirs: Mapping[str, Any], revision: int) -> None:
        super().__init__("overtaken")
        self.theirs = theirs
        self.revision = revision


def start(session: Session, account: Account, definition: Definition, *, at: datetime) -> Draft:
    """A new draft, filled in with what the account already knows. Raises TooMany."""
    open_now = sa.select(sa.func.count()).where(Draft.account_id == account.id, Draft.dossier_id.is_(None))
    if (session.scalar(open_now) or 0) >= MOST_OPEN_DRAFTS:
        raise TooMany("Bạn có quá nhiều hồ sơ đang soạn. Hãy nộp hoặc xóa bớt rồi bắt đầu hồ sơ mới.")
    known = known_of(account)
    draft = Draft(
        key=secrets.token_hex(12),
        account_id=account.id,
        procedure=definition.id,
        version=definition.content_hash,
        raw={
            "applicant": prefilled(APPLICANT_FIELDS, known),
            "answers": prefilled(definition.fields.values(), known),
            "delivery": {},
            CASE: {},
            "saved": {},
        },
        reached=0,
        revision=0,
        created_at=at,
        saved_at=at,
        dossier_id=None,
    )
    session.add(draft)
    session.flush()
    return draft


def load(session: Session, key: str, account_id: int, *, for_update: bool = False) -> Draft:
    """The account's own draft, submitted or not. Raises NotFound for anybody else's."""
    mine = sa.select(Draft).where(Draft.key == key, Draft.account_id == account_id)
    draft = session.scalar(mine.with_for_update() if for_update else mine)
    if draft is None:
        raise NotFound
    return draft


def unfinished(session: Session, account_id: int, procedure: str = "") -> list[Draft]:
    """Drafts not yet submitted, the last touched first; with `procedure`, only of that one."""
    mine = sa.select(Draft).where(Draft.account_id == account_id, Draft.dossier_id.is_(None))
    if procedure:
        mine = mine.where(Draft.procedure == procedure)
    return list(
        session.scalars(mine.order_by(Draft.saved_at.desc(), Draft.id.desc()).limit(MOST_OPEN_DRAFTS))
    )


def save(
    session: Session,
    draft: Draft,
    part: str,
    raw: Mapping[str, Any],
    *,
    at: datetime,
    seen: int | None = None,
    tab: str = "",
) -> None:
    """Keep what was typed for one part, right or wrong.

    `seen` is the part's revision (`revision_of`) when its page was made, `tab` that page's mark; without
    `seen` nothing is compared. Raises Overtaken, changing nothing, when someone else wrote other text in
    between; WrongState after submission.
    """
    if draft.dossier_id is not None:
        raise WrongState("Hồ sơ này đã được nộp nên không sửa được nữa.")
    kept = part_of(draft, part)
    mark = draft.raw["saved"].get(part, {"revision": 0, "tab": ""})
    changes = {name: value for name, value in raw.items() if kept.get(name) != value}
    if not changes:
        return
    overtaken = seen is not None and mark["revision"] != seen and mark["tab"] != tab
    if overtaken:
        raise Overtaken({name: kept.get(name, "") for name in raw}, mark["revision"])
    place = part if part in APART else "answers"
    draft.raw = {
        **draft.raw,
        place: {**kept, **changes},
        "saved": {**draft.raw["saved"], part: {"revision": mark["revision"] + 1, "tab": tab}},
    }
    draft.revision += 1
    draft.saved_at = at


def lookups_of(draft: Draft) -> Mapping[str, Any]:
    """What registers said, by page; see `engine.lookups`. Never anything a browser sent."""
    said: Mapping[str, Any] = draft.raw.get("lookups", {})
    return said


def keep_lookup(
    draft: Draft, page: str, said: Mapping[str, Any], values: Mapping[str, Any], *, at: datetime
) -> None:
    """Keep what a register said for a page, and put `values` into the form."""
    draft.raw = {
        **draft.raw,
        "lookups": {**lookups_of(draft), page: dict(said)},
        "answers": {**draft.raw["answers"], **values},
    }
    draft.revision += 1
    draft.saved_at = at


def part_of(draft: Draft, part: str) -> Mapping[str, Any]:
    """What was typed for a part; all form pages share one mapping, for field ids are unique in the form."""
    typed: Mapping[str, Any] = draft.raw.get(part if part in APART else "answers", {})
    return typed


def case_of(draft: Draft) -> str:
    """The case chosen, "" before that and where there is nothing to choose."""
    return str(part_of(draft, CASE).get(CASE) or "")


def revision_of(draft: Draft, part: str) -> int:
    """How often a part was saved; a page carries it so that `save` can tell an old copy."""
    mark: Mapping[str, Any] = draft.raw["saved"].get(part, {})
    return int(mark.get("revision", 0))


def reach(draft: Draft, step: int) -> None:
    """Note that the steps up to number `step` are finished."""
    draft.reached = max(draft.reached, step)


def move_to(
    session: Session, storage: Storage, draft: Draft, definition: Definition, *, at: datetime
) -> None:
    """Go on with the procedure's newer version: everything typed stays, files of papers no longer asked for
    go.

    What was renamed comes along under its new id. What the new version does not know is kept in the draft and
    simply not read. All steps are to be looked at again.
    """
    if draft.dossier_id is not None:
        raise WrongState
    draft.raw = {**draft.raw, "answers": moved_answers(draft.raw.get("answers", {}), definition)}
    _rename_papers(session, draft, definition)
    unknown = sa.select(StoredFile).where(
        StoredFile.draft_id == draft.id, StoredFile.document.not_in(list(definition.documents_by_id))
    )
    for file in session.scalars(unknown):
        _forget(session, storage, file)
    draft.version = definition.content_hash
    draft.reached = 0
    draft.revision += 1
    draft.saved_at = at


def _rename_papers(session: Session, draft: Draft, definition: Definition) -> None:
    files = session.scalars(sa.select(StoredFile).where(StoredFile.draft_id == draft.id)).all()
    names = moved_papers({file.document for file in files}, definition)
    for file in files:
        file.document = names.get(file.document, file.document)
    session.flush()


def discard(session: Session, storage: Storage, draft: Draft) -> None:
    """Throw the draft and its files away. Raises WrongState for one already submitted."""
    if draft.dossier_id is not None:
        raise WrongState("Hồ sơ này đã được nộp nên không xóa được nữa.")
    for file in session.scalars(sa.select(StoredFile).where(StoredFile.draft_id == draft.id)):
        _forget(session, storage, file)
    session.flush()
    session.delete(draft)


def sweep(session: Session, storage: Storage, *, at: datetime, at_most: int = 200) -> int:
    """Discard drafts nobody has touched for KEPT_FOR; returns how many."""
    old = sa.select(Draft).where(Draft.dossier_id.is_(None), Draft.saved_at < at - KEPT_FOR).limit(at_most)
    found = session.scalars(old).all()
    for draft in found:
        discard(session, storage, draft)
    return len(found)


def known_of(account: Account) -> Mapping[str, Any]:
    """What an account knows about its owner, under the names that `prefill` uses."""
    phone = Contact("phone", account.phone).words if account.phone else None
    own = {"full_name": account.full_name, "phone": phone, "email": account.email}
    return {**account.profile, **{name: value for name, value in own.items() if value}}


def prefilled(fields: Iterable[Field], known: Mapping[str, Any]) -> dict[str, Any]:
    """Field id -> what to show at first: what `prefill` names, if it is known, else the author's `default`."""
    first = {field.id: known.get(field.prefill) or field.default for field in fields}
    return {name: shown for name, shown in first.items() if shown}


def _forget(session: Session, storage: Storage, file: StoredFile) -> None:
    session.delete(file)
    after_commit(session, partial(storage.remove, file.stored_name))
