"""What a decision demands of the officer who takes it, in words."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definition import Outcome
from renderer.languages import gettext as _


def demands(outcome: Outcome) -> Iterator[str]:
    if outcome.reason_required:
        yield _("phải ghi lý do")
    if outcome.attach_result:
        yield _("phải kèm tệp kết quả")
    if outcome.confirm:
        yield _("hỏi lại một lần trước khi ghi nhận")
