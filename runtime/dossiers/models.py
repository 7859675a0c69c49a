"""Dossiers (hồ sơ), their drafts, files, slips, supplements and results."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from runtime.accounts.models import Account
from runtime.db import Base


class Draft(Base):
    """What a citizen has typed so far. `raw` is exactly what they typed: nothing is lost because it is not yet right.

    `raw` holds {"applicant": {...}, "answers": {...}, "delivery": {"submit", "receive", "address", ...}}; `reached` is the
    furthest wizard step the citizen has finished. `dossier_id` is set once, at submission, so a second submission of the
    same draft finds the dossier already made.
    """

    __tablename__ = "drafts"
    __table_args__ = (sa.Index("ix_drafts_account_open", "account_id", "procedure", "dossier_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(32), unique=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    procedure: Mapped[str] = mapped_column(sa.String(80))
    version: Mapped[str] = mapped_column(sa.ForeignKey("versions.content_hash"))
    raw: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    reached: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    dossier_id: Mapped[int | None] = mapped_column(sa.ForeignKey("dossiers.id"))


class Dossier(Base):
    """One application, from submission to result.

    `reference` is given at submission, `code` (mã số hồ sơ) at acceptance; `token` is the secret in the QR. `answers` are parsed
    values (engine.values.to_json), `raw` what was typed. `state` is the engine's workflow state. `revision` grows with every
    act and guards against two people acting on the same page.
    `case` is the id of the procedure's case, "" without cases. `due_at` is the promised hour, `legal_due_at` the statute's;
    `silent_at`: after it something happens by itself (`engine.workflow.silences`, supplements aside), None when nothing does.
    """

    __tablename__ = "dossiers"
    __table_args__ = (
        sa.Index("ix_dossiers_account_submitted", "account_id", "submitted_at"),
        sa.Index("ix_dossiers_procedure_status", "procedure", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(sa.String(20), unique=True)
    code: Mapped[str | None] = mapped_column(sa.String(40), unique=True)
    token: Mapped[str] = mapped_column(sa.String(43), unique=True)
    procedure: Mapped[str] = mapped_column(sa.String(80))
    version: Mapped[str] = mapped_column(sa.ForeignKey("versions.content_hash"), index=True)
    case: Mapped[str] = mapped_column(sa.String(60), default="", server_default="")
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    agency: Mapped[str] = mapped_column(sa.String(80))
    status: Mapped[str] = mapped_column(sa.String(20))
    state: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    revision: Mapped[int] = mapped_column(default=1)

    applicant: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    answers: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    raw: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    applicant_name: Mapped[str] = mapped_column(sa.String(120))
    applicant_fold: Mapped[str] = mapped_column(sa.String(200), index=True)
    submit_channel: Mapped[str] = mapped_column(sa.String(10))
    receive_channel: Mapped[str] = mapped_column(sa.String(10))
    delivery: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    fee: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    fee_total: Mapped[int] = mapped_column(default=0)

    submitted_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    legal_due_at: Mapped[datetime | None]
    silent_at: Mapped[datetime | None] = mapped_column(index=True)
    finished_at: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship()


class StoredFile(Base):
    """One uploaded or generated file. `stored_name` is the server's; `original_name` is kept as data ("ĐĐ.pdf").

    `purpose`: "document" (with `document` set), "result" or "proof". A file belongs to a draft until submission, then to the
    dossier. `withdrawn_at`: removed by the citizen or replaced in a supplement; the row stays as evidence once submitted.
    """

    __tablename__ = "files"
    __table_args__ = (
        sa.Index("ix_files_dossier", "dossier_id", "purpose"),
        sa.Index("ix_files_draft", "draft_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(32), unique=True)
    draft_id: Mapped[int | None] = mapped_column(sa.ForeignKey("drafts.id", ondelete="CASCADE"))
    dossier_id: Mapped[int | None] = mapped_column(sa.ForeignKey("dossiers.id"))
    supplement_id: Mapped[int | None] = mapped_column(sa.ForeignKey("supplements.id"))
    purpose: Mapped[str] = mapped_column(sa.String(20))
    document: Mapped[str] = mapped_column(sa.String(80), default="")
    original_name: Mapped[str] = mapped_column(sa.String(255))
    stored_name: Mapped[str] = mapped_column(sa.String(100))
    media_type: Mapped[str] = mapped_column(sa.String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(sa.String(64))
    uploaded_by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    uploaded_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class Supplement(Base):
    """One request to supplement (phiếu 02): everything missing, at once.

    `items`: [{"kind": "field"|"document", "id", "note"}].
    """

    __tablename__ = "supplements"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossiers.id"), index=True)
    round: Mapped[int]
    items: Mapped[list[Any]] = mapped_column(sa.JSON)
    reason: Mapped[str] = mapped_column(sa.Text)
    asked_by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    raw: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    answered_at: Mapped[datetime | None]
    expired_at: Mapped[datetime | None]


class Slip(Base):
    """A slip (phiếu) as it was issued: its kind, its number in the year's book, and the very data printed on it."""

    __tablename__ = "slips"
    __table_args__ = (sa.Index("ix_slips_dossier", "dossier_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossiers.id"))
    kind: Mapped[str] = mapped_column(sa.String(20))
    data: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    issued_by: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"))
    issued_at: Mapped[datetime]


class PictureCode(Base):
    """A picture with characters to copy (mã xác nhận), for one draft and one try. Only the answer's hash is kept.

    The row goes away with the first try, right or wrong, so that no answer is ever accepted twice.
    """

    __tablename__ = "picture_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(32), unique=True)
    draft_id: Mapped[int] = mapped_column(sa.ForeignKey("drafts.id", ondelete="CASCADE"), index=True)
    answer_hash: Mapped[str] = mapped_column(sa.String(64))
    picture: Mapped[bytes] = mapped_column(sa.LargeBinary)
    expires_at: Mapped[datetime]


class Counter(Base):
    """The last number given out under a key, for example "H40.14/2026-02-13" for dossier codes."""

    __tablename__ = "counters"

    key: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    last: Mapped[int]


class Collection(Base):
    """Money taken for a dossier at the desk with one receipt. Online payment has its own ledger.

    `moment` is `engine.definition.Moment.key`, "" for the whole bill of a dossier older than moments; `kind` of
    income: "phi", "le_phi" or "". `amount` is in the smallest part of `currency`.
    """

    __tablename__ = "collections"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossiers.id"), index=True)
    moment: Mapped[str] = mapped_column(sa.String(90), default="", server_default="")
    kind: Mapped[str] = mapped_column(sa.String(10), default="", server_default="")
    currency: Mapped[str] = mapped_column(sa.String(3), default="VND", server_default="VND")
    amount: Mapped[int]
    method: Mapped[str] = mapped_column(sa.String(20))
    receipt_number: Mapped[str] = mapped_column(sa.String(40), default="")
    collected_by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    collected_at: Mapped[datetime]
