"""What a record says is issued: names, each closed by its code, then search words and a description."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from admin.official.faults import Fault, excerpt
from admin.official.records import NOT_SAID

# After the data come the words of the page's own boxes for choosing an agency.
_PAGE = re.compile(r"Chọn cơ quan thực hiện\s*Tỉnh/ Thành phố.*$", re.DOTALL)
_TAIL = re.compile(r"Từ khóa(?P<keywords>.*?)Mô tả(?P<description>.*)$", re.DOTALL)
_CODE = re.compile(r"Mã:\s*(?P<code>KQ\.[A-Z]\d{2}\.\d{6})")
_OTHER = re.compile(r"Mã:\s*(?P<code>\S{0,40}?)(?=[A-ZĐÀ-Ỹ-]|$)")


@dataclass(frozen=True, slots=True)
class Outcome:
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Outcomes:
    results: tuple[Outcome, ...]
    keywords: tuple[str, ...]
    description: str
    faults: tuple[Fault, ...]


def read_outcomes(text: str) -> Outcomes:
    body = _PAGE.sub("", text)
    tail = _TAIL.search(body)
    body = body[: tail.start()] if tail else body
    results = tuple(_results(body))
    keywords = _said(tail["keywords"]) if tail else ""
    words = tuple(dict.fromkeys(word.strip() for word in re.split(r"[;,\n]", keywords) if word.strip()))
    faults = [Fault("N014", excerpt(result.name)) for result in results if not result.code]
    faults += [] if results else [Fault("N018")]
    return Outcomes(results, words, _said(tail["description"]) if tail else "", tuple(faults))


def _results(body: str) -> Iterator[Outcome]:
    at = 0
    for found in _CODE.finditer(body):
        name = _name(body[at : found.start()])
        at = found.end()
        if name:
            yield Outcome(name, found["code"])
    if rest := _name(_OTHER.sub("", body[at:])):
        yield Outcome(rest, "")


def _name(text: str) -> str:
    return " ".join(text.split()).strip(" -+*;.:…")


def _said(text: str) -> str:
    return "" if text.strip() == NOT_SAID else text.strip()
