"""First light: from the YAML file to the result in the citizen's hand, in Chromium, with and without JavaScript."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Opener, Site
from tests.e2e.people import Citizen, Officer, paper

pytestmark = pytest.mark.e2e

EXTRACT_PAGE_ONE = {
    "Loại giấy tờ hộ tịch cần cấp bản sao": "Trích lục kết hôn (bản sao)",
    "Số lượng bản sao": "3",
    "Bạn xin cho ai?": "Cho chính tôi",
}
EXTRACT_PAGE_TWO = {
    "Họ, chữ đệm và tên vợ hoặc chồng": "Trần Văn Ví Dụ",
    "Ngày sinh": "1956",
    "Nơi đã đăng ký hộ tịch": "Ủy ban nhân dân phường Hoa Sen",
}


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_an_extract_goes_from_registration_to_the_result(
    open_page: Opener, site: Site, tmp_path: Path, javascript: bool
) -> None:
    contact = f"di-bo-{javascript}@minhhoa.example".lower()
    citizen = Citizen(open_page(javascript=javascript, phone=True), site, javascript=javascript)
    citizen.register("Nguyễn Ngọc Ẩm Ỡ", contact, "mot cau de nho 9")

    citizen.find("trich luc ho tich", "Trích lục hộ tịch")
    citizen.begin()
    applicant = {
        "Họ và tên": "Nguyễn Ngọc Ẩm Ỡ",
        "Số định danh cá nhân": "001156000010",
        "Số điện thoại": "0912 345 678",
        "Địa chỉ liên hệ": "12 đường Ví Dụ",
    }
    citizen.fill({"Đối tượng nộp": "Cá nhân", **applicant})
    citizen.go_on()
    citizen.fill(EXTRACT_PAGE_ONE)
    citizen.go_on()

    # Away and back on another day: what was typed is still there.
    draft_url = citizen.page.url
    citizen.sign_out()
    citizen.sign_in(contact, "mot cau de nho 9")
    citizen.page.goto("/thu-tuc/trich-luc-ho-tich")
    citizen.begin()
    citizen.page.get_by_role("link", name="Tiếp tục hồ sơ này").click()
    expect(citizen.page.get_by_label("Địa chỉ liên hệ")).to_have_value("12 đường Ví Dụ")
    citizen.page.goto(draft_url)

    person = citizen.page.get_by_label("Họ, chữ đệm và tên").first
    person.fill("Nguyễn Ngọc Ẩm Ỡ")
    citizen.press("Đồng ý và tiếp tục")
    citizen.look_over()
    citizen.sees("Có lỗi cần sửa")
    expect(person).to_have_value("Nguyễn Ngọc Ẩm Ỡ")
    citizen.fill(EXTRACT_PAGE_TWO)
    citizen.go_on()
    if citizen.page.get_by_role("heading", name="Thành phần hồ sơ").count():
        citizen.go_on()
    citizen.fill({"Hình thức nhận kết quả": "Trực tuyến"})
    citizen.go_on()
    citizen.sees("3 × 8.000 đồng = 24.000 đồng")
    reference = citizen.submit(contact)
    tracking = citizen.page.locator("a.tracking-link").get_attribute("href")
    assert tracking
    assert reference not in tracking

    officer = Officer(open_page(), site)
    officer.sign_in("motcua.phuong")
    officer.open(reference)
    officer.claim()
    second = Officer(open_page(), site)
    second.sign_in("motcua2.phuong")
    second.page.goto(officer.page.url)
    expect(second.page.get_by_role("button", name="Nhận xử lý")).to_have_count(0)
    expect(second.page.get_by_role("heading", name="Quyết định của bạn")).to_have_count(0)
    officer.decide("Tiếp nhận hồ sơ")

    clerk = Officer(open_page(), site)
    clerk.sign_in("hotich.phuong")
    clerk.page.goto("/can-bo/")
    code = (
        clerk.page.get_by_role("row")
        .filter(has_text="Nguyễn Ngọc Ẩm Ỡ")
        .get_by_role("link")
        .first.inner_text()
    )
    assert re.fullmatch(r"H99\.27\.01-[0-9]{6}-[0-9]{4}", code)
    clerk.open(code)
    clerk.claim()
    clerk.decide("Đã lập, trình ký")

    leader = Officer(open_page(), site)
    leader.sign_in("lanhdao.phuong")
    leader.open(code)
    leader.claim()
    leader.attach(paper(tmp_path, "Trích lục ĐĐ.pdf"))
    leader.decide("Ký ban hành")

    officer.open(code)
    officer.claim()
    officer.take_money("0000123")
    officer.decide("Đã trả kết quả")

    citizen.page.goto(f"/ho-so/{reference}")
    citizen.look_over()
    citizen.sees("Đã trả kết quả")
    with citizen.page.expect_download() as download:
        citizen.page.get_by_role("link", name="Trích lục ĐĐ.pdf").click()
    assert download.value.suggested_filename == "Trích lục ĐĐ.pdf"
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")

    anyone = Citizen(open_page(javascript=javascript, phone=True), site, javascript=javascript)
    anyone.page.goto(tracking)
    anyone.look_over()
    assert "Ẩm Ỡ" not in anyone.page.content()
    anyone.page.goto("/tra-cuu")
    anyone.page.get_by_role("main").get_by_label("Số hồ sơ").fill(code)
    anyone.page.get_by_role("main").get_by_role("button").first.click()
    anyone.look_over()
    anyone.sees("100")
    shown = anyone.page.get_by_role("main").inner_text()
    assert not re.search("Ẩm Ỡ|Ví Dụ|kết hôn|0912", shown)

    mails = " ".join(message["text"] for message in site.messages(contact))
    assert reference in mails
    assert code in mails


def test_a_declaration_is_supplemented_once_and_only_where_asked(
    open_page: Opener, site: Site, tmp_path: Path
) -> None:
    citizen = Citizen(open_page(phone=True), site)
    citizen.sign_in("doanhnghiep@minhhoa.example")
    citizen.find("hop chuan", "công bố hợp chuẩn")
    citizen.begin()
    if citizen.page.get_by_role("button", name="Bắt đầu hồ sơ mới").count():
        citizen.press("Bắt đầu hồ sơ mới")
    citizen.fill({"Đối tượng nộp": "Cá nhân"})
    citizen.go_on()
    citizen.fill(
        {
            "Tên sản phẩm, hàng hóa": "Gạch men Ví Dụ",
            "Số hiệu tiêu chuẩn": "TCVN 7745:2007",
            "Tên tiêu chuẩn": "Gạch gốm ốp lát",
            "Nơi sản xuất": "Cụm công nghiệp Ví Dụ",
        }
    )
    citizen.go_on()

    # With ISO two more questions appear and another paper is asked; without it they are absent.
    iso = citizen.page.get_by_role("group", name=re.compile("chứng nhận hệ thống quản lý"))
    iso.get_by_label("Có", exact=True).check()
    expect(citizen.page.get_by_label("Số giấy chứng nhận hệ thống quản lý")).to_be_visible()
    iso.get_by_label("Không", exact=True).check()
    expect(citizen.page.get_by_label("Số giấy chứng nhận hệ thống quản lý")).to_be_hidden()
    test_date = citizen.page.evaluate("new Date(Date.now() - 40 * 864e5).toLocaleDateString('en-GB')")
    citizen.fill(
        {
            "Phòng thử nghiệm": "Phòng thử nghiệm Ví Dụ",
            "Ngày cấp phiếu kết quả thử nghiệm": test_date,
            "Số báo cáo đánh giá hợp chuẩn": "02/BCĐG",
            "Ngày báo cáo đánh giá": test_date,
        }
    )
    citizen.go_on()

    expect(citizen.page.get_by_role("region", name="Giấy chứng nhận hệ thống quản lý")).to_have_count(0)
    for number, name in enumerate(
        (
            "Bản công bố hợp chuẩn",
            "Giấy đăng ký kinh doanh",
            "Tiêu chuẩn sử dụng",
            "Quy trình sản xuất",
            "Báo cáo",
        )
    ):
        citizen.upload(name, paper(tmp_path, f"ĐĐ {number}.pdf"))
    citizen.go_on()
    citizen.fill({"Hình thức nhận kết quả": "Trực tuyến"})
    citizen.go_on()
    citizen.sees("135.000 đồng")
    reference = citizen.submit("+84912000002")

    desk = Officer(open_page(), site)
    desk.sign_in("motcua.so")
    desk.open(reference)
    desk.claim()
    desk.ask_supplement(
        "Yêu cầu bổ sung",
        [
            ("Báo cáo đánh giá hợp chuẩn (Mẫu 5.BCĐG) kèm phiếu kết quả thử nghiệm", "Thiếu trang 2."),
            ("Tên tiêu chuẩn", "Ghi đủ tên."),
        ],
        "Hồ sơ chưa đủ để tiếp nhận.",
    )

    citizen.page.goto(f"/ho-so/{reference}")
    citizen.look_over()
    citizen.sees("Hồ sơ chưa đủ để tiếp nhận.")
    citizen.page.get_by_role("link", name="Bổ sung hồ sơ").click()
    citizen.look_over()
    citizen.sees("Thiếu trang 2.")
    expect(citizen.page.get_by_label("Tên sản phẩm, hàng hóa")).to_have_count(0)
    expect(citizen.page.get_by_role("region", name="Bản công bố hợp chuẩn")).to_have_count(0)
    citizen.upload("Báo cáo", paper(tmp_path, "Báo cáo mới.pdf"))
    citizen.page.get_by_label("Tên tiêu chuẩn").fill("Gạch gốm ốp lát. Yêu cầu kỹ thuật")
    citizen.press("Gửi bổ sung")
    expect(citizen.page.get_by_text("Đã gửi phần bổ sung")).to_be_visible()

    desk.open(reference)
    desk.claim()
    desk.sees("Gạch gốm ốp lát. Yêu cầu kỹ thuật")
    desk.sees("Báo cáo mới.pdf")
    desk.take_money("0000124")
    desk.decide("Tiếp nhận hồ sơ")

    citizen.page.goto(f"/ho-so/{reference}")
    citizen.sees("Hẹn trả kết quả")
    with citizen.page.expect_download() as download:
        citizen.page.evaluate(
            "link => { link.setAttribute('download', ''); link.click() }",
            citizen.page.get_by_role("link", name=re.compile("Giấy tiếp nhận")).first.element_handle(),
        )
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    arrived = site.messages("doanhnghiep@minhhoa.example")
    assert any(reference in message["text"] and "bổ sung" in message["text"] for message in arrived)
    assert any(
        message["kind"] == "sms" and reference in message["text"] for message in site.messages("+84912000002")
    )


def test_a_third_file_is_on_the_site_at_once_and_a_broken_one_is_refused_with_its_place(
    open_page: Opener, site: Site
) -> None:
    tutorial = (Path(__file__).parents[2] / "docs/analysts/tutorial.md").read_text(encoding="utf-8")
    third = re.search(r"^```yaml\n(.*?)^```", tutorial, flags=re.DOTALL | re.MULTILINE)
    assert third
    path = site.procedures / "ban-sao-so-goc.yaml"
    visitor = Citizen(open_page(phone=True), site)
    path.write_text(third.group(1), encoding="utf-8")
    found = visitor.page.get_by_role("link", name="Cấp bản sao từ sổ gốc")
    for _ in range(20):
        visitor.page.goto("/thu-tuc?q=so goc")
        if found.count():
            break
        visitor.page.wait_for_timeout(250)
    expect(found).to_be_visible()

    path.write_text(
        third.group(1).replace("when: not is_mine}\n", "when: not is_min}\n", 1), encoding="utf-8"
    )
    line = 1 + path.read_text(encoding="utf-8").split("is_min}")[0].count("\n")
    visitor.page.wait_for_timeout(1500)
    analyst = Officer(open_page(), site)
    analyst.sign_in("phantich")
    analyst.page.goto("/quan-tri/")
    analyst.look_over()
    analyst.page.get_by_role("link", name="ban-sao-so-goc.yaml").click()
    analyst.look_over()
    analyst.sees(f"ban-sao-so-goc.yaml:{line}:")
    analyst.sees("is_mine")
    visitor.page.goto("/thu-tuc/ban-sao-so-goc")
    visitor.sees("Giấy tờ chứng minh quan hệ")
    visitor.page.goto("/thu-tuc/trich-luc-ho-tich")
    expect(visitor.page.get_by_role("heading", level=1)).to_be_visible()
