"""Both stand-in servers together, running in threads of this process."""

from __future__ import annotations

import threading
from pathlib import Path
from types import TracebackType

from runtime.adapters.standins.gateway import Gateway
from runtime.adapters.standins.mail import mail_server
from runtime.adapters.standins.post_office import PostOffice

HOST = "127.0.0.1"


class StandIns:
    """`with StandIns(token=...) as servers:` listens on loopback; port 0 takes a free one. Raises OSError
    for a taken port.
    """

    def __init__(
        self, *, token: str, smtp_port: int = 0, http_port: int = 0, folder: Path | None = None
    ) -> None:
        self.office = PostOffice(folder)
        self._gateway = Gateway(self.office, host=HOST, port=http_port, token=token)
        self._mail = mail_server(self.office, host=HOST, port=smtp_port)
        self._thread = threading.Thread(
            target=self._gateway.serve_forever, args=(0.05,), name="gateway", daemon=True
        )

    @property
    def smtp_url(self) -> str:
        return f"smtp://{HOST}:{self._mail.port}"

    @property
    def web_url(self) -> str:
        return f"http://{HOST}:{self._gateway.server_address[1]}"

    @property
    def sms_url(self) -> str:
        return f"{self.web_url}/sms"

    def __enter__(self) -> StandIns:
        try:
            self._mail.start()
        except BaseException:
            self._gateway.server_close()
            raise
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._gateway.shutdown()
        self._gateway.server_close()
        self._mail.stop()
