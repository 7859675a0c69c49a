"""What a key takes, in a few words: an expression, words for people, a sum, one of a list, or a further map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

Schema: TypeAlias = Mapping[str, Any]
_HERE = "#/$defs/"

VALUES: Mapping[str, tuple[str, str]] = {
    "text": ("lời", "words"),
    "title": ("lời (tên dài)", "words (a long name)"),
    "long_text": ("lời (đoạn văn)", "words (prose)"),
    "expression": ("biểu thức", "expression"),
    "money": ("số tiền", "sum of money"),
    "span": ("khoảng thời gian", "span of time"),
    "date": ("ngày", "date"),
    "inner": ("tên trong tệp", "name within the file"),
    "slug": ("tên định danh", "identifier"),
    "choice_id": ("tên lựa chọn", "name of a choice"),
    "queue": ("hàng đợi việc", "queue"),
    "words_list": ("danh sách lời", "list of words"),
    "moment": ("ngày giờ", "day and time"),
    "day_or_moment": ("ngày, hoặc ngày giờ", "day, or day and time"),
    "names": ("danh sách tên", "list of names"),
}
"""Definitions that are one value, not a map of keys: explained once, at the end of the page."""

_PLAIN = {
    "string": ("chữ", "text"),
    "boolean": ("yes hoặc no", "yes or no"),
    "integer": ("số nguyên", "whole number"),
    "number": ("số", "number"),
    "object": ("các khóa", "keys"),
    "array": ("danh sách", "list"),
}
_WORDS = {
    "one": ("một trong:", "one of:"),
    "list": ("danh sách", "list of"),
    "map": ("mỗi tên một", "by name, each"),
    "or": (" hoặc ", " or "),
    "anything": ("giá trị bất kỳ", "any value"),
}


def target_of(schema: Schema) -> str:
    """The definition of the same file a schema refers to, or ""."""
    found = str(schema.get("$ref", ""))
    return found.removeprefix(_HERE) if found.startswith(_HERE) else ""


def kind_words(schema: Schema, definitions: Schema, *, prefix: str, english: bool) -> str:
    """A short phrase in Markdown; what has keys of its own is linked to its section."""

    def said(words: tuple[str, str]) -> str:
        return words[english]

    def of(inner: Schema) -> str:
        return kind_words(inner, definitions, prefix=prefix, english=english)

    name = target_of(schema)
    if name in VALUES:
        return said(VALUES[name])
    if name:
        shape = definitions[name]
        if "properties" in shape:
            return f"[{name}](#{prefix}{name})"
        return of(shape)
    if "enum" in schema:
        return f"{said(_WORDS['one'])} " + ", ".join(f"`{each}`" for each in schema["enum"])
    more, items = schema.get("additionalProperties"), schema.get("items")
    if isinstance(more, Mapping):
        return f"{said(_WORDS['map'])} {of(more)}"
    if isinstance(items, Mapping):
        return f"{said(_WORDS['list'])} {of(items)}"
    branches = [branch for branch in _branches(schema) if target_of(branch) or "items" in branch]
    if branches:
        return said(_WORDS["or"]).join(dict.fromkeys(of(branch) for branch in branches))
    kinds = schema.get("type", ())
    listed = [kinds] if isinstance(kinds, str) else list(kinds)
    return said(_WORDS["or"]).join(said(_PLAIN[kind]) for kind in listed) or said(_WORDS["anything"])


def _branches(schema: Schema) -> list[Schema]:
    """The ways of a shorthand, in the order tried."""
    found: list[Schema] = []
    for word in ("then", "else"):
        branch = schema.get(word)
        if isinstance(branch, Mapping):
            found += _branches(branch) if "if" in branch else [branch]
    return found
