"""From draft to dossier: everything is read once more, and either all of it becomes a dossier or nothing
changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from engine.answers import AnswerProblem, Circumstances, Reading, case_problems, environment, read
from engine.applicant import read_applicant
from engine.cases import CASE
from engine.definition import Channel, Definition, Document, PayAt
from engine.fees import Bill, bill
from engine.lookups import obstacles as looked_up
from engine.lookups import spared, without
from engine.papers import documents, missing
from engine.values import Answers, to_json
from engine.workflow import Facts, start
from renderer.languages import gettext as _
from runtime import clock, publications
from runtime.casework.carrying_out import carry_out
from runtime.casework.deeds import CITIZEN, Deed
from runtime.dossiers import attachments, numbering, places
from runtime.dossiers.drafts import case_of, lookups_of
from runtime.dossiers.models import Dossier, Draft, StoredFile
from runtime.folding import fold
from runtime.refusals import NotFound, Refusal
from runtime.world import World

APPLICANT = "applicant"
FORM = "form"
DOCUMENTS = "documents"
DELIVERY = "delivery"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that keeps a draft from being submitted.

    `step` is the wizard step where it can be put right: APPLICANT, FORM (then `page` is the form page's id),
    DOCUMENTS, DELIVERY or CASE. Paths: "case.case", "applicant.phone", "test_date", "documents.iso", "delivery.receive",
    "delivery.address".
    """

    step: str
    problem: AnswerProblem
    page: str = ""


class NotReady(Refusal):
    """The draft or the supplement is not complete; `problems` is everything that is missing, in the wizard's
    order.
    """

    def __init__(self, problems: Sequence[Obstacle]) -> None:
        self.problems = tuple(problems)
        super().__init__(_("Hồ sơ còn mục chưa hoàn thành. Hãy xem từng mục được nêu."))


@dataclass(frozen=True)
class Checked:
    """A draft read as a whole. `obstacles` empty: ready to be submitted; `bill` is None while obstacles
    remain.
    """

    definition: Definition
    applicant: Answers
    reading: Reading
    circumstances: Circumstances
    documents: tuple[Document, ...]
    delivery: Mapping[str, str]
    obstacles: tuple[Obstacle, ...]
    bill: Bill | None


def check(session: Session, draft: Draft, *, at: datetime) -> Checked:
    """Read a draft as it would be submitted at `at`, without changing anything."""
    definition = publications.definition(session, draft.version, case_of(draft))
    today = clock.local(at).date()
    person = read_applicant(definition, draft.raw.get("applicant", {}), today)
    delivery, delivery_problems = _delivery(definition, draft.raw.get("delivery", {}))
    receive = delivery.get("receive", Channel.ONLINE)
    seen = Circumstances(today, person.answers, Channel.ONLINE, receive, definition.case)
    reading = read(definition, draft.raw.get("answers", {}), seen)
    said = lookups_of(draft)
    known = environment(definition, reading.answers, seen)
    answered = spared(reading.pages, said, known)
    papers = without(documents(definition, reading.answers, seen), answered)
    obstacles = (
        *(Obstacle(CASE, problem.at(CASE)) for problem in case_problems(definition, seen)),
        *(Obstacle(APPLICANT, problem) for problem in person.problems),
        *(Obstacle(FORM, problem, _page_of(definition, problem.path)) for problem in reading.problems),
        *(Obstacle(FORM, wrong, page.id) for page, wrong in looked_up(reading.pages, said, known)),
        *_missing(
            lacking(definition, papers, attachments.of_draft(session, draft), seen.channel, answered), papers
        ),
        *(Obstacle(DELIVERY, problem) for problem in delivery_problems),
    )
    owed = None if obstacles else bill(definition, reading.answers, seen)
    return Checked(definition, person.answers, reading, seen, papers, delivery, obstacles, owed)


def _missing(lacked: Iterable[AnswerProblem], papers: Sequence[Document]) -> Iterator[Obstacle]:
    """A paper asked for on a page of the form is missed there, at its own question."""
    for problem in lacked:
        name = problem.path.removeprefix("documents.")
        page = next((paper.page for paper in papers if paper.id == name), "")
        yield Obstacle(FORM, replace(problem, path=name), page) if page else Obstacle(DOCUMENTS, problem)


def lacking(
    definition: Definition,
    papers: Iterable[Document],
    files: Iterable[StoredFile],
    channel: str,
    registers: frozenset[str] = frozenset(),
) -> list[AnswerProblem]:
    """Required papers, and groups of papers, without a file: problems at "documents.…". `registers`: those whose
    answers stand in the place of papers.
    """
    there = attachments.by_document(files)
    names = missing(definition, papers, there.keys(), channel=channel, registers=registers)
    return [AnswerProblem(f"documents.{name}", "required", {}, None) for name in names]


def submit(session: Session, world: World, *, draft: Draft, account_id: int, at: datetime) -> Dossier:
    """Make the draft a dossier: answers, files, first task, history and messages in one transaction.

    Submitting the same draft again gives the same dossier, also when both submissions come at the same
    moment. Raises NotReady with everything that is missing, NotFound for a draft that is not this account's,
    NotTaken when the procedure takes no dossier at this moment.
    """
    own = session.get(Draft, draft.id, populate_existing=True, with_for_update=True)
    if own is None or own.account_id != account_id:
        raise NotFound
    if own.dossier_id is not None:
        return session.get_one(Dossier, own.dossier_id)
    checked = check(session, own, at=at)
    if checked.bill is None:
        raise NotReady(checked.obstacles)
    # The opening on offer now counts, whichever version the draft was begun with.
    places.take(session, publications.offered_one(session, own.procedure) or checked.definition, at)
    dossier = _dossier(own, checked, checked.bill, at=at)
    session.add(dossier)
    session.flush()
    own.dossier_id = dossier.id
    _move_files(session, own, dossier, checked.documents)
    known = environment(checked.definition, checked.reading.answers, checked.circumstances)
    decision = start(
        checked.definition,
        at=at,
        calendar=world.calendar,
        channel=Channel(dossier.submit_channel),
        judge=Facts(known),
        owes=owes_before_the_result(checked.bill),
    )
    deed = Deed(
        "submitted",
        at,
        account_id,
        CITIZEN,
        details={"version": dossier.version, "channel": dossier.submit_channel},
    )
    carry_out(session, world, checked.definition, dossier, decision, deed)
    return dossier


def owes_before_the_result(owing: Bill) -> bool:
    """Whether there is money to come before the work is done: what a term may be counted from."""
    return any(due.moment.at is not PayAt.RESULT and (due.receipts or due.undecided) for due in owing.dues)


def display_name(applicant: Answers) -> str:
    """Whose dossier it is: the person filed for, or the organisation, when one applies through another."""
    if applicant.get("acting") is True and applicant.get("represented_name"):
        return str(applicant["represented_name"])
    if applicant.get("kind") == "organization" and applicant.get("organization_name"):
        return str(applicant["organization_name"])
    return str(applicant.get("full_name", ""))


def _dossier(draft: Draft, checked: Checked, owed: Bill, *, at: datetime) -> Dossier:
    name = display_name(checked.applicant)
    contact = str(checked.applicant.get("full_name", ""))
    return Dossier(
        reference=numbering.new_reference(),
        code=None,
        token=numbering.new_token(),
        procedure=draft.procedure,
        version=draft.version,
        case=checked.definition.case,
        account_id=draft.account_id,
        agency=checked.definition.agency.id,
        status="submitted",
        state={},
        # Pages made of the draft may send their files and texts at any moment: revision 1 is the first
        # anybody has read.
        revision=1,
        applicant=to_json(checked.applicant),
        answers=to_json(checked.reading.answers),
        raw={
            "applicant": draft.raw.get("applicant", {}),
            "answers": draft.raw.get("answers", {}),
            "lookups": dict(lookups_of(draft)),
        },
        applicant_name=name[:120],
        applicant_fold=fold(name if name == contact else f"{name} {contact}")[:200],
        submit_channel=str(checked.circumstances.channel),
        receive_channel=str(checked.circumstances.receive),
        delivery=dict(checked.delivery),
        fee=owed.to_json(),
        fee_total=owed.total.amount,
        submitted_at=at,
    )


def _move_files(session: Session, draft: Draft, dossier: Dossier, papers: Iterable[Document]) -> None:
    """Files of papers that apply go with the dossier; those of papers the answers have made needless stay
    with the draft.
    """
    session.execute(
        sa.update(StoredFile)
        .where(StoredFile.draft_id == draft.id, StoredFile.document.in_([paper.id for paper in papers]))
        .values(dossier_id=dossier.id, draft_id=None)
        .execution_options(synchronize_session="fetch")
    )


def _delivery(definition: Definition, raw: Mapping[str, Any]) -> tuple[dict[str, str], list[AnswerProblem]]:
    receive = str(raw.get("receive", "")).strip()
    if receive not in set(definition.receive):
        return {}, [AnswerProblem("delivery.receive", "required", {}, None)]
    if receive != Channel.POST:
        return {"receive": receive}, []
    kept = {name: str(raw.get(name, "")).strip() for name in ("address", "phone", "note")}
    kept = {"receive": receive, **{name: typed[:500] for name, typed in kept.items() if typed}}
    return kept, [] if "address" in kept else [AnswerProblem("delivery.address", "required", {}, None)]


def _page_of(definition: Definition, path: str) -> str:
    return definition.page_of(path.partition(".")[0]).id
