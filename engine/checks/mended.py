"""A process with targets that are not there, as far as it can still be lived.

An outcome whose target is unknown could lead anywhere. What is proven stuck although every such outcome is taken for
a way out is stuck however the file is corrected; a step counts as met when the name that was probably meant is its.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from engine.checks.proof import Subject
from engine.checks.references import leading, reachable_names
from engine.definition import Outcome, Process, Step, StepKind
from engine.statuses import Status
from engine.suggest import nearest
from engine.text import Text

_SOMEWHERE = "…"


@dataclass(frozen=True, slots=True)
class Mended:
    """`escaping`: every unknown target ends the dossier. `assumed`: it is the step most like it in name; None when
    some target is like none. Both are the process itself when nothing is unknown.
    """

    escaping: Process
    assumed: Process | None
    is_whole: bool


def mended(subject: Subject, process: Process) -> Mended | None:
    """None when something besides a top-level outcome leads nowhere: then nothing is lived."""
    if any(_leads_astray(process, step) for step in process.every()):
        return None
    known = {step.id: step for step in process.steps}
    unknown = {
        (step.id, outcome.id): nearest(outcome.to, known) if outcome.to else ""
        for step in process.steps
        for outcome in step.outcomes
        if _leads_nowhere(subject, step, outcome, known)
    }
    if not unknown:
        return Mended(process, process, is_whole=True)
    escape = Step(_SOMEWHERE, StepKind.END, Text.of(""), status=Status.STOPPED)
    steps = _redirected(process, unknown, lambda _: _SOMEWHERE).steps
    escaping = replace(process, steps=(*steps, escape))
    assumed = _redirected(process, unknown, lambda suggestion: suggestion) if all(unknown.values()) else None
    return Mended(escaping, assumed, is_whole=False)


def _leads_astray(process: Process, step: Step) -> bool:
    known = reachable_names(process, step)
    is_inner = process.around(step.id) is not None
    led = (target for path, target in leading(process, step) if is_inner or ".outcomes." not in path)
    is_empty = bool(step.branches) and not all(branch.steps for branch in step.branches)
    return is_empty or any(target not in known for target in led)


def _leads_nowhere(subject: Subject, step: Step, outcome: Outcome, known: dict[str, Step]) -> bool:
    path = subject.written(f"process.steps.{step.id}.outcomes.{outcome.id}")
    return (
        (bool(outcome.to) and outcome.to not in known)
        or subject.ground.has_lost(path)
        or subject.ground.has_lost(f"{path}.to")
    )


def _redirected(
    process: Process, unknown: dict[tuple[str, str], str], target: Callable[[str], str]
) -> Process:
    def outcome_of(step: Step, outcome: Outcome) -> Outcome:
        key = step.id, outcome.id
        return replace(outcome, to=target(unknown[key]), supplement=False) if key in unknown else outcome

    return replace(
        process,
        steps=tuple(
            replace(step, outcomes=tuple(outcome_of(step, each) for each in step.outcomes))
            for step in process.steps
        ),
    )
