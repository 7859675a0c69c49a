"""The citizen's mailbox and telephone: what really went out over SMTP and the SMS gateway during a test."""

from __future__ import annotations

import re

from runtime.adapters.standins.post_office import Received
from runtime.adapters.standins.servers import StandIns


class Mailbox:
    """`mails` and `texts` list what arrived, oldest first, for everyone or for one address."""

    def __init__(self, servers: StandIns) -> None:
        self._servers = servers
        self.office = servers.office

    @property
    def smtp_url(self) -> str:
        return self._servers.smtp_url

    @property
    def registers_url(self) -> str:
        """Where the stand-in registers answer, below it the name of a connector."""
        return f"{self._servers.web_url}/register"

    @property
    def sms_url(self) -> str:
        return self._servers.sms_url

    def mails(self, to: str = "") -> list[Received]:
        return self.office.messages(to=to, kind="email")

    def texts(self, to: str = "") -> list[Received]:
        return self.office.messages(to=to, kind="sms")

    def last(self, to: str) -> Received:
        """The newest message for this address. Fails the test when there is none."""
        received = self.office.messages(to=to)
        assert received, f"nothing arrived for {to}"
        return received[-1]

    def code(self, to: str) -> str:
        """The six-digit code in the newest message for this address."""
        found = re.search(r"(?<!\d)\d{6}(?!\d)", self.last(to).text)
        assert found, f"no code in: {self.last(to).text}"
        return found.group()

    def fail_next(self, count: int) -> None:
        self.office.fail_next(count)
