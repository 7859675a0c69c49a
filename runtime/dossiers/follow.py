"""Where a dossier stands, for the citizen: the stages done and to come, who holds it since when, what
happened.

Told from the process, the workflow state and the journal alone; what officers see besides stands with their
own pages.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from engine.definition import Definition, Step, StepKind
from engine.money import VND, Money
from engine.statuses import Status
from engine.workflow import OpenStep, State
from renderer.deadline_words import explain_clock
from renderer.formats import money
from renderer.languages import current, noted
from renderer.languages import gettext as _
from renderer.status_words import status_next
from runtime import journal, publications
from runtime.accounts.models import Account
from runtime.dossiers.models import Dossier
from runtime.dossiers.units import unit_name
from runtime.journal import Entry

_UNSEEN = frozenset({StepKind.END, StepKind.BRANCH})
"""Kinds at which a dossier never is."""

_ROLES: Mapping[StepKind, str] = {
    StepKind.INTAKE: noted("Cán bộ tiếp nhận hồ sơ"),
    StepKind.REVIEW: noted("Cán bộ thụ lý hồ sơ"),
    StepKind.APPROVE: noted("Lãnh đạo ký duyệt"),
    StepKind.RETURN_RESULT: noted("Cán bộ trả kết quả"),
    StepKind.SIGN: noted("Lãnh đạo ký duyệt"),
    StepKind.INSPECT: noted("Cán bộ kiểm tra thực tế"),
    StepKind.PARTY: noted("Cơ quan được lấy ý kiến"),
    StepKind.PAYMENT: noted("Chờ người nộp nộp phí, lệ phí"),
    StepKind.CALL: noted("Chờ trả lời của hệ thống được kết nối"),
    StepKind.LINKED: noted("Chờ hồ sơ liên thông"),
}

# How far along each status is, in percent; steps done in between add to PROCESSING.
_DEGREES: Mapping[Status, int] = {
    Status.SUBMITTED: 10,
    Status.SUPPLEMENT: 15,
    Status.ACCEPTED: 25,
    Status.PAYMENT: 30,
    Status.PROCESSING: 30,
    Status.DONE: 90,
}
_STEP_WORTH = 15
_BEFORE_DONE = 85


@dataclass(frozen=True, slots=True)
class Stage:
    """One step on the way to the result. `state`: "done", "current" or "todo"; `at`: done then, or open since
    then.
    """

    step: str
    title: str
    unit: str
    state: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the dossier now. `person` is "" while nobody has taken it up; then `since` is when it came to
    the unit.
    """

    unit: str
    role: str
    since: datetime
    person: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the history. `event` is the journal's word, `by` who did it, `task` the officers' task it
    belongs to.
    """

    number: int
    at: datetime
    title: str
    by: str = ""
    event: str = ""
    task: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """`due_at` is None while no clock runs. `reckoning`: how it was counted, sentence by sentence."""

    status: Status
    stages: tuple[Stage, ...]
    holders: tuple[Holder, ...]
    due_at: datetime | None
    reckoning: tuple[str, ...]
    reply_by: datetime | None
    what_next: str
    percent: int

    @property
    def holder(self) -> Holder | None:
        """The first of those who have it now."""
        return self.holders[0] if self.holders else None


def timeline(session: Session, dossier: Dossier) -> Timeline:
    definition = publications.definition(session, dossier.version, dossier.case)
    state = State.from_json(dossier.state)
    entries = journal.history(session, dossier.id)
    clock = state.clock if state.clock and state.clock.is_running else None
    return Timeline(
        status=state.status,
        stages=_stages(definition, state, entries),
        holders=tuple(_holder(session, definition, opened, entries) for opened in state.open),
        due_at=clock.due_at if clock else None,
        reckoning=explain_clock(clock) if clock else (),
        reply_by=state.waiting.due_at if state.waiting else None,
        what_next=status_next(state.status),
        percent=degree(dossier),
    )


def degree(dossier: Dossier) -> int:
    """Degree of completion in percent, 100 when over however it ended: all that anybody may see without
    signing in.
    """
    status = Status(dossier.status)
    if status.is_final:
        return 100
    if status is Status.PROCESSING:
        done = len(dossier.state["done_by"])
        return min(_DEGREES[status] + _STEP_WORTH * max(done - 1, 0), _BEFORE_DONE)
    if status is Status.SUPPLEMENT and dossier.accepted_at is not None:
        return _DEGREES[Status.ACCEPTED]
    return _DEGREES[status]


def history(session: Session, dossier: Dossier) -> tuple[Happening, ...]:
    """What happened, latest first, in the words of a citizen: taking work up and putting it down are left
    out.
    """
    return tuple(told for told in full_history(session, dossier) if told.event not in _INTERNAL)


def full_history(session: Session, dossier: Dossier) -> tuple[Happening, ...]:
    """Everything in the journal, latest first, for officers."""
    definition = publications.definition(session, dossier.version, dossier.case)
    entries = journal.history(session, dossier.id)
    return tuple(
        Happening(
            number=entry.number,
            at=entry.at,
            title=_title(definition, entry),
            by=entry.actor,
            event=entry.event,
            task=entry.details.get("task"),
            reason=entry.details.get("reason", ""),
        )
        for entry in reversed(entries)
    )


def ordinary_way(definition: Definition) -> tuple[Step, ...]:
    """The shortest way from the first step to a result, through the outcomes in the order the file names
    them.
    """
    first = definition.process.first if definition.process else None
    if first is None:
        return ()
    ways = deque([(first,)])
    seen = {first.id}
    while ways:
        way = ways.popleft()
        if _is_goal(definition, way[-1]):
            return tuple(step for step in way if step.kind not in _UNSEEN)
        for step in _next_steps(definition, way[-1]):
            if step.id not in seen:
                seen.add(step.id)
                ways.append((*way, step))
    return (first,)


_INTERNAL = frozenset({"claimed", "released", "reassigned", "result_attached", "result_removed"})

_TITLES: Mapping[str, str] = {
    "submitted": noted("Đã nộp hồ sơ"),
    "claimed": noted("Nhận xử lý: %(step)s"),
    "released": noted("Trả việc lại hàng đợi: %(step)s"),
    "reassigned": noted("Giao việc cho người khác: %(step)s"),
    "decided": noted("%(step)s: %(outcome)s"),
    "collected": noted("Đã thu phí, lệ phí %(amount)s"),
    "result_attached": noted("Đính kèm tệp kết quả"),
    "result_removed": noted("Gỡ tệp kết quả"),
    "supplement_answered": noted("Đã bổ sung hồ sơ"),
    "supplement_expired": noted("Hết hạn bổ sung, dừng giải quyết hồ sơ"),
    "withdrawn": noted("Đã rút hồ sơ"),
    "paid": noted("Đã nộp đủ phí, lệ phí phải nộp"),
    "payment_expired": noted("Hết hạn nộp phí, lệ phí mà chưa nộp đủ"),
    "party_silent": noted("%(step)s: hết thời gian lấy ý kiến mà không có ý kiến"),
    "deadline_passed": noted("Hết thời hạn giải quyết mà cơ quan không trả lời"),
    "call_expired": noted("%(step)s: hệ thống được kết nối không trả lời trong thời gian chờ"),
}


def _title(definition: Definition, entry: Entry) -> str:
    step = definition.steps.get(entry.details.get("step", ""))
    labels = {outcome.id: outcome.label for outcome in step.outcomes} if step else {}
    label = labels.get(entry.details.get("outcome", ""))
    return _(
        _TITLES.get(entry.event, entry.event),
        step=step.title.in_language(current()) if step else "",
        outcome=label.in_language(current()) if label else entry.details.get("outcome", ""),
        amount=money(Money(entry.details.get("amount", 0), entry.details.get("currency", VND))),
    )


def _stages(definition: Definition, state: State, entries: Sequence[Entry]) -> tuple[Stage, ...]:
    """Along the ordinary way; a step off that way stands behind what is done, for as long as the dossier is
    there.
    """
    way = list(ordinary_way(definition))
    here = [step.step for step in state.open] or ([state.waiting.resume_step] if state.waiting else [])
    current_step = _on_the_way(definition, here[0]) if here else None
    done_at = _done_at(entries)
    if current_step and current_step not in way:
        way.insert(
            max((place + 1 for place, step in enumerate(way) if step.id in done_at), default=0), current_step
        )
    reached = way.index(current_step) if current_step else len(way)
    if not current_step and state.ending != "returned":
        # It ended before its time: only what was done is told, and the status says the rest.
        way = [step for step in way if step.id in done_at]
    return tuple(_stage(definition, state, step, place, reached, done_at) for place, step in enumerate(way))


def _stage(
    definition: Definition,
    state: State,
    step: Step,
    place: int,
    reached: int,
    done_at: Mapping[str, datetime],
) -> Stage:
    title, unit = step.title.in_language(current()), _unit(definition, step)
    if place < reached:
        return Stage(step.id, title, unit, "done", done_at.get(step.id))
    if place > reached:
        return Stage(step.id, title, unit, "todo")
    inner = {step.id, *(part.id for part in step.parts())}
    since = min((each.opened_at for each in state.open if each.step in inner), default=done_at.get(step.id))
    return Stage(step.id, title, unit, "current", since)


def _holder(session: Session, definition: Definition, opened: OpenStep, entries: Sequence[Entry]) -> Holder:
    step = definition.steps[opened.step]
    unit, role = _unit(definition, step), _(_ROLES.get(step.kind, _ROLES[StepKind.REVIEW]))
    for entry in reversed(entries):
        if entry.details.get("step") != opened.step or entry.details.get("round") != opened.round:
            continue
        if entry.event == "released":
            break
        if entry.event in {"claimed", "reassigned"}:
            person = session.get(Account, entry.details.get("to", entry.actor_id))
            return Holder(unit, role, entry.at, person.full_name if person else "")
    return Holder(unit, role, opened.opened_at)


def _unit(definition: Definition, step: Step) -> str:
    """A step that no queue holds lies with the agency as a whole."""
    return unit_name(definition, step.queue) if step.queue else definition.agency.name.in_language(current())


def _on_the_way(definition: Definition, step_id: str) -> Step | None:
    """The step as a stage: a party is part of its consultation, a branch's step of what runs side by side."""
    whole = step_id.partition(".")[0]
    block = definition.process.around(whole) if definition.process else None
    return block[0] if block else definition.steps.get(whole)


def _done_at(entries: Sequence[Entry]) -> dict[str, datetime]:
    """Step -> when it was last decided."""
    return {entry.details["step"]: entry.at for entry in entries if entry.event == "decided"}


def _is_goal(definition: Definition, step: Step) -> bool:
    if step.kind is StepKind.RETURN_RESULT:
        return True
    return step.kind is StepKind.END and step.status in {"done", "returned"}


def _next_steps(definition: Definition, step: Step) -> Iterator[Step]:
    """What goes on side by side lies between its step and the one after it."""
    for target in step.targets():
        if target in definition.steps:
            yield definition.steps[target]
