"""What is wrong with an answer, in the question's own words: what happened and what to do, never "not
valid" alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from engine.answers import AnswerProblem
from engine.definition import Field
from renderer import formats
from renderer.languages import gettext, noted, use

_WORDS: Mapping[str, str] = {
    "required": noted("Nhập %(label)s"),
    "not_looked_up": noted("%(subject)s chưa được tra cứu. Mở trang này và bấm “Đồng ý và tiếp tục”"),
    "register_unavailable": noted(
        "Chưa tra cứu được %(quoted)s vì cơ sở dữ liệu chưa trả lời. Hãy thử lại sau ít phút"
    ),
    "wrong_shape": noted("%(subject)s gửi lên chưa đọc được. Hãy tải lại trang và nhập lại"),
    "too_short": noted("%(subject)s phải có ít nhất %(min)s ký tự"),
    "too_long": noted("%(subject)s chỉ được dài tối đa %(max)s ký tự"),
    "not_a_number": noted("%(subject)s phải là một số, ví dụ 12 hoặc 12,5"),
    "number_too_big": noted("%(subject)s có quá nhiều chữ số. Hãy kiểm tra lại"),
    "not_whole": noted("%(subject)s phải là số nguyên, không có phần lẻ"),
    "too_many_decimals": noted("%(subject)s chỉ được có tối đa %(decimals)s chữ số sau dấu phẩy"),
    "too_small": noted("%(subject)s phải từ %(min)s trở lên"),
    "too_large": noted("%(subject)s không được quá %(max)s"),
    "not_money": noted("%(subject)s phải là số tiền bằng đồng, ví dụ 1.500.000"),
    "not_a_date": noted("%(subject)s phải có dạng ngày/tháng/năm, ví dụ 27/03/2026"),
    "no_such_date": noted("%(subject)s không có trong lịch. Hãy kiểm tra lại ngày và tháng"),
    "year_out_of_range": noted("%(subject)s phải có năm từ %(min)s đến %(max)s"),
    "not_past": noted("%(subject)s không được sau ngày hôm nay"),
    "not_future": noted("%(subject)s không được trước ngày hôm nay"),
    "not_yes_or_no": noted("Chọn “Có” hoặc “Không” cho mục %(quoted)s"),
    "not_a_choice": noted("Chọn một trong các mục có sẵn ở %(quoted)s"),
    "not_of_parent": noted("%(subject)s không thuộc mục đã chọn ở câu trên. Hãy chọn lại"),
    "too_few": noted("Chọn ít nhất %(min)s mục ở %(quoted)s"),
    "too_many": noted("Chỉ chọn tối đa %(max)s mục ở %(quoted)s"),
    "not_a_name": noted("%(subject)s chỉ gồm chữ cái, dấu cách và các dấu ' - . Hãy viết như trên giấy tờ"),
    "not_a_national_id": noted("%(subject)s phải gồm đúng 12 chữ số, ghi ở mặt trước thẻ căn cước"),
    "not_a_tax_code": noted(
        "%(subject)s phải gồm 10 chữ số, hoặc 10 chữ số và 3 số của chi nhánh như 0100109106-001"
    ),
    "tax_code_check_digit": noted("%(subject)s có chữ số gõ nhầm. Hãy so lại với giấy đăng ký thuế"),
    "not_an_old_id": noted(
        "%(subject)s phải gồm 12 chữ số của căn cước hoặc 9 chữ số của chứng minh nhân dân"
    ),
    "not_a_passport": noted("%(subject)s chỉ gồm 5 đến 20 chữ cái và chữ số, như ghi trên hộ chiếu"),
    "not_a_vietnamese_passport": noted("%(subject)s phải gồm 1 chữ cái và 7 chữ số, ví dụ C1234567"),
    "not_social_insurance": noted("%(subject)s phải gồm 10 chữ số, hoặc 12 chữ số của căn cước"),
    "not_a_year": noted("%(subject)s phải là một năm gồm 4 chữ số, ví dụ 2026"),
    "not_a_month": noted("%(subject)s phải có dạng tháng/năm, ví dụ 03/2026"),
    "not_a_time": noted("%(subject)s phải có dạng giờ:phút, ví dụ 14:30"),
    "not_the_mask": noted(
        "%(subject)s phải có dạng %(mask)s (A là chữ cái, 9 là chữ số, X là một trong hai)"
    ),
    "not_a_phone": noted("%(subject)s phải là số điện thoại Việt Nam, ví dụ 0912 345 678"),
    "not_an_email": noted("%(subject)s phải có dạng tên@tên-miền, ví dụ ten@example.vn"),
    "national_id_province": noted(
        "Ba số đầu (%(province)s) không phải mã tỉnh, thành phố. Hãy xem lại số trên thẻ căn cước"
    ),
    "national_id_year": noted(
        "Số này ứng với năm sinh %(year)s, khác ngày sinh bạn khai. Hãy xem lại cả hai"
    ),
    "national_id_sex": noted("Số này không khớp với giới tính bạn khai. Hãy xem lại cả hai"),
}
"""Every code of `engine.fields.ANSWER_CODES` but "rule", whose words are the author's."""

_REQUIRED: Mapping[str, str] = {
    "choice": noted("Chọn %(label)s"),
    "choices": noted("Chọn %(label)s"),
    "yes_no": noted("Chọn “Có” hoặc “Không” cho mục %(quoted)s"),
    "group": noted("Thêm ít nhất một dòng vào %(quoted)s"),
    "file": noted("Tải lên %(quoted)s"),
}
_GROUP: Mapping[str, str] = {
    "too_few": noted("%(subject)s phải có ít nhất %(min)s dòng"),
    "too_many": noted("%(subject)s chỉ được có tối đa %(max)s dòng"),
}


def sentence(problem: AnswerProblem, field: Field, language: str) -> str:
    """The finding as its reader sees it, the same beside the question and in the summary. Raises KeyError
    for an unknown code.
    """
    if problem.message is not None:
        return problem.message.in_language(language)
    with use(language):
        return gettext(_template(problem.code, field), **_filled(problem, field, language))


def _template(code: str, field: Field) -> str:
    if code == "required":
        if field.label.in_language("vi").rstrip().endswith("?") and field.type != "yes_no":
            return noted("Trả lời câu hỏi %(quoted)s")
        return _REQUIRED.get(field.type, _WORDS[code])
    if field.type == "group" and code in _GROUP:
        return _GROUP[code]
    return _WORDS[code]


def _filled(problem: AnswerProblem, field: Field, language: str) -> dict[str, str]:
    label = field.label.in_language(language).strip().rstrip(":")
    quoted = f"“{label}”"
    is_question = label.endswith("?")
    return {
        "label": quoted if is_question else _lower_first(label),
        "quoted": quoted,
        "subject": gettext("Câu trả lời cho %(quoted)s", quoted=quoted) if is_question else label,
        **{name: _shown(value, field) for name, value in problem.params.items()},
    }


def _shown(value: Any, field: Field) -> str:
    if isinstance(value, Decimal):
        return formats.money(int(value)) if field.type == "money" else formats.number(value)
    return str(value)


def _lower_first(label: str) -> str:
    """ "Họ và tên" → "họ và tên"; a label that begins with an abbreviation ("CCCD") or a one-letter word
    stays.
    """
    begins_plainly = len(label) > 1 and label[0].isupper() and label[1].islower()
    return label[0].lower() + label[1:] if begins_plainly else label
