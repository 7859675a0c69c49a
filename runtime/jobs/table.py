"""Everything the program does on its own, by name: what, how often, and whether the doorbell starts it at
once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from runtime.jobs import deliveries, housekeeping, silences, supplements
from runtime.world import World

HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Job:
    """`run` returns how many things it did. Several processes may run it at the same moment; `every` is in
    seconds.
    """

    run: Callable[[World], int]
    every: float
    on_bell: bool = False


JOBS: Mapping[str, Job] = {
    "deliveries": Job(deliveries.deliver, every=5, on_bell=True),
    "supplements": Job(supplements.expire, every=60),
    "silences": Job(silences.pass_over, every=60),
    "access": Job(housekeeping.forget_access, every=HOUR),
    "drafts": Job(housekeeping.discard_drafts, every=HOUR),
}
