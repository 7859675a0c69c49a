"""The queue page as values: tabs with their counts, the places one works, the lines of one list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.calendars import Calendar
from engine.deadlines import due
from engine.definition import Definition
from engine.fields import TYPES
from engine.spans import Span, Unit
from engine.values import from_json
from renderer.languages import current, noted
from renderer.languages import gettext as _
from runtime import clock, publications
from runtime.accounts.visitors import Visitor
from runtime.casework.carrying_out import NO_HOUR
from runtime.db import Session
from runtime.dossiers.units import unit_name
from runtime.tasks import queues
from runtime.tasks.queues import CAP, Desk, Line, Position, Tab

LISTED_FIELDS = 2
"""How many of the fields marked `listable` a line shows; more would not leave room for the name."""

TAB_WORDS = {
    Tab.WAITING: noted("Chờ nhận"),
    Tab.MINE: noted("Của tôi"),
    Tab.SOON: noted("Sắp hạn"),
    Tab.LATE: noted("Quá hạn"),
    Tab.SUPPLEMENT: noted("Chờ bổ sung"),
    Tab.DONE: noted("Đã xong"),
}

EMPTY_WORDS = {
    Tab.WAITING: noted("Không có việc nào đang chờ nhận."),
    Tab.MINE: noted("Bạn chưa nhận việc nào. Bấm “Lấy việc tiếp theo” để nhận việc gấp nhất."),
    Tab.SOON: noted("Không có việc nào sắp đến hạn."),
    Tab.LATE: noted("Không có việc nào quá hạn."),
    Tab.SUPPLEMENT: noted("Không có hồ sơ nào đang chờ người nộp bổ sung."),
    Tab.DONE: noted("Bạn chưa giải quyết việc nào."),
}


@dataclass(frozen=True, slots=True)
class TabLink:
    tab: Tab
    label: str
    count: str | None
    current: bool


@dataclass(frozen=True, slots=True)
class PlaceLink:
    place: str
    label: str
    current: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line with its ids turned into words. `due_at` is None for work without an hour; `tone` "late", "soon"
    or "".
    """

    line: Line
    procedure: str
    step: str
    unit: str
    listed: str
    due_at: datetime | None
    tone: str
    mine: bool


@dataclass(frozen=True, slots=True)
class QueuePage:
    tab: Tab
    tabs: tuple[TabLink, ...]
    places: tuple[PlaceLink, ...]
    rows: tuple[Row, ...]
    next: str
    typed: str
    at: datetime
    empty: str

    @property
    def can_take(self) -> bool:
        return any(link.tab is Tab.WAITING and link.count not in {None, "0"} for link in self.tabs)


def desk_of(who: Visitor, *, at: datetime, calendar: Calendar, place: str = "") -> Desk:
    """The lists of this officer; `place` narrows them to one of their own places. "Soon": due by the end of
    the next working day.
    """
    places = frozenset({place}) if place in who.places else who.places
    soon_until = due(clock.local(at), Span(1, Unit.WORKING_DAYS), calendar)
    return Desk(who.account_id or 0, places, at, soon_until)


def queue_page(
    session: Session, who: Visitor, desk: Desk, *, tab: Tab, after: str = "", typed: str = "", place: str = ""
) -> QueuePage:
    """One page of a tab, or what a search found."""
    if typed.strip():
        lines, following = queues.search(session, desk, typed), ""
    else:
        listing = queues.listing(session, desk, tab, after=Position.parse(after))
        lines, following = listing.lines, str(listing.next or "")
    counts = queues.counts(session, desk)
    return QueuePage(
        tab=tab,
        tabs=tuple(
            _tab_link(each, counts.get(each), current_tab=tab, searching=bool(typed.strip())) for each in Tab
        ),
        places=tuple(
            PlaceLink(each, _place_words(session, each), each == place) for each in sorted(who.places)
        ),
        rows=tuple(_row(session, line, desk) for line in lines),
        next=following,
        typed=typed.strip(),
        at=desk.now,
        empty=_("Không tìm thấy hồ sơ nào trong các hàng đợi của bạn.")
        if typed.strip()
        else _(EMPTY_WORDS[tab]),
    )


def only_task(page: QueuePage) -> int | None:
    """The task to open at once when a search by number, typed or scanned, found exactly one dossier."""
    found = page.rows[0].line if len(page.rows) == 1 else None
    exact = found is not None and any(mark in page.typed for mark in ("-", "/theo-doi/"))
    return found.task_id if found and exact else None


def _tab_link(tab: Tab, count: int | None, *, current_tab: Tab, searching: bool) -> TabLink:
    shown = None if count is None else str(count) if count <= CAP else f"{CAP}+"
    return TabLink(tab, _(TAB_WORDS[tab]), shown, tab is current_tab and not searching)


def _row(session: Session, line: Line, desk: Desk) -> Row:
    definition = publications.definition(session, line.version, line.case)
    step = definition.steps.get(line.step)
    due_at = None if line.due_at >= NO_HOUR else line.due_at
    return Row(
        line=line,
        procedure=definition.name.in_language(current()),
        step=step.title.in_language(current()) if step else line.step,
        unit=unit_name(definition, line.queue),
        listed=" · ".join(_listed(definition, line.answers)),
        due_at=due_at,
        tone=_tone(line, desk),
        mine=line.holder_id == desk.account_id,
    )


def _tone(line: Line, desk: Desk) -> str:
    if line.status >= queues.Task.CANCELLED:
        return ""
    return "late" if line.due_at < desk.now else "soon" if line.due_at <= desk.soon_until else ""


def _listed(definition: Definition, stored: dict[str, Any]) -> list[str]:
    """The answers the analyst marked `listable`, as people read them."""
    answers = from_json(
        {
            field.id: stored[field.id]
            for field in definition.fields.values()
            if field.listable and field.id in stored
        }
    )
    shown = [
        TYPES[definition.fields[name].type].show(definition.fields[name], value, current())
        for name, value in answers.items()
    ]
    return shown[:LISTED_FIELDS]


def _place_words(session: Session, place: str) -> str:
    """The unit's name as some procedure on offer knows it."""
    for definition in publications.offered(session):
        if place == definition.agency.id:
            return definition.agency.name.in_language(current())
        name = unit_name(definition, place)
        if name != place:
            return f"{name} – {definition.agency.name.in_language(current())}"
    return place
