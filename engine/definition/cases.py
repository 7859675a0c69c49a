"""The cases of a procedure (trường hợp): new, renewed, issued again… under one code, each with its own terms."""

from __future__ import annotations

from dataclasses import dataclass

from engine.definition.process import Process
from engine.definition.results import Result
from engine.definition.terms import Deadline
from engine.expressions import Expression
from engine.text import Text


@dataclass(frozen=True, slots=True)
class Case:
    """One case the applicant chooses. `when` sees the applicant and the channel only: a case is offered when it holds.

    `deadline`, `process` and `results` take the place of the procedure's own; None and () leave those.
    """

    id: str
    name: Text
    hint: Text | None = None
    when: Expression | None = None
    legal_basis: tuple[str, ...] = ()
    deadline: Deadline | None = None
    process: Process | None = None
    results: tuple[Result, ...] = ()
