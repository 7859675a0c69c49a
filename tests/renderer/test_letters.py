import io
import shutil
import subprocess
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pypdf
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from renderer import letters
from renderer.letters import (
    SLIPS,
    confirmation_pdf,
    filled_form_pdf,
    qr_svg,
    receipt_pdf,
    refusal_pdf,
    supplement_pdf,
)
from renderer.slip_data import Item, Line, Paper, Part, SlipData

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
SLIP = SlipData(
    agency_parent="Ủy ban nhân dân tỉnh Mẫu",
    agency="Sở Khoa học và Công nghệ",
    place="Mẫu",
    procedure="Đăng ký công bố hợp chuẩn",
    reference="TN-7KQ2M-9XW4D",
    code="H61.14-260213-0007",
    issued_at=datetime(2026, 2, 13, 9, 5, tzinfo=VIETNAM),
    applicant="Nguyễn Thị Ngọc Ánh",
    applicant_id="086186001234",
    papers=(Paper("Bản công bố", "Bản điện tử"),),
    time_limit="4 ngày làm việc",
    received_at=datetime(2026, 2, 13, 9, 5, tzinfo=VIETNAM),
    due_at=datetime(2026, 2, 26, 17, 0, tzinfo=VIETNAM),
    items=(Item("Phiếu thử nghiệm", "Quá 12 tháng"),),
    reason="Chưa đúng quy định",
    reply_by=date(2026, 3, 13),
    officer="Trần Văn Bình",
    tracking_url="https://dichvucong.example.vn/theo-doi/mfrQ2vZ8",
    charges=(Line("Lệ phí", "150.000 đồng"),),
    fee_total=150_000,
    parts=(Part("Sản phẩm", (Line("Tên sản phẩm", "Cọc bê tông"),)),),
)


def read(pdf: bytes) -> tuple[str, pypdf.PdfReader]:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split()), reader


def test_the_receipt_says_when_it_was_received_when_it_is_due_and_what_was_handed_in():
    text, reader = read(receipt_pdf(SLIP))
    assert "09 giờ 05 phút, ngày 13 tháng 02 năm 2026" in text
    assert "17 giờ 00 phút, ngày 26 tháng 02 năm 2026" in text
    assert "H61.14-260213-0007" in text
    assert "Bản công bố" in text
    assert "Một trăm năm mươi nghìn đồng" in text
    assert "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" in reader.metadata.title


@pytest.mark.parametrize("make", SLIPS.values())
def test_slips_are_on_a5_and_carry_the_national_name_and_motto(make):
    text, reader = read(make(SLIP))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "Độc lập - Tự do - Hạnh phúc" in text
    assert "SỞ KHOA HỌC VÀ CÔNG NGHỆ" in text
    width, height = (round(float(side) / 72 * 25.4) for side in reader.pages[0].mediabox[2:])
    assert (width, height) == (148, 210)


def test_the_request_to_supplement_lists_every_item_the_reason_and_the_last_day():
    text, _ = read(supplement_pdf(SLIP))
    assert all(words in text for words in ("Phiếu thử nghiệm", "Quá 12 tháng", "Chưa đúng quy định"))
    assert "ngày 13 tháng 3 năm 2026" in text


def test_the_refusal_gives_its_reason():
    assert "Chưa đúng quy định" in read(refusal_pdf(SLIP))[0]


@pytest.mark.parametrize("make", [confirmation_pdf, filled_form_pdf])
def test_the_citizens_papers_are_on_a4_and_hold_the_answers(make):
    text, reader = read(make(SLIP))
    assert "Tên sản phẩm" in text
    assert "Cọc bê tông" in text
    assert round(float(reader.pages[0].mediabox.width) / 72 * 25.4) == 210


def test_the_confirmation_does_not_pose_as_the_receipt():
    assert "không thay cho Giấy tiếp nhận" in read(confirmation_pdf(SLIP))[0]


def test_what_people_wrote_is_text_in_the_letter_and_fetches_nothing(monkeypatch):
    fetched = []
    real = letters.URLFetcher.fetch

    def watched(self, url, *args, **kwargs):
        fetched.append(url)
        return real(self, url, *args, **kwargs)

    monkeypatch.setattr(letters.URLFetcher, "fetch", watched)
    hostile = (
        '<img src="file:///etc/passwd"><script>x</script><link rel=attachment href="file:///etc/hostname">'
    )
    text, reader = read(receipt_pdf(replace(SLIP, applicant=hostile, reason=hostile)))
    assert fetched == []
    assert "file:///etc/passwd" in text.replace(" ", "")
    assert "/EmbeddedFiles" not in reader.trailer["/Root"].get("/Names", {})


def test_letters_may_not_reach_the_network_or_the_disk():
    for url in ("https://example.vn/x.png", "file:///etc/passwd"):
        with pytest.raises(Exception, match=r"(?i)protocol|scheme|allowed"):
            letters.URLFetcher(allowed_protocols={"data"}).fetch(url)


def test_a_specimen_is_stamped():
    assert "MẪU" in read(receipt_pdf(replace(SLIP, stamp="MẪU")))[0]
    assert "MẪU" not in read(receipt_pdf(replace(SLIP, agency_parent="")))[0].replace("TỈNH MẪU", "")


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="needs poppler to look at the page")
@pytest.mark.parametrize("make", [*SLIPS.values(), confirmation_pdf])
def test_a_phone_reads_exactly_the_tracking_address_from_the_printed_page(make, tmp_path):
    (tmp_path / "slip.pdf").write_bytes(make(SLIP))
    subprocess.run(
        ["pdftoppm", "-r", "150", "-f", "1", "-l", "1", "-png", tmp_path / "slip.pdf", tmp_path / "slip"],
        check=True,
    )
    with Image.open(next(tmp_path.glob("slip*.png"))) as picture:
        assert [code.text for code in zxingcpp.read_barcodes(picture)] == [SLIP.tracking_url]


def test_the_qr_picture_is_a_drawing_without_words():
    svg = qr_svg(SLIP.tracking_url)
    assert svg.startswith("<svg")
    assert "theo-doi" not in svg


def test_a_slip_is_stored_and_read_back_without_loss():
    assert SlipData.from_json(SLIP.to_json()) == SLIP


def test_a_slip_stored_by_a_newer_version_can_still_be_printed():
    assert SlipData.from_json({**SLIP.to_json(), "added_later": 1}) == SLIP


@given(st.text(max_size=40), st.lists(st.text(max_size=20), max_size=3))
def test_any_words_on_a_slip_survive_storage(words, names):
    slip = replace(SLIP, reason=words, papers=tuple(Paper(name) for name in names), due_at=None)
    assert SlipData.from_json(slip.to_json()) == slip
