from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from engine.answers import AnswerProblem
from engine.definition import Field
from engine.fields import ANSWER_CODES, TYPES
from engine.text import Text
from renderer.messages import sentence

FILLED = {
    "mask": "AA-999999",
    "min": Decimal(2),
    "max": Decimal(9),
    "decimals": 2,
    "province": "999",
    "year": 1986,
}


def asked(label: str, kind: str = "text") -> Field:
    return Field("x", kind, Text.of(label, en="Full name"))


def said(code: str, field: Field, language: str = "vi", **params: object) -> str:
    return sentence(AnswerProblem("x", code, params), field, language)


@pytest.mark.parametrize("code", sorted(set(ANSWER_CODES) - {"rule"}))
def test_every_code_has_a_whole_sentence_for_every_kind_of_field(code):
    params = {name: FILLED[name] for name in ANSWER_CODES[code]}
    for kind, language in product(TYPES, ("vi", "en")):
        words = said(code, asked("Họ và tên", kind), language, **params)
        assert words
        assert "%(" not in words
        assert "không hợp lệ" not in words.lower()


def test_a_missing_answer_is_asked_for_in_the_labels_own_words():
    assert said("required", asked("Họ và tên")) == "Nhập họ và tên"
    assert said("required", asked("Mục đích sử dụng", "choice")) == "Chọn mục đích sử dụng"
    assert said("required", asked("Thành viên", "group")) == "Thêm ít nhất một dòng vào “Thành viên”"


def test_a_label_that_is_a_question_is_quoted():
    assert said("required", asked("Bạn xin cho ai?", "choice")) == "Trả lời câu hỏi “Bạn xin cho ai?”"
    assert said("required", asked("Có ISO?", "yes_no")) == "Chọn “Có” hoặc “Không” cho mục “Có ISO?”"


def test_an_abbreviation_at_the_head_of_a_label_keeps_its_capitals():
    assert said("required", asked("CCCD của người ký")) == "Nhập CCCD của người ký"


def test_a_bad_date_says_how_to_write_one():
    words = said("not_a_date", asked("Ngày phiếu thử nghiệm", "date"))
    assert words == "Ngày phiếu thử nghiệm phải có dạng ngày/tháng/năm, ví dụ 27/03/2026"


def test_a_limit_of_money_is_said_as_money():
    assert (
        said("too_large", asked("Giá", "money"), max=Decimal(1_500_000))
        == "Giá không được quá 1.500.000 đồng"
    )


def test_the_authors_own_message_stands_before_ours():
    own = AnswerProblem("x", "rule", message=Text.of("Phiếu không quá 12 tháng", en="At most 12 months old"))
    assert sentence(own, asked("Ngày", "date"), "vi") == "Phiếu không quá 12 tháng"
    assert sentence(own, asked("Ngày", "date"), "en") == "At most 12 months old"


def test_what_was_never_declared_is_refused():
    with pytest.raises(KeyError):
        said("no_such_code", asked("Ngày"), day=date(2026, 1, 1))
