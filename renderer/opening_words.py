"""When a procedure takes dossiers, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engine.definition import Opening, Per
from engine.opening import Openness, Standing
from renderer.formats import date_words, number
from renderer.languages import gettext as _
from renderer.languages import words


def opening_terms(opening: Opening | None) -> tuple[str, ...]:
    """What the file says, a sentence each; () for a procedure that is always open."""
    return tuple(_terms(opening)) if opening else ()


def openness_words(opening: Opening, found: Openness) -> str:
    """How it stands now, and what comes next."""
    match found.standing:
        case Standing.OPEN:
            return _open(found)
        case Standing.FULL:
            own = words(opening.quota.message) if opening.quota and opening.quota.message else ""
            return own or _full(opening)
        case Standing.NOT_YET:
            return _("Chưa đến đợt nhận hồ sơ. %(period)s", period=_period(found.since, found.until))
    return _("Đã hết đợt nhận hồ sơ.")


def _open(found: Openness) -> str:
    said = [_("Đang nhận hồ sơ.")]
    if found.until:
        said = [_("Đang nhận hồ sơ, đến hết %(day)s.", day=date_words(found.until))]
    if found.places_left is not None:
        said.append(_("Còn nhận được %(count)s hồ sơ.", count=number(found.places_left)))
    return " ".join(said)


def _full(opening: Opening) -> str:
    if opening.quota and opening.quota.per is Per.DAY:
        return _("Hôm nay đã nhận đủ số hồ sơ; ngày mai nhận tiếp nếu còn trong đợt.")
    return _("Đợt này đã nhận đủ số hồ sơ.")


def _terms(opening: Opening) -> Iterator[str]:
    if opening.since or opening.until:
        yield _period(opening.since, opening.until)
    if opening.yearly:
        yield _(
            "Hằng năm nhận hồ sơ từ ngày %(since)s đến hết ngày %(until)s.",
            since=_day_of_year(opening.yearly.since),
            until=_day_of_year(opening.yearly.until),
        )
    if opening.quota:
        places = number(opening.quota.places)
        if opening.quota.per is Per.DAY:
            yield _("Mỗi ngày nhận nhiều nhất %(places)s hồ sơ, theo thứ tự nộp.", places=places)
        else:
            yield _("Mỗi đợt nhận nhiều nhất %(places)s hồ sơ, theo thứ tự nộp.", places=places)
        if opening.quota.message:
            yield _("Khi đã nhận đủ: %(message)s", message=words(opening.quota.message))


def _day_of_year(written: str) -> str:
    month, day = written.split("-")
    return f"{day}/{month}"


def _period(since: date | None, until: date | None) -> str:
    if since and until:
        return _(
            "Nhận hồ sơ từ %(since)s đến hết %(until)s.", since=date_words(since), until=date_words(until)
        )
    if since:
        return _("Nhận hồ sơ từ %(since)s.", since=date_words(since))
    return _("Nhận hồ sơ đến hết %(until)s.", until=date_words(until)) if until else ""
