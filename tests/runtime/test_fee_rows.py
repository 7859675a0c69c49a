"""The fee on the public page, before anybody has answered anything."""

import pytest

from engine.load import load
from renderer.languages import use
from runtime.citizen.fee_rows import FeeRow
from runtime.citizen.procedure_page import ProcedurePage, procedure_page
from tests.engine.examples import EXAMPLES, library


def page() -> ProcedurePage:
    definition = load(EXAMPLES / "valid" / "every-kind-of-fee.yaml", library()).definition
    assert definition is not None
    return procedure_page(definition)


def row(name: str) -> FeeRow:
    (found,) = (each for each in page().fees if each.name == name)
    return found


def test_bands_are_a_table_with_the_cap_last() -> None:
    certified = row("Phí chứng thực bản sao")
    assert certified.amount == "theo bảng × số bản"
    assert certified.rows == (
        ("số trang: đến 2", "2.000 đồng mỗi đơn vị"),
        ("số trang: trên 2", "1.000 đồng mỗi đơn vị"),
        ("Nhiều nhất", "200.000 đồng"),
    )


def test_a_band_for_everything_says_so() -> None:
    assert row("Phí xác nhận mã nước ngoài").rows == (
        ("số mã: đến 50", "500.000 đồng"),
        ("số mã: trên 50", "10.000 đồng mỗi đơn vị, cho tất cả"),
    )


def test_prices_by_kind_of_device_name_the_kinds_and_the_discounts() -> None:
    radiation = row("Phí thẩm định")
    assert radiation.rows[0] == ("loại máy: Chụp răng", "1.500.000 đồng")
    assert "Tính cho từng dòng của “Thiết bị X-quang” rồi cộng lại." in radiation.remarks
    assert "Từ 6 dòng trở lên thu 85 %." in radiation.remarks


def test_what_comes_on_top_of_a_table_stands_below_it() -> None:
    rows = row("Phí cung cấp thông tin").rows
    assert rows[-1] == ("Mỗi đơn vị vượt quá 2 (số bản), cộng thêm", "5.000 đồng")


def test_an_exemption_names_its_paper_and_the_paper_its_exemption() -> None:
    assert row("Miễn, giảm").remarks == (
        "Chỉ khi hộ nghèo là “có”.",
        "Cần nộp giấy tờ chứng minh: Giấy chứng nhận hộ nghèo.",
    )
    (paper,) = page().papers
    assert paper.condition == "được “Miễn, giảm”: hộ nghèo là “có”"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_line_has_its_amount_in_words(language: str) -> None:
    with use(language):
        assert all(each.amount for each in page().fees)
