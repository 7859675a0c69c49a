"""How to reach someone: telephone, e-mail."""

from __future__ import annotations

import re

from engine.definition import Field
from engine.fields.base import Parsed, SingleType, problem
from engine.values import Value

_MOBILE = re.compile(r"0(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-9])[0-9]{7}")
_LANDLINE = re.compile(r"02[0-9]{8,9}")
_ABROAD = re.compile(r"(?:\+84|0084|84(?=[0-9]{9,10}$))0?")

LONGEST_EMAIL = 254  # RFC 5321, 4.5.3.1.3, less the angle brackets
_EMAIL = re.compile(
    r"(?=[^@]{1,64}@)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?P<domain>(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63})"
)


class PhoneType(SingleType):
    """A Vietnamese number in any usual spelling; kept as "+84912345678", shown as "0912 345 678"."""

    name = "phone"

    def read(self, field: Field, text: str) -> Parsed:
        number = _ABROAD.sub("0", re.sub(r"[ .\-()]", "", text), count=1) if text else ""
        if not (_MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number)):
            return None, problem("not_a_phone")
        return "+84" + number[1:], ()

    def show(self, field: Field, value: Value, language: str) -> str:
        return self.write(value)

    def write(self, value: Value) -> str:
        number = "0" + str(value).removeprefix("+84")
        if _MOBILE.fullmatch(number):
            parts = (number[:4], number[4:7], number[7:])
        elif number.startswith(("024", "028")):
            parts = (number[:3], number[3:7], number[7:])
        else:
            parts = (number[:4], number[4:7], number[7:])
        return " ".join(parts)


class EmailType(SingleType):
    """The part after @ in lower case, as it names a machine."""

    name = "email"

    def read(self, field: Field, text: str) -> Parsed:
        if len(text) > LONGEST_EMAIL:
            return None, problem("too_long", max=LONGEST_EMAIL)
        found = _EMAIL.fullmatch(text)
        if found is None:
            return None, problem("not_an_email")
        return text[: found.start("domain")] + found["domain"].lower(), ()
