"""Ready-made rows for tests: each function makes one thing that would take a journey to make by hand."""

from __future__ import annotations

from functools import cache
from itertools import count

from runtime import clock
from runtime.accounts import passwords
from runtime.accounts.models import Account, Membership
from runtime.db import Database

PASSWORD = "bốn con trâu ăn cỏ"
_numbers = count(1)


@cache
def password_hash() -> str:
    """The hash of PASSWORD: made once, because hashing is slow on purpose."""
    return passwords.hashed(PASSWORD)


def citizen(
    database: Database,
    *,
    full_name: str = "Nguyễn Thị Hoa",
    email: str | None = None,
    phone: str | None = None,
    with_password: bool = False,
) -> Account:
    """A verified citizen; without any address given, one with an e-mail address of their own."""
    number = next(_numbers)
    if email is None and phone is None:
        email = f"nguoi.dan.{number}@example.vn"
    return _stored(
        database,
        Account(
            kind="citizen",
            full_name=full_name,
            email=email,
            phone=phone,
            password_hash=password_hash() if with_password else None,
            profile={"full_name": full_name},
            language="vi",
            created_at=clock.now(),
            verified_at=clock.now(),
            memberships=[],
        ),
    )


def staff(
    database: Database,
    *places: tuple[str, str],
    full_name: str = "Trần Văn Bình",
    login: str | None = None,
    with_password: bool = False,
) -> Account:
    """A staff member with memberships `(place, role)`, for example ("so-khcn/mot-cua", "officer")."""
    return _stored(
        database,
        Account(
            kind="staff",
            full_name=full_name,
            login=login or f"canbo{next(_numbers)}",
            password_hash=password_hash() if with_password else None,
            profile={},
            language="vi",
            created_at=clock.now(),
            verified_at=clock.now(),
            memberships=[Membership(place=place, role=role) for place, role in places],
        ),
    )


def _stored(database: Database, account: Account) -> Account:
    with database.transaction() as session:
        session.add(account)
        session.flush()
        session.refresh(account)
    return account
