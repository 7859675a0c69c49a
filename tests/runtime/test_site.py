import pytest

from runtime.dossiers import tracking
from tests.runtime.publishing import CONFORMITY, EXTRACTS, publish_all


@pytest.fixture
def offer(world):
    return publish_all(world)


def test_the_home_page_offers_search_agencies_sectors_and_levels(client, offer):
    page = client.get("/")
    assert page.heading == "Bạn cần làm thủ tục gì?"
    assert "/thu-tuc?agency=so-khcn" in page.links
    assert "/thu-tuc?sector=ho-tich" in page.links
    assert "/thu-tuc?level=3" in page.links


def test_the_home_page_of_an_empty_service_says_so(client):
    assert "Chưa có thủ tục nào được công bố." in client.get("/").text


def test_every_procedure_is_reached_in_three_clicks(client, offer):
    seen = {
        client.get(link).path: client.get(link)
        for link in client.get("/").links
        if link.startswith("/thu-tuc?")
    }
    second = {link for page in seen.values() for link in page.links}
    assert {f"/thu-tuc/{procedure}" for procedure in offer} <= second


@pytest.mark.parametrize("typed", ["trich luc ho tich", "TRÍCH LỤC", "2.000635", "giay khai sinh"])
def test_the_catalogue_finds_without_accents(client, offer, typed):
    page = client.get("/thu-tuc", query_string={"q": typed})
    assert f"/thu-tuc/{EXTRACTS}" in page.links
    assert f"/thu-tuc/{CONFORMITY}" not in page.links


def test_the_catalogue_narrows_by_agency_sector_level_and_applicant(client, offer):
    page = client.get("/thu-tuc?q=&agency=so-khcn&sector=&level=3&applicant=organization")
    assert f"/thu-tuc/{CONFORMITY}" in page.links
    assert f"/thu-tuc/{EXTRACTS}" not in page.links
    assert "Có 1 thủ tục" in page.text


def test_a_search_without_a_match_says_what_to_do(client, offer):
    page = client.get("/thu-tuc?q=xuat+khau+lao+dong")
    assert "Không tìm thấy thủ tục nào" in page.text
    assert "/thu-tuc" in page.links


@pytest.mark.parametrize(
    "query", ["?trang=999999999999", "?trang=-1", "?level=abc", "?level=9&agency=%27--", "?q=" + "a" * 5000]
)
def test_a_query_nobody_can_mean_still_gets_a_page(client, offer, query):
    assert client.get("/thu-tuc" + query).status == 200


def test_the_procedure_page_says_all_that_the_file_says(client, offer):
    page = client.get(f"/thu-tuc/{CONFORMITY}")
    for words in (
        "Công dân, Tổ chức, doanh nghiệp",
        "Mức độ 3 – một phần",
        "4 ngày làm việc, tính từ khi tiếp nhận hồ sơ đầy đủ.",
        "Thời hạn theo quy định của pháp luật: 5 ngày làm việc.",
        "150.000 đồng",
        "giảm 10 % của “Lệ phí cấp thông báo tiếp nhận (minh họa)”",
        "Áp dụng đến hết 31/12/2026.",
        "Nộp khi hồ sơ được tiếp nhận.",
        "có giá trị 3 năm",
        "1 bản chính",
        "Cước bưu chính 26.000 đồng.",
        "Thông tư 28/2012/TT-BKHCN",
    ):
        assert words in page.text
    assert f"/thu-tuc/{CONFORMITY}/nop" in page.links
    assert f"/thu-tuc/{CONFORMITY}/mau/declaration" in page.links


def test_the_condition_of_a_paper_is_said_in_words(client, offer):
    text = client.get(f"/thu-tuc/{EXTRACTS}").text
    assert "Chỉ cần khi “Bạn xin cho ai?” là “Cho người khác đã ủy quyền cho tôi”" in text
    assert "8.000 đồng × số lượng bản sao" in text
    assert "Hồ sơ nhận sau 15:00 được tính như nhận vào ngày làm việc tiếp theo." in text


def test_the_procedure_page_speaks_english(client, offer):
    client.client.set_cookie("ngon-ngu", "en")
    page = client.get(f"/thu-tuc/{EXTRACTS}")
    assert page.heading == "Copy of a civil-status extract or birth certificate"


def test_a_blank_form_is_downloaded(client, offer):
    page = client.get(f"/thu-tuc/{CONFORMITY}/mau/declaration")
    assert page.status == 200
    assert page.response.headers["Content-Disposition"].startswith("attachment")
    assert page.body.startswith(b"PK")


@pytest.mark.parametrize(
    "path",
    [
        f"/thu-tuc/{CONFORMITY}/mau/report",
        f"/thu-tuc/{CONFORMITY}/mau/none",
        "/thu-tuc/khong-co",
        "/thu-tuc/khong-co/mau/x",
    ],
)
def test_what_is_not_there_is_not_found(client, offer, path):
    client.app.testing = False
    assert client.get(path).status == 404


def test_an_unknown_number_is_answered_alike_every_time(client, world):
    first, second = client.get("/tra-cuu?so=TN-AAAAA-AAAAA"), client.get("/tra-cuu?so=H40.14-260213-0001")
    assert "Không tìm thấy hồ sơ có số này" in first.text
    assert first.text.replace("TN-AAAAA-AAAAA", "") == second.text.replace("H40.14-260213-0001", "")


def test_guessing_numbers_is_slowed_down(client, world):
    for number in range(tracking.LOOK_UPS.most):
        client.get(f"/tra-cuu?so={number}")
    page = client.get("/tra-cuu?so=1")
    assert page.status == 429
    assert "quá nhiều lần" in page.text


def test_a_wrong_tracking_link_is_not_found(client):
    client.app.testing = False
    assert client.get("/theo-doi/" + "a" * 22).status == 404


def test_the_procedure_page_draws_the_process_without_growing_heavy(client, offer):
    for procedure in (CONFORMITY, EXTRACTS):
        page = client.get(f"/thu-tuc/{procedure}")
        assert "Sơ đồ quy trình" in page.text
        assert "Kiểm tra và tiếp nhận hồ sơ" in page.text
        assert page.body.count(b'class="process-picture"') == 1
        assert len(page.body) <= 60 * 1024


def test_the_blank_form_is_offered_on_the_page_and_printed(client, offer):
    page = client.get(f"/thu-tuc/{EXTRACTS}")
    link = f"/thu-tuc/{EXTRACTS}/to-khai.pdf"
    assert link in page.links
    printed = client.get(link)
    assert printed.body.startswith(b"%PDF")
    assert printed.response.headers["Content-Type"] == "application/pdf"
    assert client.get("/thu-tuc/khong-co/to-khai.pdf").status == 404
