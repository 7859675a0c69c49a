"""What a decision of publication says besides the rules: for readers only, nothing is decided by it."""

from __future__ import annotations

from dataclasses import dataclass

from engine.text import Text


@dataclass(frozen=True, slots=True)
class Publication:
    """The rest of an official publication (NĐ 63/2010 Art 8 and 15). `government`: levels that perform it, of
    "ministry", "province", "commune", "other"; `description`, `papers`,
    `time` and `fees` are its words where they are no rule; `source` is an https address of the published page.
    """

    decision: str = ""
    kind: Text | None = None
    description: Text | None = None
    government: tuple[str, ...] = ()
    eligible: tuple[str, ...] = ()
    performing: tuple[str, ...] = ()
    competent: tuple[str, ...] = ()
    delegated: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    reception: Text | None = None
    papers: Text | None = None
    time: Text | None = None
    fees: Text | None = None
    related: tuple[str, ...] = ()
    source: str = ""
