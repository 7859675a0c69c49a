"""Whether somebody may file for somebody else (ủy quyền, nộp thay)."""

from __future__ import annotations

from dataclasses import dataclass

from engine.text import Text


@dataclass(frozen=True, slots=True)
class Delegation:
    """`paper` is the document that shows the authority, "" for none; those in `not_needed_for`, relations of
    `engine.delegation.RELATIONS`, need not have it. Not `allowed`: everybody files in person.
    """

    allowed: bool
    paper: str = ""
    not_needed_for: tuple[str, ...] = ()
    note: Text | None = None
