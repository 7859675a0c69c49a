"""How long the slowest way through a process takes, by what its steps are allowed. Counts only working
time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from engine.definition import Branch, Definition, Step, StepKind
from engine.proofs.claim import Claim, Holds
from engine.spans import Span, Unit

HOURS_A_DAY = 8
MOST_WAYS = 20_000
_TAKES_NO_TIME = frozenset({StepKind.BRANCH, StepKind.PAYMENT, StepKind.CALL})
_DAYS = {Unit.DAYS: 1, Unit.MONTHS: 31, Unit.YEARS: 366}


@dataclass(frozen=True, slots=True)
class Slowest:
    """`hours` and `path` of the slowest way going back nowhere; `steps` of the way with the most of them.

    `unmeasured`: steps on some way that say nothing of working time. Not `complete`: there were too many
    ways.

    A supplement makes no way slower: it starts the clock from zero, and what then remains is part of a way.
    """

    hours: Fraction
    path: tuple[str, ...]
    steps: int
    unmeasured: tuple[str, ...]
    complete: bool


def time_claims(definition: Definition) -> Iterator[Claim]:
    """F020: what the steps are allowed adds up to no more than the office promises."""
    deadline = definition.deadline
    if deadline is None or definition.process is None or not definition.process.steps:
        return
    slowest = slowest_way(definition)
    kind, promised = comparable(deadline.promised)
    promised = promised or Fraction(HOURS_A_DAY)
    params = {
        "hours": _shown(slowest.hours),
        "promised": _shown(promised),
        "path": " → ".join(slowest.path),
        "steps": slowest.steps,
    }
    if kind != "working":
        yield Claim("F020", Holds.UNPROVEN, "deadline", {**params, "detail": str(deadline.promised)})
    elif slowest.hours > promised:
        yield Claim("F020", Holds.NO, "deadline", params)
    elif slowest.unmeasured or not slowest.complete:
        detail = ", ".join(slowest.unmeasured) or "…"
        yield Claim("F020", Holds.UNPROVEN, "deadline", {**params, "detail": detail})
    else:
        yield Claim("F020", Holds.YES, "deadline", params)


def comparable(span: Span) -> tuple[str, Fraction]:
    """What kind of time, and how much of it: working hours, or calendar days at their longest."""
    if span.unit is Unit.WORKING_HOURS:
        return "working", Fraction(span.amount)
    if span.unit is Unit.WORKING_DAYS:
        return "working", Fraction(span.amount * HOURS_A_DAY)
    return "calendar", Fraction(span.amount * _DAYS[span.unit])


def slowest_way(definition: Definition) -> Slowest:
    """The longest chain of different steps, in working hours, with the ids of its steps.

    The clock starts on acceptance, so the time for intake counts only when it starts on submission; what
    follows the result is no longer the office's time.
    """
    process = definition.process
    if process is None:
        raise ValueError(f"procedure {definition.id} has no process")
    first = process.first
    deadline = definition.deadline
    counts_intake = deadline is not None and deadline.starts == "when_submitted"
    return _slowest({step.id: step for step in process.steps}, first, counts_first=counts_intake)


def _slowest(steps: Mapping[str, Step], first: Step, *, counts_first: bool) -> Slowest:
    """Among these steps only: of a process, or of one branch."""
    unmeasured = set(_unmeasured(first)) if counts_first else set[str]()
    hours, most = Fraction(0), 1
    path: tuple[str, ...] = (first.id,)
    waiting: list[tuple[Fraction, tuple[str, ...]]] = [
        (_allowed(first) if counts_first else Fraction(0), (first.id,))
    ]
    for _ in range(MOST_WAYS):
        if not waiting:
            break
        so_far, way = waiting.pop()
        if so_far > hours:
            hours, path = so_far, way
        most = max(most, len(way))
        for step in _next(steps, way):
            if step.kind is StepKind.RETURN_RESULT:
                most = max(most, len(way) + 1)
                continue
            unmeasured |= set(_unmeasured(step))
            waiting.append((so_far + _allowed(step), (*way, step.id)))
    in_order = (
        step_id for step in steps.values() for step_id in (step.id, *(each.id for each in step.parts()))
    )
    return Slowest(
        hours, path, most, tuple(each for each in in_order if each in unmeasured), complete=not waiting
    )


def _next(steps: Mapping[str, Step], way: tuple[str, ...]) -> Iterator[Step]:
    """Out of a parallel step also lead the outcomes of its branches that cut it short."""
    here = steps[way[-1]]
    targets = dict.fromkeys(
        (*here.targets(), *(target for part in here.parts() for target in part.targets()))
    )
    for target in targets:
        if target in steps and target not in way and steps[target].kind is not StepKind.END:
            yield steps[target]


def _unmeasured(step: Step) -> Iterator[str]:
    """The step, or those of its parts, of which no working time is known. What goes on by itself takes none, and
    while the citizen is to pay the clock stands still.
    """
    if step.parts():
        for branch in step.branches:
            yield from _of_branch(branch).unmeasured
        parties = step.consultation.parties if step.consultation else ()
        yield from (party.id for party in parties if not _is_measured(party))
    elif step.linked is not None:
        yield from (step.id,) if step.linked.wait else ()
    elif step.kind not in _TAKES_NO_TIME and not _is_measured(step):
        yield step.id


def _of_branch(branch: Branch) -> Slowest:
    return _slowest({step.id: step for step in branch.steps}, branch.steps[0], counts_first=True)


def _is_measured(step: Step) -> bool:
    return step.within is not None and comparable(step.within)[0] == "working"


def _allowed(step: Step) -> Fraction:
    """Of what runs side by side, the slowest. “Same day” adds none: what comes by then is done by then."""
    if step.branches:
        return max(_of_branch(branch).hours for branch in step.branches)
    if step.consultation is not None:
        return max((_allowed(party) for party in step.consultation.parties), default=Fraction(0))
    return comparable(step.within)[1] if step.within and _is_measured(step) else Fraction(0)


def _shown(hours: Fraction) -> str:
    return str(hours) if hours.denominator == 1 else f"{float(hours):g}"
