"""What is claimed about a process, read off every life a dossier can have in it."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definition import STOP, Definition, Process, Step, StepKind
from engine.proofs.claim import Claim, Holds
from engine.proofs.life import Life, live, people_needed
from engine.proofs.ways import after, way, ways

_BY_ITSELF = frozenset({StepKind.BRANCH, StepKind.CALL, StepKind.LINKED, StepKind.CONSULT, StepKind.PARALLEL})
"""Kinds at which it may happen that nobody is waited for."""

_WAITED_FOR = frozenset({StepKind.PAYMENT, StepKind.CALL, StepKind.PARTY})


def process_claims(definition: Definition) -> Iterator[Claim]:
    """Claims of the codes F003, F004, F021, F023, F024, F025. Every outcome must lead to a step of the process.

    Where steps that go on by themselves lead round in a circle, nothing else is claimed: nobody could live it.
    """
    process = definition.process
    if process is None or not process.steps:
        return
    circle = automatic_circle(process)
    if circle:
        path = f"process.{process.path(circle[0])}"
        yield Claim("F025", Holds.NO, path, {"path": " → ".join((*circle, circle[0]))})
        return
    if any(step.kind in _BY_ITSELF for step in process.every()):
        yield Claim("F025", Holds.YES, "process")
    life = live(process, definition.deadline.silence if definition.deadline else None)
    yield from _steps_met(process, definition)
    yield from _all_end(process, life)
    yield from _outcomes_taken(process, life)
    yield from _somebody_may(process, life)
    yield from _silence_ends(process, life)


def automatic_circle(process: Process) -> tuple[str, ...]:
    """Steps that nobody decides and that lead round to the first of them; () when there are none such."""
    alone = {step.id for step in process.every() if step.kind in _BY_ITSELF and not _asks_somebody(step)}
    known = {name: targets & alone for name, targets in ways(process).items() if name in alone}
    for name, targets in known.items():
        back = [chain for target in sorted(targets) if (chain := way(target, name, known))]
        if back:
            return (name, *min(back, key=len)[:-1])
    return ()


def _asks_somebody(step: Step) -> bool:
    """Whether at a consultation there is always somebody to wait for; or a linked dossier to end."""
    if step.linked is not None:
        return step.linked.wait
    return step.consultation is not None and any(party.when is None for party in step.consultation.parties)


def _steps_met(process: Process, definition: Definition) -> Iterator[Claim]:
    """A step on the map can be met: with enough people no decision to go on is ever closed to everybody."""
    known = ways(process)
    met = {process.first.id} | after(process.first.id, known)
    silence = definition.deadline.silence if definition.deadline else None
    if silence is not None:
        met |= {silence.to} | after(silence.to, known)
    unmet = [step.id for step in process.every() if step.id in known and step.id not in met]
    for step_id in unmet:
        yield Claim("F003", Holds.NO, f"process.{process.path(step_id)}", {"step": step_id})
    if not unmet:
        yield Claim("F003", Holds.YES, "process", {"steps": len(process.steps)})


def _all_end(process: Process, life: Life) -> Iterator[Claim]:
    """A dead end is told once, where one comes into it, with the way there."""
    ends = dict(_dead_ends_of(life) if life.complete else _dead_ends_on_map(process))
    for step_id, path in ends.items():
        params = {"step": step_id, "path": " → ".join(path)}
        yield Claim("F004", Holds.NO, f"process.{process.path(step_id)}", params)
    if not ends:
        holds = Holds.YES if life.complete else Holds.UNPROVEN
        yield Claim("F004", holds, "process", {"situations": len(life.situations)})


def _dead_ends_of(life: Life) -> Iterator[tuple[str, tuple[str, ...]]]:
    stuck = life.stuck()
    told: set[str] = set()
    for at in sorted(stuck):
        if at and life.came_from[at] in stuck:
            continue
        path = life.way_to(at)
        step_id = next(name for name in reversed(path) if name != "…").partition("+")[0]
        if step_id not in told:
            told.add(step_id)
            yield step_id, path


def _dead_ends_on_map(process: Process) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Those that need no living: no decision after them leads to an end at all."""
    known = ways(process)
    ends = {
        step.id
        for step in process.steps
        if step.kind is StepKind.END or (step.payment is not None and STOP in step.exits.values())
    }
    lost = {name for name in known if name not in ends and not ends & after(name, known)}
    for step_id in (step.id for step in process.every() if step.id in lost):
        path = way(process.first.id, step_id, known)
        if path and not lost & set(path[:-1]):
            yield step_id, path


def _outcomes_taken(process: Process, life: Life) -> Iterator[Claim]:
    """Of the steps that can be met; those that cannot have their own finding."""
    taken = life.taken()
    opened = {step.step for state in life.situations for step in state.open}
    dead = [
        (step.id, outcome.id)
        for step in process.every()
        for outcome in step.outcomes
        if step.id in opened and (step.id, outcome.id) not in taken
    ]
    holds = Holds.NO if life.complete else Holds.UNPROVEN
    for step_id, outcome_id in dead:
        path = f"process.{process.path(step_id)}.outcomes.{outcome_id}"
        yield Claim("F021", holds, path, {"step": step_id, "outcome": outcome_id})
    if not dead:
        yield Claim("F021", Holds.YES, "process")


def _somebody_may(process: Process, life: Life) -> Iterator[Claim]:
    """Separation of duties leaves somebody, if the queues are staffed so; staff is not in the file."""
    needed: dict[str, int] = {}
    for step in process.every():
        if step.not_same_person_as:
            needed[step.queue] = max(needed.get(step.queue, 0), people_needed(step))
    if needed:
        queues = ", ".join(f"{queue}: {people}" for queue, people in needed.items())
        yield Claim("F023", Holds.YES if life.complete else Holds.UNPROVEN, "process", {"queues": queues})


def _silence_ends(process: Process, life: Life) -> Iterator[Claim]:
    """Every time somebody outside the office is waited for, silence has an end: a citizen asked to supplement
    or to pay, a party that is consulted, a call.
    """
    kinds = {step.id: step.kind for step in process.every()}
    waits = 0
    ends = life.complete
    for at, state in enumerate(life.situations):
        if not life.moves[at]:
            continue
        made = {(move.step, move.outcome) for move in life.moves[at]}
        for opened in state.open:
            if kinds[opened.step] in _WAITED_FOR:
                waits += 1
                ends &= (opened.step, "expired") in made
        if state.waiting is not None:
            waits += 1
            turns = [move for move in life.moves[at] if not move.step and move.outcome != "deadline"]
            ends &= {move.outcome for move in turns} == {"answered", "expired"}
            ends &= any(life.situations[move.target].is_final for move in turns)
    if waits:
        yield Claim("F024", Holds.YES if ends else Holds.UNPROVEN, "process.supplement")
