"""The page of one task as values: everything an officer looks at and everything they may do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.answers import Reading, environment, read, read_fields
from engine.applicant import applicant_fields
from engine.definition import Channel, Definition, Document, Field, Outcome, PayAt, Step, StepKind
from engine.fees import Bill
from engine.fields import TYPES
from engine.money import Money
from engine.papers import documents, grouped
from engine.values import from_json
from engine.workflow import State, outcomes_for
from renderer.deadline_words import explain_clock
from renderer.forms import QuestionForm, fields_form
from renderer.languages import current
from renderer.languages import gettext as _
from renderer.paper_words import age_words, form_words
from renderer.refusal_words import refusal
from renderer.summary import Section, case_section, section, summary
from runtime import casework
from runtime.accounts.permissions import may_reassign, may_see_dossier, may_work
from runtime.accounts.visitors import Visitor
from runtime.casework.carrying_out import NO_HOUR
from runtime.db import Session
from runtime.dossiers import attachments, follow, results, slips
from runtime.dossiers.follow import Happening
from runtime.dossiers.models import Collection, Dossier, Slip, StoredFile, Supplement
from runtime.dossiers.units import unit_name
from runtime.officer.consulted import silence_words
from runtime.officer.decision import Typed
from runtime.officer.lookups import LookedUp, looked_up
from runtime.refusals import NotFound
from runtime.tasks import queues
from runtime.tasks.models import Task

STEP_PREFIX = "buoc"
"""Stands before the names of the step's own inputs, so that no field of a procedure can take the name of one
of ours.
"""
_AT_INTAKE = (PayAt.SUBMISSION, PayAt.ACCEPTANCE)


@dataclass(frozen=True, slots=True)
class Button:
    """One outcome the process declares. `obstacle`: why it is closed to this officer, "" when it is open."""

    outcome: Outcome
    label: str
    obstacle: str
    kind: str


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper that applies, with the files sent for it. `renewed`: sent again in answer to a request; `group`: the
    name of the group it is one of; `about`: in what form it is wanted, and how old it may be.
    """

    document: Document
    name: str
    files: tuple[StoredFile, ...]
    renewed: bool
    group: str = ""
    required: bool = True
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Colleague:
    account_id: int
    full_name: str


@dataclass(frozen=True)
class TaskPage:
    task: Task
    dossier: Dossier
    definition: Definition
    step: Step
    state: State
    at: datetime
    who: Visitor
    holder: str
    due_at: datetime | None
    buttons: tuple[Button, ...]
    form: QuestionForm
    typed: Typed
    applicant: Section
    sections: Sequence[Section]
    papers: tuple[PaperRow, ...]
    bill: Bill
    collections: Sequence[Collection]
    results: Sequence[StoredFile]
    slips: Sequence[Slip]
    requests: Sequence[Supplement]
    history: Sequence[Happening]
    reasons: Mapping[int, str]
    findings: Sequence[tuple[str, str, str]]
    colleagues: Sequence[Colleague]
    reckoning: tuple[str, ...]
    elsewhere: int | None
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def number(self) -> str:
        return self.dossier.code or self.dossier.reference

    @property
    def is_open(self) -> bool:
        return self.task.status < Task.CANCELLED

    @property
    def is_mine(self) -> bool:
        return self.task.status == Task.CLAIMED and self.task.assignee_id == self.who.account_id

    @property
    def seen(self) -> int:
        """The newest entry of the history this page shows: what came after it is new to its reader."""
        return self.history[0].number if self.history else 0

    @property
    def hands_over(self) -> bool:
        return self.step.kind is StepKind.RETURN_RESULT

    @property
    def takes_money(self) -> bool:
        """The step is a payment: there is nothing to decide, only money to record."""
        return self.step.kind is StepKind.PAYMENT

    @property
    def consultation(self) -> Step | None:
        """Whose question this is, when the step asks for an opinion."""
        whole = self.step.id.partition(".")[0]
        return self.definition.steps[whole] if self.step.kind is StepKind.PARTY else None

    @property
    def question(self) -> str:
        """What an opinion is asked on, "" when none is."""
        return self.consultation.title.in_language(current()) if self.consultation else ""

    @property
    def silence(self) -> str:
        """What it means when no opinion comes in time."""
        rules = self.consultation.consultation if self.consultation else None
        return silence_words(rules) if rules else ""

    @property
    def by_post(self) -> bool:
        return self.dossier.receive_channel == Channel.POST

    @property
    def at_counter(self) -> bool:
        return self.dossier.receive_channel == Channel.COUNTER

    @property
    def checks_papers(self) -> bool:
        """Only who may ask for something missing is asked to look for it."""
        return self.is_mine and any(outcome.supplement for outcome in self.step.outcomes)

    @property
    def kept_texts(self) -> list[str]:
        """Everything typed by hand, for a page that can no longer take it: it can still be copied."""
        typed = [self.typed.reason, *self.typed.notes.values(), *self.form.raw().values()]
        return [text for text in typed if isinstance(text, str) and text.strip()]

    @property
    def lookups(self) -> tuple[LookedUp, ...]:
        """What registers said while the form was filled in."""
        said = self.dossier.raw.get("lookups", {})
        return tuple(
            looked_up(self.definition, page.lookup, said[page.id])
            for page in self.definition.pages
            if page.lookup is not None and page.id in said
        )

    @property
    def owed(self) -> tuple[casework.Owed, ...]:
        return casework.outstanding(self.bill, self.collections)

    @staticmethod
    def taken(collection: Collection) -> Money:
        return Money(collection.amount, collection.currency)

    @property
    def collectable(self) -> tuple[casework.Owed, ...]:
        """What this step takes the money for; whoever hands over the result takes all that is left."""
        if self.hands_over:
            return self.owed
        if self.step.kind is StepKind.INTAKE:
            return tuple(each for each in self.owed if each.moment.at in _AT_INTAKE)
        if self.step.kind is StepKind.PAYMENT or self.waits_for_money:
            return tuple(each for each in self.owed if casework.is_due(each.moment, self.step.id))
        return tuple(each for each in self.owed if each.moment.step == self.step.id)

    @property
    def waits_for_money(self) -> bool:
        """The term begins with the money, so whoever has the dossier may take it."""
        deadline = self.definition.deadline
        return (
            deadline is not None
            and deadline.starts == "when_paid_and_accepted"
            and self.state.paid_at is None
        )

    @property
    def may_attach(self) -> bool:
        return self.is_mine and (
            self.hands_over or any(outcome.attach_result for outcome in self.step.outcomes)
        )

    @property
    def unit(self) -> str:
        return unit_name(self.definition, self.task.queue)


def task_page(
    session: Session,
    who: Visitor,
    task_id: int,
    *,
    at: datetime,
    typed: Typed | None = None,
    errors: Mapping[str, str] | None = None,
) -> TaskPage:
    """Everything for one task. `typed` and `errors` come back after a decision that could not be taken.

    Raises NotFound unless the dossier has been in one of the officer's places.
    """
    task = session.get(Task, task_id)
    dossier = session.get(Dossier, task.dossier_id) if task else None
    if (
        task is None
        or dossier is None
        or not may_see_dossier(who, dossier, queues.queues_of(session, dossier.id))
    ):
        raise NotFound
    definition = casework.definition_of(session, dossier)
    step, state = definition.steps[task.step], casework.state_of(dossier)
    typed = typed or Typed()
    clock = state.clock
    siblings = queues.tasks_of(session, dossier.id)
    return TaskPage(
        task=task,
        dossier=dossier,
        definition=definition,
        step=step,
        state=state,
        at=at,
        who=who,
        holder=queues.holder_of(session, task),
        due_at=None if task.due_at >= NO_HOUR else task.due_at,
        buttons=_buttons(definition, state, task, who),
        form=step_form(definition, dossier, step, typed, at=at),
        typed=typed,
        applicant=section(
            _("Người nộp"), applicant_fields(definition), from_json(dossier.applicant), language=current()
        ),
        sections=_sections(definition, dossier),
        papers=_papers(session, definition, dossier, at=at),
        bill=Bill.from_json(dossier.fee),
        collections=casework.collections_of(session, dossier),
        results=results.files(session, dossier),
        slips=slips.of_dossier(session, dossier),
        requests=casework.requests(session, dossier),
        history=follow.full_history(session, dossier),
        reasons={each.id: each.reason for each in siblings if each.reason},
        findings=_findings(definition, siblings),
        colleagues=_colleagues(session, who, task),
        reckoning=explain_clock(clock) if clock and clock.is_running else (),
        elsewhere=_elsewhere(siblings, task, who),
        errors=errors or {},
    )


def step_form(
    definition: Definition, dossier: Dossier, step: Step, typed: Typed, *, at: datetime
) -> QuestionForm:
    """The step's own form with what was typed into it and, after a try, what is wrong with it."""
    form = fields_form(step.fields, "", current())(typed.formdata, prefix=STEP_PREFIX)
    results = casework.state_of(dossier).results
    seen = environment(
        definition, from_json(dossier.answers), casework.circumstances(dossier, at=at), results
    )
    answers, problems, warnings, visible = read_fields(step.fields, form.raw(), seen)
    form.follow(Reading(answers, problems, visible, warnings=warnings), {**seen, **answers})
    form.show(typed.problems)
    return form


def _sections(definition: Definition, dossier: Dossier) -> tuple[Section, ...]:
    """The answers page by page, and the questions that were asked and left empty."""
    seen = casework.circumstances(dossier, at=dossier.submitted_at)
    visible = read(definition, dossier.raw["answers"], seen).visible
    found = summary(definition, from_json(dossier.answers), language=current(), visible=visible)
    return (*case_section(definition, language=current()), *found)


def _buttons(definition: Definition, state: State, task: Task, who: Visitor) -> tuple[Button, ...]:
    """Exactly the outcomes the file declares; the ordinary one first and plain to see."""
    if task.status != Task.CLAIMED or task.assignee_id != who.account_id:
        return ()
    offers = outcomes_for(
        definition, state, task.step, who.account_id or 0, supervisor="supervisor" in who.roles
    )
    return tuple(
        Button(
            outcome=offer.outcome,
            label=offer.outcome.label.in_language(current()),
            obstacle=refusal(offer.refused, current()) if offer.refused else "",
            kind="" if place == 0 else "danger" if offer.outcome.confirm else "secondary",
        )
        for place, offer in enumerate(offers)
    )


def _papers(
    session: Session, definition: Definition, dossier: Dossier, *, at: datetime
) -> tuple[PaperRow, ...]:
    """The papers that apply, and besides them any that files were sent for when they still did."""
    files = attachments.by_document(attachments.of_dossier(session, dossier))
    seen = casework.circumstances(dossier, at=dossier.submitted_at)
    applying = {paper.id for paper in documents(definition, from_json(dossier.answers), seen)}
    shown = [paper for paper in definition.documents if paper.id in applying or files.get(paper.id)]
    rows = []
    for group, members in grouped(definition, shown):
        given = [paper for paper in members if files.get(paper.id)]
        for paper in given if group is not None and given else members:
            there = tuple(files.get(paper.id, ()))
            renewed = any(file.supplement_id is not None for file in there)
            rows.append(
                PaperRow(
                    paper,
                    paper.name.in_language(current()),
                    there,
                    renewed,
                    group=group.name.in_language(current()) if group else "",
                    required=group.required if group else paper.required,
                    about=tuple(
                        filter(None, (form_words(paper.handed_in(dossier.submit_channel)), age_words(paper)))
                    ),
                )
            )
    return tuple(rows)


def _findings(definition: Definition, tasks: Sequence[Task]) -> list[tuple[str, str, str]]:
    """(step, label, answer) of what colleagues wrote into the forms of their steps, in the order it
    happened.
    """
    return [
        (
            step.title.in_language(current()),
            asked.label.in_language(current()),
            _shown(asked, answers[asked.id]),
        )
        for task in tasks
        if (step := definition.steps.get(task.step)) and (answers := casework.step_answers(task))
        for asked in step.fields
        if asked.id in answers
    ]


def _shown(asked: Field, value: Any) -> str:
    return TYPES[asked.type].show(asked, value, current())


def _colleagues(session: Session, who: Visitor, task: Task) -> list[Colleague]:
    if task.status >= Task.CANCELLED or not may_reassign(who, task):
        return []
    others = (each for each in casework.colleagues(session, task.queue) if each.id != task.assignee_id)
    return [Colleague(each.id, each.full_name) for each in others]


def _elsewhere(tasks: Sequence[Task], task: Task, who: Visitor) -> int | None:
    """Another task of the dossier that is open in one of the officer's places, when this one is over."""
    if task.status < Task.CANCELLED:
        return None
    return next((each.id for each in tasks if each.status < Task.CANCELLED and may_work(who, each)), None)


def untaken(page: TaskPage) -> str:
    """Why nothing can be decided on this page, "" when it can."""
    if page.is_mine:
        return ""
    if page.task.status == Task.OPEN:
        return _("Chưa ai nhận việc này. Bấm “Nhận xử lý” để làm.")
    if page.task.status == Task.CLAIMED:
        return _("Việc này đang do %(name)s xử lý.", name=page.holder)
    if page.task.status == Task.CANCELLED:
        return _("Việc này không còn chờ quyết định: đã hết thời gian, hoặc hồ sơ đã sang bước khác.")
    return _("Việc này đã được giải quyết.")
