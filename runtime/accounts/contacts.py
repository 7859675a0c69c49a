"""E-mail addresses and mobile numbers: how people write them, and the one form in which they are kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

HOME = "VN"
LONGEST_EMAIL = 254
_EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)
_MOBILE = frozenset({PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE})


@dataclass(frozen=True, slots=True)
class Contact:
    """A place to send a code to: `kind` says how, `value` is lower-case e-mail or E.164 number (+84…)."""

    kind: Literal["email", "phone"]
    value: str

    @property
    def masked(self) -> str:
        """Enough to recognise one's own, too little to learn another's: "ngu•••@gmail.com", "••• ••• 678"."""
        if self.kind == "phone":
            return f"••• ••• {self.value[-3:]}"
        name, _, host = self.value.partition("@")
        return f"{name[:3] if len(name) > 3 else name[:1]}•••@{host}"

    @property
    def words(self) -> str:
        """As its owner writes it: "0912 345 678"."""
        if self.kind == "email":
            return self.value
        number = phonenumbers.parse(self.value)
        home = number.country_code == phonenumbers.country_code_for_region(HOME)
        return phonenumbers.format_number(
            number, PhoneNumberFormat.NATIONAL if home else PhoneNumberFormat.INTERNATIONAL
        )


def contact(written: str) -> Contact | None:
    """What a person typed as an e-mail address or mobile number; None when it is neither."""
    said = written.strip()
    if "@" in said:
        email = said.lower()
        return Contact("email", email) if len(email) <= LONGEST_EMAIL and _EMAIL.fullmatch(email) else None
    number = mobile(said)
    return Contact("phone", number) if number else None


def mobile(written: str) -> str | None:
    """The E.164 form of a mobile number written as people here do: "0912.345.678", "+84 912 345 678"; None
    otherwise.
    """
    if len(written) > 40:
        return None
    try:
        number = phonenumbers.parse(written, HOME)
    except NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number) or phonenumbers.number_type(number) not in _MOBILE:
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)
