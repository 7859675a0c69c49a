"""The papers made from a procedure file: what stands on them, and what the command refuses to print."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pypdf
import pytest

from engine.library import Library
from engine.load import load
from renderer.letters import blank_form_pdf
from renderer.paper_form import MOST_TICKS, PaperForm, Space
from runtime.citizen.paper import form_of, printed_form
from tests.admin.commands import DECLARATION, EXTRACT, said
from tests.engine.examples import EXAMPLES, PROCEDURES

TYPED = {
    "applicant": {
        "kind": "citizen",
        "full_name": "Trần Văn Đức",
        "national_id": "001090000018",
        "phone": "0912345678",
        "address": "1 Đường A",
    },
    "answers": {
        "record": "birth",
        "copies": "2",
        "relation": "self",
        "person_name": "Trần Thị Bé",
        "person_birth": "1990",
        "registered_at": "Ủy ban nhân dân xã",
    },
}


def read(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def form(file: str) -> PaperForm:
    path = EXAMPLES / "valid" / file if (EXAMPLES / "valid" / file).exists() else PROCEDURES / file
    for shared in (PROCEDURES / "shared", EXAMPLES / "shared"):
        if definition := load(path, Library.from_folder(shared)).definition:
            return form_of(definition)
    raise AssertionError(file)


def spaces(form: PaperForm) -> dict[str, Space]:
    return {space.label: space for block in form.blocks for space in block.spaces}


def test_the_blank_form_asks_everything_the_pages_on_the_screen_ask() -> None:
    for path in (EXTRACT, DECLARATION):
        definition = load(Path(path), Library.from_folder(PROCEDURES / "shared")).definition
        assert definition is not None
        printed = read(printed_form(definition))
        asked = [str(field.label) for field in definition.fields.values()]
        named = [str(paper.name) for paper in definition.documents]
        missing = [label for label in [*asked, *named] if " ".join(label.split()) not in printed]
        assert missing == []
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in printed
        assert "NGƯỜI KHAI" in printed
        assert f"Mã thủ tục {definition.code}" in printed


def test_each_kind_of_answer_has_the_room_a_pen_needs() -> None:
    asked = spaces(form("trich-luc-ho-tich.yaml"))
    assert asked["Số định danh cá nhân của người này"].boxes == (12,)
    assert asked["Ngày sinh"].boxes == (2, 2, 4)
    assert asked["Giới tính"].ticks == ("Nam", "Nữ")
    assert asked["Mục đích sử dụng"].lines == 4
    assert asked["Số lượng bản sao"].lines == 1
    assert spaces(form("cong-bo-hop-chuan.yaml"))[
        "Cơ sở đã được chứng nhận hệ thống quản lý (ISO 9001, HACCP…)?"
    ].ticks == ("Có", "Không")


def test_every_kind_of_field_there_is_can_be_printed() -> None:
    made = form("every-kind-of-field.yaml")
    tables = [space for space in spaces(made).values() if space.columns]
    assert tables
    assert all(space.rows >= 1 for space in tables)
    assert all(len(space.ticks) <= MOST_TICKS for space in spaces(made).values())
    assert blank_form_pdf(made).startswith(b"%PDF")


def test_a_condition_becomes_a_remark_for_whoever_holds_the_pen() -> None:
    made = form("trich-luc-ho-tich.yaml")
    (remark, hint) = spaces(made)["Tên việc hộ tịch"].remarks
    assert remark.startswith("Chỉ trả lời khi loại giấy tờ hộ tịch cần cấp bản sao là")
    assert hint.startswith("Ví dụ nhận cha, mẹ, con")
    assert made.papers[1].remark.endswith("Không bắt buộc.")


def test_the_command_writes_the_blank_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "to-khai.pdf"
    assert said(capsys, "print", EXTRACT, "--blank", "--out", str(out)) == (0, "", "")
    assert "Trích lục kết hôn (bản sao)" in read(out.read_bytes())


def test_the_command_fills_in_a_specimen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, out = tmp_path / "hs.json", tmp_path / "to-khai.pdf"
    data.write_text(json.dumps(TYPED), encoding="utf-8")
    assert said(capsys, "print", EXTRACT, "--filled", str(data), "--out", str(out))[0] == 0
    printed = read(out.read_bytes())
    assert "Trần Thị Bé" in printed
    assert "MẪU" in printed


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({**TYPED, "answers": {**TYPED["answers"], "copies": "0"}}, "copies: Số lượng bản sao phải từ 1"),
        ({**TYPED, "applicant": {}}, "applicant.full_name: Nhập Họ và tên"),
        ({"answers": {}}, "phải là JSON có applicant và answers"),
        ([], "phải là JSON có applicant và answers"),
    ],
)
def test_what_is_not_filled_in_rightly_is_told_and_not_printed(
    typed: object, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, out = tmp_path / "hs.json", tmp_path / "to-khai.pdf"
    data.write_text(json.dumps(typed), encoding="utf-8")
    code, _, error = said(capsys, "print", EXTRACT, "--filled", str(data), "--out", str(out))
    assert code == 1
    assert told.lower() in error.lower()
    assert not out.exists()


def test_a_place_that_cannot_be_written_is_a_wrong_call(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "khong-co" / "to-khai.pdf"
    assert said(capsys, "print", EXTRACT, "--blank", "--out", str(out))[0] == 2


def test_the_guide_says_who_checks_what_by_when_and_what_a_decision_demands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "huong-dan.pdf"
    assert said(capsys, "print", DECLARATION, "--guide", "--out", str(out)) == (0, "", "")
    printed = read(out.read_bytes())
    for words in (
        "Kiểm tra thành phần hồ sơ",
        "Tra register.business trước",
        "Phòng Tiêu chuẩn Đo lường Chất lượng · trong 2 ngày làm việc",
        "Không được là người đã làm: Thẩm định hồ sơ.",
        "Ghi lại: Ý kiến thẩm định.",
        "phải kèm tệp kết quả",
        "150.000 đồng",
        "Thông tư 28/2012/TT-BKHCN",
    ):
        assert words in printed, words
