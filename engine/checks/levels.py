"""The service level a file claims is the one it delivers (1 information, 2 blanks, 3 filing online, 4 all
of it online).
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.proof import Subject
from engine.definition import Channel, PayMethod
from engine.problems import Problem


def delivered(subject: Subject) -> Iterator[Problem]:
    definition = subject.definition
    level = definition.level
    if level == 2 and not any(document.blank for document in definition.documents):
        yield subject.problem("L001", "level")
    if level >= 3:
        missing = [
            part
            for part, is_there in (
                ("form", bool(definition.pages)),
                ("process", definition.process is not None),
                ("channels.submit.online", Channel.ONLINE in definition.submit),
                ("deadline", definition.deadline is not None),
            )
            if not is_there
        ]
        if missing:
            yield subject.problem("L002", "level", level=level, missing=", ".join(missing))
    if level == 4:
        if not {Channel.ONLINE, Channel.POST} & definition.receive.keys():
            yield subject.problem("L003", "level")
        if definition.fee and PayMethod.ONLINE not in definition.fee.methods:
            yield subject.problem("L004", "level")
