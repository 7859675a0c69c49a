"""What a folder remembers of each of its files: enough to list it and to see that it is published already."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from engine.load import Loaded
from engine.problem_codes import Severity
from engine.text import Text

_NAMED = re.compile(r"^procedure:[ ]+(?P<id>[a-z0-9][a-z0-9-]*)[ ]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Brief:
    """`procedure`: which one the file is about, even a broken one; "" when it does not say so readably.
    `content_hash`: of the version it holds; "" when it has errors.
    """

    file: str
    procedure: str
    code: str
    name: Text
    content_hash: str
    errors: int
    warnings: int

    def as_plain(self) -> list[Any]:
        return [
            *(self.file, self.procedure, self.code, dict(self.name.by_language)),
            *(self.content_hash, self.errors, self.warnings),
        ]

    @classmethod
    def from_plain(cls, data: list[Any]) -> Brief:
        file, procedure, code, name, content_hash, errors, warnings = data
        return cls(file, procedure, code, Text(name), content_hash, errors, warnings)


def brief_of(loaded: Loaded) -> Brief:
    own = loaded.definition
    severities = [problem.severity for problem in loaded.problems]
    return Brief(
        file=loaded.file,
        procedure=procedure_of(loaded),
        code=own.code if own else "",
        name=own.name if own else Text.of(""),
        content_hash=own.content_hash if own else "",
        errors=severities.count(Severity.ERROR),
        warnings=severities.count(Severity.WARNING),
    )


def procedure_of(loaded: Loaded) -> str:
    """Which procedure a file is about, even a broken one; "" when it does not say so readably."""
    if loaded.definition is not None:
        return loaded.definition.id
    found = _NAMED.search(loaded.text)
    return found["id"] if found else ""
