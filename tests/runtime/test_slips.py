"""Slips as they are issued and printed."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from engine.workflow import Item
from runtime import casework, clock
from runtime.dossiers import slips
from runtime.dossiers.models import Dossier, Slip
from runtime.refusals import NotFound
from runtime.world import World
from tests.runtime import filed
from tests.runtime.filed import EXTRACT_ANSWERS, STANDARD_ANSWERS, Office


@pytest.fixture
def standards(world: World) -> Office:
    return filed.office(world, "cong-bo-hop-chuan.yaml")


def last_slip(office: Office, dossier: Dossier) -> Slip:
    with office.world.database.reading() as session:
        slip = slips.of_dossier(session, dossier)[-1]
        session.expunge(slip)
    return slip


def printed(office: Office, slip: Slip) -> str:
    with office.world.database.reading() as session:
        pages = PdfReader(io.BytesIO(slips.pdf(session, slip.id))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_receipt_says_when_the_clock_began_and_what_day_is_promised(
    standards: Office, frozen_clock
) -> None:
    dossier = standards.submit(standards.draft(STANDARD_ANSWERS, receive="post"))
    frozen_clock.advance(hours=1)
    slip = last_slip(standards, standards.act(dossier, "accept"))
    assert slip.data["code"] == "H99.14-260213-0001"
    assert slip.data["received_at"].startswith("2026-02-13T10:00")
    assert slip.data["due_at"].startswith("2026-02-26T17:00")
    assert slip.data["time_limit"] == "4 ngày làm việc"
    assert slip.data["officer"] == "Lê Thị Bích"
    assert slip.data["papers"][0]["name"].startswith("Bản công bố hợp chuẩn")
    assert slip.data["receive_at"] == "Qua bưu chính, tới địa chỉ Số 1 đường Ví Dụ"
    assert slip.data["tracking_url"].endswith(f"/theo-doi/{dossier.token}")
    assert slip.data["applicant_phone"].replace(" ", "").startswith("0")
    text = printed(standards, slip)
    for words in ("H99.14-260213-0001", "Trần Văn Đức", "26 tháng 02 năm 2026"):
        assert words in text


def test_the_request_to_supplement_lists_each_item_with_its_note(standards: Office) -> None:
    asked = (Item("document", "report", "Thiếu phiếu thử nghiệm"), Item("field", "test_date", ""))
    dossier = standards.submit(standards.draft(STANDARD_ANSWERS))
    slip = last_slip(standards, standards.act(dossier, "supplement", items=asked, reason="Hồ sơ còn thiếu"))
    assert slip.kind == "supplement"
    assert [item["note"] for item in slip.data["items"]] == ["Thiếu phiếu thử nghiệm", ""]
    assert slip.data["items"][1]["name"] == "Ngày cấp phiếu kết quả thử nghiệm"
    assert "Thiếu phiếu thử nghiệm" in printed(standards, slip)


def test_a_stopped_dossier_gets_its_own_slip_with_the_day_that_was_missed(
    standards: Office, frozen_clock
) -> None:
    dossier = standards.submit(standards.draft(STANDARD_ANSWERS))
    dossier = standards.act(
        dossier, "supplement", items=(Item("document", "report", ""),), reason="Thiếu phiếu thử nghiệm"
    )
    frozen_clock.advance(days=40)
    with standards.world.database.transaction() as session:
        assert casework.expire_supplements(session, standards.world, at=clock.now()) == 1
    slip = last_slip(standards, dossier)
    assert slip.kind == "stop"
    text = printed(standards, slip)
    assert "dừng giải quyết hồ sơ" in text.lower()
    assert "Thiếu phiếu thử nghiệm" in text


def test_slips_are_numbered_by_agency_kind_and_year(world: World) -> None:
    office = filed.office(world, "trich-luc-ho-tich.yaml")
    numbers = []
    for outcome in ("accept", "decline", "accept"):
        dossier = office.act(office.submit(office.draft(EXTRACT_ANSWERS)), outcome, reason="Sai nơi nộp")
        slip = last_slip(office, dossier)
        numbers.append((slip.kind, slip.data["number"]))
    assert numbers == [("receipt", "01/2026"), ("refusal", "01/2026"), ("receipt", "02/2026")]


def test_a_slip_printed_again_says_what_it_said(standards: Office) -> None:
    dossier = standards.act(standards.submit(standards.draft(STANDARD_ANSWERS)), "accept")
    slip = last_slip(standards, dossier)
    with standards.world.database.transaction() as session:
        session.get_one(Dossier, dossier.id).applicant = {"full_name": "Người Khác"}
    assert "Trần Văn Đức" in printed(standards, slip)


def test_a_slip_of_another_dossier_is_not_found(standards: Office) -> None:
    first = standards.act(standards.submit(standards.draft(STANDARD_ANSWERS)), "accept")
    second = standards.submit(standards.draft(STANDARD_ANSWERS))
    with standards.world.database.reading() as session, pytest.raises(NotFound):
        slips.load(session, second, last_slip(standards, first).id)
