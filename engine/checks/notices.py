"""Text messages short enough to be sent."""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.proof import Subject
from engine.problems import Problem

LONGEST_SMS = 335
"""Five parts of 67 characters: what networks carry of a message with Vietnamese letters."""


def length(subject: Subject) -> Iterator[Problem]:
    for event, notice in subject.definition.notices.items():
        if notice.sms and max(map(len, notice.sms.by_language.values())) > LONGEST_SMS:
            yield subject.problem("T005", f"notices.{event}.sms", limit=LONGEST_SMS)
