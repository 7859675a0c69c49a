import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.folding import fold, tidy, without_accents, words


@pytest.mark.parametrize(
    "written",
    [
        "Đặng Thị Ngọc Ánh",
        "dang thi ngoc anh",
        "ĐẶNG  THỊ NGỌC ÁNH",
        unicodedata.normalize("NFD", "Đặng Thị Ngọc Ánh"),
    ],
)
def test_a_name_folds_alike_however_it_is_typed(written):
    assert fold(written) == "dang thi ngoc anh"


def test_every_accented_vietnamese_letter_folds_to_a_plain_one():
    letters = "aăâàằầảẳẩãẵẫáắấạặậeêèềẻểẽễéếẹệiìỉĩíịoôơòồờỏổởõỗỡóốớọộợuưùừủửũữúứụựyỳỷỹýỵđ"
    assert set(without_accents(letters + letters.upper())) == set("aeiouyd")


def test_tidy_keeps_the_accents():
    assert tidy("  Cấp BẢN SAO: trích lục (hộ tịch) ") == "cấp bản sao trích lục hộ tịch"


def test_a_procedure_code_stays_one_word_and_a_full_stop_does_not():
    assert words("Mã 2.000635. Nộp tại H40.14") == ["mã", "2.000635", "nộp", "tại", "h40.14"]


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)
