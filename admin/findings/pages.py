"""What a finding means, as a short page: what is wrong, what to do, a wrong and a right way to write it."""

from __future__ import annotations

from collections.abc import Iterator

from admin.findings.examples import EXAMPLES, Example
from engine.problem_codes import CODES

FAMILIES = {
    "Y": ("Văn bản YAML", "YAML text"),
    "S": ("Hình dạng của tệp", "Shape of the file"),
    "R": ("Tên được gọi đến", "References"),
    "X": ("Biểu thức", "Expressions"),
    "F": ("Quy trình", "Process"),
    "D": ("Dữ liệu và ẩn hiện", "Data and visibility"),
    "M": ("Phí, lệ phí", "Fees"),
    "T": ("Lời văn", "Texts"),
    "A": ("Dễ tiếp cận", "Accessibility"),
    "P": ("Câu chữ dễ hiểu", "Plain language"),
    "L": ("Quy định pháp luật", "Legal facts"),
    "V": ("Phiên bản", "Versions"),
    "K": ("Kịch bản", "Scenarios"),
}
_WORDS = {
    "vi": {
        "error": "Lỗi: tệp không được công bố cho đến khi sửa.",
        "warning": "Cảnh báo: tệp vẫn được công bố, nhưng nên xem lại.",
        "bad": "Sai:",
        "good": "Đúng:",
        "none": "(bỏ phần này)",
    },
    "en": {
        "error": "Error: the file is not published until it is put right.",
        "warning": "Warning: the file is published, but look at it again.",
        "bad": "Wrong:",
        "good": "Right:",
        "none": "(leave this out)",
    },
}
INTRODUCTION = """\
# Các phát hiện của `thutuc check`

Mỗi phát hiện có một mã không đổi. `thutuc explain MÃ` in đúng phần dưới đây; thêm `--lang en` để đọc tiếng Anh.
Những chỗ trong ngoặc nhọn như `{step}` được thay bằng tên trong tệp của bạn.
Trang này do `thutuc explain --all` viết ra; xin đừng sửa tay.
"""


def page(code: str, language: str = "vi") -> str:
    """One code as Markdown. Raises KeyError for a code there is not."""
    known = CODES[code]
    english = language == "en"
    words = _WORDS[language]
    hint = known.hint_en if english else known.hint_vi
    parts = [f"### {code}", known.en if english else known.vi, hint, words[str(known.severity)]]
    if example := EXAMPLES.get(code):
        parts += list(_shown(example, language))
    return "\n\n".join(part for part in parts if part) + "\n"


def reference(language: str = "vi") -> str:
    """Every code, family by family."""
    parts = [INTRODUCTION]
    for letter, names in FAMILIES.items():
        codes = sorted(code for code in CODES if code.startswith(letter))
        if codes:
            parts.append(f"## {letter} – {names[language == 'en']}\n")
            parts += [page(code, language) for code in codes]
    return "\n".join(parts)


def _shown(example: Example, language: str) -> Iterator[str]:
    words = _WORDS[language]
    yield f"{words['bad']}\n\n{_block(example.bad)}"
    yield f"{words['good']}\n\n{_block(example.good) if example.good.strip() else words['none']}"


def _block(text: str) -> str:
    lines = text.strip("\n").split("\n")
    margin = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
    body = "\n".join(line[margin:] for line in lines)
    return f"```\n{body}\n```"
