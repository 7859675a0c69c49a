"""What came of an import: which share of each section became structure, and the faults of the records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from admin.official.faults import FAULTS
from admin.official.procedure import Imported

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Share:
    """Of `all` parts of a section `structured` became values; the rest is kept as words, `empty` says nothing."""

    section: str
    structured: int
    all: int
    empty: int = 0

    @property
    def words(self) -> str:
        said = self.all - self.empty
        percent = f"{100 * self.structured / said:.1f} %".replace(".", ",") if said else "–"
        return f"{self.structured}/{said} ({percent})"


@dataclass(frozen=True, slots=True)
class Report:
    """`faults`: by code, how many records have it and the first few, as (procedure code, words)."""

    records: int
    shares: tuple[Share, ...]
    faults: Mapping[str, tuple[int, tuple[tuple[str, str], ...]]]

    def as_dict(self) -> dict[str, Any]:
        return {
            "records": self.records,
            "sections": [
                {"section": each.section, "structured": each.structured, "said": each.all - each.empty}
                for each in self.shares
            ],
            "faults": [
                {
                    "code": code,
                    "message": FAULTS[code],
                    "records": count,
                    "examples": [{"procedure": procedure, "shown": shown} for procedure, shown in examples],
                }
                for code, (count, examples) in self.faults.items()
            ],
        }


def report_of(procedures: Sequence[Imported]) -> Report:
    return Report(len(procedures), tuple(_shares(procedures)), _faults(procedures))


def _shares(procedures: Sequence[Imported]) -> Iterable[Share]:
    rows = [row for each in procedures for row in each.ways.rows]
    papers = [paper for each in procedures for group in each.papers.groups for paper in group.papers]
    instruments = [row for each in procedures for row in each.law.instruments]
    results = [result for each in procedures for result in each.outcomes.results]
    unread = sum(bool(each.ways.rest) for each in procedures)
    yield Share("cách thức thực hiện (dòng)", len(rows), len(rows) + unread)
    yield Share(
        "thời hạn (dòng)",
        sum(row.span is not None for row in rows),
        len(rows),
        sum(not row.time for row in rows),
    )
    decided = sum(bool(row.sums) or row.free for row in rows)
    silent = sum(not (row.fee or row.sums or row.free) for row in rows)
    yield Share("phí, lệ phí (dòng)", decided, len(rows), silent)
    loose = sum(bool(each.papers.rest) for each in procedures)
    yield Share("thành phần hồ sơ (dòng)", sum(not paper.is_note for paper in papers), len(papers) + loose)
    yield Share("căn cứ pháp lý (văn bản)", sum(bool(row.number) for row in instruments), len(instruments))
    yield Share("kết quả", sum(bool(result.code) for result in results), len(results))
    yield Share(
        "cơ quan thực hiện", sum(bool(each.record.performing) for each in procedures), len(procedures)
    )


def _faults(procedures: Sequence[Imported]) -> dict[str, tuple[int, tuple[tuple[str, str], ...]]]:
    counts: Counter[str] = Counter()
    shown: dict[str, list[tuple[str, str]]] = {}
    for each in procedures:
        first: dict[str, str] = {}
        for fault in each.faults:
            first.setdefault(fault.code, fault.shown)
        counts.update(first.keys())
        for code, words in first.items():
            examples = shown.setdefault(code, [])
            if len(examples) < EXAMPLES:
                examples.append((each.record.code, words))
    return {code: (counts[code], tuple(shown[code])) for code in FAULTS if counts[code]}
