"""What a finding code is: a severity and words in two languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Code:
    """`vi`/`en` say what is wrong, `hint_vi`/`hint_en` what would be right. `{name}` is filled from a
    finding's params.

    A hint with a placeholder whose parameter is missing or empty is left out whole: "did you mean" speaks
    only when there is something to suggest.
    """

    severity: Severity
    vi: str
    en: str
    hint_vi: str = ""
    hint_en: str = ""

    def words(self, language: str, params: Mapping[str, Any]) -> str:
        return (self.en if language == "en" else self.vi).format_map(params)

    def advice(self, language: str, params: Mapping[str, Any]) -> str:
        hint = self.hint_en if language == "en" else self.hint_vi
        try:
            return hint.format_map({name: value for name, value in params.items() if value not in ("", None)})
        except KeyError:
            return ""


def error(vi: str, en: str, hint_vi: str = "", hint_en: str = "") -> Code:
    return Code(Severity.ERROR, vi, en, hint_vi, hint_en)


def warning(vi: str, en: str, hint_vi: str = "", hint_en: str = "") -> Code:
    return Code(Severity.WARNING, vi, en, hint_vi, hint_en)


MEAN_VI = "Có phải ý bạn là “{suggestion}”?"
MEAN_EN = "Did you mean “{suggestion}”?"
