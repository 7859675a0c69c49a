"""A small procedure built by hand: every kind of question, a condition, a group, a computed value."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from engine.answers import Circumstances
from engine.definition import (
    Agency,
    ApplicantKind,
    Channel,
    ChannelTerms,
    Check,
    Choice,
    Definition,
    Field,
    Page,
    Sector,
)
from engine.expressions import BOOLEAN, NUMBER, Expression, Type, compile_expression
from engine.fields import TYPES
from engine.text import Text

TODAY = date(2026, 3, 27)
CIRCUMSTANCES = Circumstances(today=TODAY)


def choices(*ids: str) -> tuple[Choice, ...]:
    return tuple(Choice(each, Text.of(f"Mục {each}", en=f"Item {each}")) for each in ids)


PLAIN = (
    Field(
        "full_name",
        "person_name",
        Text.of("Họ, chữ đệm và tên", en="Full name"),
        required=True,
        prefill="full_name",
    ),
    Field("birth", "birth_date", Text.of("Ngày sinh")),
    Field(
        "test_date", "date", Text.of("Ngày phiếu thử nghiệm"), required=True, hint=Text.of("Ghi trên phiếu.")
    ),
    Field("has_iso", "yes_no", Text.of("Đã được chứng nhận ISO?"), required=True),
    Field(
        "purpose",
        "choice",
        Text.of("Mục đích sử dụng"),
        required=True,
        choices=choices("study", "work", "other"),
    ),
    Field("province", "choice", Text.of("Tỉnh, thành phố"), choices=choices(*(f"p{n}" for n in range(12)))),
    Field("uses", "choices", Text.of("Nơi sử dụng"), choices=choices("home", "abroad")),
    Field("copies", "number", Text.of("Số bản sao"), required=True, settings={"min": 1, "max": 50}),
    Field("price", "money", Text.of("Giá trị lô hàng")),
    Field("identity", "national_id", Text.of("Số định danh cá nhân")),
    Field("tax", "tax_code", Text.of("Mã số thuế")),
    Field("phone", "phone", Text.of("Số điện thoại"), prefill="phone"),
    Field("email", "email", Text.of("Thư điện tử")),
    Field("address", "address", Text.of("Địa chỉ")),
    Field("remark", "long_text", Text.of("Ghi chú")),
    Field("advice", "note", Text.of("Hãy **đọc kỹ** trước khi điền.")),
)
MEMBER = (
    Field("name", "person_name", Text.of("Tên thành viên"), required=True),
    Field("share", "number", Text.of("Tỷ lệ góp vốn")),
)


def compiled(text: str, expected: Type) -> Expression:
    scope = {field.id: TYPES[field.type].expression_type(field) for field in (*PLAIN, MEMBERS)}
    found = compile_expression(text, scope, expected)
    assert found.expression is not None, found.faults
    return found.expression


MEMBERS = Field("members", "group", Text.of("Thành viên"), required=True, fields=MEMBER)
ISO_NUMBER = Field(
    "iso_no", "text", Text.of("Số giấy chứng nhận"), required=True, when=compiled("has_iso", BOOLEAN)
)
TOTAL = Field("total", "number", Text.of("Tổng số bản"), compute=compiled("copies * 2", NUMBER))
CHECKED = replace(
    PLAIN[2],
    checks=(Check(compiled("test_date <= test_date", BOOLEAN), Text.of("Phiếu không quá 12 tháng")),),
)


def definition(*pages: Page, content_hash: str = "f" * 64) -> Definition:
    return Definition(
        id="mau",
        code="2.001209",
        name=Text.of("Thủ tục mẫu"),
        sector=Sector("mau", Text.of("Mẫu")),
        agency=Agency("so-khcn", Text.of("Sở Khoa học và Công nghệ")),
        level=4,
        applicants=(ApplicantKind.CITIZEN,),
        results=(),
        submit={Channel.ONLINE: ChannelTerms()},
        receive={Channel.ONLINE: ChannelTerms()},
        deadline=None,
        pages=pages,
        documents=(),
        fee=None,
        process=None,
        content_hash=content_hash,
    )


SAMPLE = definition(
    Page("all", Text.of("Thông tin chung", en="General"), (*PLAIN, ISO_NUMBER, TOTAL)),
    Page("people", Text.of("Thành viên"), (MEMBERS,)),
)
