"""Registers over HTTP: POST {connector's address}/{operation} with the sent values as a JSON object and the
connector's bearer key, answered {"found": true, "data": {…}} or {"found": false}.

Nothing of what is asked or answered goes into a message or a log: it is about people.
"""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any

from runtime.ports import RegisterAnswer, RegisterUnavailable

LONGEST_ANSWER = 256 * 1024


class HttpRegisters:
    """`addresses` and `keys` by connector. Proxies and redirects are not used; time and size are bounded."""

    def __init__(self, addresses: Mapping[str, str], keys: Mapping[str, str]) -> None:
        self._addresses = dict(addresses)
        self._keys = dict(keys)
        self._opener = urllib.request.OpenerDirector()
        for part in (
            urllib.request.HTTPHandler(),
            urllib.request.HTTPSHandler(),
            urllib.request.HTTPErrorProcessor(),
            urllib.request.HTTPDefaultErrorHandler(),
        ):
            self._opener.add_handler(part)

    def ask(self, connector: str, sent: Mapping[str, str], *, timeout: float) -> RegisterAnswer:
        name, _, operation = connector.partition(".")
        address = self._addresses.get(name)
        if address is None:
            raise RegisterUnavailable(f"{name}: no address is set")
        headers = {"Content-Type": "application/json; charset=utf-8", "Accept": "application/json"}
        if key := self._keys.get(name):
            headers["Authorization"] = f"Bearer {key}"
        content = json.dumps(dict(sent), ensure_ascii=False).encode()
        request = urllib.request.Request(  # noqa: S310 - Settings allows only http(s)
            f"{address}/{operation}", data=content, headers=headers, method="POST"
        )
        try:
            with self._opener.open(request, timeout=timeout) as response:
                answer = response.read(LONGEST_ANSWER + 1)
        except urllib.error.HTTPError as error:
            with error:
                raise RegisterUnavailable(f"{name} answered {error.code}") from None
        except (OSError, http.client.HTTPException) as error:
            raise RegisterUnavailable(f"{name}: {type(error).__name__}") from None
        return _answer(name, answer)


def _answer(name: str, content: bytes) -> RegisterAnswer:
    if len(content) > LONGEST_ANSWER:
        raise RegisterUnavailable(f"{name}: the answer is too long")
    try:
        told: Any = json.loads(content)
    except ValueError:
        raise RegisterUnavailable(f"{name}: the answer is not JSON") from None
    data = told.get("data", {}) if isinstance(told, dict) else None
    if not isinstance(told, dict) or not isinstance(told.get("found"), bool) or not isinstance(data, dict):
        raise RegisterUnavailable(f"{name}: the answer is not of the protocol")
    return RegisterAnswer(told["found"], data if told["found"] else {})
