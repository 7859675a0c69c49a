from io import BytesIO

import pytest

from runtime import clock, publications
from runtime.dossiers.models import Dossier, Draft
from tests import factories
from tests.client import Browser
from tests.journeys.citizen import APPLICANT, PICTURE, Citizen
from tests.runtime import uploads
from tests.runtime.publishing import EXTRACTS, publish_all

REQUEST = {"record": "birth", "copies": "3", "relation": "self"}
PERSON = {"person_name": "Nguyễn Thị Hoa", "person_birth": "1990", "registered_at": "xã Hoa Sen"}


@pytest.fixture
def offer(world):
    return publish_all(world)


@pytest.fixture
def account(world, frozen_clock):
    return factories.citizen(world.database, full_name="Nguyễn Thị Hoa", phone="+84912345678")


@pytest.fixture
def citizen(client, offer, account, monkeypatch):
    client.sign_in(account)
    return Citizen(client, monkeypatch)


@pytest.fixture
def at_review(citizen):
    return citizen.begin(EXTRACTS).go_on(APPLICANT).go_on(REQUEST).go_on(PERSON).go_on({"receive": "counter"})


def stored(world) -> Draft:
    with world.database.reading() as session:
        return session.query(Draft).one()


def dossiers(world) -> int:
    with world.database.reading() as session:
        return session.query(Dossier).count()


def test_a_guest_is_asked_to_sign_in_and_comes_back_to_the_procedure(client, offer):
    page = client.get(f"/thu-tuc/{EXTRACTS}/nop")
    assert page.status == 302
    assert page.location == f"/dang-nhap?next=/thu-tuc/{EXTRACTS}/nop"


def test_the_form_starts_with_what_the_account_knows(citizen):
    citizen.begin(EXTRACTS)
    values = citizen.page.form().values
    assert values["full_name"] == ["Nguyễn Thị Hoa"]
    assert values["phone"] == ["0912 345 678"]


def test_what_is_typed_is_kept_even_when_it_is_wrong(citizen, world):
    citizen.begin(EXTRACTS).go_on({**APPLICANT, "national_id": "12 ba"})
    assert citizen.page.status == 422
    assert citizen.page.title.startswith("Lỗi: ")
    assert list(citizen.page.errors) == ["national_id"]
    assert citizen.page.form().values["national_id"] == ["12 ba"]
    assert stored(world).raw["applicant"]["national_id"] == "12 ba"


def test_the_error_summary_and_the_field_say_the_same(citizen):
    citizen.begin(EXTRACTS).go_on({**APPLICANT, "phone": ""})
    sentence = citizen.page.errors["phone"]
    assert citizen.page.text.count(sentence) == 2


@pytest.mark.parametrize("header", [{"X-Autosave": "1"}, {}])
def test_text_is_saved_as_one_types(citizen, world, header):
    citizen.begin(EXTRACTS)
    sent = {**citizen.page.form().values, "full_name": "Nguyễn Th", **({} if header else {"_autosave": "1"})}
    page = citizen.browser.post(citizen.page.path, sent, token="", headers=header)
    assert page.status == 204
    assert stored(world).raw["applicant"]["full_name"] == "Nguyễn Th"


def test_back_saves_and_goes_back(citizen, world):
    citizen.begin(EXTRACTS).go_on(APPLICANT).go_on({"copies": "không biết"}, _go="back")
    assert citizen.page.heading == "Thông tin người nộp"
    assert stored(world).raw["answers"]["copies"] == "không biết"


def test_a_draft_is_found_again_on_another_device(citizen, app, account, monkeypatch):
    citizen.begin(EXTRACTS).go_on(APPLICANT).go_on({"copies": "3"}, _go="exit")
    assert citizen.page.heading == "Hồ sơ của tôi"
    other = Browser(app)
    other.sign_in(account)
    page = other.open(f"/thu-tuc/{EXTRACTS}/nop")
    assert page.heading == "Tiếp tục hồ sơ đang soạn hay bắt đầu hồ sơ mới?"
    assert f"/nop/{drafts_key(citizen)}/nguoi-nop" in page.links
    assert other.get(f"/nop/{drafts_key(citizen)}/to-khai/request").form().values["copies"] == ["3"]


def drafts_key(citizen) -> str:
    with citizen.browser.world.database.reading() as session:
        return session.query(Draft).one().key


def test_beginning_anew_leaves_the_old_draft(citizen, world):
    citizen.begin(EXTRACTS).go_on(APPLICANT)
    page = citizen.browser.open(f"/thu-tuc/{EXTRACTS}/nop")
    fresh = citizen.browser.submit(page)
    assert fresh.heading == "Thông tin người nộp"
    with world.database.reading() as session:
        assert session.query(Draft).count() == 2


def test_opening_and_leaving_makes_no_pile_of_drafts(citizen, world):
    for _ in range(3):
        citizen.begin(EXTRACTS)
    assert stored(world).revision == 0


def test_a_draft_is_thrown_away_only_after_asking(citizen, world):
    citizen.begin(EXTRACTS).go_on(APPLICANT)
    page = citizen.browser.get(f"/nop/{drafts_key(citizen)}/xoa")
    assert page.heading == "Xóa hồ sơ đang soạn?"
    assert citizen.browser.submit(page).heading == "Hồ sơ của tôi"
    with world.database.reading() as session:
        assert session.query(Draft).count() == 0


def test_an_older_tab_is_told_and_loses_nothing(citizen, world):
    citizen.begin(EXTRACTS).go_on(APPLICANT)
    old = citizen.browser.get(citizen.page.path)
    citizen.go_on({**REQUEST, "copies": "3"})
    form = old.form()
    page = citizen.browser.post(form.action, {**form.values, **REQUEST, "copies": "7"}, token="")
    assert page.status == 409
    assert "Trang này đã được lưu ở nơi khác" in page.text
    assert page.form().values["copies"] == ["7"]
    assert stored(world).raw["answers"]["copies"] == "3"
    again = page.form()
    citizen.browser.post(again.action, {**again.values, "_go": "next"}, token="")
    assert stored(world).raw["answers"]["copies"] == "7"


def test_an_older_tab_that_saves_as_one_types_does_not_win_either(citizen, world):
    citizen.begin(EXTRACTS).go_on(APPLICANT)
    form = citizen.browser.get(citizen.page.path).form()
    citizen.go_on({**REQUEST, "copies": "3"})
    late = citizen.browser.post(
        form.action, {**form.values, "copies": "9"}, token="", headers={"X-Autosave": "1"}
    )
    assert late.status == 409
    assert stored(world).raw["answers"]["copies"] == "3"


def test_a_question_that_does_not_apply_is_not_asked_for(citizen):
    citizen.begin(EXTRACTS).go_on(APPLICANT).go_on({**REQUEST, "record": "other"})
    assert list(citizen.page.errors) == ["record_other"]
    citizen.go_on({**REQUEST, "record": "birth", "record_other": "bỏ qua"})
    assert citizen.page.heading == "Người có tên trong giấy tờ hộ tịch"


def test_every_answer_can_be_changed_from_the_review_and_leads_back(at_review):
    change = next(link for link in at_review.page.links if link.endswith("#copies"))
    at_review.page = at_review.browser.get(change)
    at_review.go_on({"copies": "5"})
    assert at_review.page.heading == "Kiểm tra lại"
    assert "5 × 8.000 đồng = 40.000 đồng" in at_review.page.text


def test_what_is_missing_is_listed_with_links_and_cannot_be_submitted(citizen, world):
    citizen.begin(EXTRACTS).go_on(APPLICANT)
    page = citizen.browser.get(f"/nop/{drafts_key(citizen)}/kiem-tra")
    assert "Hồ sơ còn mục chưa hoàn thành" in page.text
    wanted = next(link for link in page.links if link.endswith("#copies") and "sua=1" in link)
    assert "copies" in citizen.browser.get(wanted).errors
    refused = citizen.browser.post(page.path, {"declared": "yes", "answer": PICTURE, "picture": "x"})
    assert refused.status == 422
    assert dossiers(world) == 0


def test_a_picture_is_shown_and_its_copy_submits(at_review, world):
    picture = next(
        each.get("src") for each in at_review.page.elements("img") if "ma-xac-nhan" in each.get("src")
    )
    shown = at_review.browser.get(picture)
    assert shown.body.startswith(b"\x89PNG")
    assert shown.response.headers["Cache-Control"] == "no-store"
    at_review.submit()
    assert dossiers(world) == 1


def test_a_wrong_copy_gets_a_new_picture_and_keeps_the_tick(at_review, world):
    before = at_review.page.form().values["picture"]
    at_review.submit(answer="SAI99")
    assert list(at_review.page.errors) == ["answer"]
    values = at_review.page.form().values
    assert values["picture"] != before
    assert values["declared"] == ["yes"]
    at_review.submit()
    assert dossiers(world) == 1


def test_a_copied_picture_is_not_wasted_when_the_tick_is_missing(at_review):
    before = at_review.page.form().values["picture"]
    at_review.go_on({"answer": PICTURE})
    assert list(at_review.page.errors) == ["declared"]
    assert at_review.page.form().values["picture"] == before
    at_review.go_on({"declared": "yes"})
    assert at_review.page.heading == "Chúc mừng bạn đã nộp hồ sơ thành công"


@pytest.mark.parametrize("lacking", ["answer", "picture"])
def test_no_submission_passes_without_the_human_check(at_review, world, lacking):
    at_review.submit(**{lacking: ""})
    assert at_review.page.status == 422
    assert dossiers(world) == 0


def test_a_picture_answered_once_does_not_answer_again(at_review, citizen, world):
    used = at_review.page.form().values["picture"][0]
    at_review.submit(answer="SAI99")
    at_review.submit(picture=used)
    assert at_review.page.status == 422
    assert dossiers(world) == 0


def test_whoever_cannot_read_the_picture_gets_a_code_by_message(at_review, world, mailbox, deliver):
    at_review.go_on(_go="code")
    assert "0912 345 678" in at_review.page.text
    deliver()
    code = mailbox.code("+84912345678")
    at_review.go_on({"code": "000000" if code != "000000" else "111111", "declared": "yes"})
    assert list(at_review.page.errors) == ["code"]
    at_review.go_on({"code": code, "declared": "yes"})
    assert at_review.page.heading == "Chúc mừng bạn đã nộp hồ sơ thành công"
    assert dossiers(world) == 1


def test_the_picture_can_be_had_back_after_asking_for_a_code(at_review, world):
    at_review.go_on(_go="code").go_on(_go="picture").submit()
    assert dossiers(world) == 1


def test_submitting_twice_gives_one_dossier(at_review, world):
    form = at_review.page.form()
    sent = {**form.values, "answer": PICTURE, "declared": "yes", "_go": "next"}
    first = at_review.browser.post(form.action, sent, token="")
    second = at_review.browser.post(form.action, sent, token="")
    assert first.location == second.location
    assert dossiers(world) == 1


def test_every_page_of_a_submitted_draft_leads_to_its_dossier(at_review, world):
    key = at_review.key
    at_review.submit()
    for step in ("nguoi-nop", "to-khai/request", "thanh-phan", "nhan-ket-qua", "kiem-tra", "xoa"):
        page = at_review.browser.get(f"/nop/{key}/{step}")
        assert page.location == f"/ho-so/{at_review.reference}/da-nop"


def test_another_citizen_sees_nothing_of_a_draft(at_review, app, world):
    key = at_review.key
    app.testing = False
    stranger = Browser(app)
    stranger.sign_in(factories.citizen(world.database))
    for step in (
        "nguoi-nop",
        "to-khai/request",
        "nhan-ket-qua",
        "kiem-tra",
        "xoa",
        "tep/abc",
        "ma-xac-nhan/abc.png",
    ):
        assert stranger.get(f"/nop/{key}/{step}").status == 404
    assert (
        stranger.post(f"/nop/{key}/nguoi-nop", {"full_name": "Kẻ lạ"}, token=stranger.token()).status == 404
    )
    assert stored(world).raw["applicant"]["full_name"] == "Nguyễn Thị Hoa"


def test_a_newer_version_is_offered_and_keeps_the_answers(citizen, world, offer):
    citizen.begin(EXTRACTS).go_on(APPLICANT).go_on({"copies": "3"}, _go="exit")
    key = drafts_key(citizen)
    with world.database.transaction() as session:
        draft = session.query(Draft).one()
        draft.version = offer["cong-bo-hop-chuan"].content_hash
    page = citizen.browser.get(f"/nop/{key}/nguoi-nop")
    assert "Thủ tục này đã có nội dung mới" in page.text
    moved = citizen.browser.submit(page, form=f"/nop/{key}/ban-moi")
    assert "Thủ tục này đã có nội dung mới" not in moved.text
    assert stored(world).version == offer[EXTRACTS].content_hash
    assert citizen.browser.get(f"/nop/{key}/to-khai/request").form().values["copies"] == ["3"]


def test_a_retired_procedure_takes_no_new_dossier_and_says_so(at_review, world, app):
    form = at_review.page.form()
    with world.database.transaction() as session:
        publications.retire(session, EXTRACTS, at=clock.now())
    app.testing = False
    sent = {**form.values, "answer": PICTURE, "declared": "yes"}
    assert at_review.browser.post(form.action, sent, token="").status == 409
    assert "đã ngừng nhận hồ sơ mới" in at_review.browser.get(form.action).text
    assert dossiers(world) == 0


def test_files_are_sent_looked_at_and_taken_away(citizen, world):
    citizen.begin(EXTRACTS).go_on(APPLICANT).go_on({**REQUEST, "relation": "authorised"}).go_on(PERSON)
    citizen.upload("authorisation", uploads.pdf(), "ủy quyền Đ.pdf")
    link = next(link for link in citizen.page.links if "/tep/" in link)
    file = citizen.browser.get(link)
    assert file.response.headers["Content-Type"] == "application/pdf"
    assert "%E1%BB%A7y%20quy%E1%BB%81n%20%C4%90.pdf" in file.response.headers["Content-Disposition"]
    assert (
        citizen.browser.get(link + "?tai=1").response.headers["Content-Disposition"].startswith("attachment")
    )
    citizen.page = citizen.browser.follow(
        citizen.browser.post(citizen.page.path.split("?")[0], {"_remove": link.rsplit("/", 1)[1]})
    )
    assert "Chưa có tệp nào." in citizen.page.text


def test_a_file_that_cannot_be_taken_is_named_and_the_others_stay(citizen):
    citizen.begin(EXTRACTS).go_on(APPLICANT).go_on({**REQUEST, "relation": "authorised"}).go_on(PERSON)
    citizen.upload("authorisation", uploads.pdf(), "tốt.pdf").upload("authorisation", b"MZ", "xấu.exe")
    assert citizen.page.status == 422
    assert "xấu.exe" in citizen.page.errors["authorisation"]
    assert "tốt.pdf" in citizen.page.text


def test_the_script_gets_the_new_list_or_one_sentence(citizen):
    citizen.begin(EXTRACTS).go_on(APPLICANT).go_on({**REQUEST, "relation": "authorised"}).go_on(PERSON)

    def send(content, name):
        sent = {
            "_document": "authorisation",
            "csrf_token": citizen.browser.token(),
            "files": (BytesIO(content), name),
        }
        return citizen.browser.client.post(citizen.page.path, data=sent, headers={"X-Upload": "1"})

    good, bad = send(uploads.pdf(), "a.pdf"), send(b"", "b.pdf")
    assert good.status_code == 200
    assert "a.pdf" in good.text
    assert bad.status_code == 422
    assert bad.text == "Tệp “b.pdf” không có nội dung. Hãy kiểm tra tệp rồi tải lên lại."


def test_a_paper_that_does_not_apply_cannot_be_sent(citizen, app):
    citizen.begin(EXTRACTS).go_on(APPLICANT).go_on({**REQUEST, "relation": "authorised"}).go_on(PERSON)
    app.testing = False
    sent = {"_document": "kinship", "files": (BytesIO(uploads.pdf()), "a.pdf")}
    assert citizen.browser.post(citizen.page.path, sent).status == 404


def test_the_delivery_address_is_asked_only_for_the_post(citizen):
    citizen.begin(EXTRACTS).go_on(APPLICANT).go_on(REQUEST).go_on(PERSON).go_on(
        {"receive": "post", "address": ""}
    )
    assert list(citizen.page.errors) == ["address"]
    citizen.go_on({"receive": "counter", "address": ""})
    assert citizen.page.heading == "Kiểm tra lại"


def test_wizard_pages_stay_small(at_review):
    assert len(at_review.page.body) < 60_000
