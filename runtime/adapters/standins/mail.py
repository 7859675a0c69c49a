"""The stand-in mail server: real SMTP on a loopback port, every mail goes to the post office."""

from __future__ import annotations

import socket
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from runtime.adapters.standins.post_office import PostOffice

REFUSED = "nobody@"
"""Mail to an address beginning so is refused for good, as a mailbox that does not exist would be."""


class _Desk:
    """The callbacks aiosmtpd asks for; their names and arguments are its own."""

    def __init__(self, office: PostOffice) -> None:
        self._office = office

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith(REFUSED):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self._office.should_fail():
            return "451 not now, try again later"
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        mail = message_from_bytes(content, policy=policy.default)
        body = mail.get_body(("plain",))
        for receiver in envelope.rcpt_tos:
            self._office.take(
                kind="email",
                to=receiver,
                subject=str(mail["Subject"]),
                text=body.get_content().replace("\r\n", "\n") if body else "",
                key=str(mail["Message-ID"]),
            )
        return "250 kept"


def mail_server(office: PostOffice, *, host: str, port: int) -> Controller:
    """Not started yet: `start()` and `stop()` are the caller's. Port 0 takes a free one."""
    return Controller(_Desk(office), hostname=host, port=port or _free_port(host), ready_timeout=10.0)


def _free_port(host: str) -> int:
    """aiosmtpd calls the port by the number it was given, so 0 has to be settled before."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
