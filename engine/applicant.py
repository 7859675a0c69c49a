"""Who submits ("Thông tin người nộp"): the same questions for every procedure, kept apart from its own
form.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from engine.answers import Reading, read_fields
from engine.definition import ApplicantKind, Choice, Definition, Field
from engine.delegation import DELEGATION_FIELDS, DELEGATION_PRESENT
from engine.expressions import BOOLEAN, Expression, Type, compile_expression
from engine.fields import TYPES
from engine.text import Text

_KINDS = (
    Choice(ApplicantKind.CITIZEN.value, Text.of("Cá nhân", en="Individual")),
    Choice(ApplicantKind.ORGANIZATION.value, Text.of("Tổ chức", en="Organization")),
)
_ORGANIZATION_ONLY = frozenset({"organization_name", "tax_code"})


def _compiled(text: str, expected: Type) -> Expression:
    kind = Type("choice", choices=tuple(choice.id for choice in _KINDS))
    scope = {"applicant": Type("record", fields={"kind": kind})}
    found = compile_expression(text, scope, expected).expression
    if found is None:
        raise ValueError(text)
    return found


_OF_ORGANIZATIONS = _compiled("applicant.kind == 'organization'", BOOLEAN)

APPLICANT_FIELDS: tuple[Field, ...] = (
    Field(
        "kind",
        "choice",
        Text.of("Đối tượng nộp", en="Applying as"),
        required=True,
        choices=_KINDS,
        prefill="kind",
    ),
    Field(
        "organization_name",
        "text",
        Text.of("Tên tổ chức, doanh nghiệp", en="Name of the organization"),
        required=True,
        when=_OF_ORGANIZATIONS,
        settings={"max_length": 200},
        prefill="organization_name",
    ),
    Field(
        "tax_code",
        "tax_code",
        Text.of("Mã số thuế", en="Tax code"),
        required=True,
        when=_OF_ORGANIZATIONS,
        prefill="tax_code",
    ),
    Field(
        "full_name", "person_name", Text.of("Họ và tên", en="Full name"), required=True, prefill="full_name"
    ),
    Field(
        "national_id",
        "national_id",
        Text.of("Số định danh cá nhân / Căn cước", en="National identity number"),
        required=True,
        settings={"birth_date": "birth_date"},
        prefill="national_id",
        sensitive=True,
    ),
    Field("birth_date", "birth_date", Text.of("Ngày sinh", en="Date of birth"), prefill="birth_date"),
    Field("phone", "phone", Text.of("Số điện thoại", en="Telephone"), required=True, prefill="phone"),
    Field("email", "email", Text.of("Thư điện tử (e-mail)", en="E-mail"), prefill="email"),
    Field(
        "address",
        "address_line",
        Text.of("Địa chỉ liên hệ", en="Contact address"),
        required=True,
        prefill="address",
    ),
)


def applicant_fields(definition: Definition) -> tuple[Field, ...]:
    """The questions for the kinds of applicant this procedure is for; with one kind only, nobody is asked
    which. Where one may file for somebody else, what is asked about them stands last.
    """
    own = _fields_for(definition.applicants)
    return (*own, *DELEGATION_FIELDS) if definition.may_be_delegated else own


@cache
def _fields_for(kinds: tuple[ApplicantKind, ...]) -> tuple[Field, ...]:
    return tuple(
        _narrowed(asked, kinds)
        for asked in APPLICANT_FIELDS
        if asked.id not in _ORGANIZATION_ONLY or ApplicantKind.ORGANIZATION in kinds
    )


def _narrowed(asked: Field, kinds: tuple[ApplicantKind, ...]) -> Field:
    if asked.id != "kind":
        return asked
    offered = tuple(choice for choice in _KINDS if choice.id in kinds)
    if len(offered) > 1:
        return replace(asked, choices=offered)
    only = offered[0].id
    compute = _compiled(f"'{only}'", Type("choice", choices=(only,)))
    return replace(asked, choices=offered, required=False, compute=compute)


def applicant_type(kinds: Iterable[ApplicantKind], *, delegated: bool = False) -> Type:
    """The record expressions see as `applicant` in a procedure for these kinds; `delegated`: one may file for
    somebody else.
    """
    asked = (*_fields_for(tuple(kinds)), *(DELEGATION_FIELDS if delegated else ()))
    return Type("record", fields={each.id: TYPES[each.type].expression_type(each) for each in asked})


APPLICANT_PRESENT: Mapping[str, tuple[Expression, ...]] = MappingProxyType(
    {f"applicant.{name}": (_OF_ORGANIZATIONS,) for name in sorted(_ORGANIZATION_ONLY)}
    | dict(DELEGATION_PRESENT)
)
"""Members of `applicant` that are there under a condition: what `compile_expression` takes as `present`."""


def read_applicant(definition: Definition, raw: Mapping[str, Any], today: date) -> Reading:
    """Paths of problems and of visible fields begin with "applicant."; answers are by the field's own id."""
    answers, problems, warnings, visible = read_fields(
        applicant_fields(definition), raw, {"today": today}, "applicant", record="applicant"
    )
    return Reading(answers, problems, visible, warnings=warnings)
