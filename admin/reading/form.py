"""What is asked, question by question: kind and bounds, when, by which rules, from where the answer comes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from admin.reading.points import prose, with_remarks
from engine.definition import Choice, Definition, Field, Lookup, Must, WhenUnavailable
from engine.fields import TYPES
from engine.text import Text
from renderer.basis_words import basis_words
from renderer.formats import file_size, number
from renderer.languages import words
from runtime.citizen.procedure_page import in_words, labels_of

Labels = Mapping[str, str]

MOST_CHOICES = 60
"""More than so many choices are counted, not listed: nobody proof-reads a list of communes here."""

KINDS: Mapping[str, str] = {
    "text": "một dòng chữ",
    "long_text": "đoạn văn",
    "number": "số",
    "money": "số tiền",
    "date": "ngày",
    "birth_date": "ngày sinh, có thể chỉ ghi năm",
    "yes_no": "có hoặc không",
    "choice": "chọn một",
    "choices": "chọn một hay nhiều mục",
    "person_name": "họ tên",
    "national_id": "số định danh cá nhân",
    "tax_code": "mã số thuế",
    "phone": "số điện thoại",
    "email": "địa chỉ thư điện tử",
    "address": "địa chỉ",
    "address_line": "địa chỉ, một dòng",
    "group": "bảng nhiều dòng",
    "note": "lời giải thích, không hỏi gì",
    "passport": "số hộ chiếu",
    "social_insurance": "mã số bảo hiểm xã hội",
    "year": "năm",
    "month_year": "tháng và năm",
    "time": "giờ",
    "file": "tệp tải lên",
}
_SETTINGS: Mapping[str, str] = {
    "min": "ít nhất {value}",
    "max": "nhiều nhất {value}",
    "min_length": "ít nhất {value} ký tự",
    "max_length": "không quá {value} ký tự",
    "decimals": "{value} chữ số thập phân",
    "formats": "nhận tệp {value}",
    "max_size": "mỗi tệp không quá {value}",
    "max_files": "không quá {value} tệp",
    "past": "không sau ngày nộp",
    "future": "không trước ngày nộp",
    "birth_date": "đối chiếu với ngày sinh ở “{label}”",
    "sex": "đối chiếu với giới tính ở “{label}”",
}
_SETTINGS_OF_WORDS: Mapping[str, str] = {
    "formats": "nhận tệp {value}",
    "max_size": "mỗi tệp không quá {value} byte",
    "max_files": "không quá {value} tệp",
    "unit": "tính bằng {value}",
    "mask": "theo khuôn {value}",
    "old": "nhận cả số chứng minh nhân dân cũ",
    "vietnamese": "chỉ hộ chiếu Việt Nam",
    "row_label": "mỗi dòng gọi là “{value}”",
}
_COUNTED = {"choices": " mục", "group": " dòng"}
_PREFILLED: Mapping[str, str] = {
    "full_name": "họ tên",
    "birth_date": "ngày sinh",
    "national_id": "số định danh",
    "phone": "số điện thoại",
    "email": "thư điện tử",
    "address": "địa chỉ",
    "organization_name": "tên tổ chức",
    "tax_code": "mã số thuế",
}


def pages(definition: Definition) -> Iterator[str]:
    """Every page, its sections and questions."""
    labels = labels_of(definition)
    for page in definition.pages:
        yield f"Trang “{words(page.title)}”{_only(page.when, labels)}"
        if page.legal_basis:
            yield f"  {basis_words(page.legal_basis)}"
        if page.text:
            yield f"  Lời dẫn: {prose(page.text)}"
        for part, fields in page.parts():
            margin = "  "
            if part is not None:
                yield f"  Mục “{words(part.title)}”{_only(part.when, labels)}"
                margin = "    "
                if part.text:
                    yield f"    Lời dẫn: {prose(part.text)}"
            yield from (margin + point for point in questions(fields, labels))
        if page.lookup is not None:
            yield f"  {_lookup(definition, page.lookup, labels)}"


_UNAVAILABLE: Mapping[WhenUnavailable, str] = {
    WhenUnavailable.ASK_PAPER: "không trả lời thì đi tiếp và hỏi giấy tờ",
    WhenUnavailable.ALLOW: "không trả lời thì đi tiếp",
    WhenUnavailable.STOP: "không trả lời thì phải chờ",
}


def _lookup(definition: Definition, lookup: Lookup, labels: Labels) -> str:
    """Which register is asked with what, what is taken from it, and what if it says no or nothing."""
    sent = ", ".join(f"{name} là {in_words(each, labels)}" for name, each in lookup.send.items())
    taken = ", ".join(
        f"“{words(definition.fields[name].label)}” từ {member} ({lookup.gets[member]})"
        for name, member in lookup.fills.items()
        if name in definition.fields
    )
    said = [f"Tra cứu {words(lookup.source)} ({lookup.connector}, chờ {lookup.timeout} giây) với {sent}"]
    said += [f"lấy {taken}"] if taken else []
    if lookup.must is not None and lookup.message is not None:
        rule = "phải có" if lookup.must is Must.EXIST else "phải không có"
        said.append(f"{rule}, nếu không thì báo “{words(lookup.message)}”")
    return "; ".join([*said, _UNAVAILABLE[lookup.when_unavailable]])


def questions(fields: Iterable[Field], labels: Labels) -> Iterator[str]:
    """A point for each question; the columns of a group and the parts of an answer are points below it."""
    names = {each.id: each for each in fields}
    for asked in names.values():
        yield with_remarks(words(asked.label), _about(asked, labels, names))
        for below in (*asked.fields, *asked.parts):
            within = {each.id: each for each in (*asked.fields, *asked.parts)}
            yield "  " + with_remarks(words(below.label), _about(below, labels, within))


def _about(asked: Field, labels: Labels, beside: Mapping[str, Field]) -> Iterator[str]:
    if asked.required:
        yield "bắt buộc"
    if asked.when:
        yield f"chỉ hỏi khi {in_words(asked.when, labels)}"
    if not asked.choices:
        yield _kind(asked)
    yield from _settings(asked, labels, beside)
    if asked.compute:
        yield f"tự tính: {in_words(asked.compute, labels)}"
    for check in asked.checks:
        yield f"phải thỏa: {in_words(check.rule, labels)}, nếu không thì báo “{words(check.message)}”"
    if asked.hint:
        yield f"hướng dẫn: {words(asked.hint)}"
    if asked.example:
        yield f"ví dụ {asked.example}"
    if asked.default:
        yield f"ghi sẵn “{_written(asked)}”, người nộp sửa được"
    if asked.prefill:
        yield f"điền sẵn {_PREFILLED.get(asked.prefill, asked.prefill)} từ tài khoản người nộp"
    if asked.listable:
        yield "hiện thành cột và tìm được ở hàng đợi của cán bộ"
    if asked.legal_basis:
        yield basis_words(asked.legal_basis).rstrip(".")
    if asked.sensitive:
        yield "dữ liệu nhạy cảm, được che bớt ở danh sách và nhật ký"
    if asked.choices:
        yield from _choices(asked, labels, beside)


def _written(asked: Field) -> str:
    """What stands in the input at first, as people read it."""
    named = (words(choice.label) for choice in asked.choices if choice.id == asked.default)
    return next(named, {"yes": "có", "no": "không"}.get(asked.default, asked.default))


def _kind(asked: Field) -> str:
    said = KINDS.get(asked.type, asked.type)
    if asked.type == "number" and not int(asked.settings.get("decimals", 0)):
        return "số nguyên"
    return said


def _settings(asked: Field, labels: Labels, beside: Mapping[str, Field]) -> Iterator[str]:
    """What the kind of the question alone understands; a setting without words of its own is shown as written."""
    for name, value in asked.settings.items():
        if value is False or (name == "decimals" and not value):
            continue
        template = _SETTINGS.get(name) or _SETTINGS_OF_WORDS.get(name, f"{name}: {{value}}")
        label = (
            words(beside[str(value)].label) if str(value) in beside else labels.get(str(value), str(value))
        )
        if name == "max_size":
            yield template.format(value=file_size(int(value)))
            continue
        yield template.format(value=_amount(value) + _counted(asked, name), label=label)


def _amount(value: Any) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(map(_amount, value))
    if isinstance(value, Text):
        return words(value)
    return number(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else str(value)


def _counted(asked: Field, setting: str) -> str:
    return _COUNTED.get(asked.type, "") if setting in {"min", "max"} else ""


def _choices(asked: Field, labels: Labels, beside: Mapping[str, Field]) -> Iterator[str]:
    if asked.depends_on:
        first = beside.get(asked.depends_on)
        yield f"các mục tùy theo câu “{words(first.label) if first else asked.depends_on}”"
    if len(asked.choices) > MOST_CHOICES:
        yield f"{_kind(asked)} trong danh mục {len(asked.choices)} mục"
    else:
        yield f"{_kind(asked)}: " + " / ".join(_choice(choice, labels) for choice in asked.choices)


def _choice(choice: Choice, labels: Labels) -> str:
    code = f" (mã {choice.code})" if choice.code else ""
    only = f" (chỉ khi {in_words(choice.when, labels)})" if choice.when else ""
    return f"{words(choice.label)}{code}{only}"


def _only(condition: Any, labels: Labels) -> str:
    return f" (chỉ khi {in_words(condition, labels)})" if condition else ""


def words_for_every_kind() -> bool:
    """Whether each kind of field has its words here."""
    return set(TYPES) <= set(KINDS)
