"""Files that look odd and are right: a checker that refuses too much is no use either."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

import pytest

from engine.load import load_text
from tests.engine.examples import library
from tests.hostile.case import GOOD

NOTE = "        note: {label: Ghi chú, type: text}\n"
FILING = "filing: {kind: le_phi, name: Lệ phí, amount: 8.000 VND}"
NAME = "Thủ tục ví dụ"


def replaced(old: str, new: str) -> str:
    assert GOOD.count(old) == 1, old
    return GOOD.replace(old, new)


def asked(field: str) -> str:
    return replaced(NOTE, f"{NOTE}        {field}\n")


def shown_when(expression: str) -> str:
    quoted = expression.replace("'", "''")
    return asked(f"extra: {{label: Thêm, type: text, when: '{quoted}'}}")


WRITTEN: Mapping[str, str] = {
    "a comment on every line": "\n".join(f"{line} # lời ghi" for line in GOOD.splitlines()),
    "ends of line as in Windows": GOOD.replace("\n", "\r\n"),
    "no line end at the close": GOOD.rstrip("\n"),
    "many empty lines": GOOD.replace("\n", "\n\n\n"),
    "a document start": f"---\n{GOOD}",
    "a document end": f"{GOOD}...\n",
    "decomposed letters": unicodedata.normalize("NFD", GOOD),
    "deep indentation": GOOD.replace("  ", "      "),
    "a key in quotes": replaced("procedure:", '"procedure":'),
    "a key in single quotes": replaced("sector:", "'sector':"),
    "a code without quotes": replaced('"1.000001"', "1.000001"),
    "a level in the next line": replaced("level: 3", "level:\n  3"),
    "a list over lines": replaced("[citizen, organization]", "\n  - citizen\n  - organization"),
    "a list not indented": replaced("[citizen, organization]", "\n- citizen\n- organization"),
    "a comma after the last": replaced("[citizen, organization]", "[citizen, organization,]"),
    "a folded summary": f"{GOOD}summary: >-\n  Một câu\n  trên hai dòng.\n",
    "a literal summary": f"{GOOD}summary: |\n  Một dòng.\n\n  - một\n  - hai\n",
    "a summary in double quotes": f'{GOOD}summary: "Xin \\"giấy\\" ở phường"\n',
    "a summary in single quotes": f"{GOOD}summary: 'Xin ''giấy'' ở phường'\n",
    "true for yes": replaced("required: yes, min", "required: true, min"),
    "the process first": GOOD[GOOD.index("process:") :] + GOOD[: GOOD.index("process:")],
}
WORDS: Mapping[str, str] = {
    "a name with an ampersand": replaced(NAME, "Sửa & đổi"),
    "a name with less-than": replaced(NAME, "Diện tích < 500 m² và > 100 m²"),
    "a name with a colon in quotes": replaced(NAME, "'Mẫu 1: đơn'"),
    "a name with a hash": replaced(NAME, "Phòng số#1"),
    "a name that is a number": replaced(NAME, "2026"),
    "a name that is a no": replaced(NAME, "no"),
    "a name that is null": replaced(NAME, "'null'"),
    "a name with curly quotes": replaced(NAME, "Giấy “xác nhận” – bản sao"),
    "a name with a picture": replaced(NAME, "Thủ tục 🙂"),
    "a name in two languages": replaced(NAME, "{vi: Ví dụ, en: Example}"),
    "a name of three hundred letters": replaced(NAME, "ă" * 300),
    "an asterisk alone": replaced(NAME, "Ghi chú * là bắt buộc"),
    "a name like code": replaced(NAME, "Khai _class và import os"),
    "a formula in a label": replaced("Ghi chú", "=1+1"),
    "Markdown in a summary": f"{GOOD}summary: 'Xem **kỹ** [trang](https://thutuc.example/)'\n",
    "a placeholder where one belongs": f"{GOOD}notices: {{accepted: {{sms: 'Hồ sơ {{reference}}'}}}}\n",
    "a placeholder twice": f"{GOOD}notices: {{accepted: {{sms: '{{code}} {{code}}'}}}}\n",
}
FIELDS: Mapping[str, str] = {
    "a number below nothing": asked("extra: {label: Nhiệt độ, type: number, min: -40, max: -1.5}"),
    "a question of one letter": asked("a: {label: A, type: text}"),
    "a question named class": asked("class: {label: Lớp, type: text}"),
    "a question named import": asked("import: {label: Nhập khẩu, type: yes_no}"),
    "a choice of digits": asked("extra: {label: Lớp, type: choice, choices: {10: Mười, 11: Mười một}}"),
    "a choice named none": asked("extra: {label: Loại, type: choice, choices: {none: Không, any-2: Có}}"),
    "a single choice": asked("extra: {label: Loại, type: choice, choices: {only: Chỉ một}}"),
    "two hundred choices": asked(
        "extra: {label: Loại, type: choice, choices: {"
        + ", ".join(f"c{number}: Số {number}" for number in range(200))
        + "}}"
    ),
    "a note with a hint": asked("extra: {label: Lưu ý, type: note, hint: Đọc kỹ}"),
    "an answer worked out": asked("extra: {label: Tiền, type: number, compute: copies * 8000}"),
    "a very long answer": asked("extra: {label: Kể lại, type: long_text, max_length: 20000}"),
    "a hundred and ninety questions": replaced(
        NOTE, NOTE + "".join(f"        f{number}: {{label: L, type: text}}\n" for number in range(190))
    ),
}
EXPRESSIONS = (
    "copies > 1",
    "(((copies > 1)))",
    "not not (copies > 1)",
    "not (copies > 1 and copies < 9)",
    'purpose == "work"',
    "purpose in ['work']",
    "purpose not in ['study']",
    "copies * 0.333333333333 > 0.000000000001",
    "copies * 9999999999999 > 99999999999999",
    "- copies < - 1",
    "copies>1and copies<9",
    "given(note) and note != ''",
    "given(note) and note == 'anh \"Ba\"'",
    "applicant.kind == 'citizen'",
    "today >= 2024-02-29",
    "today < 9999-12-31",
    "add_days(today, 30) > 2026-01-01",
    "(1 if purpose == 'work' else 2) < copies",
    "min(copies, 2, 3) == max(1, 2)",
    "round(copies / 3, 2) >= 0.33",
    "copies in [2, 3, 5, 7]",
    "channel == 'online' or channel == 'counter'",
    " and ".join(f"copies != {number}" for number in range(2, 90)),
)
SUMS: Mapping[str, str] = {
    "no fee after all": replaced(FILING, FILING.replace("8.000 VND", "0 VND")),
    "money in words of đồng": replaced(FILING, FILING.replace("8.000 VND", "8.000 đồng")),
    "money without dots": replaced(FILING, FILING.replace("8.000 VND", "8000 đ")),
    "a large sum": replaced(FILING, FILING.replace("8.000 VND", "999.999.999.999 VND")),
    "a sum for each copy": replaced(FILING, FILING.replace("}", ", per: copies}")),
    "a discount by channel": replaced(
        FILING, f"{FILING}\n    less: {{name: Giảm, when: channel == 'online', percent_of: {{filing: -10}}}}"
    ),
    "thirty days": replaced("{legal: 5 working days}", "{legal: 30 days}"),
    "a leap day": f"{GOOD}effective: 2028-02-29\n",
    "a day long ago": f"{GOOD}effective: 1945-09-02\n",
    "the longest span": replaced("reply_within: 15 working days", "reply_within: 9999 days"),
}
UNUSUAL: Mapping[str, str] = {
    **WRITTEN,
    **WORDS,
    **FIELDS,
    **{f"shown when {expression[:50]}": shown_when(expression) for expression in EXPRESSIONS},
    **SUMS,
}


def test_there_are_sixty_unusual_files() -> None:
    assert len(set(UNUSUAL.values())) == len(UNUSUAL)
    assert len(UNUSUAL) >= 60


@pytest.mark.parametrize("name", UNUSUAL)
def test_an_unusual_file_that_is_right_is_accepted(name: str) -> None:
    result = load_text(UNUSUAL[name], "unusual.yaml", library())
    assert [problem.as_text() for problem in result.problems if problem.severity == "error"] == []
    assert result.definition is not None
