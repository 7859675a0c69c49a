"""What the format has and the service does not carry out yet: a procedure with it is checked, not offered.

A dossier that reached such a step would wait there for ever, and nothing may strand a dossier.
"""

from __future__ import annotations

from engine.cases import variants
from engine.definition import Definition, StepKind

_NOT_YET = frozenset({StepKind.CALL, StepKind.LINKED})


def unready(definition: Definition) -> tuple[str, ...]:
    """The steps, in the order of the file; () for what can be offered."""
    found: dict[str, None] = {}
    for variant in variants(definition):
        for step in variant.process.every() if variant.process else ():
            if step.kind in _NOT_YET:
                found[step.id] = None
    return tuple(found)
