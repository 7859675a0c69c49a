"""The three names of a dossier: the reference given at submission, the secret in its QR code, the official
number.

The official number (mã số hồ sơ) is given at acceptance, not at submission: agency identifier, day, sequence
of that day (TT 01/2018/TT-VPCP Art 19 with the identifiers of QĐ 20/2020), for example "H40.14-260213-0001".
"""

from __future__ import annotations

import re
import secrets
from datetime import date

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from engine.definition import Agency
from engine.numbering import DEFAULT, before_sequence, with_sequence
from runtime.dossiers.models import Counter

# Crockford's base 32: no I, L, O or U, so a number read aloud or copied by hand stays itself.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUP = 5
_GROUPS = 2
_PREFIX = "TN"
_TOKEN_BYTES = 20
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_REFERENCE = re.compile(rf"{_PREFIX}([{_ALPHABET}]{{{_GROUP}}})([{_ALPHABET}]{{{_GROUP}}})")

_USUAL = re.compile(r"(.+)-(\d\d)(\d\d)(\d\d)-")


def new_reference() -> str:
    """A submission reference, "TN-7K3QD-09VXM": 50 random bits, so that nobody finds a neighbour's by
    counting.
    """
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join((_PREFIX, *groups))


def new_token() -> str:
    """The secret of the tracking address: 160 random bits in 27 URL-safe characters."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def read_reference(typed: str) -> str:
    """What a person typed as the reference it means, "" when it cannot be one.

    Case, spaces and dashes are free, the prefix may be left out, and O, I, L are read as the digits they are
    mistaken for.
    """
    bare = re.sub(r"[\s–-]", "", typed).upper()
    body = bare.removeprefix(_PREFIX) if len(bare) > _GROUP * _GROUPS else bare
    found = _REFERENCE.fullmatch(_PREFIX + body.translate(_MISREAD))
    return "-".join((_PREFIX, *found.groups())) if found else ""


def next_code(
    session: Session, agency: Agency, day: date, *, pattern: str = DEFAULT, procedure: str = ""
) -> str:
    """The next official number of `agency` on `day` (a day in Vietnam); `procedure` is the code of one.

    One atomic upsert. It locks the counter until the transaction ends, so call it as late as the work allows.
    """
    before = before_sequence(pattern, agency=agency.code or agency.id, procedure=procedure, day=day)
    return with_sequence(pattern, before, next_number(session, _counter(before)))


def _counter(before: str) -> str:
    """Numbers that begin alike are counted together, whatever patterns they come from: none is given twice."""
    usual = _USUAL.fullmatch(before)
    if usual is None:
        return f"number/{before}"
    identifier, year, month, day = usual.groups()
    return f"{identifier}/20{year}-{month}-{day}"


def next_number(session: Session, key: str) -> int:
    """The next number counted under `key`, from 1. It is locked for others until the transaction ends."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    upsert = insert(Counter).values(key=key, last=1)
    counted = upsert.on_conflict_do_update(index_elements=[Counter.key], set_={"last": Counter.last + 1})
    number: int = session.execute(counted.returning(Counter.last)).scalar_one()
    return number


def looks_like_code(typed: str) -> bool:
    """True for text that may be an official number, "H40.14-260213-0001", whatever its case."""
    return re.fullmatch(r"(?=.*\d)[\w.]+(?:[-/][\w.]+)*[-/]\d{1,10}", typed.strip()) is not None
