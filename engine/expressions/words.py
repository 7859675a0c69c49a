"""A checked expression in plain words, Vietnamese or English: "số bản lớn hơn 2 và mục đích là “xin
việc”".
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from engine.expressions.tree import (
    Aggregate,
    Binary,
    Call,
    Cases,
    Conditional,
    Day,
    Fact,
    Listing,
    Logic,
    Name,
    Negative,
    Node,
    Not,
    Number,
    Quoted,
    Range,
    Truth,
)

Phrases = Mapping[str, str]

_VIETNAMESE: Phrases = MappingProxyType(
    {
        "and": " và ", "or": " hoặc ", "not": "không phải ({0})", "yes": "có", "no": "không",
        "is yes": "{0} là “có”", "is no": "{0} là “không”",
        "==": "{0} là {1}", "!=": "{0} khác {1}", "== number": "{0} bằng {1}",
        "< number": "{0} nhỏ hơn {1}", "<= number": "{0} không quá {1}",
        "> number": "{0} lớn hơn {1}", ">= number": "{0} từ {1} trở lên",
        "< date": "{0} trước {1}", "<= date": "{0} không sau {1}",
        "> date": "{0} sau {1}", ">= date": "{0} từ {1} trở đi",
        "in": "{0} là một trong: {1}", "not in": "{0} không phải một trong: {1}",
        "among": "{1} có chọn {0}", "not among": "{1} không chọn {0}",
        "if": "{1} nếu {0}, nếu không thì {2}",
        "given": "có điền {0}", "not given": "không điền {0}",
        "count": "số dòng của {0}", "sum": "tổng {0}", "abs": "giá trị tuyệt đối của {0}",
        "floor": "{0} làm tròn xuống", "ceiling": "{0} làm tròn lên", "round": "{0} làm tròn",
        "round digits": "{0} làm tròn đến {1} chữ số thập phân",
        "min": "số nhỏ nhất trong: {all}", "max": "số lớn nhất trong: {all}",
        "days_between": "số ngày từ {0} đến {1}", "months_between": "số tháng từ {0} đến {1}",
        "years_between": "số năm từ {0} đến {1}", "age_on": "tuổi tính từ {0} đến {1}",
        "add_days": "{0} cộng {1} ngày", "add_months": "{0} cộng {1} tháng", "add_years": "{0} cộng {1} năm",
        "any of": "trong {0} có dòng mà {1}", "all of": "ở mọi dòng của {0}, {1}",
        "not any of": "trong {0} không có dòng nào mà {1}",
        "count of": "số dòng của {0} mà {1}", "sum of": "tổng {1} trên mọi dòng của {0}",
        "min of": "giá trị nhỏ nhất trong: {1} ở mọi dòng của {0}, {all}",
        "max of": "giá trị lớn nhất trong: {1} ở mọi dòng của {0}, {all}",
        "range": "từ {0} đến {1}", "in range": "{0} {1}", "not in range": "{0} không trong khoảng {1}",
        "case": "{1} nếu {0}", "else": "còn lại là {0}",
        "today": "ngày hôm nay",
    }
)  # fmt: skip
_ENGLISH: Phrases = MappingProxyType(
    {
        "and": " and ", "or": " or ", "not": "not ({0})", "yes": "yes", "no": "no",
        "is yes": "{0} is “yes”", "is no": "{0} is “no”",
        "==": "{0} is {1}", "!=": "{0} is not {1}", "== number": "{0} equals {1}",
        "< number": "{0} is less than {1}", "<= number": "{0} is at most {1}",
        "> number": "{0} is more than {1}", ">= number": "{0} is at least {1}",
        "< date": "{0} is before {1}", "<= date": "{0} is not after {1}",
        "> date": "{0} is after {1}", ">= date": "{0} is {1} or later",
        "in": "{0} is one of: {1}", "not in": "{0} is none of: {1}",
        "among": "{1} includes {0}", "not among": "{1} does not include {0}",
        "if": "{1} if {0}, otherwise {2}",
        "given": "{0} is given", "not given": "{0} is not given",
        "count": "the number of rows of {0}", "sum": "the sum of {0}", "abs": "the absolute value of {0}",
        "floor": "{0} rounded down", "ceiling": "{0} rounded up", "round": "{0} rounded",
        "round digits": "{0} rounded to {1} decimals",
        "min": "the least of: {all}", "max": "the greatest of: {all}",
        "days_between": "the days from {0} to {1}", "months_between": "the months from {0} to {1}",
        "years_between": "the years from {0} to {1}", "age_on": "the age from {0} to {1}",
        "add_days": "{0} plus {1} days", "add_months": "{0} plus {1} months",
        "add_years": "{0} plus {1} years",
        "any of": "some row of {0} has: {1}", "all of": "every row of {0} has: {1}",
        "not any of": "no row of {0} has: {1}",
        "count of": "the number of rows of {0} with: {1}", "sum of": "the sum of {1} over the rows of {0}",
        "min of": "the least of: {1} on every row of {0}, {all}",
        "max of": "the greatest of: {1} on every row of {0}, {all}",
        "range": "{0} to {1}", "in range": "{0} is from {1}", "not in range": "{0} is outside {1}",
        "case": "{1} if {0}", "else": "{0} otherwise",
        "today": "today",
    }
)  # fmt: skip

_OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷"}


class Wording:
    """`labels` gives the words for a name ("copies") and for a choice of it ("purpose.job")."""

    def __init__(self, language: str, labels: Mapping[str, str], kinds: Mapping[str, str]) -> None:
        self._english = language == "en"
        self._phrases = _ENGLISH if self._english else _VIETNAMESE
        self._labels = labels
        self._kinds = kinds

    def of(self, node: Node, *, about: str = "") -> str:
        """`about` is the name a literal is compared with, so that a choice is called by its label."""
        match node:
            case Number(value=value):
                return self._number(value)
            case Day(value=day):
                return f"{day:%d/%m/%Y}"
            case Quoted(value=value):
                return f"“{self._labels.get(f'{about}.{value}', value)}”"
            case Truth(value=value):
                return self._phrases["yes" if value else "no"]
            case Name():
                return self._condition(node) if self._kinds[node.path] == "boolean" else self._name(node)
            case Listing(items=items):
                return ", ".join(self.of(item, about=about) for item in items)
            case Not(operand=operand):
                return self._denied(operand)
            case Negative(operand=operand):
                return f"−{self._inner(operand)}"
            case Logic():
                return self._phrases[node.operator].join(self._inner(operand) for operand in node.operands)
            case Binary():
                return self._binary(node, node.operator)
            case Conditional():
                return self._phrases["if"].format(*(self._inner(child) for child in node.children()))
            case Call():
                return self._call(node)
            case Fact():
                return self._condition(node) if self._kinds.get(node.path) == "boolean" else self._name(node)
            case Aggregate():
                return self._aggregate(node, f"{node.function} of")
            case Range(low=low, high=high):
                return self._phrases["range"].format(self.of(low), self.of(high))
            case Cases():
                return self._cases(node)
        raise TypeError(type(node).__name__)

    def _inner(self, node: Node) -> str:
        words = self.of(node)
        nested = isinstance(node, Logic | Conditional) or (
            isinstance(node, Binary) and node.operator in _SIGNS
        )
        return f"({words})" if nested else words

    def _number(self, number: Decimal) -> str:
        written = f"{number:,f}"
        return written if self._english else written.translate(str.maketrans(",.", ".,"))

    def _aggregate(self, node: Aggregate, phrase: str) -> str:
        others = ", ".join(self._inner(each) for each in node.others)
        return self._phrases[phrase].format(self._name(node.group), self._inner(node.body), all=others)

    def _cases(self, node: Cases) -> str:
        rows = zip(node.conditions, node.values, strict=True)
        told = [
            self._phrases["case"].format(self.of(each), self.of(value, about=node.name))
            for each, value in rows
        ]
        if node.otherwise is not None:
            told.append(self._phrases["else"].format(self.of(node.otherwise, about=node.name)))
        return "; ".join(told)

    def _name(self, name: Name | Fact) -> str:
        label = self._labels.get(name.path) or self._phrases.get(name.path, name.path)
        is_acronym = label[1:2].isupper()
        return label if is_acronym else label[:1].lower() + label[1:]

    def _condition(self, node: Node, *, truth: bool = True) -> str:
        words = self._name(node) if isinstance(node, Name | Fact) else self.of(node)
        return self._phrases["is yes" if truth else "is no"].format(words)

    def _denied(self, node: Node) -> str:
        match node:
            case Name() | Fact():
                return self._condition(node, truth=False)
            case Aggregate(function="any"):
                return self._aggregate(node, "not any of")
            case Call(function="given", arguments=(Name() as name,)):
                return self._phrases["not given"].format(self._name(name))
            case Not(operand=operand):
                return self.of(operand)
            case Binary(operator="in"):
                return self._binary(node, "not in")
            case Binary(operator=operator):
                return self._binary(node, _OPPOSITE[operator])
        return self._phrases["not"].format(self.of(node))

    def _binary(self, node: Binary, operator: str) -> str:
        if operator in _SIGNS:
            return f"{self._inner(node.left)} {_SIGNS[operator]} {self._inner(node.right)}"
        if operator in ("==", "!=") and isinstance(node.right, Truth):
            return self._condition(node.left, truth=node.right.value == (operator == "=="))
        match node.right:
            case Listing(items=(Range() as only,)):
                return self._phrases[f"{operator} range"].format(self.of(node.left), self.of(only))
        if operator in ("in", "not in") and isinstance(node.right, Name):
            operator = operator.replace("in", "among")
        kind = "date" if self._is_date(node.left) or self._is_date(node.right) else "number"
        phrase = self._phrases.get(f"{operator} {kind}") if self._is_ordered(node, operator) else None
        left, right = self.of(node.left, about=_path(node.right)), self.of(node.right, about=_path(node.left))
        return (phrase or self._phrases[operator]).format(left, right)

    def _is_ordered(self, node: Binary, operator: str) -> bool:
        if operator in ("<", "<=", ">", ">="):
            return True
        return any(
            isinstance(side, Number) or self._kinds.get(_path(side)) == "number" for side in node.children()
        )

    def _is_date(self, node: Node) -> bool:
        if isinstance(node, Call):
            return node.function.startswith("add_") or (
                node.function in ("min", "max") and self._is_date(node.arguments[0])
            )
        return isinstance(node, Day) or self._kinds.get(_path(node)) == "date"

    def _call(self, node: Call) -> str:
        parts = [self._name(each) if isinstance(each, Name) else self._inner(each) for each in node.arguments]
        key = "round digits" if node.function == "round" and len(parts) == 2 else node.function
        return self._phrases[key].format(*parts, all=", ".join(parts))


def _path(node: Node) -> str:
    return node.path if isinstance(node, Name | Fact) else ""
