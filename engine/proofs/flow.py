"""What is claimed about a process, read off every life a dossier can have in it."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definition import Definition, Process, StepKind
from engine.proofs.claim import Claim, Holds
from engine.proofs.life import Life, live, people_needed
from engine.proofs.ways import after, way, ways


def process_claims(definition: Definition) -> Iterator[Claim]:
    """Claims of the codes F003, F004, F021, F023, F024. Every outcome must lead to a step of the process."""
    process = definition.process
    if process is None or not process.steps:
        return
    life = live(process)
    yield from _steps_met(process)
    yield from _all_end(process, life)
    yield from _outcomes_taken(process, life)
    yield from _somebody_may(process, life)
    yield from _silence_ends(life)


def _steps_met(process: Process) -> Iterator[Claim]:
    """A step on the map can be met: with enough people no decision to go on is ever closed to everybody."""
    met = {process.first.id} | after(process.first.id, ways(process))
    unmet = [step.id for step in process.steps if step.id not in met]
    for step_id in unmet:
        yield Claim("F003", Holds.NO, f"process.steps.{step_id}", {"step": step_id})
    if not unmet:
        yield Claim("F003", Holds.YES, "process", {"steps": len(process.steps)})


def _all_end(process: Process, life: Life) -> Iterator[Claim]:
    """A dead end is told once, where one comes into it, with the way there."""
    ends = dict(_dead_ends_of(life) if life.complete else _dead_ends_on_map(process))
    for step_id, path in ends.items():
        params = {"step": step_id, "path": " → ".join(path)}
        yield Claim("F004", Holds.NO, f"process.steps.{step_id}", params)
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
    ends = {step.id for step in process.steps if step.kind is StepKind.END}
    lost = {step.id for step in process.steps if step.id not in ends and not ends & after(step.id, known)}
    for step_id in (step.id for step in process.steps if step.id in lost):
        path = way(process.first.id, step_id, known)
        if path and not lost & set(path[:-1]):
            yield step_id, path


def _outcomes_taken(process: Process, life: Life) -> Iterator[Claim]:
    """Of the steps that can be met; those that cannot have their own finding."""
    taken = life.taken()
    opened = {step.step for state in life.situations for step in state.open}
    dead = [
        (step.id, outcome.id)
        for step in process.steps
        for outcome in step.outcomes
        if step.id in opened and (step.id, outcome.id) not in taken
    ]
    holds = Holds.NO if life.complete else Holds.UNPROVEN
    for step_id, outcome_id in dead:
        path = f"process.steps.{step_id}.outcomes.{outcome_id}"
        yield Claim("F021", holds, path, {"step": step_id, "outcome": outcome_id})
    if not dead:
        yield Claim("F021", Holds.YES, "process")


def _somebody_may(process: Process, life: Life) -> Iterator[Claim]:
    """Separation of duties leaves somebody, if the queues are staffed so; staff is not in the file."""
    needed: dict[str, int] = {}
    for step in process.steps:
        if step.not_same_person_as:
            needed[step.queue] = max(needed.get(step.queue, 0), people_needed(step))
    if needed:
        queues = ", ".join(f"{queue}: {people}" for queue, people in needed.items())
        yield Claim("F023", Holds.YES if life.complete else Holds.UNPROVEN, "process", {"queues": queues})


def _silence_ends(life: Life) -> Iterator[Claim]:
    """Every time the citizen is waited for, silence ends the dossier and an answer moves it on."""
    waits = [at for at, state in enumerate(life.situations) if state.waiting is not None and life.moves[at]]
    if not waits:
        return
    ends = all(
        {"answered", "expired"} == {move.outcome for move in life.moves[at]}
        and any(life.situations[move.target].is_final for move in life.moves[at])
        for at in waits
    )
    yield Claim("F024", Holds.YES if ends and life.complete else Holds.UNPROVEN, "process.supplement")
