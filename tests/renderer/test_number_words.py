import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderer.number_words import number_words

UNITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
SCALE = {"nghìn": 10**3, "triệu": 10**6}


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (1, "một"),
        (4, "bốn"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi bốn"),
        (25, "hai mươi lăm"),
        (91, "chín mươi mốt"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (111, "một trăm mười một"),
        (115, "một trăm mười lăm"),
        (555, "năm trăm năm mươi lăm"),
        (1_000, "một nghìn"),
        (1_001, "một nghìn không trăm linh một"),
        (1_010, "một nghìn không trăm mười"),
        (8_000, "tám nghìn"),
        (24_000, "hai mươi bốn nghìn"),
        (150_000, "một trăm năm mươi nghìn"),
        (1_000_005, "một triệu không trăm linh năm"),
        (1_005_000, "một triệu không trăm linh năm nghìn"),
        (2_021_021, "hai triệu không trăm hai mươi mốt nghìn không trăm hai mươi mốt"),
        (1_000_000_000, "một tỷ"),
        (1_000_000_001, "một tỷ không trăm linh một"),
        (15_000_000_000, "mười lăm tỷ"),
        (1_500_000_000_000, "một nghìn năm trăm tỷ"),
        (-8_000, "âm tám nghìn"),
    ],
)
def test_a_number_is_read_as_the_schools_teach(number, words):
    assert number_words(number) == words


def test_the_south_says_le_for_an_empty_ten():
    assert number_words(1_005_105, between="lẻ") == "một triệu không trăm lẻ năm nghìn một trăm lẻ năm"


def heard(words: str) -> int:
    """Read the words back, by a rule of its own: the last "tỷ" splits, then millions, thousands, hundreds,
    tens.
    """
    before, ty, after = words.rpartition(" tỷ")
    if ty:
        return heard(before) * 10**9 + (heard(after.strip()) if after else 0)
    total = group = 0
    for word in words.split():
        if word in SCALE:
            total, group = total + group * SCALE[word], 0
        elif word == "trăm":
            group = group * 100
        elif word == "mươi":
            group += group % 10 * 9
        elif word == "mười":
            group += 10
        elif word != "linh":
            group += {"mốt": 1, "lăm": 5}.get(word, UNITS.index(word) if word in UNITS else 0)
    return total + group


@given(st.integers(min_value=0, max_value=10**15))
def test_what_is_said_is_heard_as_the_same_number(number):
    assert heard(number_words(number)) == number


@given(st.integers(min_value=0, max_value=10**12))
def test_no_two_numbers_sound_the_same(number):
    assert number_words(number) != number_words(number + 1)
