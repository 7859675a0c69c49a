"""Counting terms as the law counts them, and the clock of a dossier. What happens when one runs out is
workflow.

Sources: Civil Code 2015 Art 147(2) (the first day is not counted), 148 (end of month, end of a term that
falls on a day off); NĐ 61/2018 Art 18 (received after 15:00: the next working day) and Art 19(4) (after a
supplement the term starts again from zero). All moments are counted on Vietnam's wall clocks.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from engine.calendars import Calendar, CalendarMissing, local
from engine.definition import ChannelTerms, Deadline
from engine.spans import Span, Unit

_MINUTE = timedelta(minutes=1)
_MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class SkippedDay:
    """A holiday the count stepped over, with the calendar's reason (Vietnamese)."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class Counting:
    """A due date with the inputs that made it.

    `counted_from` is day zero, itself not counted. `cutoff_applied`: received too late in the day (or on a
    day off) for its own day to be day zero. `skipped`: holidays stepped over. `moved`: the last day was a day
    off, so the term ends at the close of the next working day.
    """

    span: Span
    start: datetime
    counted_from: date
    due_at: datetime
    cutoff_applied: bool = False
    moved: bool = False
    skipped: tuple[SkippedDay, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """How much working time lies between two moments. `days` counts working days after the first day up to
    the last one, as terms are counted; `minutes` is exact. `late`: the second moment came before the first.
    """

    days: int
    minutes: int
    late: bool = False


@dataclass(frozen=True, slots=True)
class ClockEvent:
    """`kind`: started, paused, resumed, restarted, stopped or reopened. `due_at`: the promise as it stood then."""

    kind: str
    at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """The term of one dossier: the promise on the receipt and the statute's limit beside it, with their
    inputs.

    While `paused_at` is set the citizen owes the office an answer and the due dates mean nothing.
    `stopped_at`: the office has done its part. `cutoff` is kept for the next start.
    """

    started_at: datetime
    span: Span
    legal_span: Span
    due_at: datetime
    legal_due_at: datetime
    counted_from: date
    cutoff_applied: bool
    cutoff: time | None = None
    moved: bool = False
    skipped: tuple[SkippedDay, ...] = ()
    paused_at: datetime | None = None
    stopped_at: datetime | None = None
    history: tuple[ClockEvent, ...] = ()

    @property
    def is_running(self) -> bool:
        return self.paused_at is None and self.stopped_at is None

    def explain(self) -> dict[str, Any]:
        """What a sentence about the due date needs: `rule` (same_day, working_hours, working_days, days,
        months, years), `amount`, `start`, `counted_from`, `cutoff` (or None), `cutoff_applied`, `moved`,
        `skipped`, `due_at`.
        """
        return {
            "rule": "same_day" if self.span.is_same_day else self.span.unit.replace(" ", "_"),
            "amount": self.span.amount,
            "start": self.started_at,
            "counted_from": self.counted_from,
            "cutoff": self.cutoff,
            "cutoff_applied": self.cutoff_applied,
            "moved": self.moved,
            "skipped": self.skipped,
            "due_at": self.due_at,
        }

    def to_json(self) -> dict[str, Any]:
        return {
            "started_at": self.started_at.isoformat(),
            "span": str(self.span),
            "legal_span": str(self.legal_span),
            "due_at": self.due_at.isoformat(),
            "legal_due_at": self.legal_due_at.isoformat(),
            "counted_from": self.counted_from.isoformat(),
            "cutoff_applied": self.cutoff_applied,
            "cutoff": self.cutoff.isoformat() if self.cutoff else None,
            "moved": self.moved,
            "skipped": [[skipped.day.isoformat(), skipped.reason] for skipped in self.skipped],
            "paused_at": self.paused_at.isoformat() if self.paused_at else None,
            "stopped_at": self.stopped_at.isoformat() if self.stopped_at else None,
            "history": [
                [event.kind, event.at.isoformat(), event.due_at.isoformat()] for event in self.history
            ],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Clock:
        """The inverse of `to_json`; moments come back on Vietnam's wall clock."""
        return cls(
            started_at=moment(data["started_at"]),
            span=Span.parse(data["span"]),
            legal_span=Span.parse(data["legal_span"]),
            due_at=moment(data["due_at"]),
            legal_due_at=moment(data["legal_due_at"]),
            counted_from=date.fromisoformat(data["counted_from"]),
            cutoff_applied=data["cutoff_applied"],
            cutoff=time.fromisoformat(data["cutoff"]) if data["cutoff"] else None,
            moved=data["moved"],
            skipped=tuple(SkippedDay(date.fromisoformat(day), reason) for day, reason in data["skipped"]),
            paused_at=moment(data["paused_at"]) if data["paused_at"] else None,
            stopped_at=moment(data["stopped_at"]) if data["stopped_at"] else None,
            history=tuple(
                ClockEvent(kind, moment(at), moment(due_at)) for kind, at, due_at in data["history"]
            ),
        )


# ---- terms


def due(start: datetime, span: Span, calendar: Calendar, *, cutoff: time | None = None) -> datetime:
    """When a term beginning at `start` ends: the close of its last working day, or the exact minute for
    working hours.

    `cutoff`: received strictly after this hour ("sau 15 giờ": 15:00:00 itself is still in time), or on a day
    off, counts as received on the next working day. Raises CalendarMissing, and ValueError for a naive
    `start`.
    """
    return count(start, span, calendar, cutoff=cutoff).due_at


def count(start: datetime, span: Span, calendar: Calendar, *, cutoff: time | None = None) -> Counting:
    """The same as `due`, with the inputs that made it."""
    start = local(start)
    origin = _day_zero(start, calendar, cutoff)
    applied = origin != start.date()
    if span.unit is Unit.WORKING_HOURS:
        due_at = _after_minutes(calendar.opening(origin) if applied else start, span.amount * 60, calendar)
        return Counting(
            span, start, origin, due_at, applied, skipped=_holidays(start.date(), due_at.date(), calendar)
        )
    if span.is_same_day:
        return _same_day(span, start, origin, calendar)
    if span.unit is Unit.WORKING_DAYS:
        last = origin
        for _ in range(span.amount):
            last = calendar.next_working_day(last)
        skipped = _holidays(start.date(), last, calendar)
        return Counting(span, start, origin, calendar.closing(last), applied, skipped=skipped)
    nominal = _calendar_end(origin, span)
    last = calendar.this_or_next_working_day(nominal)
    skipped = _holidays(nominal, last, calendar)
    return Counting(span, start, origin, calendar.closing(last), applied, last != nominal, skipped)


def working_time_between(start: datetime, end: datetime, calendar: Calendar) -> WorkingTime:
    """Working days and minutes from `start` to `end`. Raises CalendarMissing for a day without data."""
    start, end = local(start), local(end)
    if end < start:
        return replace(working_time_between(end, start, calendar), late=True)
    days, day = 0, start.date()
    while day < end.date():
        day += timedelta(days=1)
        days += calendar.is_working_day(day)
    minutes = 0
    for opens, closes in calendar.stretches(start):
        if opens >= end:
            break
        minutes += (min(closes, end) - opens) // _MINUTE
    return WorkingTime(days, minutes)


# ---- the clock


def start_clock(
    deadline: Deadline, at: datetime, calendar: Calendar, channel_terms: ChannelTerms | None = None
) -> Clock:
    """Begin the term. A channel's own time limit takes the place of the office's promise."""
    span = channel_terms.deadline if channel_terms and channel_terms.deadline else deadline.promised
    return _begin(span, deadline.legal, deadline.cutoff, at, calendar, kind="started", history=())


def pause(clock: Clock, at: datetime) -> Clock:
    """Stop counting: the citizen was asked to supplement. A clock that stands still is left as it is."""
    return _stamp(replace(clock, paused_at=local(at)), "paused", at) if clock.is_running else clock


def resume(clock: Clock, at: datetime, calendar: Calendar) -> Clock:
    """Go on with what was left when the clock was paused, the working time of the pause added to both limits."""
    if clock.paused_at is None:
        return clock
    since, until = clock.paused_at, local(at)
    running = replace(
        clock,
        paused_at=None,
        due_at=_moved(clock.due_at, clock.span, since, until, calendar),
        legal_due_at=_moved(clock.legal_due_at, clock.legal_span, since, until, calendar),
    )
    return _stamp(running, "resumed", at)


def _moved(due_at: datetime, span: Span, since: datetime, until: datetime, calendar: Calendar) -> datetime:
    """Later by the working minutes of a pause for terms in hours; for others by its days, the first not counted."""
    if span.unit is Unit.WORKING_HOURS:
        return _after_minutes(due_at, working_time_between(since, until, calendar).minutes, calendar)
    last = due_at.date()
    for offset in range(1, (until.date() - since.date()).days + 1):
        if calendar.is_working_day(since.date() + timedelta(days=offset)):
            last = calendar.next_working_day(last)
    return due_at if last == due_at.date() else calendar.closing(last)


def restart(clock: Clock, at: datetime, calendar: Calendar) -> Clock:
    """Begin again from zero: the full dossier has arrived (NĐ 61/2018 Art 19(4)). History is kept."""
    return _begin(
        clock.span, clock.legal_span, clock.cutoff, at, calendar, kind="restarted", history=clock.history
    )


def stop(clock: Clock, at: datetime) -> Clock:
    """The office has done its part, or the dossier ended. Stopping twice changes nothing."""
    return _stamp(replace(clock, stopped_at=local(at)), "stopped", at) if clock.stopped_at is None else clock


def reopen(clock: Clock, at: datetime) -> Clock:
    """A finished dossier goes back to work: the old due date holds, for the office's own mistake buys it no
    time.
    """
    return _stamp(replace(clock, stopped_at=None), "reopened", at) if clock.stopped_at is not None else clock


def moment(written: str) -> datetime:
    """A moment stored as ISO text, on Vietnam's wall clock. Raises ValueError when it has no time zone."""
    return local(datetime.fromisoformat(written))


def _begin(
    span: Span,
    legal_span: Span,
    cutoff: time | None,
    at: datetime,
    calendar: Calendar,
    *,
    kind: str,
    history: tuple[ClockEvent, ...],
) -> Clock:
    promised = count(at, span, calendar, cutoff=cutoff)
    # A channel may be slower than the general limit; the statute's date is then the channel's own.
    legal_due_at = max(promised.due_at, due(at, legal_span, calendar, cutoff=cutoff))
    return Clock(
        started_at=promised.start,
        span=span,
        legal_span=legal_span,
        due_at=promised.due_at,
        legal_due_at=legal_due_at,
        counted_from=promised.counted_from,
        cutoff_applied=promised.cutoff_applied,
        cutoff=cutoff,
        moved=promised.moved,
        skipped=promised.skipped,
        history=(*history, ClockEvent(kind, promised.start, promised.due_at)),
    )


def _stamp(clock: Clock, kind: str, at: datetime) -> Clock:
    return replace(clock, history=(*clock.history, ClockEvent(kind, local(at), clock.due_at)))


# ---- counting


def _day_zero(start: datetime, calendar: Calendar, cutoff: time | None) -> date:
    """The day of receipt, or the next working day for what a cutoff says came too late."""
    day = start.date()
    if cutoff is None:
        return day
    if not calendar.is_working_day(day) or start.time() > cutoff:
        return calendar.next_working_day(day)
    return day


def _same_day(span: Span, start: datetime, origin: date, calendar: Calendar) -> Counting:
    """Due at the close of day zero; after closing time or on a day off, of the next working day."""
    last = calendar.this_or_next_working_day(origin)
    if start >= calendar.closing(last):
        last = calendar.next_working_day(last)
    skipped = _holidays(start.date(), last, calendar)
    return Counting(span, start, last, calendar.closing(last), last != start.date(), skipped=skipped)


def _after_minutes(begin: datetime, minutes: int, calendar: Calendar) -> datetime:
    left = timedelta(minutes=minutes)
    for opens, closes in calendar.stretches(begin):
        if left <= closes - opens:
            return opens + left
        left -= closes - opens
    raise AssertionError("working time has no end")


def _calendar_end(origin: date, span: Span) -> date:
    """The last day of a term in calendar days, months or years, before it is moved off a day not worked."""
    if span.unit is Unit.DAYS:
        return origin + timedelta(days=span.amount)
    months = span.amount * (_MONTHS_A_YEAR if span.unit is Unit.YEARS else 1)
    years, month = divmod(origin.month - 1 + months, _MONTHS_A_YEAR)
    year = origin.year + years
    if year > date.max.year:
        raise CalendarMissing(year)
    # Art 148(3): a month without such a day ends the term on its last day.
    return date(year, month + 1, min(origin.day, monthrange(year, month + 1)[1]))


def _holidays(first: date, last: date, calendar: Calendar) -> tuple[SkippedDay, ...]:
    """Holidays from `first` to `last`, both included."""
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return tuple(SkippedDay(day, calendar.reason(day)) for day in days if calendar.is_holiday(day))
