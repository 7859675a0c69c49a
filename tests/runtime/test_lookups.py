"""A register asked while the form is filled in: the wizard, the stand-in register and the adapter between them."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from engine.load import load
from runtime import clock, publications
from runtime.adapters.registers_http import LONGEST_ANSWER, HttpRegisters
from runtime.dossiers.models import Dossier, Draft
from runtime.ports import RegisterUnavailable
from tests import factories
from tests.conftest import SMS_TOKEN
from tests.engine.examples import EXAMPLES, library
from tests.journeys.citizen import APPLICANT, Citizen

ROOT = Path(__file__).parents[2]
KNOWN = {"number": "001085012345"}
UNKNOWN = {"number": "001099000001", "who": "Ai Đó", "born": "01/01/1999"}


@pytest.fixture
def citizen(world, client, frozen_clock, monkeypatch):
    loaded = load(EXAMPLES / "valid" / "look-up.yaml", library())
    assert loaded.definition is not None, [each.as_text() for each in loaded.problems]
    with world.database.transaction() as session:
        publications.publish(session, loaded, at=clock.now(), by="Quản trị")
    client.sign_in(factories.citizen(world.database, full_name="Nguyễn Thị Hoa", phone="+84912345678"))
    return Citizen(client, monkeypatch).begin("tra-cuu").go_on(APPLICANT)


def draft(world) -> Draft:
    with world.database.reading() as session:
        return session.query(Draft).one()


def test_what_the_register_knows_is_filled_in_and_shown_with_its_source_and_time(world, citizen):
    page = citizen.go_on(KNOWN).page
    assert "Đã lấy từ Cơ sở dữ liệu quốc gia về dân cư" in page.text
    assert page.form().values["who"] == ["Trần Văn Đức"]
    assert page.form().values["born"] == ["12/03/1985"]
    kept = draft(world).raw["lookups"]["person"]
    assert (kept["state"], kept["sent"]) == ("found", {"id": "001085012345"})


def test_a_paper_the_register_replaces_is_not_asked_for_once_it_has_answered(world, citizen, frozen_clock):
    citizen.go_on(KNOWN).go_on().go_on().go_on({"receive": "counter"}).submit()
    with world.database.reading() as session:
        dossier = session.query(Dossier).one()
    assert dossier.raw["lookups"]["person"]["got"]["name"] == "Trần Văn Đức"


def test_somebody_the_register_does_not_know_is_told_the_file_s_own_words(citizen):
    page = citizen.go_on(UNKNOWN).page
    assert page.status == 422
    assert page.errors["number"] == "Không tìm thấy số định danh này."


def test_without_an_answer_filling_in_goes_on_and_the_paper_is_asked_for(world, citizen, mailbox):
    mailbox.fail_next(2)
    page = citizen.go_on({**KNOWN, "who": "Trần Văn Đức", "born": "12/03/1985"}).page
    assert "chưa trả lời" in page.text
    citizen.go_on().go_on().go_on({"receive": "counter"})
    assert "Giấy khai sinh" in citizen.page.text
    with world.database.reading() as session:
        assert session.query(Dossier).count() == 0


def test_another_number_is_looked_up_again(world, citizen):
    citizen.go_on(KNOWN)
    page = citizen.go_on({"number": "001190067890"}).page
    assert page.form().values["who"] == ["Nguyễn Thị Mai"]


def test_what_a_browser_sends_as_the_register_s_answer_counts_for_nothing(world, citizen):
    citizen.go_on({**UNKNOWN, "lookups": "{}", "lookups-person": "found"})
    assert draft(world).raw["lookups"]["person"]["state"] == "not_found"


# ---- the adapter


class _Server(HTTPServer):
    content = b""
    status = 200
    headers: dict[str, str] = {}
    pause = 0.0
    seen = 0


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        self.server.seen += 1
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        time.sleep(self.server.pause)
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(self.server.content)))
        self.end_headers()
        self.wfile.write(self.server.content)

    def log_message(self, *arguments: object) -> None:
        """Silent."""


@pytest.fixture
def server() -> Iterator[_Server]:
    with _Server(("127.0.0.1", 0), _Handler) as running:
        threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        yield running
        running.shutdown()


def asking(server: _Server, timeout: float = 2.0) -> object:
    address = f"http://127.0.0.1:{server.server_address[1]}"
    return HttpRegisters({"population": address}, {}).ask("population.person", {"id": "1"}, timeout=timeout)


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"not json", 200),
        (b"[]", 200),
        (b'{"found": "yes"}', 200),
        (b'{"found": true, "data": []}', 200),
        (b"{}", 404),
        (b"{}", 500),
        (b'{"found": true, "data": {"a": "' + b"x" * LONGEST_ANSWER + b'"}}', 200),
    ],
)
def test_nonsense_refusals_and_floods_are_no_answer_and_say_nothing_of_people(server, content, status):
    server.content, server.status = content, status
    with pytest.raises(RegisterUnavailable) as unavailable:
        asking(server)
    assert "1085" not in str(unavailable.value)


def test_a_redirect_is_not_followed(server):
    server.status, server.headers = 302, {"Location": f"http://127.0.0.1:{server.server_address[1]}/other"}
    with pytest.raises(RegisterUnavailable):
        asking(server)
    assert server.seen == 1


def test_a_slow_register_is_given_up_in_time(server):
    server.pause = 3.0
    began = time.monotonic()
    with pytest.raises(RegisterUnavailable):
        asking(server, timeout=0.3)
    assert time.monotonic() - began < 2


def test_a_connector_without_an_address_is_no_answer():
    with pytest.raises(RegisterUnavailable):
        HttpRegisters({}, {}).ask("population.person", {"id": "1"}, timeout=1)


def test_the_stand_in_register_is_a_process_of_its_own_that_speaks_the_protocol():
    port, smtp = _free(), _free()
    command = [
        sys.executable,
        "-m",
        "runtime.adapters.standins",
        "--http-port",
        str(port),
        "--smtp-port",
        str(smtp),
    ]
    with subprocess.Popen([*command, "--token", SMS_TOKEN], cwd=ROOT) as process:
        try:
            registers = HttpRegisters(
                {"population": f"http://127.0.0.1:{port}/register/population"}, {"population": SMS_TOKEN}
            )
            answer = _patiently(registers)
            wrong = HttpRegisters({"population": f"http://127.0.0.1:{port}/register/population"}, {})
            with pytest.raises(RegisterUnavailable):
                wrong.ask("population.person", {"id": "001085012345"}, timeout=5)
        finally:
            process.terminate()
    assert answer.data["name"] == "Trần Văn Đức"


def _patiently(registers: HttpRegisters):
    for _ in range(100):
        try:
            return registers.ask("population.person", {"id": "001085012345"}, timeout=5)
        except RegisterUnavailable:
            time.sleep(0.1)
    raise AssertionError("the stand-in did not start")


def _free() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
