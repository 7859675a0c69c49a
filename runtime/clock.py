"""The only place that reads the time. Everything else is told what time it is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """This instant, in UTC. Tests freeze it by replacing `runtime.clock.now`, so call it as `clock.now()`."""
    return datetime.now(UTC)  # noqa: TID251 - this is the one place


def local(moment: datetime) -> datetime:
    """The same instant on the wall clocks of Vietnam, where every legal deadline is counted."""
    return moment.astimezone(VIETNAM)


def today() -> date:
    return local(now()).date()
