"""The papers of a record: groups with a heading each, rows of a name, perhaps a form's file, and counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from admin.official.faults import Fault, excerpt

_TABLE = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
# "1 bản chính,2 bản sao" closes a row. Inside a name such words stand before a blank or a stop, not before a letter.
# Of a number run together with the name ("Mẫu số 051 bản chính") the last digit is the count.
_COUNTS = re.compile(
    r"(?:(?<!\d)\d{1,2}|(?<=\d)\d) bản (?:chính|sao)(?:\s*,\s*\d{1,2} bản sao)?(?![\s.,;:)/\]])|"
    r"(?:(?<!\d)\d{1,2}|(?<=\d)\d) bản (?:chính|sao)(?:\s*,\s*\d{1,2} bản sao)?\s*$"
)
_ORIGINALS = re.compile(r"(\d{1,2}) bản chính")
_COPIES = re.compile(r"(\d{1,2}) bản sao")
_FILE = re.compile(r"\.(?:docx?|pdf|xlsx?|rtf|jpe?g|png|zip|rar|odt)", re.IGNORECASE)
_CONDITION = re.compile(r"(?:^|[(;,.] ?)(?:(?:trong )?trường hợp|nếu|đối với trường hợp)\b", re.IGNORECASE)
_LONGEST_FILE = 150
_ONE_OF = re.compile(r"một trong (?:các|những|hai|số|\d)", re.IGNORECASE)
_BULLET = re.compile(r"^(?:[-+*•–]\s*|\(?[a-zđ0-9]{1,2}[).]\s+|\d+(?:\.\d+)*[.)]?\s+)")


@dataclass(frozen=True, slots=True)
class Paper:
    """`form`: the file name of the official form, "" when there is none. `is_note`: a remark kept as a row,
    with neither copies nor a form.
    """

    name: str
    form: str
    originals: int
    copies: int

    @property
    def is_note(self) -> bool:
        return not (self.originals or self.copies or self.form)


@dataclass(frozen=True, slots=True)
class Group:
    """`name` "" for the papers of a record that knows one group only."""

    name: str
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class Papers:
    """`rest`: what is in no table."""

    groups: tuple[Group, ...]
    rest: str
    faults: tuple[Fault, ...]


def read_papers(text: str) -> Papers:
    parts = text.split(_TABLE)
    if len(parts) == 1:
        return Papers((), text.strip(" -"), ())
    groups: list[Group] = []
    heading = parts[0]
    for number, part in enumerate(parts[1:], start=1):
        rows, tail = _rows(part)
        groups.append(Group(_heading(heading), tuple(rows)))
        heading = tail
        if number == len(parts) - 1:
            rest = tail.strip(" -\n")
    return Papers(tuple(groups), rest, tuple(dict.fromkeys(_faults(groups))))


def _rows(table: str) -> tuple[list[Paper], str]:
    """The rows, and what stands after the last: the heading of the next group."""
    rows: list[Paper] = []
    at = 0
    for found in _COUNTS.finditer(table):
        written = table[at : found.start()].strip()
        at = found.end()
        if written:
            name, form = _apart(written)
            rows.append(Paper(_plain(name), form, _count(_ORIGINALS, found[0]), _count(_COPIES, found[0])))
    return rows, table[at:].strip()


def _apart(written: str) -> tuple[str, str]:
    """The name and the forms' files that follow it without a blank: "Đơn đề nghịMẫu 05.docx"."""
    files = list(_FILE.finditer(written))
    if not files or written[files[-1].end() :].strip():
        return written, ""
    stem = written[: files[0].start()]
    seams = [at for at in range(1, len(stem)) if _is_seam(stem[at - 1], stem[at])]
    if not seams or len(stem) - seams[-1] > _LONGEST_FILE:
        return written, ""
    seam = seams[-1]
    starts = [seam, *(file.end() for file in files[:-1])]
    names = (written[start : file.end()].strip() for start, file in zip(starts, files, strict=True))
    return written[:seam], "; ".join(names)


def _is_seam(before: str, after: str) -> bool:
    """Two cells run together: a capital or a digit right behind a small letter or a closing mark."""
    return after.isupper() and (before.islower() or before.isdigit() or before in '.;:,)]”"')


def _count(pattern: re.Pattern[str], counts: str) -> int:
    found = pattern.search(counts)
    return int(found[1]) if found else 0


def _heading(text: str) -> str:
    return _plain(text.strip(" -*:;.\n"))


def _plain(name: str) -> str:
    return _BULLET.sub("", " ".join(name.split())).rstrip(" ;.,:")


def _faults(groups: list[Group]) -> Iterator[Fault]:
    for group in groups:
        seen: set[str] = set()
        for paper in group.papers:
            if paper.is_note:
                yield Fault("N011", excerpt(paper.name))
                continue
            if paper.name in seen:
                yield Fault("N015", excerpt(paper.name))
            seen.add(paper.name)
            if _ONE_OF.search(paper.name):
                yield Fault("N010", excerpt(paper.name))
            elif _CONDITION.search(paper.name):
                yield Fault("N009", excerpt(paper.name))
