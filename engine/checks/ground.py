"""What of a file may still be relied on while other parts of it are faulty.

A proof must not repeat a finding in other words, nor build on what could not be read; but one misspelt word
must not keep everything else from being looked at either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from re import Pattern

from engine.problem_codes import Severity
from engine.problems import Problem

STEP_WORDS = re.compile(
    r"(cases\.[^.]+\.)?process\.(steps|with)\.[^.]+\.(outcomes\.[^.]+\.)?"
    r"(title|guidance|queue|within|form|fields|label|reason|confirm|not_same_person_as)(\.|$)"
)
"""What stands at a step and does not lead from it. Who may not be the same person only closes ways: without what
cannot be read of it, there are no more dead ends than there are.
"""

EXITS = re.compile(STEP_WORDS.pattern + r"|(cases\.[^.]+\.)?process\.steps\.[^.]+\.outcomes\.[^.]+(\.to)?$")
"""Also the targets of outcomes: for proofs that know what to make of one that leads nowhere."""

PAGES = re.compile(r"form\.pages\.[^.]+\.(sections\.[^.]+\.)?(fields|when|title|text)(\.|$)")
"""What stands on a page: `unsure` tells which questions a fault there concerns."""

_FIELD_WORDS = re.compile(r"(label|hint|example|check(\.\d+)?\.message)(\.|$)")


@dataclass(frozen=True, slots=True)
class Ground:
    """The dotted paths of everything that is wrong so far, and of what could not be read because of it."""

    faulty: frozenset[str] = frozenset()

    def and_these(self, problems: Iterable[Problem]) -> Ground:
        more = {meant(problem) for problem in problems if problem.severity is Severity.ERROR}
        return Ground(self.faulty | more) if more else self

    def is_sound(self, part: str, besides: Pattern[str] | None = None) -> bool:
        """Whether nothing is wrong in `part`, apart from what the pattern `besides` matches."""
        return not any(
            (path == part or path.startswith(part + ".")) and not (besides and besides.match(path))
            for path in self.faulty
        )

    def has_lost(self, part: str) -> bool:
        """Whether this very part could not be read as a whole."""
        return part in self.faulty

    def is_field_sound(self, path: str) -> bool:
        """Whether a question has all that decides when it shows and what it takes."""
        below = [one[len(path) + 1 :] for one in self.faulty if one.startswith(path + ".")]
        return not self.has_lost(path) and all(_FIELD_WORDS.match(one) for one in below)


def meant(problem: Problem) -> str:
    """The path a problem is about: of a missing key the key's, of a misspelt one that of the right one."""
    if problem.code == "S003":
        return ".".join(part for part in (problem.path, str(problem.params.get("key", ""))) if part)
    if problem.code == "S002" and (suggestion := problem.params.get("suggestion")):
        around = problem.path.rpartition(".")[0]
        return f"{around}.{suggestion}" if around else str(suggestion)
    return problem.path


def of_sound_entries(entries: str, ground: Ground, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Those of the problems that are not about a faulty entry of the map at `entries`."""
    above = entries + "."

    def entry(path: str) -> str:
        return path.removeprefix(above).partition(".")[0] if path.startswith(above) else ""

    faulty = {entry(path) for path in ground.faulty} - {""}
    return (problem for problem in problems if entry(problem.path) not in faulty)
