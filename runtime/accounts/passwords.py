"""Passwords: which ones will do, how they are kept, how they are compared.

Hashing is slow on purpose: never do it in a transaction.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from renderer.languages import gettext as _

SHORTEST = 8
LONGEST = 128

# What people here choose first and what guessing programs therefore try first.
_WORST = frozenset((Path(__file__).parent / "worst_passwords.txt").read_text(encoding="utf-8").split())

# Memory 64 MiB and three rounds (RFC 9106, second choice): near a tenth of a second.
_hasher = PasswordHasher()


def weakness(password: str) -> str:
    """Why this password will not do, as a sentence for the person choosing it; "" when it will."""
    said = _canonical(password)
    if not said:
        return _("Nhập mật khẩu")
    if len(said) < SHORTEST:
        return _("Mật khẩu phải có ít nhất %(shortest)d ký tự", shortest=SHORTEST)
    if len(said) > LONGEST:
        return _("Mật khẩu dài nhất là %(longest)d ký tự", longest=LONGEST)
    if said.casefold() in _WORST or len(set(said)) <= 2:
        return _("Mật khẩu này quá dễ đoán. Hãy chọn mật khẩu khác, ví dụ ghép vài từ không liên quan")
    return ""


def hashed(password: str) -> str:
    return _hasher.hash(_canonical(password))


def fits(password_hash: str | None, password: str) -> bool:
    """Whether the password belongs to the hash. Without a hash: False, after as much work as with one."""
    said = _canonical(password)
    if len(said) > LONGEST:
        return False  # Nobody could have chosen it, and hashing megabytes is a way to keep the server busy.
    try:
        _hasher.verify(password_hash or _decoy(), said)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was made with weaker settings than today's and should be made anew at the next
    sign-in.
    """
    return _hasher.check_needs_rehash(password_hash)


def _canonical(password: str) -> str:
    """Telephones and computers write "ế" differently; people do not."""
    return unicodedata.normalize("NFC", password)


@cache
def _decoy() -> str:
    return _hasher.hash("no account has this password")
