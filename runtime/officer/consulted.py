"""What whoever is asked for an opinion is told about not answering."""

from __future__ import annotations

from collections.abc import Mapping

from engine.definition import Consultation
from renderer.languages import gettext as _
from renderer.languages import noted

_SILENCE: Mapping[str, str] = {
    "consent": noted("Đến hạn mà không trả lời thì coi như đồng ý."),
    "objection": noted("Đến hạn mà không trả lời thì coi như không đồng ý."),
    "wait": noted("Hồ sơ chờ đến khi có ý kiến, trong thời gian quy trình cho phép."),
}


def silence_words(rules: Consultation) -> str:
    """In the reader's language."""
    return _(_SILENCE[rules.silence])
