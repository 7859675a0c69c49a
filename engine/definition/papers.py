"""The papers of a dossier (thành phần hồ sơ)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.definition.terms import Channel
from engine.expressions import Expression
from engine.spans import Span
from engine.text import Text


class Signature(StrEnum):
    NONE = "none"
    OPTIONAL = "optional"
    REQUIRED = "required"


@dataclass(frozen=True, slots=True)
class PaperForm:
    """In how many originals, copies and certified copies (bản sao có chứng thực) a paper is handed in; `present`:
    shown, not handed in.
    """

    originals: int = 0
    copies: int = 0
    certified: int = 0
    present: bool = False

    def __bool__(self) -> bool:
        return bool(self.originals or self.copies or self.certified or self.present)


@dataclass(frozen=True, slots=True)
class Document:
    """One paper of the dossier (thành phần hồ sơ).

    `originals`, `copies` and `certified` copies are counts on paper; `present` papers are shown, not handed in;
    `by_channel` has another form for one way of submitting. `valid_for`: no older than this when submitted. `group`
    is the PaperGroup it is one of, "" for none. `blank` is a path under `procedures/` of the form to download.
    `replaced_by` names a register whose data spare the paper (NĐ 309/2026 Art 4(2a)). `text` says what the name cannot
    hold, `form` names the official form. `formats` are lower-case extensions without the dot; `max_size` is in bytes
    per file. `page` is the page of the form it is sent in on; "" for the step of papers.
    """

    id: str
    name: Text
    originals: int = 0
    copies: int = 0
    present: bool = False
    required: bool = True
    when: Expression | None = None
    hint: Text | None = None
    blank: str = ""
    replaced_by: str = ""
    signature: Signature = Signature.NONE
    formats: tuple[str, ...] = ("pdf", "jpg", "jpeg", "png", "heic", "docx")
    max_size: int = 10 * 1024 * 1024
    max_files: int = 10
    text: Text | None = None
    form: Text | None = None
    was: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()
    page: str = ""
    certified: int = 0
    by_channel: Mapping[Channel, PaperForm] = field(default_factory=dict, hash=False)
    valid_for: Span | None = None
    group: str = ""

    @property
    def usual(self) -> PaperForm:
        return PaperForm(self.originals, self.copies, self.certified, self.present)

    def handed_in(self, channel: str) -> PaperForm:
        """How it is handed in on this way of submitting (a `Channel` value)."""
        return next((form for way, form in self.by_channel.items() if way == channel), self.usual)


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """Papers of which any `at_least` do. `ordered`: a later one only when the earlier cannot be had."""

    id: str
    name: Text
    required: bool = True
    at_least: int = 1
    ordered: bool = False
    hint: Text | None = None
    text: Text | None = None
