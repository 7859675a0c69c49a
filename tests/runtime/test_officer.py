"""The officers' pages in a browser without a screen."""

from __future__ import annotations

import io

import pytest
from flask import Flask

from runtime.accounts.models import Account
from runtime.accounts.visitors import Visitor
from runtime.dossiers.models import Dossier
from runtime.world import World
from tests.client import Browser, Page
from tests.runtime import filed, uploads
from tests.runtime.filed import EXTRACT_ANSWERS, STANDARD_ANSWERS, Office


@pytest.fixture
def standards(world: World) -> Office:
    return filed.office(world, "cong-bo-hop-chuan.yaml")


@pytest.fixture
def extracts(world: World) -> Office:
    return filed.office(world, "trich-luc-ho-tich.yaml")


def at_desk(app: Flask, office: Office, who: Visitor) -> Browser:
    browser = Browser(app)
    with office.world.database.reading() as session:
        account = session.get_one(Account, who.account_id)
        session.expunge(account)
    browser.sign_in(account)
    return browser


def intake(app: Flask, office: Office) -> Browser:
    return at_desk(app, office, next(iter(office.officers.values())))


def claimed(browser: Browser, office: Office, dossier: Dossier) -> Page:
    path = f"/can-bo/viec/{office.open_task(dossier).id}"
    return browser.submit(browser.get(path), form=f"{path}/nhan")


def decide(browser: Browser, page: Page, outcome: str, **typed: str | list[str]) -> Page:
    return browser.submit(page, {"outcome": outcome, **typed}, form=page.path)


def test_the_queue_offers_the_next_task_and_opening_it_shows_answers_papers_and_the_declared_outcomes(
    app: Flask, standards: Office
) -> None:
    standards.submit(standards.draft(STANDARD_ANSWERS))
    browser = intake(app, standards)
    queue = browser.open("/can-bo/")
    assert "Trần Văn Đức" in queue.text
    assert "Ống bê tông ly tâm" in queue.text
    page = browser.submit(queue, form="/can-bo/tiep")
    assert page.heading == "Kiểm tra và tiếp nhận hồ sơ: Trần Văn Đức"
    for words in (
        "TCVN 7888:2014",
        "Kiểu, loại, nhãn hiệu Không cung cấp",
        "report.pdf",
        "135.000 đồng",
        "Đạt",
        "Không đạt",
    ):
        assert words in page.text
    buttons = [button.get("value") for button in page.elements("button") if button.get("name") == "outcome"]
    assert buttons == ["accept", "supplement", "decline"]


def test_nothing_can_be_decided_before_the_task_is_claimed(app: Flask, extracts: Office) -> None:
    dossier = extracts.submit(extracts.draft(EXTRACT_ANSWERS))
    page = intake(app, extracts).open(f"/can-bo/viec/{extracts.open_task(dossier).id}")
    assert "Chưa ai nhận việc này" in page.text
    assert not [button for button in page.elements("button") if button.get("name") == "outcome"]


def test_accepting_returns_to_the_queue_with_what_was_done(app: Flask, extracts: Office) -> None:
    dossier = extracts.submit(extracts.draft(EXTRACT_ANSWERS))
    browser = intake(app, extracts)
    page = decide(browser, claimed(browser, extracts, dossier), "accept")
    assert page.heading == "Hàng đợi việc"
    assert "Đã ghi nhận “Tiếp nhận hồ sơ”" in page.text
    assert extracts.dossier(dossier.id).code


def test_a_paper_found_wanting_is_ticked_on_the_supplement_page_with_its_note(
    app: Flask, standards: Office
) -> None:
    dossier = standards.submit(standards.draft(STANDARD_ANSWERS))
    browser = intake(app, standards)
    page = claimed(browser, standards, dossier)
    wanting = {"check-report": "bad", "note-document-report": "Thiếu phiếu thử nghiệm"}
    asked = decide(browser, page, "supplement", **wanting)
    assert asked.heading == "Yêu cầu bổ sung"
    form = asked.form()
    assert form.values["item"] == ["document-report"]
    assert form.values["note-document-report"] == ["Thiếu phiếu thử nghiệm"]

    again = browser.submit(asked, {"outcome": "supplement", "reason": ""})
    assert "reason" in again.errors
    assert again.form().values["item"] == ["document-report"]

    ticked = ["document-report", "field-test_date"]
    done = browser.submit(
        again, {"outcome": "supplement", "item": ticked, "reason": "Thiếu phiếu kết quả thử nghiệm"}
    )
    assert done.heading == "Hàng đợi việc"
    assert standards.dossier(dossier.id).status == "supplement"
    waiting = browser.open("/can-bo/?danh-sach=cho-bo-sung")
    assert dossier.reference in waiting.text


def test_what_cannot_be_undone_is_asked_twice(app: Flask, extracts: Office) -> None:
    dossier = extracts.submit(extracts.draft(EXTRACT_ANSWERS))
    browser = intake(app, extracts)
    page = claimed(browser, extracts, dossier)
    refused = decide(browser, page, "decline")
    assert refused.status == 422
    assert "reason" in refused.errors
    assert refused.title.startswith("Lỗi: ")
    confirm = decide(browser, refused, "decline", reason="Không thuộc thẩm quyền\ncủa phường")
    assert confirm.heading == "Xác nhận: Từ chối tiếp nhận"
    assert extracts.dossier(dossier.id).status == "submitted"
    assert browser.submit(confirm).heading == "Hàng đợi việc"
    assert extracts.dossier(dossier.id).status == "not_accepted"


def test_an_unfinished_form_comes_back_with_everything_that_was_typed(app: Flask, standards: Office) -> None:
    dossier = standards.act(standards.submit(standards.draft(STANDARD_ANSWERS)), "accept")
    browser = at_desk(app, standards, standards.officers["so-khcn/phong-tdc"])
    page = claimed(browser, standards, dossier)
    again = decide(
        browser,
        page,
        "pass",
        **{"buoc-finding": "", "note-document-iso": "", "note-document-report": "xem lại"},
    )
    assert again.status == 422
    assert list(again.errors) == ["buoc-finding"]
    assert again.form(again.path).values["reason"] == [""]
    assert "xem lại" in again.body.decode()
    assert decide(browser, again, "pass", **{"buoc-finding": "Đầy đủ"}).heading == "Hàng đợi việc"


def test_a_page_that_has_been_overtaken_says_what_changed_and_keeps_the_text(
    app: Flask, standards: Office
) -> None:
    dossier = standards.act(standards.submit(standards.draft(STANDARD_ANSWERS)), "accept")
    browser = at_desk(app, standards, standards.officers["so-khcn/phong-tdc"])
    page = claimed(browser, standards, dossier)
    standards.act(dossier, "pass", answers={"finding": "Đầy đủ"})
    stale = decide(
        browser, page, "fail", **{"buoc-finding": "Mẫu thử quá hạn", "reason": "Số liệu không khớp"}
    )
    assert stale.status == 409
    assert "Hồ sơ đã thay đổi" in stale.text
    assert "Số liệu không khớp" in stale.text
    assert "Mẫu thử quá hạn" in stale.text
    assert standards.dossier(dossier.id).status == "processing"


def test_result_fee_and_handover_go_by_the_desk(app: Flask, extracts: Office) -> None:
    dossier = extracts.act(extracts.submit(extracts.draft(EXTRACT_ANSWERS, receive="counter")), "accept")
    dossier = extracts.act(dossier, "found")
    leader = at_desk(app, extracts, extracts.officers["ubnd-phuong-hoa-sen/lanh-dao"])
    page = claimed(leader, extracts, dossier)
    assert "result" in decide(leader, page, "sign").errors
    wrong = leader.submit(page, {"result": (io.BytesIO(b"MZ"), "ket-qua.pdf")}, form=f"{page.path}/ket-qua")
    assert "result" in wrong.errors
    page = leader.submit(
        page, {"result": (io.BytesIO(uploads.pdf()), "Trích lục.pdf")}, form=f"{page.path}/ket-qua"
    )
    assert "Trích lục.pdf" in page.text
    assert decide(leader, page, "sign").heading == "Hàng đợi việc"

    browser = intake(app, extracts)
    page = claimed(browser, extracts, dossier)
    assert "24.000 đồng chưa thu" in page.text
    assert "receipt_number" in decide(browser, page, "returned", identity_checked="yes").errors
    page = browser.submit(page, {"method": "cash", "receipt_number": "0000123"}, form=f"{page.path}/thu-tien")
    assert "biên lai 0000123" in page.text
    assert "identity_checked" in decide(browser, page, "returned").errors
    assert decide(browser, page, "returned", identity_checked="yes").heading == "Hàng đợi việc"
    assert extracts.dossier(dossier.id).status == "returned"


def test_files_and_slips_open_for_officers_of_the_dossier_and_exist_for_nobody_else(
    app: Flask, standards: Office
) -> None:
    dossier = standards.act(standards.submit(standards.draft(STANDARD_ANSWERS)), "accept")
    browser = intake(app, standards)
    task = standards.open_task(dossier)
    page = browser.open(f"/can-bo/viec/{task.id}")
    files = [link for link in page.links if link.startswith("/can-bo/tep/")]
    slips = [link for link in page.links if link.endswith(".pdf")]
    assert f"{page.path}/to-khai.pdf" in slips
    assert browser.get(files[0]).body.startswith(b"%PDF")
    saved = browser.get(f"{files[0].split('?')[0]}?tai=1")
    assert saved.response.headers["Content-Disposition"].startswith("attachment")
    assert all(browser.get(paper).body.startswith(b"%PDF") for paper in slips)

    stranger = at_desk(app, standards, standards.officer("so-khac/mot-cua"))
    for path in (page.path, files[0], *slips):
        assert stranger.get(path).status == 404, path
    citizen = Browser(app)
    citizen.sign_in(standards.citizen)
    assert citizen.get(page.path).status == 403


def test_a_scanned_number_opens_its_dossier_at_once(app: Flask, extracts: Office) -> None:
    dossier = extracts.act(extracts.submit(extracts.draft(EXTRACT_ANSWERS)), "accept")
    browser = intake(app, extracts)
    for typed in (dossier.code, dossier.reference, f"http://localhost/theo-doi/{dossier.token}"):
        assert browser.open(f"/can-bo/?q={typed}").heading.endswith("Trần Văn Đức"), typed
    by_name = browser.open("/can-bo/?q=tran duc")
    assert by_name.heading == "Hàng đợi việc"
    assert dossier.code in by_name.text


def test_a_supervisor_hands_a_task_over_and_a_task_can_be_given_back(app: Flask, extracts: Office) -> None:
    dossier = extracts.submit(extracts.draft(EXTRACT_ANSWERS))
    task = extracts.open_task(dossier)
    head = at_desk(app, extracts, extracts.officer(task.queue, "Đỗ Văn Giang", role="supervisor"))
    path = f"/can-bo/viec/{task.id}"
    page = head.submit(
        head.open(path), {"colleague": str(extracts.officers[task.queue].account_id)}, form=f"{path}/giao"
    )
    assert "đang do Lê Thị Bích xử lý" in page.text
    officer = intake(app, extracts)
    queue = officer.submit(officer.open(path), form=f"{path}/tra-lai")
    assert "Việc đã trở lại hàng đợi" in queue.text


def test_every_tab_opens_and_a_made_up_one_is_the_first(app: Flask, extracts: Office) -> None:
    extracts.submit(extracts.draft(EXTRACT_ANSWERS))
    browser = intake(app, extracts)
    for tab in ("cho-nhan", "cua-toi", "sap-han", "qua-han", "cho-bo-sung", "da-xong", "khong-co"):
        assert browser.open(f"/can-bo/?danh-sach={tab}&sau=bay-ba").status == 200
    assert "Không có việc nào quá hạn" in browser.open("/can-bo/?danh-sach=qua-han").text


def test_the_desk_speaks_english_to_who_asks_for_it(app: Flask, standards: Office) -> None:
    dossier = standards.act(standards.submit(standards.draft(STANDARD_ANSWERS)), "accept")
    browser = at_desk(app, standards, standards.officers["so-khcn/phong-tdc"])
    browser.open("/hien-thi?language=en")
    assert "Unclaimed" in browser.open("/can-bo/").text
    page = claimed(browser, standards, dossier)
    asked = decide(browser, page, "supplement")
    for said in (page.text, asked.text):
        for vietnamese in ("Trả lại hàng đợi", "Lịch sử", "Quyết định của bạn", "Một lần", "Lý do"):
            assert vietnamese not in said, vietnamese


def test_the_guide_to_the_procedure_is_beside_the_task_and_for_officers_only(
    app: Flask, standards: Office
) -> None:
    dossier = standards.submit(standards.draft(STANDARD_ANSWERS))
    browser = intake(app, standards)
    page = browser.open(f"/can-bo/viec/{standards.open_task(dossier).id}")
    (link,) = [link for link in page.links if link.startswith("/can-bo/huong-dan/")]
    guide = browser.open(link)
    assert "Thẩm định hồ sơ" in guide.text
    assert "Ghi lại: Ý kiến thẩm định." in guide.text
    (paper,) = [each for each in guide.links if ".pdf" in each]
    assert browser.get(paper).body.startswith(b"%PDF")
    assert browser.get("/can-bo/huong-dan/khong-co").status == 404
    citizen = Browser(app)
    citizen.sign_in(standards.citizen)
    assert citizen.get(link).status == 403
