"""Papers sent in on a page of the form: the wizard from the page to the dossier."""

from io import BytesIO

import pytest

from engine.catalogue import read_catalogue
from runtime import clock, publications
from runtime.dossiers import attachments
from runtime.dossiers.models import Draft
from tests import factories
from tests.journeys.citizen import APPLICANT, Citizen
from tests.runtime import uploads
from tests.runtime.publishing import FOLDER

PROCEDURE = "thue-mat-bang"
YAML = f"""procedure: {PROCEDURE}
code: "1.000077"
name: Thuê mặt bằng
sector: ho-tich
agency: ubnd-phuong-hoa-sen
level: 3
applicants: [citizen]
result: {{name: Giấy xác nhận}}
channels: {{submit: {{online: {{}}}}, receive: {{counter: {{}}}}}}
deadline: {{legal: 5 working days, local: 4 working days}}
form:
  pages:
    site:
      title: Địa điểm
      fields:
        place: {{label: Tên địa điểm, type: text, required: yes}}
        home: {{label: Địa chỉ, type: address, required: yes}}
        plan: {{label: Bản vẽ mặt bằng, type: file, required: yes, formats: [pdf], max_files: 2}}
process:
  use: one-stop@1
  with: {{handle: {{queue: ubnd-phuong-hoa-sen/tu-phap-ho-tich, within: 8 working hours}}}}
  supplement: {{reply_within: 15 working days, no_reply: stop}}
"""
TYPED = {"place": "Kho số 1", "home-province": "hue", "home-ward": "Phường A", "home-detail": "1 Lê Lợi"}


@pytest.fixture
def citizen(world, client, frozen_clock, monkeypatch, tmp_path):
    folder = tmp_path / "procedures"
    folder.mkdir()
    (folder / "shared").symlink_to(FOLDER / "shared")
    (folder / f"{PROCEDURE}.yaml").write_text(YAML, encoding="utf-8")
    with world.database.transaction() as session:
        publications.publish_folder(session, read_catalogue(folder), at=clock.now())
    client.sign_in(factories.citizen(world.database, full_name="Nguyễn Thị Hoa", phone="+84912345678"))
    return Citizen(client, monkeypatch).begin(PROCEDURE).go_on(APPLICANT)


def files(world):
    with world.database.reading() as session:
        draft = session.query(Draft).one()
        return [(each.document, each.original_name) for each in attachments.of_draft(session, draft)]


def plan(name="bản vẽ.pdf", content=None):
    return {"plan--files": (BytesIO(uploads.pdf() if content is None else content), name)}


def test_a_required_paper_is_missed_on_its_page(citizen):
    citizen.go_on(TYPED)
    assert citizen.page.status == 422
    assert citizen.page.errors == {"plan": "Tải lên “Bản vẽ mặt bằng”"}


def test_a_file_chosen_and_sent_with_the_page_is_taken_in_and_the_page_is_done(citizen, world):
    citizen.go_on({**TYPED, **plan()})
    assert files(world) == [("plan", "bản vẽ.pdf")]
    assert citizen.page.heading == "Hình thức nộp và nhận kết quả"  # no step of papers: all are on the page
    citizen.go_on({"receive": "counter"})
    assert "bản vẽ.pdf" in citizen.page.text
    assert "1 Lê Lợi, Phường A, Thành phố Huế" in citizen.page.text
    citizen.submit()
    assert citizen.page.status == 200
    assert citizen.page.path.startswith("/ho-so/")


def test_uploading_keeps_what_was_typed_and_shows_the_file_with_a_way_to_remove_it(citizen, world):
    citizen.go_on({"place": "Kho số 1", **plan()}, _upload="plan")
    assert citizen.page.status == 200
    assert citizen.page.form().values["place"] == ["Kho số 1"]
    assert "bản vẽ.pdf" in citizen.page.text
    with world.database.reading() as session:
        (file,) = attachments.of_draft(session, session.query(Draft).one())
    citizen.go_on({"place": "Kho số 2"}, _remove_file=file.key)
    assert files(world) == []
    assert citizen.page.form().values["place"] == ["Kho số 2"]


def test_a_file_that_cannot_be_taken_is_told_at_its_question_and_the_others_stay(citizen, world):
    citizen.go_on({**TYPED, **plan("tốt.pdf")}, _upload="plan").go_on({**TYPED, **plan("xấu.pdf", b"MZ")})
    assert citizen.page.status == 422
    assert list(citizen.page.errors) == ["plan"]
    assert files(world) == [("plan", "tốt.pdf")]


def test_pressing_upload_without_a_file_says_so(citizen):
    citizen.go_on(TYPED, _upload="plan")
    assert citizen.page.errors["plan"].startswith("Chọn tệp")


def test_the_review_leads_back_to_the_page_for_what_is_missing(citizen):
    citizen.go_on({**TYPED, **plan()}).go_on({"receive": "counter"})
    assert any("/to-khai/site" in link and link.endswith("#plan") for link in citizen.page.links)
