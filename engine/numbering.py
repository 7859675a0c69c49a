"""The official number of a dossier (mã số hồ sơ): its pattern, and what a pattern gives on some day. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

DEFAULT = "{agency}-{date}-{seq:4}"
"""Agency identifier, day, sequence of that day (TT 01/2018/TT-VPCP Art 19)."""

PLACEHOLDERS = ("agency", "procedure", "date", "year", "month", "seq:1…8")
LONGEST = 40
"""Letters of a number; what the register of dossiers keeps."""

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_SEQUENCE = re.compile(r"seq(?::([1-8]))?")
_END = re.compile(r"[-/]\{seq(?::[1-8])?\}\Z")
_LITERAL = re.compile(r"[A-Z0-9./-]*")
_KNOWN = frozenset(["agency", "procedure", "date", "year", "month"])
_MOST_DIGITS = 8


def unknown_placeholders(pattern: str) -> Iterator[tuple[int, str]]:
    """(column from 0, name) of each placeholder there is not."""
    for found in _PLACEHOLDER.finditer(pattern):
        if found[1] not in _KNOWN and not _SEQUENCE.fullmatch(found[1]):
            yield found.start(), found[1]


def is_well_formed(pattern: str) -> bool:
    """The sequence stands once, at the end behind a dash or a slash, so that two numbers are never the same; the
    rest are capital letters, digits, dots, dashes, slashes and placeholders.
    """
    before = _END.sub("", pattern)
    names = _PLACEHOLDER.findall(before)
    bare = _PLACEHOLDER.sub("", before)
    return before != pattern and not any(map(_SEQUENCE.fullmatch, names)) and bool(_LITERAL.fullmatch(bare))


def before_sequence(pattern: str, *, agency: str, procedure: str, day: date) -> str:
    """All but the sequence, which begins at 1 for each of these: with `{date}` every day, with `{year}` every year."""
    values = {
        "agency": agency,
        "procedure": procedure,
        "date": f"{day:%y%m%d}",
        "year": f"{day:%Y}",
        "month": f"{day:%m}",
    }
    before = pattern[: pattern.rindex("{seq")]
    return _PLACEHOLDER.sub(lambda found: values[found[1]], before)


def with_sequence(pattern: str, before: str, number: int) -> str:
    """The number: as many digits as the pattern says, more when they do not do."""
    width = _SEQUENCE.search(pattern, pattern.rindex("{seq"))
    digits = int(width[1]) if width and width[1] else 1
    return f"{before}{number:0{digits}d}"


def longest(pattern: str, *, agency: str, procedure: str) -> int:
    return (
        len(before_sequence(pattern, agency=agency, procedure=procedure, day=date(2000, 1, 1))) + _MOST_DIGITS
    )
