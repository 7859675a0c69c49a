from io import BytesIO

import pytest

from engine.workflow import Item
from runtime.dossiers import attachments, own
from runtime.dossiers.models import Dossier, Supplement
from tests import factories
from tests.client import Browser
from tests.runtime import uploads
from tests.runtime.filed import STANDARD_ANSWERS, Office, office

ASKED = (Item("document", "report", "Thiếu trang 3"), Item("field", "report_no", "Số chưa khớp với báo cáo"))


@pytest.fixture
def standards(world, frozen_clock) -> Office:
    return office(world, "cong-bo-hop-chuan.yaml")


@pytest.fixture
def dossier(standards) -> Dossier:
    return standards.submit(standards.draft(STANDARD_ANSWERS))


@pytest.fixture
def mine(client, standards):
    client.sign_in(standards.citizen)
    return client


@pytest.fixture
def supplement(standards, dossier, mine, frozen_clock):
    """The page of a request for one paper and one answer, asked an hour after the submission."""
    frozen_clock.advance(hours=1)
    standards.act(standards.act(dossier, "accept"), "supplement", reason="Hồ sơ chưa đầy đủ", items=ASKED)
    return mine.get(f"/ho-so/{dossier.reference}/bo-sung")


def send(browser, page, document, content, name="mới.pdf"):
    sent = {"_document": document, "files": (BytesIO(content), name)}
    return browser.follow(browser.post(page.path, sent))


def answered(browser, page, **typed):
    chosen = next(form for form in page.forms() if "report_no" in form.values)
    return browser.follow(browser.post(page.path, {**chosen.values, "_go": "next", **typed}, token=""))


def test_the_list_shows_my_dossiers_and_nobody_elses(mine, standards, dossier, app, world):
    assert f"/ho-so/{dossier.reference}" in mine.get("/ho-so").links
    stranger = Browser(app)
    stranger.sign_in(factories.citizen(world.database))
    assert "Bạn chưa nộp hồ sơ nào." in stranger.get("/ho-so").text


def test_a_long_list_comes_in_pages(mine, standards, world, monkeypatch, frozen_clock):
    monkeypatch.setattr(own, "PAGE", 2)
    made = []
    for _ in range(3):
        made.append(standards.submit(standards.draft(STANDARD_ANSWERS, files=True)).reference)
        frozen_clock.advance(minutes=1)
    first = mine.get("/ho-so")
    second = mine.get(next(link for link in first.links if "sau=" in link))
    shown = [
        link.rsplit("/", 1)[1] for page in (first, second) for link in page.links if "/ho-so/TN-" in link
    ]
    assert shown == made[::-1]


def test_a_made_up_mark_begins_the_list_anew(mine, dossier):
    assert f"/ho-so/{dossier.reference}" in mine.get("/ho-so?sau=2026-01-01_x").links


def test_the_page_after_submitting_can_be_opened_again(mine, dossier):
    page = mine.get(f"/ho-so/{dossier.reference}/da-nop")
    assert page.heading == "Chúc mừng bạn đã nộp hồ sơ thành công"
    assert f"http://localhost/theo-doi/{dossier.token}" in page.links
    assert list(page.elements("{http://www.w3.org/2000/svg}svg")) or b"<svg" in page.body


def test_a_dossier_tells_where_it_is_and_how_its_date_was_counted(mine, standards, dossier):
    standards.act(dossier, "accept")
    page = mine.get(f"/ho-so/{dossier.reference}")
    for words in (
        "Phòng Tiêu chuẩn Đo lường Chất lượng",
        "Cán bộ thụ lý hồ sơ",
        "Hẹn trả kết quả",
        "Ngày này được tính như thế nào?",
        "Không tính ngày nghỉ",
        "161.000 đồng" if dossier.receive_channel == "post" else "135.000 đồng",
        "Ống bê tông ly tâm",
        "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    ):
        assert words in page.text


@pytest.mark.parametrize("path", ["xac-nhan.pdf", "phieu"])
def test_papers_are_given_as_pdf(mine, standards, dossier, path):
    standards.act(dossier, "accept")
    if path == "phieu":
        path = next(link for link in mine.get(f"/ho-so/{dossier.reference}").links if "/phieu/" in link)
        page = mine.get(path)
    else:
        page = mine.get(f"/ho-so/{dossier.reference}/{path}")
    assert page.body.startswith(b"%PDF-")
    assert page.response.headers["Cache-Control"] == "private, no-store"


def test_a_document_handed_in_can_be_read_again(mine, dossier):
    link = next(link for link in mine.get(f"/ho-so/{dossier.reference}").links if "/tep/" in link)
    assert mine.get(link).body.startswith(b"%PDF-")


def test_the_result_is_mine_only_once_it_is_issued(mine, standards, dossier, app):
    finding = {"finding": "Đạt"}
    standards.act(dossier, "accept")
    standards.act(dossier, "pass", answers=finding)
    standards.attach_result(dossier)
    with standards.world.database.reading() as session:
        result = next(
            f
            for f in attachments.of_dossier(session, session.get_one(Dossier, dossier.id))
            if f.purpose == "result"
        )
    address = f"/ho-so/{dossier.reference}/tep/{result.key}"
    app.testing = False
    assert mine.get(address).status == 404
    standards.act(dossier, "approve")
    assert mine.get(address).body.startswith(b"%PDF-")
    assert "Kết quả.pdf" in mine.get(f"/ho-so/{dossier.reference}").text


def test_another_citizen_finds_nothing_of_a_dossier(app, standards, dossier, mine, supplement):
    link = next(link for link in mine.get(f"/ho-so/{dossier.reference}").links if "/tep/" in link)
    slip = next(link for link in mine.get(f"/ho-so/{dossier.reference}").links if "/phieu/" in link)
    app.testing = False
    stranger = Browser(app)
    stranger.sign_in(factories.citizen(standards.world.database))
    here = f"/ho-so/{dossier.reference}"
    for path in (
        here,
        f"{here}/da-nop",
        f"{here}/xac-nhan.pdf",
        f"{here}/bo-sung",
        f"{here}/rut",
        link,
        slip,
    ):
        assert stranger.get(path).status == 404
    for path in (f"{here}/bo-sung", f"{here}/rut"):
        assert stranger.post(path, {"report_no": "x"}, token=stranger.token()).status == 404
    assert standards.dossier(dossier.id).status == "supplement"


def test_a_supplement_shows_all_that_is_asked_with_the_officers_notes(supplement):
    assert supplement.heading.startswith("Bổ sung hồ sơ")
    for words in ("Hồ sơ chưa đầy đủ", "Thiếu trang 3", "Số chưa khớp với báo cáo", "Gửi trước"):
        assert words in supplement.text
    names = {name for form in supplement.forms() for name in form.values}
    assert "report_no" in names
    assert "product_name" not in names


def test_a_supplement_is_sent_when_it_is_complete(mine, standards, dossier, supplement):
    refused = answered(mine, supplement, report_no="02/BCĐG")
    assert refused.status == 422
    assert "report" in refused.errors
    assert "report_no" not in refused.errors
    send(mine, supplement, "report", uploads.pdf(), "báo cáo đủ.pdf")
    page = answered(mine, mine.get(supplement.path))
    assert "Đã gửi phần bổ sung" in page.text
    changed = standards.dossier(dossier.id)
    assert changed.status == "processing"
    assert changed.answers["report_no"] == "02/BCĐG"


def test_what_was_not_asked_for_cannot_be_changed(mine, standards, dossier, supplement, app):
    send(mine, supplement, "report", uploads.pdf())
    answered(mine, supplement, report_no="02", product_name="Hàng khác")
    assert standards.dossier(dossier.id).answers["product_name"] == "Ống bê tông ly tâm"
    app.testing = False
    assert (
        mine.post(
            supplement.path, {"_document": "business", "files": (BytesIO(uploads.pdf()), "a.pdf")}
        ).status
        == 409
    )


def test_a_paper_not_asked_for_is_not_taken(mine, dossier, supplement, app):
    app.testing = False
    sent = {"_document": "business", "files": (BytesIO(uploads.pdf()), "a.pdf")}
    assert mine.post(supplement.path, sent).status == 404


def test_half_an_answer_is_kept(mine, standards, dossier, supplement):
    answered(mine, supplement, report_no="đang viết", _go="exit")
    page = mine.get(supplement.path)
    assert next(form for form in page.forms() if "report_no" in form.values).values["report_no"] == [
        "đang viết"
    ]
    with standards.world.database.reading() as session:
        assert session.query(Supplement).one().answered_at is None


def test_only_files_of_this_answer_can_be_taken_back(mine, standards, dossier, supplement):
    old = next(link for link in mine.get(f"/ho-so/{dossier.reference}").links if "/tep/" in link)
    page = send(mine, supplement, "report", uploads.pdf(), "mới.pdf")
    new = next(link for link in page.links if "/tep/" in link)
    for link in (old, new):
        mine.post(supplement.path, {"_remove": link.rsplit("/", 1)[1].split("?")[0]})
    assert "mới.pdf" not in mine.get(supplement.path).text
    assert mine.get(old).body.startswith(b"%PDF-")


def test_a_request_that_is_over_is_told(mine, standards, dossier, app):
    app.testing = False
    assert mine.get(f"/ho-so/{dossier.reference}/bo-sung").status == 409


def test_a_dossier_is_withdrawn_after_asking_once(mine, standards, dossier):
    page = mine.get(f"/ho-so/{dossier.reference}/rut")
    assert standards.dossier(dossier.id).status == "submitted"
    after = mine.submit(page, {"reason": "Nộp nhầm thủ tục"})
    assert "Đã rút hồ sơ" in after.text
    assert standards.dossier(dossier.id).status == "withdrawn"
    again = mine.post(page.path, {"reason": ""})
    assert again.status == 409


def test_the_bearer_of_the_code_learns_the_progress_and_no_name(client, standards, dossier):
    page = client.get(f"/theo-doi/{dossier.token}")
    assert dossier.reference in page.text
    assert "Mới đăng ký" in page.text
    assert "Kiểm tra và tiếp nhận hồ sơ" in page.text
    for secret in ("Trần Văn Đức", "0912", "001085012345", "Ống bê tông"):
        assert secret not in page.body.decode()
    assert page.response.headers["Referrer-Policy"] == "no-referrer"


def test_the_number_alone_shows_the_degree_of_completion_and_nothing_else(client, standards, dossier):
    standards.act(dossier, "accept")
    code = standards.dossier(dossier.id).code
    for number in (dossier.reference, code, f" {code.lower()} "):
        page = client.get("/tra-cuu", query_string={"so": number})
        assert "Mức độ hoàn thành" in page.text
        assert "30 %" in page.text
        for secret in ("Trần Văn Đức", "hợp chuẩn", dossier.token):
            assert secret not in page.body.decode()


def test_the_form_as_filled_in_can_be_printed_by_its_owner_only(mine, dossier, app, world):
    link = f"/ho-so/{dossier.reference}/to-khai.pdf"
    assert link in mine.get(f"/ho-so/{dossier.reference}").links
    printed = mine.get(link)
    assert printed.body.startswith(b"%PDF")
    assert printed.response.headers["Cache-Control"] == "private, no-store"
    stranger = Browser(app)
    stranger.sign_in(factories.citizen(world.database))
    assert stranger.get(link).status == 404
