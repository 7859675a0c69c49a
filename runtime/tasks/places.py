"""Which queues an officer's places cover, as conditions for statements. The same rule as
`permissions.may_work`, said in SQL.

A place with a unit in it ("so-khcn/phong-tdc") is that one queue; a whole agency ("so-khcn") is every queue
below it.
"""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from runtime.tasks.models import Task


def conditions(places: Collection[str]) -> list[sa.ColumnElement[bool]]:
    """One condition for each place, no task under two of them. A single queue is compared exactly: it walks
    its own index.
    """
    agencies = {place for place in places if "/" not in place}
    queues = {place for place in places if "/" in place and place.partition("/")[0] not in agencies}
    whole = [
        sa.or_(Task.queue == agency, Task.queue.startswith(f"{agency}/", autoescape=True))
        for agency in sorted(agencies)
    ]
    return [*(Task.queue == queue for queue in sorted(queues)), *whole]


def covered(places: Collection[str]) -> sa.ColumnElement[bool]:
    """The task lies in one of `places`; nothing does when there are none."""
    return sa.or_(sa.false(), *conditions(places))
