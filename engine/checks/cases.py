"""Each case is whole: whoever chooses it is told what they will receive."""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.proof import Subject
from engine.problems import Problem


def each_has_result(subject: Subject) -> Iterator[Problem]:
    for case in subject.definition.cases:
        if not subject.definition.in_case(case.id).results:
            yield subject.problem("L021", f"cases.{case.id}", case=case.id)
