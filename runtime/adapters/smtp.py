"""Mail through an SMTP server."""

from __future__ import annotations

import hashlib
import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from urllib.parse import SplitResult, unquote, urlsplit

from runtime import clock
from runtime.ports import NotDelivered, Undeliverable

TIMEOUT = 15.0
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


class SmtpMailer:
    """One connection for each mail: mails are few and the server may be far.

    `url` is smtp://, smtp+starttls:// or smtps://[user:password@]host[:port]. Certificates are checked.
    """

    def __init__(self, url: str, *, sender: str) -> None:
        self._url = urlsplit(url)
        self._sender = sender
        self._domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"

    def send(self, to: str, subject: str, body: str, *, key: str) -> str:
        message = self._message(to, subject, body, key)
        try:
            with self._connect() as server:
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()))[0]
            raise _failure(code, "recipient refused") from error
        except smtplib.SMTPAuthenticationError as error:
            raise NotDelivered(f"SMTP {error.smtp_code}: sign-in refused") from error
        except smtplib.SMTPResponseException as error:
            raise _failure(error.smtp_code, "refused") from error
        except smtplib.SMTPNotSupportedError as error:
            raise Undeliverable("the server does not take such an address") from error
        except (OSError, smtplib.SMTPException) as error:
            raise NotDelivered(f"SMTP: {type(error).__name__}") from error
        return str(message["Message-ID"])

    def _connect(self) -> smtplib.SMTP:
        url = self._url
        host, port = url.hostname or "localhost", url.port or PORTS[url.scheme]
        if url.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, port, timeout=TIMEOUT, context=ssl.create_default_context()
            )
        else:
            server = smtplib.SMTP(host, port, timeout=TIMEOUT)
        try:
            _prepare(server, url)
        except BaseException:
            server.close()
            raise
        return server

    def _message(self, to: str, subject: str, body: str, key: str) -> EmailMessage:
        message = EmailMessage(policy=SMTP)
        try:
            message["From"] = self._sender
            message["To"] = to
            message["Subject"] = subject
        except ValueError as error:
            # A line break in a header would let its author write headers of his own.
            raise Undeliverable("a line break in a header") from error
        message["Date"] = format_datetime(clock.now())
        message["Message-ID"] = f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{self._domain}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(body, charset="utf-8")
        return message


def _prepare(server: smtplib.SMTP, url: SplitResult) -> None:
    if url.scheme == "smtp+starttls":
        server.starttls(context=ssl.create_default_context())
    if url.username:
        server.login(unquote(url.username), unquote(url.password or ""))


def _failure(code: int, reason: str) -> NotDelivered | Undeliverable:
    """RFC 5321 4.2.1: 5yz is for good, 4yz may pass."""
    return (Undeliverable if code >= 500 else NotDelivered)(f"SMTP {code}: {reason}")
