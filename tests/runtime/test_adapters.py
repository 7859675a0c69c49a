"""The adapters against servers that speak the real protocols: what arrives, what is tried again, what is
given up.
"""

from __future__ import annotations

import io
import json
import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.adapters.sms_http import HttpTexter
from runtime.adapters.smtp import SmtpMailer
from runtime.adapters.standins.post_office import PostOffice
from runtime.adapters.standins.servers import StandIns
from runtime.adapters.storage_folder import FolderStorage
from runtime.ports import ContentDamaged, ContentMissing, ContentTooBig, NotDelivered, Undeliverable
from tests.conftest import SMS_TOKEN
from tests.mailbox import Mailbox

NUMBER = "+84912345678"


@pytest.fixture
def mailer(mailbox: Mailbox) -> SmtpMailer:
    return SmtpMailer(mailbox.smtp_url, sender="Cổng dịch vụ công <khong-tra-loi@dichvucong.vn>")


@pytest.fixture
def texter(mailbox: Mailbox) -> HttpTexter:
    return HttpTexter(mailbox.sms_url, token=SMS_TOKEN)


@pytest.fixture
def nobody_listens() -> int:
    """A port on which nothing answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class TestMail:
    def test_vietnamese_arrives_as_it_was_written(self, mailer: SmtpMailer, mailbox: Mailbox) -> None:
        body = "Kính gửi bà Nguyễn Thị Ánh,\n\nHồ sơ đã được tiếp nhận.\n"
        mailer.send("anh@example.vn", "Hồ sơ đã được tiếp nhận", body, key="1/accepted")
        (mail,) = mailbox.mails("anh@example.vn")
        assert mail.subject == "Hồ sơ đã được tiếp nhận"
        assert mail.text == body

    def test_the_same_key_makes_the_same_message_id(self, mailer: SmtpMailer, mailbox: Mailbox) -> None:
        first = mailer.send("a@example.vn", "s", "b", key="1/accepted")
        second = mailer.send("a@example.vn", "s", "b", key="1/accepted")
        other = mailer.send("a@example.vn", "s", "b", key="2/accepted")
        assert first == second != other
        assert [mail.key for mail in mailbox.mails()] == [first, second, other]
        assert first.endswith("@dichvucong.vn>")

    def test_a_mailbox_that_does_not_exist_is_given_up(self, mailer: SmtpMailer) -> None:
        with pytest.raises(Undeliverable, match="550"):
            mailer.send("nobody@example.vn", "s", "b", key="k")

    def test_a_server_that_says_later_is_tried_again(self, mailer: SmtpMailer, mailbox: Mailbox) -> None:
        mailbox.fail_next(1)
        with pytest.raises(NotDelivered, match="451"):
            mailer.send("a@example.vn", "s", "b", key="k")

    def test_a_server_that_is_away_is_tried_again(self, nobody_listens: int) -> None:
        away = SmtpMailer(f"smtp://127.0.0.1:{nobody_listens}", sender="a@b.vn")
        with pytest.raises(NotDelivered, match="ConnectionRefusedError"):
            away.send("a@example.vn", "s", "b", key="k")

    @pytest.mark.parametrize("subject", ["Hồ sơ\r\nBcc: all@example.vn", "a\nX-Evil: 1", "a\rb"])
    def test_a_line_break_in_the_subject_writes_no_header(
        self, mailer: SmtpMailer, mailbox: Mailbox, subject: str
    ) -> None:
        with pytest.raises(Undeliverable, match="line break"):
            mailer.send("a@example.vn", subject, "b", key="k")
        assert mailbox.mails() == []

    def test_a_line_break_in_the_address_writes_no_header(self, mailer: SmtpMailer, mailbox: Mailbox) -> None:
        with pytest.raises(Undeliverable):
            mailer.send("a@example.vn\r\nBcc: all@example.vn", "s", "b", key="k")
        assert mailbox.mails() == []

    def test_a_server_without_encryption_is_refused_when_encryption_was_asked_for(
        self, mailbox: Mailbox
    ) -> None:
        strict = SmtpMailer(mailbox.smtp_url.replace("smtp://", "smtp+starttls://"), sender="a@b.vn")
        with pytest.raises((Undeliverable, NotDelivered)):
            strict.send("a@example.vn", "s", "b", key="k")
        assert mailbox.mails() == []


class TestTexts:
    def test_a_message_arrives_once_however_often_it_is_sent(
        self, texter: HttpTexter, mailbox: Mailbox
    ) -> None:
        first = texter.send(NUMBER, "Hồ sơ đã có kết quả.", key="1/result_ready")
        assert texter.send(NUMBER, "Hồ sơ đã có kết quả.", key="1/result_ready") == first
        assert [text.text for text in mailbox.texts(NUMBER)] == ["Hồ sơ đã có kết quả."]

    def test_a_number_the_gateway_refuses_is_given_up(self, texter: HttpTexter) -> None:
        with pytest.raises(Undeliverable, match="422"):
            texter.send("0912", "x", key="k")

    def test_a_wrong_token_is_our_fault_and_tried_again(self, mailbox: Mailbox) -> None:
        with pytest.raises(NotDelivered, match="401"):
            HttpTexter(mailbox.sms_url, token="wrong").send(NUMBER, "x", key="k")
        assert mailbox.texts() == []

    def test_a_gateway_in_trouble_is_tried_again(self, texter: HttpTexter, mailbox: Mailbox) -> None:
        mailbox.fail_next(1)
        with pytest.raises(NotDelivered, match="503"):
            texter.send(NUMBER, "x", key="k")
        texter.send(NUMBER, "x", key="k")
        assert len(mailbox.texts()) == 1

    def test_a_gateway_that_is_away_is_tried_again(self, nobody_listens: int) -> None:
        with pytest.raises(NotDelivered):
            HttpTexter(f"http://127.0.0.1:{nobody_listens}/sms", token="t").send(NUMBER, "x", key="k")

    def test_a_redirect_is_not_followed_with_the_token(self) -> None:
        elsewhere = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\nContent-Length: 0\r\n\r\n"
        with Answering(elsewhere) as port, pytest.raises(Undeliverable, match="302"):
            HttpTexter(f"http://127.0.0.1:{port}/sms", token="t").send(NUMBER, "x", key="k")

    def test_a_gateway_that_talks_nonsense_is_tried_again(self) -> None:
        with Answering(b"nonsense\r\n\r\n") as port, pytest.raises(NotDelivered):
            HttpTexter(f"http://127.0.0.1:{port}/sms", token="t").send(NUMBER, "x", key="k")


class Answering:
    """A server that answers one request with fixed bytes."""

    def __init__(self, answer: bytes) -> None:
        self._answer = answer
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve)

    def _serve(self) -> None:
        caller, _ = self._socket.accept()
        with caller:
            caller.recv(65536)
            caller.sendall(self._answer)

    def __enter__(self) -> int:
        self._thread.start()
        return int(self._socket.getsockname()[1])

    def __exit__(self, *unused: object) -> None:
        self._thread.join(timeout=5)
        self._socket.close()


@pytest.fixture
def storage(tmp_path: Path) -> FolderStorage:
    return FolderStorage(tmp_path / "files")


class TestFiles:
    def test_what_is_put_comes_back(self, storage: FolderStorage) -> None:
        kept = storage.put(io.BytesIO(b"giay khai sinh"))
        assert kept.size == 14
        with storage.open(kept.name, sha256=kept.sha256) as file:
            assert file.read() == b"giay khai sinh"

    def test_more_than_allowed_is_refused_and_leaves_nothing(
        self, storage: FolderStorage, tmp_path: Path
    ) -> None:
        with pytest.raises(ContentTooBig):
            storage.put(io.BytesIO(b"12345"), at_most=4)
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
        assert storage.put(io.BytesIO(b"1234"), at_most=4).size == 4

    def test_a_file_changed_behind_our_back_is_not_handed_out(
        self, storage: FolderStorage, tmp_path: Path
    ) -> None:
        kept = storage.put(io.BytesIO(b"true"))
        next(path for path in tmp_path.rglob(kept.name)).write_bytes(b"fake")
        with pytest.raises(ContentDamaged):
            storage.open(kept.name, sha256=kept.sha256)

    def test_an_upload_that_breaks_off_leaves_nothing(self, storage: FolderStorage, tmp_path: Path) -> None:
        class Broken(io.RawIOBase):
            def read(self, size: int = -1) -> bytes:
                raise ConnectionResetError

        with pytest.raises(ConnectionResetError):
            storage.put(Broken())  # type: ignore[arg-type]
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []

    @pytest.mark.parametrize(
        "name", ["", "../secret", "/etc/passwd", "0" * 31, "0" * 33, "ABCDEF" * 5 + "AB", "0" * 32]
    )
    def test_a_name_that_is_not_ours_opens_nothing(self, storage: FolderStorage, name: str) -> None:
        with pytest.raises(ContentMissing):
            storage.open(name, sha256="")

    def test_removing_twice_is_removing(self, storage: FolderStorage) -> None:
        kept = storage.put(io.BytesIO(b"x"))
        storage.remove(kept.name)
        storage.remove(kept.name)
        with pytest.raises(ContentMissing):
            storage.open(kept.name, sha256=kept.sha256)

    def test_a_folder_that_is_gone_is_noticed(self, storage: FolderStorage, tmp_path: Path) -> None:
        storage.check()
        (tmp_path / "files" / "incoming").rmdir()
        with pytest.raises(OSError, match="incoming"):
            storage.check()

    @settings(max_examples=30, deadline=None)
    @given(content=st.binary(max_size=2000))
    def test_any_content_comes_back_byte_by_byte(
        self, tmp_path_factory: pytest.TempPathFactory, content: bytes
    ) -> None:
        storage = FolderStorage(tmp_path_factory.mktemp("files"))
        kept = storage.put(io.BytesIO(content))
        with storage.open(kept.name, sha256=kept.sha256) as file:
            assert file.read() == content


class TestStandIns:
    @pytest.fixture
    def servers(self, stand_ins: StandIns) -> Iterator[StandIns]:
        stand_ins.office.clear()
        yield stand_ins
        stand_ins.office.clear()

    def get(self, url: str) -> str:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return str(answer.read().decode())

    def test_the_page_shows_what_arrived_and_no_markup_of_theirs(self, servers: StandIns) -> None:
        servers.office.take(
            kind="email", to="a@b.vn", subject="<b>Chào</b>", text="<script>alert(1)</script>", key="1"
        )
        page = self.get(servers.web_url)
        assert "&lt;b&gt;Chào&lt;/b&gt;" in page
        assert "<script>" not in page

    def test_an_empty_page_says_so(self, servers: StandIns) -> None:
        assert "Chưa có thư hoặc tin nhắn nào" in self.get(servers.web_url)

    def test_messages_are_listed_newest_first_for_one_address(self, servers: StandIns) -> None:
        for number in range(3):
            servers.office.take(kind="sms", to=NUMBER, subject="", text=f"{number}", key=f"{number}")
        servers.office.take(kind="sms", to="+84900000000", subject="", text="other", key="9")
        listed = json.loads(self.get(f"{servers.web_url}/messages?to=%2B84912345678"))
        assert [message["text"] for message in listed] == ["2", "1", "0"]

    def test_a_failure_can_be_ordered(self, servers: StandIns) -> None:
        order = urllib.request.Request(f"{servers.web_url}/fail-next?n=2", data=b"", method="POST")
        urllib.request.urlopen(order, timeout=5).close()
        assert [servers.office.should_fail() for _ in range(3)] == [True, True, False]

    def test_a_page_that_does_not_exist_is_404(self, servers: StandIns) -> None:
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(f"{servers.web_url}/nowhere", timeout=5)
        with caught.value as answer:
            assert answer.code == 404

    def test_what_arrived_is_there_again_after_a_restart(self, tmp_path: Path) -> None:
        PostOffice(tmp_path).take(kind="sms", to=NUMBER, subject="", text="Chào", key="1")
        assert [message.text for message in PostOffice(tmp_path).messages()] == ["Chào"]
