"""The kinds of field, in one table. A new kind is a file, a line below, an input, a paragraph of
reference.
"""

from collections.abc import Mapping
from types import MappingProxyType

from engine.fields.address import AddressType
from engine.fields.base import ANSWER_CODES, AnswerProblem, FieldType, SettingKind
from engine.fields.choice import ChoicesType, ChoiceType, YesNoType
from engine.fields.contact import EmailType, PhoneType
from engine.fields.day import BirthDateType, DateType
from engine.fields.file import FileType
from engine.fields.group import GroupType
from engine.fields.note import NoteType
from engine.fields.number import MoneyType, NumberType
from engine.fields.papers import MonthType, PassportType, SocialInsuranceType, TimeType, YearType
from engine.fields.person import NationalIdType, PersonNameType, TaxCodeType
from engine.fields.text import TextType

__all__ = ["ANSWER_CODES", "TYPES", "AnswerProblem", "FieldType", "SettingKind"]

_SINGLE: tuple[FieldType, ...] = (
    TextType("text", longest=500),
    TextType("long_text", longest=5000, lines=True),
    NumberType(),
    MoneyType(),
    DateType(),
    BirthDateType(),
    YesNoType(),
    ChoiceType(),
    ChoicesType(),
    PersonNameType(),
    NationalIdType(),
    TaxCodeType(),
    PassportType(),
    SocialInsuranceType(),
    YearType(),
    MonthType(),
    TimeType(),
    PhoneType(),
    EmailType(),
    TextType("address_line", longest=300),
    NoteType(),
    FileType(),
)
_PARTS: Mapping[str, FieldType] = MappingProxyType({each.name: each for each in _SINGLE})
_RECORDS: tuple[FieldType, ...] = (AddressType(_PARTS),)
_COLUMNS: Mapping[str, FieldType] = MappingProxyType({**_PARTS, **{each.name: each for each in _RECORDS}})

TYPES: Mapping[str, FieldType] = MappingProxyType({**_COLUMNS, "group": GroupType(_COLUMNS)})
"""Every kind of field by the name YAML uses. A group's columns can be anything but another group."""
