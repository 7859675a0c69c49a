"""A procedure with cases, from the question which one it is to the dossier that remembers it."""

from __future__ import annotations

import pytest

from engine.load import load
from runtime import casework, clock, publications
from runtime.dossiers import slips
from runtime.dossiers.models import Dossier
from tests import factories
from tests.engine.examples import EXAMPLES, library
from tests.journeys.citizen import APPLICANT, Citizen
from tests.runtime import uploads

PROCEDURE = "giay-phep-hoat-dong"


@pytest.fixture
def offer(world):
    with world.database.transaction() as session:
        publications.publish(
            session, load(EXAMPLES / "valid" / "cases.yaml", library()), at=clock.now(), by=""
        )


@pytest.fixture
def citizen(client, world, offer, monkeypatch, frozen_clock):
    client.sign_in(factories.citizen(world.database, full_name="Nguyễn Thị Hoa", phone="+84912345678"))
    return Citizen(client, monkeypatch)


def test_the_case_is_asked_first_with_every_case_that_may_still_be_meant(citizen):
    page = citizen.begin(PROCEDURE).page
    assert page.path.endswith("/truong-hop")
    assert "Khi chưa từng có giấy phép." in page.text
    for name in ("Cấp mới", "Gia hạn", "Thông báo thay đổi người đại diện"):
        assert name in page.text
    assert "case" in citizen.go_on().page.errors


def test_a_dossier_is_submitted_under_its_case_and_keeps_its_terms(citizen, world):
    citizen.begin(PROCEDURE).go_on({"case": "renew"}).go_on(APPLICANT)
    assert "rented" not in citizen.page.form().values
    citizen.go_on({"place": "Số 1", "number": "12", "years": "2"})
    assert "Giấy phép sắp hết hạn" in citizen.page.text
    assert "Phương án hoạt động" not in citizen.page.text
    for paper in ("application", "old_licence"):
        citizen.upload(paper, uploads.pdf())
    citizen.go_on().go_on({"receive": "counter"})
    assert "Gia hạn" in citizen.page.text
    citizen.submit()
    with world.database.reading() as session:
        dossier = session.query(Dossier).one()
        assert dossier.case == "renew"
        assert casework.definition_of(session, dossier).case == "renew"
        printed = slips.describe(
            session, world, casework.definition_of(session, dossier), dossier, at=clock.now()
        )
    assert printed.case == "Gia hạn"
    assert printed.time_limit == "2 ngày làm việc"


def test_a_case_for_others_is_an_obstacle_on_its_own_step(citizen):
    citizen.begin(PROCEDURE).go_on({"case": "notice"}).go_on(APPLICANT)
    page = citizen.browser.open(f"/nop/{citizen.key}/truong-hop?sua=1")
    assert "case" in page.errors


def test_the_public_page_tells_papers_time_and_fee_case_by_case(client, offer):
    page = client.open(f"/thu-tuc/{PROCEDURE}")
    assert "Theo từng trường hợp giải quyết" in page.text
    assert "Giấy phép sắp hết hạn" in page.text
    assert "Văn bản xác nhận" in page.text
    assert "Chỉ áp dụng khi người nộp là “Tổ chức, doanh nghiệp”." in page.text


PAPERS = "dang-ky-khai-sinh-vi-du"
CHILD = {"child_name": "Lê An", "born_abroad": "no", "parents": "yes"}


@pytest.fixture
def of_papers(world, citizen):
    loaded = load(EXAMPLES / "valid" / "every-kind-of-paper.yaml", library())
    with world.database.transaction() as session:
        publications.publish(session, loaded, at=clock.now(), by="")
    return citizen.begin(PAPERS).go_on({"case": "usual"}).go_on(APPLICANT).go_on(CHILD)


def test_papers_that_stand_for_one_another_are_asked_for_together(of_papers):
    text = of_papers.page.text
    assert "Một trong các giấy tờ sau:" in text
    assert "Ít nhất 2 trong các giấy tờ sau:" in text
    assert "Giấy chứng sinh" in text
    assert "Giấy cam đoan về việc sinh" not in text
    of_papers.upload("declaration", uploads.pdf()).upload("identity", uploads.pdf())
    assert list(of_papers.go_on().page.errors) == ["birth_proof"]
    of_papers.upload("witness", uploads.pdf()).go_on().go_on({"receive": "counter"})
    assert "Văn bản của người làm chứng" in of_papers.page.text
    assert "Giấy chứng sinh" not in of_papers.page.text


def test_the_public_page_says_which_papers_stand_for_which(client, of_papers):
    text = client.open(f"/thu-tuc/{PAPERS}").text
    assert "Qua dịch vụ bưu chính công ích: 1 bản sao có chứng thực." in text
    assert "Được cấp không quá 30 ngày tính đến ngày nộp." in text
    assert "Chỉ dùng giấy tờ sau khi không có giấy tờ trước." in text
