"""One number and one log line for each request. Paths, queries, bodies and names stay out of the logs: they
tell on people.
"""

from __future__ import annotations

import re
import secrets
import time

import structlog
from flask import Flask, Response, g, request

from runtime.web import identity

log = structlog.get_logger("thutuc.requests")

HEADER = "X-Request-ID"
_WELL_FORMED = re.compile(r"[A-Za-z0-9-]{8,64}")


def install(app: Flask) -> None:
    """Call before everything else: what goes wrong later is found by this number."""
    app.before_request(_number)
    app.after_request(_tell)


def request_id() -> str:
    if "request_id" not in g:
        given = request.headers.get(HEADER, "")
        g.request_id = given if _WELL_FORMED.fullmatch(given) else secrets.token_hex(8)
    number: str = g.request_id
    return number


def _number() -> None:
    g.started = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=request_id())


def _tell(response: Response) -> Response:
    response.headers[HEADER] = request_id()
    if request.endpoint not in {"static", "web.healthz"}:
        who = identity.visitor()
        log.info(
            "request",
            method=request.method,
            route=request.url_rule.rule if request.url_rule else None,
            status=response.status_code,
            milliseconds=round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000),
            visitor=who.kind,
            account=who.account_id,
        )
    return response
