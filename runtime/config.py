"""Settings of the program, read once from environment variables named THUTUC_*; every mistake in them is
told at once.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PREFIX = "THUTUC_"
SHORTEST_SECRET = 32


class BadSettings(Exception):
    """The environment cannot be used; `problems` holds one sentence for each reason."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What differs from one installation to another.

    `data` holds uploaded files; `procedures` the YAML files. `secret` hardens the hashes of one-time codes
    (at least 32 characters). `redis_url` "" means: no Redis, this process drains the outbox itself.
    `smtp_url` is smtp://, smtp+starttls:// or smtps:// with optional user and password. `autopublish`: a
    changed file in `procedures` is published without asking anyone. `trusted_proxies` is how many reverse
    proxies in front may be believed about the visitor's address. `messages_url`, only in the demo, is where
    the stand-in post office shows what it received. `connectors`: the address of each register by the name of
    its connector, `connectors_keys` its bearer key.
    """

    database_url: str = field(repr=False)
    data: Path
    procedures: Path
    secret: str = field(repr=False)
    smtp_url: str = field(repr=False)
    sms_url: str
    sms_token: str = field(default="", repr=False)
    mail_from: str = "Cổng dịch vụ công <khong-tra-loi@localhost>"
    redis_url: str = field(default="", repr=False)
    base_url: str = "http://127.0.0.1:8000"
    autopublish: bool = False
    secure_cookies: bool = True
    trusted_proxies: int = 0
    messages_url: str = ""
    connectors: Mapping[str, str] = field(default_factory=dict)
    connectors_keys: Mapping[str, str] = field(default_factory=dict, repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Raises BadSettings naming every unknown, missing or unreadable THUTUC_* variable."""
        problems = [
            _unknown(name) for name in sorted(environment) if name.startswith(PREFIX) and name not in _READERS
        ]
        values: dict[str, Any] = {}
        for name, (attribute, read) in _READERS.items():
            written = environment.get(name, "").strip()
            if not written:
                if attribute in _REQUIRED:
                    problems.append(f"{name} is not set.")
                continue
            try:
                values[attribute] = read(written)
            except ValueError as error:
                problems.append(f"{name}: {error}")
        if problems:
            raise BadSettings(problems)
        return cls(**{"secure_cookies": values.get("base_url", "").startswith("https://"), **values})


def _text(written: str) -> str:
    return written


def _folder(written: str) -> Path:
    return Path(written).expanduser().absolute()


def _yes_no(written: str) -> bool:
    answers = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
    if written.lower() not in answers:
        raise ValueError("write yes or no.")
    return answers[written.lower()]


def _count(written: str) -> int:
    if not written.isascii() or not written.isdigit():
        raise ValueError("write a whole number, 0 or more.")
    return int(written)


def _secret(written: str) -> str:
    if len(written) < SHORTEST_SECRET:
        raise ValueError(
            f"needs at least {SHORTEST_SECRET} characters; "
            "python -c 'import secrets; print(secrets.token_urlsafe(32))' makes one."
        )
    return written


def _pairs(read: Callable[[str], str]) -> Callable[[str], dict[str, str]]:
    """ "population=https://…; business=https://…" """

    def all_of(written: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for pair in filter(None, (each.strip() for each in written.split(";"))):
            name, equals, value = pair.partition("=")
            if not equals or not name.strip().replace("_", "").isalnum():
                raise ValueError("write name=value; name=value.")
            found[name.strip()] = read(value.strip())
        return found

    return all_of


def _url(*schemes: str) -> Callable[[str], str]:
    def read(written: str) -> str:
        if urlsplit(written).scheme not in schemes:
            raise ValueError(f"must begin with {' or '.join(scheme + '://' for scheme in schemes)}.")
        return written.rstrip("/")

    return read


def _database(written: str) -> str:
    if urlsplit(written).scheme not in {"sqlite", "postgresql", "postgresql+psycopg"}:
        raise ValueError("must begin with sqlite:/// or postgresql://.")
    return written


_READERS: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    PREFIX + attribute.upper(): (attribute, read)
    for attribute, read in {
        "database_url": _database,
        "data": _folder,
        "procedures": _folder,
        "secret": _secret,
        "smtp_url": _url("smtp", "smtps", "smtp+starttls"),
        "sms_url": _url("http", "https"),
        "sms_token": _text,
        "mail_from": _text,
        "redis_url": _url("redis", "rediss", "unix"),
        "base_url": _url("http", "https"),
        "autopublish": _yes_no,
        "secure_cookies": _yes_no,
        "trusted_proxies": _count,
        "messages_url": _url("http", "https"),
        "connectors": _pairs(_url("http", "https")),
        "connectors_keys": _pairs(_text),
    }.items()
}
_REQUIRED = frozenset({"database_url", "data", "procedures", "secret", "smtp_url", "sms_url"})


def _unknown(name: str) -> str:
    close = difflib.get_close_matches(name, _READERS, n=1)
    return f"{name} is not a setting." + (f" Did you mean {close[0]}?" if close else "")
