"""How the dossiers of a procedure are numbered."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Numbering:
    """`dossier` is a pattern of `engine.numbering`."""

    dossier: str
