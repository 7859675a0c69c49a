"""What every expression of a procedure may name besides the form's own fields."""

from __future__ import annotations

from collections.abc import Iterable

from engine.applicant import APPLICANT_PRESENT, applicant_type
from engine.compile.reader import Names
from engine.definition import ApplicantKind, Channel
from engine.expressions import DATE, Type

_CHANNEL = Type("choice", choices=tuple(channel.value for channel in Channel))


def surroundings(applicants: Iterable[ApplicantKind], *, delegated: bool = False) -> Names:
    """`applicant.…`, `channel`, `receive` and `today`. With no kind of applicant given, both are supposed."""
    kinds = tuple(applicants) or tuple(ApplicantKind)
    scope = {
        "applicant": applicant_type(kinds, delegated=delegated),
        "channel": _CHANNEL,
        "receive": _CHANNEL,
        "today": DATE,
    }
    return Names(scope, dict(APPLICANT_PRESENT))
