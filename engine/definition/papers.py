"""The papers of a dossier (thành phần hồ sơ)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from engine.expressions import Expression
from engine.text import Text


class Signature(StrEnum):
    NONE = "none"
    OPTIONAL = "optional"
    REQUIRED = "required"


@dataclass(frozen=True, slots=True)
class Document:
    """One paper of the dossier (thành phần hồ sơ).

    `originals` and `copies` are counts on paper; `present` papers are shown, not handed in. `blank` is a path under
    `procedures/` of the form to download. `replaced_by` names a register whose data spare the paper (NĐ 309/2026 Art 4(2a)).
    `text` says what the name cannot
    hold, `form` names the official form. `formats` are lower-case extensions without the dot; `max_size` is in bytes per file.
    `page` is the page of the form it is sent in on; "" for the step of papers.
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
    page: str = ""
