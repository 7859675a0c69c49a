"""Smaller answers for thin connections: gzip for text, and a validator so that an unchanged page is not sent
twice.

Pages carry no secret in clear that compression could leak: the form token is masked afresh each time.
"""

from __future__ import annotations

import gzip

from flask import Flask, Response, request

WORTH_IT = 1000
LEVEL = 6
TEXT = frozenset(
    {
        "text/html",
        "text/css",
        "text/javascript",
        "application/javascript",
        "application/json",
        "image/svg+xml",
        "text/plain",
    }
)
ONE_YEAR = 365 * 24 * 3600


def install(app: Flask) -> None:
    """Call first: after_request functions run last to first, and the body must be final by then."""
    app.after_request(_pack)


def _pack(response: Response) -> Response:
    _cache_static(response)
    if (
        response.mimetype not in TEXT
        or response.status_code in {204, 206, 304}
        or "Content-Encoding" in response.headers
    ):
        return response
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] <= 0:
        return response
    if response.is_streamed and response.direct_passthrough:
        response.direct_passthrough = False
    body = response.get_data()
    if len(body) < WORTH_IT:
        return response
    response.set_data(gzip.compress(body, LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    if response.get_etag()[0] is not None:
        response.set_etag(f"{response.get_etag()[0]}-gzip")
    return response


def _cache_static(response: Response) -> None:
    """A static address carries the fingerprint of its content (`?v=`), so it may be kept for ever."""
    if request.endpoint == "static" and response.status_code in {200, 304}:
        fresh = f"public, max-age={ONE_YEAR}, immutable" if request.args.get("v") else "no-cache"
        response.headers["Cache-Control"] = fresh
