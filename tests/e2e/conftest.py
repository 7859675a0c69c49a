"""A real `thutuc demo` on a copy of the procedures, and a real Chromium that visits it."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).parents[2]
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
# Chromium must not look for its makers' servers: the network outward is closed.
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Site:
    """The running demo: its address, its stand-in post office, its procedures folder and its data."""

    url: str
    messages_url: str
    procedures: Path
    data: Path

    def messages(self, to: str) -> list[dict[str, str]]:
        """What has arrived for an address or number, newest first."""
        with urllib.request.urlopen(
            f"{self.messages_url}/messages?to={urllib.parse.quote(to)}", timeout=5
        ) as answer:
            found: list[dict[str, str]] = json.load(answer)
            return found

    def code_for(self, to: str, *, after: int) -> str:
        """The six digits in the message that arrives as number `after` + 1 or later. Fails after ten seconds without one."""
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            found = self.messages(to)
            if len(found) > after and (code := re.search(r"\b[0-9]{6}\b", found[0]["text"])):
                return code.group()
            time.sleep(0.1)
        raise AssertionError(f"no code arrived for {to}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("demo")
    procedures = shutil.copytree(ROOT / "procedures", folder / "procedures")
    port = free_port()
    log = (folder / "log").open("wb")
    command = [sys.executable, "-m", "admin.cli", "demo", "--port", str(port), "--data", str(folder / "data")]
    process = subprocess.Popen(
        [*command, "--procedures", str(procedures)], cwd=ROOT, stdout=log, stderr=subprocess.STDOUT
    )
    url = f"http://127.0.0.1:{port}"
    try:
        messages_url = wait_until_welcome(process, folder / "log")
        yield Site(url, messages_url, procedures, folder / "data")
    finally:
        process.terminate()
        process.wait(timeout=30)
        log.close()


def wait_until_welcome(process: subprocess.Popen[bytes], log: Path) -> str:
    """The address of the post office, once the demo has greeted. Fails with the log when it does not within a minute."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        if found := re.search(r"thư và tin nhắn tại\s+(\S+)", log.read_text()):
            return found.group(1)
        time.sleep(0.2)
    raise AssertionError(f"the demo did not start:\n{log.read_text()[-4000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    assert executable, "Chromium is needed for the journeys; `make test` installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


Opener = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, site: Site) -> Iterator[Opener]:
    """A new browser of its own: `open_page(javascript=False, phone=True)`. A page error or a console error fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opener(*, javascript: bool = True, phone: bool = False) -> Page:
        context = browser.new_context(
            base_url=site.url,
            java_script_enabled=javascript,
            viewport=PHONE if phone else DESKTOP,  # type: ignore[arg-type]
            locale="vi-VN",
            accept_downloads=True,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                complaints.append(message.text) if "Content Security Policy" in message.text else None
            ),
        )
        return page

    yield opener
    for context in contexts:
        context.close()
    assert complaints == []
