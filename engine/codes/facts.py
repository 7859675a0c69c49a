"""Codes X15x and X16x: facts, the named values of a procedure, and their decision tables."""

from __future__ import annotations

from engine.codes.code import Code, error

FACTS: dict[str, Code] = {
    "X150": error(
        "Biểu thức cùng các dữ kiện nó dùng lớn hơn {limit} phần.",
        "The expression with the facts it names has more than {limit} parts.",
        "Hãy giảm số dòng của bảng quyết định hoặc số lần dùng bảng.",
        "Use fewer rows in the decision table, or name it fewer times.",
    ),
    "X151": error(
        "Dữ kiện luôn có giá trị; {name} không dùng được ở đây.",
        "A fact always has a value; {name} makes no sense here.",
        "Hãy dùng thẳng tên dữ kiện.",
        "Use the name of the fact by itself.",
    ),
}
