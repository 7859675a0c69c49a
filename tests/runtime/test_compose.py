"""Notices: every event has its words, the author's win, places are filled once, messages stay short and
discreet.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.definition import Agency, ApplicantKind, Channel, ChannelTerms, Definition, Notice, Sector
from engine.text import Text
from renderer.languages import LANGUAGES
from runtime.notifications import compose
from runtime.notifications.compose import (
    EVENTS,
    PLACEHOLDERS,
    announce,
    chosen_words,
    fill_line,
    fill_lines,
    segments,
)
from runtime.world import World
from tests.mailbox import Mailbox

PHONE, EMAIL = "+84912345678", "an@example.vn"
LATE_FEBRUARY = datetime(2026, 2, 27, 10, 0, tzinfo=UTC)
"""17:00 in Vietnam on Friday 27 February 2026."""


@dataclass
class Person:
    email: str | None = EMAIL
    phone: str | None = PHONE
    language: str = "vi"


@dataclass
class Dossier:
    """A dossier as far as a notice knows one. It is in no table, so the outbox rows must not point to it."""

    account: Person = field(default_factory=Person)
    id: int | None = None
    reference: str = "TN-7K2MQ-9XWRA"
    code: str | None = "H40.14-260213-0001"
    token: str = "abcdefghijklmnopqrstuvwxyz0"
    revision: int = 3
    applicant: dict[str, str] = field(default_factory=dict)
    applicant_name: str = "Nguyễn Thị Ánh"
    due_at: datetime | None = LATE_FEBRUARY


def definition(**notices: Notice) -> Definition:
    return Definition(
        id="trich-luc",
        code="2.000635",
        name=Text.of("Cấp bản sao trích lục hộ tịch", en="Copy of a civil-status extract"),
        sector=Sector("ho-tich", Text.of("Hộ tịch")),
        agency=Agency("ubnd-phuong", Text.of("UBND phường Hòa Bình")),
        level=4,
        applicants=(ApplicantKind.CITIZEN,),
        results=(),
        submit={Channel.ONLINE: ChannelTerms()},
        receive={Channel.ONLINE: ChannelTerms()},
        deadline=None,
        pages=(),
        documents=(),
        fee=None,
        process=None,
        content_hash="0" * 64,
        notices=notices,
    )


def tell(
    world: World, event: str, dossier: Dossier, procedure: Definition | None = None, **more: object
) -> int:
    with world.database.transaction() as session:
        return announce(
            session,
            world,
            event=event,
            dossier=dossier,  # type: ignore[arg-type]
            definition=procedure or definition(),
            at=datetime(2026, 2, 13, 2, tzinfo=UTC),
            **more,  # type: ignore[arg-type]
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_event_has_words_for_sms_and_mail_in_every_language(language: str) -> None:
    words = compose.stock_words(language)
    assert set(words) == set(EVENTS)
    for event in words.values():
        assert event.sms.strip()
        assert event.subject.strip()
        assert event.body.strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_stock_words_use_only_places_that_exist_and_no_other_braces(language: str) -> None:
    for words in compose.stock_words(language).values():
        everything = words.sms + words.subject + words.body
        named = re.findall(r"\{(\w+)\}", everything)
        assert set(named) <= PLACEHOLDERS
        assert everything.count("{") == everything.count("}") == len(named)


def test_vietnamese_and_english_words_name_the_same_places() -> None:
    for event in EVENTS:
        vietnamese, english = (compose.stock_words(language)[event] for language in ("vi", "en"))
        assert set(re.findall(r"\{\w+\}", vietnamese.body)) == set(re.findall(r"\{\w+\}", english.body)), (
            event
        )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("event", EVENTS)
def test_a_stock_sms_is_at_most_two_messages_long(event: str, language: str) -> None:
    values = compose.places(
        Dossier(),  # type: ignore[arg-type]
        definition(),
        language,
        base_url="https://dichvucong.binhduong.gov.vn",
        reason="",
        deadline=LATE_FEBRUARY,
    )
    text = fill_line(compose.stock_words(language)[event].sms, values)
    assert segments(text) <= 2, f"{len(text)} letters: {text}"


@pytest.mark.parametrize("event", EVENTS)
def test_no_stock_notice_has_a_gap_where_nothing_is_known(event: str) -> None:
    values = dict.fromkeys(PLACEHOLDERS, "") | {"code": "C", "reference": "R", "link": "L", "name": "N"}
    values |= (
        {"due": "D", "deadline": "E"}
        if event in {"accepted", "supplement_requested", "payment_requested", "step_done"}
        else {}
    )
    words = compose.stock_words("vi")[event]
    for line in (
        fill_line(words.sms, values),
        fill_line(words.subject, values),
        *fill_lines(words.body, values).splitlines(),
    ):
        assert not re.search(r"\{|\(\)| [.,:;]|[:,]$", line) or line == "Kính gửi N,", line


def test_an_accepted_dossier_is_announced_by_sms_and_mail(
    world: World, mailbox: Mailbox, deliver: Callable[[], int]
) -> None:
    assert tell(world, "accepted", Dossier()) == 2
    assert deliver() == 2
    (sms,), (mail,) = mailbox.texts(PHONE), mailbox.mails(EMAIL)
    assert "H40.14-260213-0001" in sms.text
    assert "17:00 ngày 27/02/2026" in sms.text
    assert mail.subject == "Hồ sơ H40.14-260213-0001 đã được tiếp nhận"
    assert "Kính gửi Nguyễn Thị Ánh," in mail.text
    assert "Cơ quan giải quyết: UBND phường Hòa Bình" in mail.text
    assert "http://localhost/theo-doi/abcdefghijklmnopqrstuvwxyz0" in mail.text


def test_the_same_act_is_announced_once_and_the_next_one_again(world: World) -> None:
    dossier = Dossier()
    assert tell(world, "accepted", dossier) == 2
    assert tell(world, "accepted", dossier) == 0
    dossier.revision += 1
    assert tell(world, "accepted", dossier) == 2


def test_who_gave_no_mail_address_gets_the_sms_alone(
    world: World, mailbox: Mailbox, deliver: Callable[[], int]
) -> None:
    assert tell(world, "returned", Dossier(account=Person(email=None))) == 1
    assert deliver() == 1
    assert mailbox.mails() == []


def test_an_account_without_a_telephone_is_told_at_the_number_in_the_application(
    world: World, mailbox: Mailbox, deliver: Callable[[], int]
) -> None:
    tell(world, "returned", Dossier(account=Person(phone=None), applicant={"phone": "+84987654321"}))
    deliver()
    assert len(mailbox.texts("+84987654321")) == 1


def test_the_citizens_language_is_spoken(world: World, mailbox: Mailbox, deliver: Callable[[], int]) -> None:
    tell(world, "accepted", Dossier(account=Person(language="en")))
    deliver()
    assert "Procedure: Copy of a civil-status extract" in mailbox.mails(EMAIL)[0].text


def test_before_there_is_a_code_the_reference_stands_for_it(
    world: World, mailbox: Mailbox, deliver: Callable[[], int]
) -> None:
    tell(world, "supplement_requested", Dossier(code=None), reason="Thiếu ảnh", deadline=LATE_FEBRUARY)
    deliver()
    assert "TN-7K2MQ-9XWRA cần bổ sung trước 27/02/2026" in mailbox.texts(PHONE)[0].text
    assert "Lý do: Thiếu ảnh" in mailbox.mails(EMAIL)[0].text


def test_a_line_with_nothing_to_say_is_left_out(
    world: World, mailbox: Mailbox, deliver: Callable[[], int]
) -> None:
    tell(world, "stopped", Dossier(), reason="")
    deliver()
    assert "Lý do" not in mailbox.mails(EMAIL)[0].text


def test_the_authors_words_win_and_what_they_left_out_is_stock() -> None:
    own = Notice("accepted", sms=Text.of("Mã của bạn: {code}"))
    words = chosen_words(own, "accepted", "vi")
    assert words.sms == "Mã của bạn: {code}"
    assert words.body == compose.stock_words("vi")["accepted"].body


def test_what_a_person_wrote_is_not_read_again_for_places() -> None:
    assert fill_line("{name}: {code}", {"name": "{code}", "code": "1"}) == "{code}: 1"


def test_a_place_nobody_knows_stays_as_written() -> None:
    assert fill_line("{mystery} {code}", {"code": "1"}) == "{mystery} 1"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Trần Văn Bình https://evil.example/x", "Trần Văn Bình"),
        ("Bình www.evil.example", "Bình"),
        ("Bình evil.example/login ngay", "Bình ngay"),
        ("Bình\r\nBcc: all@example.vn", "Bình Bcc: all@example.vn"),
        ("Công ty TNHH A.B.C", "Công ty TNHH A.B.C"),
    ],
)
def test_a_name_carries_no_link_and_no_line_break(written: str, shown: str) -> None:
    assert compose.plain_name(written) == shown


@given(st.text(max_size=400))
def test_any_name_becomes_one_short_line(written: str) -> None:
    name = compose.plain_name(written)
    assert len(name) <= compose.LONGEST_NAME
    assert len(name.splitlines()) <= 1
    assert "://" not in name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("[" * 80, 1),
        ("[" * 81, 2),
        ("đ" * 70, 1),
        ("đ" * 71, 2),
        ("đ" * 135, 3),
        ("", 1),
    ],
)
def test_the_telephone_network_counts_messages_this_way(text: str, expected: int) -> None:
    assert segments(text) == expected
