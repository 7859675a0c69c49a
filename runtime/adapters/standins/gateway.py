"""The stand-in SMS gateway: the HTTP protocol of `runtime.adapters.sms_http`, and a page that shows every
message received.

POST /sms and POST /register/<connector>/<operation> (bearer token) · GET / (page) ·
GET /messages?to=&kind= (JSON, newest first) · POST /fail-next?n=2
· POST /clear
"""

from __future__ import annotations

import hmac
import json
from dataclasses import asdict
from datetime import datetime
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jinja2

from runtime import clock
from runtime.adapters.standins import registers
from runtime.adapters.standins.post_office import PostOffice

LARGEST_BODY = 64 * 1024
SHOWN = 100
HERE = Path(__file__).parent


class Gateway(ThreadingHTTPServer):
    """Serves until `shutdown()`."""

    daemon_threads = True

    def __init__(self, office: PostOffice, *, host: str, port: int, token: str) -> None:
        self.office = office
        self.token = token
        super().__init__((host, port), _Request)


class _Request(BaseHTTPRequestHandler):
    server: Gateway
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        match asked.path:
            case "/":
                self._answer(HTTPStatus.OK, _page(self.server.office), "text/html; charset=utf-8")
            case "/messages.css":
                self._answer(
                    HTTPStatus.OK, (HERE / "messages.css").read_text("utf-8"), "text/css; charset=utf-8"
                )
            case "/messages":
                query = parse_qs(asked.query)
                found = self.server.office.messages(to=_first(query, "to"), kind=_first(query, "kind"))
                self._answer_json(HTTPStatus.OK, [asdict(one) for one in reversed(found)])
            case _:
                self._answer_json(HTTPStatus.NOT_FOUND, {"error": "no such page"})

    def do_POST(self) -> None:
        asked = urlsplit(self.path)
        content = self._content()
        match asked.path:
            case "/sms":
                self._take(content)
            case "/fail-next":
                self.server.office.fail_next(int(_first(parse_qs(asked.query), "n") or 1))
                self._answer_json(HTTPStatus.OK, {})
            case "/clear":
                self.server.office.clear()
                self._answer_json(HTTPStatus.OK, {})
            case path if path.startswith("/register/"):
                self._look_up(path.removeprefix("/register/"), content)
            case _:
                self._answer_json(HTTPStatus.NOT_FOUND, {"error": "no such page"})

    def _look_up(self, path: str, content: bytes) -> None:
        """/register/<connector>/<operation>; `fail-next` makes registers fail, too."""
        given = self.headers.get("Authorization", "").encode()
        if not hmac.compare_digest(given, f"Bearer {self.server.token}".encode()):
            return self._answer_json(HTTPStatus.UNAUTHORIZED, {"error": "wrong token"})
        if self.server.office.should_fail():
            return self._answer_json(HTTPStatus.SERVICE_UNAVAILABLE, {"error": "not now, try again later"})
        connector, _, operation = path.partition("/")
        try:
            found = registers.answer(connector, operation, json.loads(content))
        except ValueError:
            return self._answer_json(HTTPStatus.UNPROCESSABLE_ENTITY, {"error": "a JSON object is needed"})
        if found is None:
            return self._answer_json(HTTPStatus.NOT_FOUND, {"error": "no such operation"})
        return self._answer_json(HTTPStatus.OK, found)

    def _take(self, content: bytes) -> None:
        given = self.headers.get("Authorization", "").encode()
        if not hmac.compare_digest(given, f"Bearer {self.server.token}".encode()):
            return self._answer_json(HTTPStatus.UNAUTHORIZED, {"error": "wrong token"})
        if self.server.office.should_fail():
            return self._answer_json(HTTPStatus.SERVICE_UNAVAILABLE, {"error": "not now, try again later"})
        message = _message(content)
        if message is None:
            return self._answer_json(
                HTTPStatus.UNPROCESSABLE_ENTITY, {"error": "to (E.164), text and id are needed"}
            )
        received = self.server.office.take_once(**message)
        return self._answer_json(HTTPStatus.ACCEPTED, {"id": f"sms-{received.key}"})

    def _content(self) -> bytes:
        return self.rfile.read(min(int(self.headers.get("Content-Length") or 0), LARGEST_BODY))

    def _answer_json(self, status: HTTPStatus, value: Any) -> None:
        self._answer(status, json.dumps(value, ensure_ascii=False), "application/json; charset=utf-8")

    def _answer(self, status: HTTPStatus, text: str, media_type: str) -> None:
        content = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", "default-src 'self'")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - the standard library's name
        """Silent: addresses of people do not belong in a log."""


def _message(content: bytes) -> dict[str, str] | None:
    try:
        written = json.loads(content)
    except ValueError:
        return None
    if not isinstance(written, dict) or not all(
        isinstance(written.get(name), str) for name in ("to", "text", "id")
    ):
        return None
    if not (
        written["to"].startswith("+") and written["to"][1:].isdigit() and written["text"] and written["id"]
    ):
        return None
    return {"to": written["to"], "text": written["text"], "key": written["id"]}


def _first(query: dict[str, list[str]], name: str) -> str:
    return query.get(name, [""])[0]


def _page(office: PostOffice) -> str:
    return _template().render(
        messages=office.messages()[::-1][:SHOWN], kinds={"email": "E-mail", "sms": "Tin nhắn SMS"}
    )


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
    )
    environment.filters["moment"] = lambda at: (
        f"{clock.local(datetime.fromisoformat(at)):%H:%M:%S ngày %d/%m/%Y}"
    )
    return environment.get_template("messages.html")
