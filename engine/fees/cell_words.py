"""A cell of a table in words, by language: “Đi học hoặc Đi làm”, “từ 3 trở lên”."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from engine.definition import Field
from engine.tables import Cell, Part

Words = Mapping[str, str]
_OR: Words = {"vi": " hoặc ", "en": " or "}
_CHANNELS = {
    "online": {"vi": "trực tuyến", "en": "online"},
    "counter": {"vi": "trực tiếp", "en": "at the counter"},
    "post": {"vi": "qua bưu chính", "en": "by post"},
}


def cell_words(cell: Cell, asked: Field | None = None) -> dict[str, str]:
    """`asked`: the question whose answer the cell is compared with, for the labels of its choices."""
    parts = [_part(part, asked) for part in cell.parts]
    return {language: joint.join(_in(part, language) for part in parts) for language, joint in _OR.items()}


def value_words(value: Any, asked: Field | None = None) -> Words:
    """A plain value: the label of a choice, yes or no, a number, a day."""
    for choice in asked.choices if asked else ():
        if choice.id == value:
            return choice.label.by_language
    if isinstance(value, bool):
        return {"vi": "có", "en": "yes"} if value else {"vi": "không", "en": "no"}
    if isinstance(value, date):
        return {"vi": f"{value:%d/%m/%Y}"}
    if asked is None and value in _CHANNELS:
        return _CHANNELS[value]
    return {"vi": str(value)}


def _part(part: Part, asked: Field | None) -> Words:
    if part.equals is not None:
        return value_words(part.equals, asked)
    if part.differs is not None:
        other = value_words(part.differs, asked)
        return {"vi": f"khác {other['vi']}", "en": f"not {_in(other, 'en')}"}
    low, high = part.low, part.high
    if low is not None and high is not None and low.included and high.included:
        least, most = value_words(low.value)["vi"], value_words(high.value)["vi"]
        return {"vi": f"từ {least} đến {most}", "en": f"from {least} to {most}"}
    said: list[Words] = []
    if low is not None:
        least = value_words(low.value)["vi"]
        more = {"vi": f"từ {least} trở lên", "en": f"{least} or more"}
        said.append(more if low.included else {"vi": f"trên {least}", "en": f"above {least}"})
    if high is not None:
        most = value_words(high.value)["vi"]
        less = {"vi": f"không quá {most}", "en": f"at most {most}"}
        said.append(less if high.included else {"vi": f"dưới {most}", "en": f"below {most}"})
    return {"vi": " và ".join(each["vi"] for each in said), "en": " and ".join(each["en"] for each in said)}


def _in(words: Words, language: str) -> str:
    return words.get(language, words["vi"])
