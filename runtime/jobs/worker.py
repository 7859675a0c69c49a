"""The worker process: `python -m runtime.jobs.worker`. Answers the doorbell through RQ and goes its own
rounds beside it.
"""

from __future__ import annotations

import signal
import threading
from types import FrameType

import redis
import structlog
from rq import SimpleWorker
from rq.serializers import JSONSerializer

from runtime.background import work_queue
from runtime.jobs import process
from runtime.jobs.rounds import Rounds
from runtime.jobs.table import JOBS
from runtime.world import World

WORKER_TTL = 60
WAIT_FOR_REDIS = 5.0

log = structlog.get_logger()


def run(world: World, *, once: bool = False) -> None:
    """Work until SIGTERM or SIGINT, finishing the job in hand first; `once`: run every job of the table and
    return.
    """
    process.adopt(world)
    if once:
        for job in JOBS.values():
            job.run(world)
        return
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    rounds = Rounds(world)
    rounds.start()
    try:
        while not stopping.is_set():
            signal.signal(signal.SIGTERM, stop)
            signal.signal(signal.SIGINT, stop)
            if world.settings.redis_url and _answer_the_bell(world.settings.redis_url):
                break  # RQ took the signal itself and has finished its job
            stopping.wait(WAIT_FOR_REDIS)
    finally:
        rounds.stop()


def _answer_the_bell(url: str) -> bool:
    """Run RQ until it is told to stop (True) or Redis goes away (False)."""
    queue = work_queue(url)
    try:
        worker = SimpleWorker(
            [queue],
            connection=queue.connection,
            serializer=JSONSerializer,
            worker_ttl=WORKER_TTL,
            default_result_ttl=0,
        )
        worker.work(logging_level="WARNING")
    except redis.RedisError as error:
        log.warning("redis_away", error=type(error).__name__)
        return False
    return True


if __name__ == "__main__":
    run(process.world())
