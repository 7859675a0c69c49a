"""The copy of a civil-status extract, from the catalogue to the dossier, in process and without a script."""

import pytest

from tests import factories
from tests.journeys.citizen import APPLICANT, Citizen
from tests.runtime import uploads
from tests.runtime.publishing import EXTRACTS, publish_all

REQUEST = {"record": "birth", "copies": "3", "relation": "self", "purpose": "Nộp hồ sơ du học"}
PERSON = {
    "person_name": "Nguyễn Thị Hoa",
    "person_birth": "05/03/1990",
    "registered_at": "Ủy ban nhân dân xã Hoa Sen",
}


@pytest.fixture
def citizen(client, world, monkeypatch):
    publish_all(world)
    client.sign_in(factories.citizen(world.database, full_name="Nguyễn Thị Hoa", phone="+84912345678"))
    return Citizen(client, monkeypatch)


def test_from_the_start_to_the_dossier(citizen):
    citizen.begin(EXTRACTS)
    assert citizen.page.heading == "Thông tin người nộp"
    assert "Bước 1/5" in citizen.page.text
    citizen.go_on(APPLICANT)
    assert citizen.page.heading == "Nội dung yêu cầu"
    citizen.go_on(REQUEST)
    assert citizen.page.heading == "Người có tên trong giấy tờ hộ tịch"
    citizen.go_on(PERSON)
    assert citizen.page.heading == "Hình thức nộp và nhận kết quả"
    assert "cước 26.000 đồng" in citizen.page.text
    citizen.go_on({"receive": "post", "address": "12 thôn Đoài, xã Hoa Sen, tỉnh Minh Họa"})
    assert citizen.page.heading == "Kiểm tra lại"
    assert "3 × 8.000 đồng = 24.000 đồng" in citizen.page.text
    assert "50.000 đồng" in citizen.page.text
    citizen.submit()
    assert citizen.page.heading == "Chúc mừng bạn đã nộp hồ sơ thành công"
    assert citizen.reference in citizen.page.text


def test_a_paper_that_the_answers_call_for_is_asked_and_taken(citizen):
    citizen.begin(EXTRACTS).go_on(APPLICANT).go_on({**REQUEST, "relation": "authorised"}).go_on(PERSON)
    assert citizen.page.heading == "Thành phần hồ sơ"
    assert "Bước 4/6" in citizen.page.text
    citizen.go_on()
    assert citizen.page.status == 422
    assert citizen.page.errors == {"authorisation": "Tải lên “Văn bản ủy quyền có chứng thực”"}
    citizen.upload("authorisation", uploads.pdf(), "ủy quyền Đ.pdf")
    assert "ủy quyền Đ.pdf" in citizen.page.text
    citizen.go_on()
    assert citizen.page.heading == "Hình thức nộp và nhận kết quả"
