"""Why a due date is the date it is, in words: what the clock of a dossier counted, from when, and what it
stepped over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from engine.deadlines import Clock, SkippedDay
from renderer.formats import date_words, datetime_words, span_words
from renderer.languages import gettext as _


def explain_clock(clock: Clock) -> tuple[str, ...]:
    """The sentences of the reckoning, shortest first thing first; the due date itself is not repeated."""
    began = datetime_words(clock.started_at)
    sentences = [_("Thời hạn %(span)s, tính từ lúc %(began)s.", span=span_words(clock.span), began=began)]
    if clock.cutoff_applied:
        sentences.append(_late_receipt(clock))
    elif not clock.span.is_same_day and clock.span.unit != "working hours":
        sentences.append(_("Ngày nhận hồ sơ không tính; bắt đầu đếm từ ngày tiếp theo."))
    if clock.skipped:
        sentences.append(_("Không tính ngày nghỉ: %(days)s.", days="; ".join(_stretches(clock.skipped))))
    if clock.moved:
        sentences.append(_("Ngày cuối rơi vào ngày nghỉ nên hạn là hết ngày làm việc kế tiếp."))
    if clock.legal_due_at != clock.due_at:
        legal = {"span": span_words(clock.legal_span), "due": datetime_words(clock.legal_due_at)}
        sentences.append(_("Theo quy định của pháp luật: %(span)s, chậm nhất %(due)s.", **legal))
    return tuple(sentences)


def _late_receipt(clock: Clock) -> str:
    day = date_words(clock.counted_from)
    if clock.cutoff is None:
        return _("Nhận ngoài giờ làm việc nên tính như nhận ngày %(day)s.", day=day)
    hour = f"{clock.cutoff:%H:%M}"
    return _("Nhận sau %(hour)s hoặc vào ngày nghỉ nên tính như nhận ngày %(day)s.", hour=hour, day=day)


def _stretches(skipped: Iterable[SkippedDay]) -> Iterator[str]:
    """Days off that follow one another for the same reason, as one stretch: the days of Tết are one Tết."""
    for reason, days in groupby(skipped, key=lambda skipped_day: skipped_day.reason.partition(" (")[0]):
        off = [skipped_day.day for skipped_day in days]
        if len(off) == 1:
            yield f"{date_words(off[0])} ({reason})"
        else:
            first, last = date_words(off[0]), date_words(off[-1])
            yield _("từ %(first)s đến %(last)s (%(reason)s)", first=first, last=last, reason=reason)
