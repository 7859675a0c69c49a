"""What stands on a slip, exactly as issued: plain values, stored as JSON beside the dossier so that a
reprint says the same.

The fields follow the slips of TT 01/2018/TT-VPCP and TT 03/2025/TT-VPCP: 01 receipt, 02 supplement, 03
refusal; and the two papers of the citizen: confirmation of submission and the filled form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any, Self

from engine.money import Money


@dataclass(frozen=True, slots=True)
class Paper:
    """One line of the list of papers. `form` says how it was handed in ("Bản chính", "Bản sao", "Bản điện
    tử").
    """

    name: str
    form: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to supplement, or one thing that is wrong; `note` is the officer's remark on it."""

    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A label and its value: an answer, or a charge (`value` already in words people read). `heading`: the section of
    the page the answer stands in.
    """

    label: str
    value: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A titled group of lines: one page of the form."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class SlipData:
    """Everything the five papers need; each prints the fields that are given. Moments are aware, days are
    dates.

    `code` is the official dossier code ("" before acceptance), `reference` the submission's own.
    `fee_total` is in the smallest part of `fee_currency`. `tracking_url` becomes the QR code. `case` names
    the case of the procedure, "" when it has none. `stamp` is printed across a specimen ("MẪU"); "" for a
    real one.
    """

    agency: str
    procedure: str
    reference: str
    issued_at: datetime
    applicant: str
    agency_parent: str = ""
    place: str = ""
    code: str = ""
    number: str = ""
    desk: str = "Bộ phận tiếp nhận và trả kết quả"
    applicant_address: str = ""
    applicant_phone: str = ""
    applicant_email: str = ""
    applicant_id: str = ""
    owner: str = ""
    papers: tuple[Paper, ...] = ()
    sets: int = 1
    time_limit: str = ""
    received_at: datetime | None = None
    due_at: datetime | None = None
    receive_at: str = ""
    items: tuple[Item, ...] = ()
    reason: str = ""
    reply_by: date | None = None
    officer: str = ""
    officer_phone: str = ""
    hotline: str = ""
    tracking_url: str = ""
    charges: tuple[Line, ...] = ()
    fee_total: int = 0
    fee_currency: str = "VND"
    parts: tuple[Part, ...] = ()
    stamp: str = ""
    case: str = ""
    owner_id: str = ""

    @property
    def fee(self) -> Money:
        return Money(self.fee_total, self.fee_currency)

    def to_json(self) -> dict[str, Any]:
        """Moments and days as ISO 8601 text; `from_json` is the inverse."""
        plain = asdict(self)
        return {
            name: value.isoformat()
            if isinstance(value, date)
            else list(value)
            if isinstance(value, tuple)
            else value
            for name, value in plain.items()
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Reads what any version of this program stored; names it does not know are left out."""
        known = {each.name for each in fields(cls)}
        return cls(
            **{name: _READERS.get(name, _as_is)(value) for name, value in data.items() if name in known}
        )


def _as_is(value: Any) -> Any:
    return value


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _parts(value: list[dict[str, Any]]) -> tuple[Part, ...]:
    return tuple(Part(part["title"], tuple(Line(**line) for line in part["lines"])) for part in value)


_READERS: Mapping[str, Any] = {
    "issued_at": _moment,
    "received_at": _moment,
    "due_at": _moment,
    "reply_by": _day,
    "papers": lambda value: tuple(Paper(**paper) for paper in value),
    "items": lambda value: tuple(Item(**item) for item in value),
    "charges": lambda value: tuple(Line(**line) for line in value),
    "parts": _parts,
}
