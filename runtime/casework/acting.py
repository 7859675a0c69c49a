"""An officer decides a step; the citizen withdraws. One transaction each, from the lock to the last row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from engine.answers import AnswerProblem, environment, read_fields
from engine.definition import Channel, Definition, Outcome, Step, StepKind
from engine.values import Answers, from_json, to_json
from engine.workflow import Expired, Item, TakeOutcome, Withdraw
from renderer.languages import gettext as _
from runtime.accounts.visitors import Visitor
from runtime.casework.carrying_out import carry_out
from runtime.casework.deeds import (
    CITIZEN,
    Declined,
    Deed,
    circumstances,
    decided,
    definition_of,
    hold,
    officer,
    state_of,
)
from runtime.casework.holding import load_task
from runtime.casework.owing import owed
from runtime.casework.silence import coming
from runtime.dossiers import results
from runtime.dossiers.models import Dossier
from runtime.refusals import NotFound, Refusal, WrongState
from runtime.tasks.models import Task
from runtime.world import World


class FormWrong(Refusal):
    """The officer's own form has mistakes: `problems`, by the fields of the step."""

    def __init__(self, problems: Sequence[AnswerProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(_("Nội dung của bước này chưa đúng. Hãy xem từng mục được đánh dấu."))


@dataclass(frozen=True, slots=True)
class Handover:
    """How a result left the house. Over the counter: who took it and that their papers were seen; by post:
    the waybill.
    """

    receiver: str = ""
    identity_checked: bool = False
    waybill: str = ""


def act(
    session: Session,
    world: World,
    *,
    dossier_id: int,
    task_id: int,
    revision: int,
    outcome: str,
    by: Visitor,
    at: datetime,
    reason: str = "",
    items: Sequence[Item] = (),
    answers: Mapping[str, Any] | None = None,
    handover: Handover | None = None,
) -> None:
    """Take `outcome` at the step of a task the officer holds. `answers` is what they typed into the step's
    own form.

    Raises Stale when the dossier is no longer at `revision`, WrongState when the task is not theirs to
    decide, FormWrong and Declined when something is missing or against the rules. Nothing has changed then.
    """
    task, dossier = _hold_task(session, dossier_id, task_id, revision, by)
    definition = definition_of(session, dossier)
    step = definition.steps[task.step]
    _check_in_time(world, definition, dossier, step, at=at)
    parsed = _read_form(definition, dossier, step, _outcome(step, outcome), answers or {}, at=at)
    details: dict[str, Any] = {"task": task.id, "step": step.id, "round": task.round, "queue": task.queue}
    if step.kind is StepKind.RETURN_RESULT:
        details |= _handed_over(session, dossier, handover or Handover())
    action = TakeOutcome(
        step=step.id,
        outcome=outcome,
        actor_id=by.account_id or 0,
        reason=reason.strip(),
        items=_known(definition, items),
        has_result=bool(results.files(session, dossier)),
        supervisor="supervisor" in by.roles,
        answers=parsed,
    )
    decision = decided(world, definition, dossier, action, at=at)
    task.answers = to_json(parsed)
    details["outcome"] = outcome
    deed = Deed("decided", at, by.account_id, officer(by, definition, task.queue), action.reason, details)
    carry_out(session, world, definition, dossier, decision, deed)


def withdraw(session: Session, world: World, *, dossier: Dossier, reason: str, at: datetime) -> None:
    """The citizen takes the dossier back. Raises Declined once it has ended or its result is ready."""
    held = hold(session, dossier.id)
    definition = definition_of(session, held)
    decision = decided(world, definition, held, Withdraw(reason.strip()), at=at)
    # The reason is the citizen's and has no other place than the journal.
    details = {"reason": reason.strip()} if reason.strip() else {}
    deed = Deed("withdrawn", at, held.account_id, CITIZEN, reason.strip(), details)
    carry_out(session, world, definition, held, decision, deed)


def step_answers(task: Task) -> Answers:
    """What the officer who decided a task had written into its form."""
    answers: Answers = from_json(task.answers)
    return answers


def _hold_task(
    session: Session, dossier_id: int, task_id: int, revision: int, by: Visitor
) -> tuple[Task, Dossier]:
    """The task, held by this officer, and its dossier, taken for this transaction."""
    task = load_task(session, task_id, by)
    if task.dossier_id != dossier_id:
        raise NotFound
    dossier = hold(session, dossier_id, revision=revision)
    session.refresh(task)
    _check_held(task, by)
    return task, dossier


def _check_held(task: Task, by: Visitor) -> None:
    if task.status == Task.OPEN:
        raise WrongState(_("Bạn cần nhận xử lý việc này trước khi quyết định."))
    if task.status == Task.CLAIMED and task.assignee_id != by.account_id:
        raise WrongState(_("Việc này đang do người khác xử lý."))
    if task.status == Task.CANCELLED:
        raise WrongState(
            _("Việc này không còn chờ quyết định: đã hết thời gian, hoặc hồ sơ đã sang bước khác.")
        )
    if task.status != Task.CLAIMED:
        raise WrongState(_("Việc này đã được giải quyết."))


def _check_in_time(
    world: World, definition: Definition, dossier: Dossier, step: Step, *, at: datetime
) -> None:
    """An opinion that comes when silence has already spoken counts no more, whether or not anybody noted it yet."""
    late = (each for due_at, each in coming(definition, state_of(dossier), world.calendar) if due_at < at)
    if step.kind is StepKind.PARTY and Expired(step.id) in late:
        raise Declined(
            "not_in_time",
            sentence=_("Đã hết thời gian lấy ý kiến; hồ sơ đi tiếp theo quy định về việc không trả lời."),
        )


def _outcome(step: Step, outcome: str) -> Outcome:
    try:
        return step.outcome(outcome)
    except KeyError:
        raise Declined("unknown_outcome", {"step": step.id, "outcome": outcome}) from None


def _read_form(
    definition: Definition,
    dossier: Dossier,
    step: Step,
    outcome: Outcome,
    raw: Mapping[str, Any],
    *,
    at: datetime,
) -> Answers:
    """The step's own form. Asking the citizen to supplement needs no finding yet, so only then may it be
    unfinished.
    """
    seen = environment(
        definition, from_json(dossier.answers), circumstances(dossier, at=at), state_of(dossier).results
    )
    answers, problems, _warnings, _visible = read_fields(step.fields, raw, seen)
    if outcome.supplement:
        wrong = {problem.path.partition(".")[0] for problem in problems}
        return {name: value for name, value in answers.items() if name not in wrong}
    if problems:
        raise FormWrong(problems)
    return answers


def _handed_over(session: Session, dossier: Dossier, handover: Handover) -> dict[str, Any]:
    """What the journal keeps of the handing over. The receiver's name stays with the person's data, not
    there.
    """
    if owed(session, dossier):
        raise Declined(
            "fee_due",
            sentence=_("Hồ sơ chưa thu phí, lệ phí. Hãy ghi nhận “Đã thu tiền” trước khi trả kết quả."),
        )
    if dossier.receive_channel == Channel.ONLINE:
        return {}
    if dossier.receive_channel == Channel.POST:
        if not handover.waybill.strip():
            raise Declined("waybill_missing", sentence=_("Nhập số vận đơn của bưu gửi trả kết quả."))
        dossier.delivery = {**dossier.delivery, "waybill": handover.waybill.strip()}
        return {"waybill": handover.waybill.strip()}
    if not handover.receiver.strip():
        raise Declined("receiver_missing", sentence=_("Nhập họ và tên người nhận kết quả."))
    if not handover.identity_checked:
        raise Declined(
            "identity_unchecked", sentence=_("Xác nhận đã kiểm tra giấy tờ tùy thân của người nhận.")
        )
    dossier.delivery = {**dossier.delivery, "receiver": handover.receiver.strip()}
    return {"identity_checked": True}


def _known(definition: Definition, items: Sequence[Item]) -> tuple[Item, ...]:
    """Only what the procedure has can be asked for: no paper beyond the published ones (NĐ 61/2018 Art 5)."""
    known = {"field": set(definition.fields), "document": set(definition.documents_by_id)}
    if any(item.id not in known.get(item.kind, set()) for item in items):
        raise Declined("items_required", {})
    return tuple(items)
