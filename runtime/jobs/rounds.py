"""The rounds: a thread that runs every job of the table in its time, and at once when the doorbell rings.

Without Redis it is the only worker, inside the web process. Beside RQ it is the reconciler: it finds what a
lost bell left behind.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping

import structlog

from runtime.background import LocalBell
from runtime.jobs.table import JOBS, Job
from runtime.world import World

LONGEST_SLEEP = 5.0

log = structlog.get_logger()


class Rounds:
    """Started by whoever owns the process, never by an import. `stop` waits for the job in hand."""

    def __init__(self, world: World, *, jobs: Mapping[str, Job] = JOBS) -> None:
        self._world = world
        self._jobs = jobs
        self._due = dict.fromkeys(jobs, float("-inf"))
        self._bell = world.bell if isinstance(world.bell, LocalBell) else LocalBell()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._go_round, name="rounds", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._bell.ring()
        if self._thread.is_alive():
            self._thread.join()

    def _go_round(self) -> None:
        rung = True
        while not self._stopping.is_set():
            for name, job in self._jobs.items():
                if time.monotonic() >= self._due[name] or (rung and job.on_bell):
                    self._run(name, job)
            rung = self._bell.wait(self._until_next())

    def _run(self, name: str, job: Job) -> None:
        try:
            done = job.run(self._world)
            if done:
                log.info("job_done", job=name, count=done)
        except Exception:
            log.exception("job_failed", job=name)
        self._due[name] = time.monotonic() + job.every

    def _until_next(self) -> float:
        soonest = min(self._due.values(), default=float("inf"))
        return max(0.0, min(soonest - time.monotonic(), LONGEST_SLEEP))
