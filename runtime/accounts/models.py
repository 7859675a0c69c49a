"""People who sign in: citizens, and officers with their places in units."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from runtime.db import Base


class Account(Base):
    """A person who can sign in by `login` name, verified e-mail or verified phone.

    `kind` is "citizen" or "staff". `email` is lower-case, `phone` E.164 (+84…); each is unique when verified
    for sign-in. `profile` pre-fills "Thông tin người nộp": full_name, national_id, birth_date, address,
    organization, tax_code.
    """

    __tablename__ = "accounts"
    __table_args__ = (sa.CheckConstraint("kind in ('citizen', 'staff')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(10))
    login: Mapped[str | None] = mapped_column(sa.String(60), unique=True)
    email: Mapped[str | None] = mapped_column(sa.String(254), unique=True)
    phone: Mapped[str | None] = mapped_column(sa.String(20), unique=True)
    full_name: Mapped[str] = mapped_column(sa.String(120))
    password_hash: Mapped[str | None] = mapped_column(sa.String(200))
    profile: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    language: Mapped[str] = mapped_column(sa.String(5), default="vi")
    created_at: Mapped[datetime]
    verified_at: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]

    memberships: Mapped[list[Membership]] = relationship(
        back_populates="account", lazy="selectin", cascade="all, delete-orphan"
    )


class Membership(Base):
    """A staff member's place: `place` is a queue ("so-khcn/phong-tdc") for officers, or "*" for analysts and
    administrators.

    `role`: "officer" (works the queue), "supervisor" (repairs and reassigns in the unit), "analyst", "admin".
    """

    __tablename__ = "memberships"
    __table_args__ = (
        sa.UniqueConstraint("account_id", "place", "role"),
        sa.CheckConstraint("role in ('officer', 'supervisor', 'analyst', 'admin')", name="role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    place: Mapped[str] = mapped_column(sa.String(120))
    role: Mapped[str] = mapped_column(sa.String(20))

    account: Mapped[Account] = relationship(back_populates="memberships")


class OneTimeCode(Base):
    """A six-digit code sent by e-mail or SMS. Only its hash is kept; five wrong tries or ten minutes end it.

    `purpose`: "register", "sign_in", "reset" or "submit" (the accessible twin of the picture code). `payload`
    holds what waits for the code, for example a registration not yet made.
    """

    __tablename__ = "one_time_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket: Mapped[str] = mapped_column(sa.String(64), unique=True)
    purpose: Mapped[str] = mapped_column(sa.String(20))
    destination: Mapped[str] = mapped_column(sa.String(254), index=True)
    code_hash: Mapped[str] = mapped_column(sa.String(64))
    payload: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]


class WebSession(Base):
    """A browser's session, on the server. The cookie holds a random token; here is only its sha-256."""

    __tablename__ = "web_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    account_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    csrf: Mapped[str] = mapped_column(sa.String(64))
    data: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    revoked_at: Mapped[datetime | None]


class Attempt(Base):
    """A failed or throttled try (sign-in, code, tracking), counted per key to slow guessing down."""

    __tablename__ = "attempts"
    __table_args__ = (sa.Index("ix_attempts_key_at", "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(200))
    at: Mapped[datetime]
