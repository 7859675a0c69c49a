"""What a proof says: for each thing to be shown, that it holds, that it does not, or that neither is
proven.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from engine.codes.claims import CLAIMS
from engine.problem_codes import CODES


class Holds(StrEnum):
    YES = "yes"
    NO = "no"
    UNPROVEN = "unproven"


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing shown or not. `code` is a key of `engine.codes.claims.CLAIMS`; a claim that does not hold
    is the finding of that code, at the dotted `path` of the file.

    What holds is claimed once for the whole procedure; what fails or stays unproven, once for each place.
    `case`: the name of the only case it is about.
    """

    code: str
    holds: Holds
    path: str = ""
    params: Mapping[str, Any] = field(default_factory=dict, hash=False)
    case: str = ""

    def message(self, language: str = "vi") -> str:
        return f"{self.case}: {self._words(language)}" if self.case else self._words(language)

    def _words(self, language: str) -> str:
        if self.holds is Holds.NO:
            return CODES[self.code].words(language, self.params)
        return CLAIMS[self.code].words(language, self.params, proven=self.holds is Holds.YES)


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything claimed about one definition, flow first, then conditions."""

    claims: tuple[Claim, ...]

    @property
    def failures(self) -> tuple[Claim, ...]:
        return tuple(claim for claim in self.claims if claim.holds is Holds.NO)

    @property
    def unproven(self) -> tuple[Claim, ...]:
        return tuple(claim for claim in self.claims if claim.holds is Holds.UNPROVEN)

    def proven(self, code: str) -> Claim | None:
        """The claim of this code when it holds everywhere, else None."""
        of_code = [claim for claim in self.claims if claim.code == code]
        holds = bool(of_code) and all(claim.holds is Holds.YES for claim in of_code)
        return of_code[0] if holds else None

    def as_dict(self, language: str = "vi") -> dict[str, Any]:
        """{"claims": [{"code", "holds", "path", "message"}]}, for programs."""
        return {
            "claims": [
                {
                    "code": claim.code,
                    "holds": str(claim.holds),
                    "path": claim.path,
                    "message": claim.message(language),
                }
                for claim in self.claims
            ]
        }
