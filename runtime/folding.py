"""Vietnamese without its marks, so that "trich luc ho tich" finds "trích lục hộ tịch". Comparing only; never
for showing.
"""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not take apart into a plain letter and a mark.
_WHOLE_LETTERS = str.maketrans({"đ": "d", "ð": "d", "ø": "o", "ł": "l"})
# A procedure code such as "2.000635" or "h40.14" is one word; everywhere else punctuation parts words.
_WORD = re.compile(r"[^\W_]+(?:\.[0-9][^\W_]*)*")


def tidy(text: str) -> str:
    """Lower case, composed (NFC), words parted by one blank; accents stay."""
    return " ".join(words(text))


def fold(text: str) -> str:
    """As `tidy`, and without accents: "Đặng Thị  NGỌC Ánh" -> "dang thi ngoc anh"."""
    return without_accents(tidy(text))


def words(text: str) -> list[str]:
    """The words of `text` in lower case with their accents, punctuation left out."""
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


def without_accents(text: str) -> str:
    """Lower-case `text` with every mark taken off and đ as d; nothing else changes."""
    apart = unicodedata.normalize("NFD", text.lower().translate(_WHOLE_LETTERS))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
