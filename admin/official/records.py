"""The official catalogue as it is handed over: one JSON object a line, each section flattened to text."""

from __future__ import annotations

import gzip
import html
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NOT_SAID = "Không có thông tin"
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]"
)
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")


class NotARecord(Exception):
    """A line that is not one record. `line` counts from 1; `why` is for the person who gave the file."""

    def __init__(self, line: int, why: str) -> None:
        self.line, self.why = line, why
        super().__init__(f"{line}: {why}")


@dataclass(frozen=True, slots=True)
class Record:
    """One published procedure; every section "" when the source says nothing."""

    code: str
    name: str
    address: str
    decision: str
    government: str
    kind: str
    sector: str
    eligible: str
    performing: str
    competent: str
    delegated: str
    coordinating: str
    reception: str
    related: str
    sequence: str
    ways: str
    papers: str
    law: str
    conditions: str
    results: str


_KEYS = {
    "code": "ma_thu_tuc",
    "name": "ten_thu_tuc",
    "address": "detail_url",
    "decision": "so_quyet_dinh",
    "government": "cap_thuc_hien",
    "kind": "loai_thu_tuc",
    "sector": "linh_vuc",
    "eligible": "doi_tuong_thuc_hien",
    "performing": "co_quan_thuc_hien",
    "competent": "co_quan_co_tham_quyen",
    "delegated": "co_quan_duoc_uy_quyen",
    "coordinating": "co_quan_phoi_hop",
    "reception": "dia_chi_tiep_nhan",
    "related": "thu_tuc_lien_quan",
    "sequence": "trinh_tu_thuc_hien",
    "ways": "cach_thuc_thuc_hien",
    "papers": "thanh_phan_ho_so",
    "law": "can_cu_phap_ly",
    "conditions": "yeu_cau_dieu_kien",
    "results": "ket_qua_xu_ly",
}
NEEDED = ("code", "name", "sector")


def read_records(path: Path) -> Iterator[Record]:
    """Every record of a .jsonl or .jsonl.gz, in order. Raises NotARecord, and OSError for the file itself."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield record_of(line, number)


def record_of(line: str, number: int = 1) -> Record:
    """One line. Raises NotARecord."""
    try:
        found = json.loads(line)
    except json.JSONDecodeError as error:
        raise NotARecord(number, f"không phải JSON: {error.msg}") from None
    if not isinstance(found, dict):
        raise NotARecord(number, "không phải một đối tượng JSON")
    values = {field: _clean(found.get(key)) for field, key in _KEYS.items()}
    missing = [_KEYS[field] for field in NEEDED if not values[field]]
    if missing:
        raise NotARecord(number, f"thiếu {', '.join(missing)}")
    return Record(**values)


def _clean(value: object) -> str:
    """Composed letters, no characters that steer a terminal or a text's direction, plain blanks."""
    if not isinstance(value, str) or value.strip() == NOT_SAID:
        return ""
    text = _UNWANTED.sub("", unicodedata.normalize("NFC", html.unescape(value)).replace("\r", "\n"))
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in text.split("\n")).strip()
