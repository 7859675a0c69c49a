"""Coming to a step: what opens, what goes on by itself, and how parts of a step that run side by side end."""

from __future__ import annotations

from datetime import time

from engine.definition import JOIN, STOP, Branch, Step, StepKind
from engine.expressions import ExpressionFailed
from engine.statuses import Status
from engine.workflow.course import Course
from engine.workflow.effects import AskPayment, CallConnector, Notify, OpenLinked, OpenTask

MOST_HOPS = 500
"""Steps one decision may come to. What is published has no circle of steps that go on by themselves; a changed copy
of it may.
"""

AGREE, OBJECT = "agree", "object"
"""The outcomes of a party that is consulted."""


def go(course: Course, origin: Step, target: str, *, cutoff: time | None = None) -> None:
    """Leave a step for the one its outcome, route or exit names."""
    block = course.process.around(origin.id)
    if block is not None:
        whole, branch = block
        if target == JOIN:
            _joined(course, whole, branch)
            return
        if all(step.id != target for step in branch.steps):
            _abandon(course, whole)
    arrive(course, course.step(target), cutoff=cutoff)


def arrive(course: Course, step: Step, *, cutoff: time | None = None) -> None:
    """Come to a step: end, go on at once, or wait for whoever has the next word."""
    course.hops += 1
    if course.hops > MOST_HOPS:
        raise ExpressionFailed("X196", 0, {"name": step.id})
    if step.kind is StepKind.END:
        course.end(step.status, step.slip)
        return
    if step.kind is StepKind.BRANCH:
        go(course, step, course.judge.route(step, course.state.results), cutoff=cutoff)
        return
    if step.kind is StepKind.RETURN_RESULT:
        course.finish_work()
    elif course.state.accepted_at is not None:
        course.back_to_work()
    match step.kind:
        case StepKind.PARALLEL:
            _fork(course, step, cutoff)
        case StepKind.CONSULT:
            _consult(course, step)
        case StepKind.PAYMENT:
            _ask_to_pay(course, step)
        case StepKind.CALL:
            _call(course, step)
        case StepKind.LINKED:
            _link(course, step)
        case _:
            _put_into_queue(course, step, cutoff)


def open_again(course: Course, step: Step) -> None:
    """After a supplement. A party is asked anew; what the others have said stands."""
    if step.kind is StepKind.PARTY:
        _put_into_queue(course, step, None)
    else:
        arrive(course, step)


def _put_into_queue(course: Course, step: Step, cutoff: time | None) -> None:
    opened = course.open(step, step.within, cutoff=cutoff)
    course.tell(OpenTask(step.id, step.queue, opened.due_at, opened.round))


# ---- side by side


def _fork(course: Course, step: Step, cutoff: time | None) -> None:
    """Every branch begins, unless one that goes by itself has already led out of the block."""
    course.gather(step, {})
    for branch in step.branches:
        if step.id in course.state.gathered:
            arrive(course, branch.steps[0], cutoff=cutoff)


def _joined(course: Course, step: Step, branch: Branch) -> None:
    """One branch is done. When enough are, the rest falls away and the dossier goes on."""
    done = {**course.state.gathered.get(step.id, {}), branch.id: JOIN}
    course.gather(step, done)
    wanted = {"all": len(step.branches), "any": 1}.get(step.needs or "all")
    if len(done) >= min(wanted or int(step.needs), len(step.branches)):
        _abandon(course, step)
        go(course, step, step.exits["to"])


def _abandon(course: Course, step: Step) -> None:
    """What is open in the branches falls away."""
    inner = {step.id, *(each.id for each in step.parts())}
    for part in step.parts():
        course.gather(part, None)
    course.drop(each.step for each in course.state.open if each.step.partition(".")[0] in inner)
    course.gather(step, None)


def _consult(course: Course, step: Step) -> None:
    """Nobody to ask is nobody who objects."""
    asked = course.judge.asked(step, course.state.results)
    if not asked:
        go(course, step, step.exits["agreed"])
        return
    course.gather(step, {party.id: "" for party in asked})
    for party in asked:
        _put_into_queue(course, party, None)


def heard(course: Course, party: Step, opinion: str) -> None:
    """What a party said, or is taken to have said; the consultation ends as soon as it is decided."""
    step = course.step(party.id.partition(".")[0])
    said = {**course.state.gathered.get(step.id, {}), party.id: opinion}
    course.gather(step, said)
    if step.consultation is None:
        raise ValueError(f"{step.id} asks nobody")
    agreed = sum(each == AGREE for each in said.values())
    against = sum(each == OBJECT for each in said.values())
    enough = step.consultation.enough(len(said))
    if agreed >= enough:
        close_consultation(course, step, "agreed")
    elif len(said) - against < enough:
        close_consultation(course, step, "objected")


def close_consultation(course: Course, step: Step, way_out: str) -> None:
    course.drop(party.id for party in step.parts())
    course.gather(step, None)
    go(course, step, step.exits[way_out])


# ---- waiting for somebody outside


def _ask_to_pay(course: Course, step: Step) -> None:
    """The clock stands still until the money is there: the office cannot go on without it."""
    if step.payment is None:
        raise ValueError(f"{step.id} asks for no money")
    course.pause_clock()
    opened = course.open(step, step.payment.reply_within)
    course.change_status(Status.PAYMENT)
    if opened.due_at is not None:
        course.tell(AskPayment(step.id, opened.due_at), Notify("payment_requested"))


def go_on_paid(course: Course, step: Step) -> None:
    course.shut(step.id)
    if course.owes():
        pass  # another branch still waits for money: its payment starts the clock again
    elif step.payment is not None and step.payment.restart:
        course.restart_clock()
    else:
        course.resume_clock()
    course.tell(Notify("payment_received"))
    go(course, step, step.exits["paid"])


def go_on_unpaid(course: Course, step: Step) -> None:
    target = step.exits["no_reply"]
    course.shut(step.id)
    if target == STOP:
        course.cancel()
        course.stop_clock()
        course.close_as(Status.STOPPED, "stopped", "stop", "payment_expired")
        return
    if not course.owes():
        course.resume_clock()
    course.tell(Notify("payment_expired"))
    go(course, step, target)


def _call(course: Course, step: Step) -> None:
    if step.call is None:
        raise ValueError(f"{step.id} calls nothing")
    send = course.judge.told(step.call.send, course.state.results)
    opened = course.open(step, step.call.timeout)
    if opened.due_at is not None:
        course.tell(CallConnector(step.id, step.call.connector, send, opened.due_at, opened.round))


def _link(course: Course, step: Step) -> None:
    if step.linked is None:
        raise ValueError(f"{step.id} opens nothing")
    answers = course.judge.told(step.linked.answers, course.state.results)
    if step.linked.wait:
        course.open(step, None)
    course.tell(OpenLinked(step.id, step.linked.procedure, answers, step.linked.wait))
    if not step.linked.wait:
        go(course, step, step.exits["done"])
