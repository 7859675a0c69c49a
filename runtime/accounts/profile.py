"""What a citizen tells once, so that "Thông tin người nộp" is already filled in on every new dossier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from engine.answers import AnswerProblem, read_fields
from engine.applicant import APPLICANT_FIELDS
from engine.definition import Field
from runtime.accounts.models import Account

_NAMES = ("full_name", "birth_date", "national_id", "address", "organization_name", "tax_code")
_ASKED = {field.id: field for field in APPLICANT_FIELDS}

PROFILE_FIELDS: tuple[Field, ...] = tuple(
    replace(_ASKED[name], when=None, required=name == "full_name") for name in _NAMES
)
"""The applicant's own questions; only the name must be known, the rest saves typing."""


def change(
    account: Account, raw: Mapping[str, Any], *, today: date
) -> tuple[tuple[AnswerProblem, ...], tuple[AnswerProblem, ...]]:
    """Keep what was typed, as it was typed, when nothing is wrong with it. Returns (problems, warnings)."""
    answers, problems, warnings, _visible = read_fields(PROFILE_FIELDS, raw, {"today": today})
    if not problems:
        account.profile = {name: raw[name] for name in _NAMES if raw.get(name)}
        account.full_name = answers["full_name"]
    return tuple(problems), tuple(warnings)
