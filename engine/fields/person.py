"""Who someone is: a name, a national identity number, a tax code."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from types import MappingProxyType

from engine.definition import Field
from engine.fields.base import AnswerProblem, Parsed, Problems, SettingKind, SingleType, problem
from engine.values import Answers, Value, YearOnly

LONGEST_NAME = 100
_DIGITS = 12
_BETWEEN_LETTERS = frozenset(" '-.")
_APOSTROPHES = str.maketrans("’‘ʼ`", "''''")

# Provinces of birth registration (TT 59/2021/TT-BCA): the 63 codes from before the mergers of 2025 stay.
_PROVINCES = (
    "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 "
    "040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 "
    "083 084 086 087 089 091 092 093 094 095 096"
)
PROVINCE_CODES = frozenset(_PROVINCES.split())
_MALE, _FEMALE = frozenset({"male", "nam"}), frozenset({"female", "nu"})

_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_TAX_CODE = re.compile(r"(?P<number>[0-9]{10})(?:-?(?P<branch>[0-9]{3}))?")


class PersonNameType(SingleType):
    """All names in one line as written on papers: case and marks are kept, one word is a name."""

    name = "person_name"

    def read(self, field: Field, text: str) -> Parsed:
        name = text.translate(_APOSTROPHES)
        if len(name) > LONGEST_NAME:
            return None, problem("too_long", max=LONGEST_NAME)
        letters = [character for character in name if character not in _BETWEEN_LETTERS]
        if not letters or not all(unicodedata.category(letter)[0] in "LM" for letter in letters):
            return None, problem("not_a_name")
        return name, ()


class NationalIdType(SingleType):
    """Twelve digits: province, century and sex, year of birth, six more.

    `birth_date` and `sex` name fields beside it; where they disagree with the number, that is a warning:
    papers do err. With `old: yes` the nine digits of the identity card of before 2016 will do as well.
    """

    name = "national_id"
    settings = MappingProxyType(
        {"birth_date": SettingKind.FIELD, "sex": SettingKind.FIELD, "old": SettingKind.YES_NO}
    )

    def read(self, field: Field, text: str) -> Parsed:
        digits = re.sub(r"[ .\-]", "", text)
        is_old = bool(field.settings.get("old"))
        if re.fullmatch("[0-9]{12}|[0-9]{9}" if is_old else "[0-9]{12}", digits):
            return digits, ()
        return None, problem("not_an_old_id" if is_old else "not_a_national_id")

    def remarks(self, field: Field, value: Value, *, siblings: Answers, today: date) -> Problems:
        number = str(value)
        if len(number) != _DIGITS:
            return ()
        remarks: list[AnswerProblem] = []
        if number[:3] not in PROVINCE_CODES:
            remarks += problem("national_id_province", province=number[:3])
        year = birth_year(number)
        born = siblings.get(str(field.settings.get("birth_date", "")))
        if year > today.year or (isinstance(born, date | YearOnly) and born.year != year):
            remarks += problem("national_id_year", year=year)
        sex = siblings.get(str(field.settings.get("sex", "")))
        if isinstance(sex, str) and sex in (_FEMALE if is_male(number) else _MALE):
            remarks += problem("national_id_sex")
        return tuple(remarks)


def birth_year(national_id: str) -> int:
    """0 and 1 in fourth place are the years 19xx, 2 and 3 are 20xx, and so on."""
    return 1900 + 100 * (int(national_id[3]) // 2) + int(national_id[4:6])


def is_male(national_id: str) -> bool:
    return int(national_id[3]) % 2 == 0


class TaxCodeType(SingleType):
    """Ten digits with a check digit, three more for a branch; for a person the twelve of the identity
    number.
    """

    name = "tax_code"

    def read(self, field: Field, text: str) -> Parsed:
        written = re.sub(r"[ .]", "", text).replace("–", "-")
        if re.fullmatch("[0-9]{12}", written):
            return written, ()
        found = _TAX_CODE.fullmatch(written)
        if found is None or found["branch"] == "000":
            return None, problem("not_a_tax_code")
        if not has_right_check_digit(found["number"]):
            return None, problem("tax_code_check_digit")
        return found["number"] + (f"-{found['branch']}" if found["branch"] else ""), ()


def has_right_check_digit(number: str) -> bool:
    """The tenth digit is 10 − (weighted sum of the first nine mod 11); a remainder of 0 is never issued."""
    weighted = sum(weight * int(digit) for weight, digit in zip(_TAX_WEIGHTS, number[:9], strict=True))
    return 10 - weighted % 11 == int(number[9])
