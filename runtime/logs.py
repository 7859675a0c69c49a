"""Logs for machines: one JSON line per event on standard output, without anything a person typed."""

from __future__ import annotations

import sys
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

import structlog

INNERMOST_FRAMES = 30


def configure() -> None:
    """Set up logging of this process; called by whatever starts one."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            name_failures,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        cache_logger_on_first_use=True,
    )


def name_failures(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Say of an exception which kind it is and where it came from, never its message or its variables.

    A database error quotes the row it refused, a parser the text it could not read: both are somebody's data.
    """
    given = event.pop("exc_info", None)
    failure = given if isinstance(given, BaseException) else sys.exc_info()[1] if given else None
    if failure is None:
        return event
    event["failure"] = [f"{type(each).__module__}.{type(each).__qualname__}" for each in _causes(failure)]
    event["at"] = _places(failure.__traceback__)
    return event


def _causes(failure: BaseException | None) -> list[BaseException]:
    """The exception, what it came from, and so on, outermost first."""
    found: list[BaseException] = []
    while failure is not None and failure not in found:
        found.append(failure)
        failure = failure.__cause__ or failure.__context__
    return found


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-INNERMOST_FRAMES:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
