"""Filing for somebody else: what is asked about them, and when the paper of authority is required."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from engine.definition import Choice, Field
from engine.expressions import BOOLEAN, Expression, Type, compile_expression
from engine.text import Text

RELATIONS = (
    Choice("father", Text.of("Cha", en="Father")),
    Choice("mother", Text.of("Mẹ", en="Mother")),
    Choice("spouse", Text.of("Vợ hoặc chồng", en="Husband or wife")),
    Choice("child", Text.of("Con", en="Son or daughter")),
    Choice("sibling", Text.of("Anh, chị, em ruột", en="Brother or sister")),
    Choice("grandparent", Text.of("Ông hoặc bà", en="Grandparent")),
    Choice("grandchild", Text.of("Cháu ruột", en="Grandchild")),
    Choice(
        "guardian",
        Text.of("Người giám hộ, người đại diện theo pháp luật", en="Guardian or legal representative"),
    ),
    Choice("other", Text.of("Người khác được ủy quyền", en="Somebody else with authority")),
)
"""What whoever files is to the person they file for."""

_SCOPE: Mapping[str, Type] = MappingProxyType(
    {
        "applicant": Type(
            "record",
            fields={
                "acting": BOOLEAN,
                "relation": Type("choice", optional=True, choices=tuple(each.id for each in RELATIONS)),
            },
        )
    }
)


def _compiled(text: str, present: Mapping[str, tuple[Expression, ...]] | None = None) -> Expression:
    found = compile_expression(text, _SCOPE, BOOLEAN, present=present).expression
    if found is None:
        raise ValueError(text)
    return found


ACTING = _compiled("applicant.acting")

DELEGATION_FIELDS: tuple[Field, ...] = (
    Field(
        "acting",
        "yes_no",
        Text.of("Bạn nộp thay cho người khác?", en="Are you filing for somebody else?"),
        required=True,
    ),
    Field(
        "represented_name",
        "person_name",
        Text.of("Họ và tên người được nộp thay", en="Full name of the person you file for"),
        required=True,
        when=ACTING,
    ),
    Field(
        "represented_id",
        "national_id",
        Text.of(
            "Số định danh của người được nộp thay", en="National identity number of the person you file for"
        ),
        required=True,
        when=ACTING,
        sensitive=True,
    ),
    Field(
        "relation",
        "choice",
        Text.of("Bạn là gì của người được nộp thay?", en="What are you to the person you file for?"),
        required=True,
        when=ACTING,
        choices=RELATIONS,
    ),
)

DELEGATION_PRESENT: Mapping[str, tuple[Expression, ...]] = MappingProxyType(
    {f"applicant.{asked.id}": (ACTING,) for asked in DELEGATION_FIELDS if asked.when is not None}
)


def paper_is_due(not_needed_for: tuple[str, ...]) -> Expression:
    """The condition under which the paper of authority is one of the papers."""
    if not not_needed_for:
        return ACTING
    exempt = ", ".join(f"'{each}'" for each in not_needed_for)
    return _compiled(f"applicant.acting and not (applicant.relation in [{exempt}])", DELEGATION_PRESENT)
