"""Text messages through an HTTP gateway: POST {"to", "text", "id"} as JSON with a bearer token, answered
{"id"}.
"""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.request

from runtime.ports import NotDelivered, Undeliverable

TIMEOUT = 15.0
LONGEST_ANSWER = 64 * 1024
# The message is not to blame for these: a wrong token, a time-out, too many at once.
PASSING = frozenset({401, 403, 408, 425, 429})


class HttpTexter:
    """`id` is the message's key, so the gateway sends it once however often it is asked. Proxies and
    redirects are not used.
    """

    def __init__(self, url: str, *, token: str) -> None:
        self._url = url
        self._token = token
        self._opener = urllib.request.OpenerDirector()
        for part in (
            urllib.request.HTTPHandler(),
            urllib.request.HTTPSHandler(),
            urllib.request.HTTPErrorProcessor(),
        ):
            self._opener.add_handler(part)
        self._opener.add_handler(urllib.request.HTTPDefaultErrorHandler())

    def send(self, to: str, text: str, *, key: str) -> str:
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Authorization": f"Bearer {self._token}",
            "X-Idempotency-Key": key.encode("ascii", "backslashreplace").decode(),
        }
        content = json.dumps({"to": to, "text": text, "id": key}, ensure_ascii=False).encode()
        request = urllib.request.Request(self._url, data=content, headers=headers, method="POST")  # noqa: S310 - Settings allows only http(s)
        try:
            with self._opener.open(request, timeout=TIMEOUT) as response:
                answer = response.read(LONGEST_ANSWER)
        except urllib.error.HTTPError as error:
            with error:
                raise _failure(error.code) from error
        except (OSError, http.client.HTTPException) as error:
            raise NotDelivered(f"SMS gateway: {type(error).__name__}") from error
        return _gateway_id(answer)


def _failure(code: int) -> NotDelivered | Undeliverable:
    permanent = 300 <= code < 500 and code not in PASSING
    return (Undeliverable if permanent else NotDelivered)(f"SMS gateway answered {code}")


def _gateway_id(answer: bytes) -> str:
    """The gateway has accepted the message; an id it forgot to tell is no reason to send it again."""
    try:
        told = json.loads(answer)
    except ValueError:
        return ""
    return str(told.get("id", "")) if isinstance(told, dict) else ""
