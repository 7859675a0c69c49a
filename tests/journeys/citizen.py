"""A citizen who goes through the wizard as its pages offer it, typing what a journey says."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from runtime import human_check
from tests.client import Browser, Page

APPLICANT: Mapping[str, Any] = {
    "kind": "citizen",
    "full_name": "Nguyễn Thị Hoa",
    "national_id": "001190012345",
    "birth_date": "05/03/1990",
    "phone": "0912 345 678",
    "address": "12 thôn Đoài, xã Hoa Sen, tỉnh Minh Họa",
}
PICTURE = "K4MPA"


class Citizen:
    """One signed-in browser in the middle of the wizard. `page` is what it shows."""

    def __init__(self, browser: Browser, monkeypatch: Any) -> None:
        self.browser = browser
        monkeypatch.setattr(human_check, "_characters", lambda: PICTURE)
        self.page: Page

    def begin(self, procedure: str) -> Citizen:
        self.page = self.browser.open(f"/thu-tuc/{procedure}/nop")
        return self

    @property
    def key(self) -> str:
        return self.page.path.split("/")[2]

    def go_on(self, typed: Mapping[str, Any] | None = None, **pressed: str) -> Citizen:
        """Fill in this step and press "Đồng ý và tiếp tục" (or what `_go` says)."""
        here = self.page.path.split("?")[0]
        chosen = next(
            form for form in self.page.forms() if form.action == here and "_document" not in form.values
        )
        sent = {**chosen.values, **(typed or {}), "_go": "next", **pressed}
        self.page = self.browser.follow(self.browser.post(chosen.action, sent, token=""))
        return self

    def upload(self, document: str, content: bytes, name: str = "giấy tờ.pdf") -> Citizen:
        sent = {"_document": document, "files": (io.BytesIO(content), name)}
        self.page = self.browser.follow(self.browser.post(self.page.path.split("?")[0], sent))
        return self

    def submit(self, **changes: str) -> Citizen:
        """Tick, copy the picture, press "Nộp hồ sơ"."""
        return self.go_on({"answer": PICTURE, "declared": "yes", **changes})

    @property
    def reference(self) -> str:
        return self.page.path.split("/")[2]
