"""A process as a map: which steps its decisions lead to. Less than `engine.proofs.life` knows, but for any
size.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from engine.definition import JOIN, Process, StepKind

Ways: TypeAlias = "Mapping[str, frozenset[str]]"


def ways(process: Process) -> Ways:
    """The steps one decision away from each. A branch that joins leads to what follows the parallel step."""
    found: dict[str, frozenset[str]] = {}
    for step in process.every():
        if step.kind is StepKind.PARTY:
            continue
        block = process.around(step.id)
        targets = set(step.targets())
        if step.branches:
            targets = {branch.steps[0].id for branch in step.branches if branch.steps}
        if JOIN in targets and block is not None:
            targets |= {block[0].exits.get("to", "")}
        found[step.id] = frozenset(targets - {JOIN, ""})
    return found


def after(start: str, ways: Ways) -> set[str]:
    """Every step that some chain of decisions reaches from `start`; itself only by a way back."""
    met: set[str] = set()
    waiting = [start]
    while waiting:
        for target in ways.get(waiting.pop(), frozenset()) - met:
            met.add(target)
            waiting.append(target)
    return met


def way(start: str, target: str, ways: Ways) -> tuple[str, ...]:
    """A shortest chain of steps from `start` to `target`, both included; () when there is none."""
    chains: list[tuple[str, ...]] = [(start,)]
    met = {start}
    for chain in chains:
        if chain[-1] == target:
            return chain
        for following in sorted(ways.get(chain[-1], frozenset()) - met):
            met.add(following)
            chains.append((*chain, following))
    return ()
