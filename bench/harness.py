"""Comparing two ways of doing a thing on a busy machine: in turns, in small batches, and once with itself.

A figure here is a ratio in one run, never an absolute time. Every round times A, B and A again, in an order
that turns; A against A must come out between 0.9 and 1.1, or the run is void: the machine was too busy to
say anything. A fast way is first shown to give what the slow way gives.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

CONTROL = (0.9, 1.1)
ROUNDS = 60
ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison. Times are microseconds of processor time for one call; `ratio` is ours to the peer's;
    `control` is the peer's to its own.
    """

    name: str
    peer: str
    ours: float
    theirs: float
    ratio: float
    control: float
    target: float

    @property
    def is_void(self) -> bool:
        return not CONTROL[0] <= self.control <= CONTROL[1]

    @property
    def verdict(self) -> str:
        if self.is_void:
            return "void"
        return "met" if self.ratio <= self.target else "missed"


def compare(
    name: str,
    *,
    ours: Callable[[], Any],
    peer: str,
    theirs: Callable[[], Any],
    target: float,
    batch: int = 5,
    rounds: int = ROUNDS,
) -> Row:
    """Time both in turns; a void run is tried again, at most three times in all.

    Raises AssertionError when the two do not give the same.
    """
    assert ours() == theirs(), f"{name}: the two ways differ"
    row = _compared(name, ours, peer, theirs, target, batch, rounds)
    for _ in range(ATTEMPTS - 1):
        if not row.is_void:
            break
        row = _compared(name, ours, peer, theirs, target, batch, rounds)
    return row


def _compared(
    name: str,
    ours: Callable[[], Any],
    peer: str,
    theirs: Callable[[], Any],
    target: float,
    batch: int,
    rounds: int,
) -> Row:
    ways = {"theirs": theirs, "ours": ours, "again": theirs}
    times: dict[str, list[float]] = {way: [] for way in ways}
    order = list(ways)
    for _ in range(rounds):
        for way in order:
            times[way].append(_timed(ways[way], batch))
        order = [*order[1:], order[0]]
    middle = {way: statistics.median(measured) for way, measured in times.items()}
    return Row(
        name,
        peer,
        ours=middle["ours"] * 1e6,
        theirs=middle["theirs"] * 1e6,
        ratio=middle["ours"] / middle["theirs"],
        control=middle["again"] / middle["theirs"],
        target=target,
    )


def _timed(call: Callable[[], Any], batch: int) -> float:
    begun = time.process_time()
    for _ in range(batch):
        call()
    return (time.process_time() - begun) / batch


def report(rows: Sequence[Row]) -> int:
    """Print the table, or JSON when the script was called with --json. 1 when a target was missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", action="store_true", help="for programs")
    if parser.parse_args().json:
        table = [{**asdict(row), "verdict": row.verdict} for row in rows]
        sys.stdout.write(json.dumps(table, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(_table(rows))
    return int(any(row.verdict == "missed" for row in rows))


def _table(rows: Sequence[Row]) -> str:
    lines = [f"{'':44} {'µs':>10} {'peer µs':>10} {'ratio':>7} {'target':>7} {'A/A':>5}"]
    for row in rows:
        figures = f"{row.ours:10.1f} {row.theirs:10.1f} {row.ratio:7.3f} {row.target:7.3f} {row.control:5.2f}"
        lines.append(f"{row.name:44} {figures}  {row.verdict}  (peer: {row.peer})")
    return "\n".join(lines) + "\n"
