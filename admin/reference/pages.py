"""docs/reference/format.md: every key of the format, in the order of a decision of publication."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from admin.reference.keys import Key, Reader, Section
from admin.reference.kinds import VALUES
from engine.validator import PROCEDURE, SCENARIO, SHARED, published

Schema: TypeAlias = Mapping[str, Any]

CHAPTERS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "Tên gọi, cơ quan, đối tượng",
        "Name, agency, applicants",
        (
            "procedure",
            "code",
            "name",
            "summary",
            "sector",
            "agency",
            "level",
            "applicants",
            "delegation",
            "keywords",
        ),
    ),
    ("Hiệu lực và công bố", "In force and published", ("effective", "opening", "numbering", "publication")),
    ("Trình tự thực hiện", "Sequence", ("sequence",)),
    ("Cách thức thực hiện", "Channels", ("channels",)),
    ("Thành phần hồ sơ", "Papers", ("documents",)),
    ("Mẫu đơn, tờ khai", "Form", ("form", "facts")),
    ("Thời hạn giải quyết", "Time limit", ("deadline",)),
    ("Phí, lệ phí", "Fees", ("fee",)),
    ("Kết quả", "Results", ("result", "results")),
    ("Yêu cầu, điều kiện và căn cứ pháp lý", "Conditions and legal basis", ("conditions", "legal_basis")),
    ("Quy trình nội bộ", "Process", ("process",)),
    ("Lời báo", "Notices", ("notices",)),
    ("Trường hợp giải quyết", "Cases", ("ask_case", "cases")),
    ("Kịch bản kiểm tra, cảnh báo giữ lại", "Scenarios, warnings kept", ("scenarios", "waive")),
)
_MOST_PLACES = 6
REST = ("Các khóa khác", "Other keys")
_COLUMNS = {
    False: ("Khóa", "Nghĩa", "Nhận", "Không ghi thì", "Ví dụ"),
    True: ("Key", "Meaning", "Takes", "Unless said", "Example"),
}
_WORDS = {
    "required": ("**bắt buộc**", "**required**"),
    "at": ("Ở", "At"),
    "none": ("–", "–"),
    "values": ("Các loại giá trị", "Kinds of value"),
    "shared": ("Tệp dùng chung (`shared/`)", "Shared files (`shared/`)"),
    "scenario": ("Tệp kịch bản", "Scenario files"),
    "title": ("Tệp thủ tục: mọi khóa", "Procedure files: every key"),
    "document": ("tài liệu", "document"),
}
INTRODUCTION = (
    """\
Thứ tự theo văn bản công bố thủ tục. **Biểu thức** là điều kiện hay phép tính, xem [biểu thức](expressions.md);
**lời** là chữ cho người đọc, có thể viết `{vi: …, en: …}`. Dấu `…` trong đường dẫn là tên bạn đặt, `[]` là từng mục
của danh sách. Trang này do `thutuc schema --reference` viết ra từ lược đồ; xin đừng sửa tay.
""",
    """\
In the order of a decision of publication. An **expression** is a condition or a calculation, see [expressions](expressions.md);
**words** are for people to read, and may be `{vi: …, en: …}`. `…` in a path is a name you choose, `[]` each item of a list.
`thutuc schema --reference` writes this page from the schema; please do not edit it by hand.
""",
)


def format_reference(language: str = "vi") -> str:
    """The whole page."""
    english = language == "en"
    parts = [f"# {_said('title', english)}\n\n{INTRODUCTION[english]}"]
    parts += _procedure(english)
    parts += _values(english)
    parts += _file(SHARED, "shared", english)
    parts += _file(SCENARIO, "scenario", english)
    return "\n".join(parts)


def chapters() -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
    """The headings with their keys; a key nobody has placed yet comes under the last heading."""
    keys = published(PROCEDURE)["properties"]
    placed = {key for _, _, names in CHAPTERS for key in names}
    for vi, en, names in CHAPTERS:
        yield (vi, en), tuple(name for name in names if name in keys)
    yield REST, tuple(name for name in keys if name not in placed)


def _procedure(english: bool) -> Iterator[str]:
    schema = published(PROCEDURE)
    reader = Reader(schema, prefix="", english=english)
    wanted = set(schema["required"])
    for heading, names in chapters():
        if not names:
            continue
        yield f"## {heading[english]}\n"
        keys = [reader.key(name, schema["properties"][name], required=name in wanted) for name in names]
        yield _table(keys, english)
        for name in names:
            for section in list(reader.sections(schema["properties"][name], name)):
                yield _shown(section, english)


def _values(english: bool) -> Iterator[str]:
    definitions = published(PROCEDURE)["$defs"]
    yield f"## {_said('values', english)}\n"
    columns = _COLUMNS[english]
    rows = [(columns[2], columns[1], columns[4]), ("---", "---", "---")]
    for name, words in VALUES.items():
        if shape := definitions.get(name):
            about = shape["x-en" if english else "description"]
            rows.append(
                (words[english], _cell(about), "<br>".join(_code(each) for each in shape["examples"]))
            )
    yield _lines(rows)


def _file(file: str, name: str, english: bool) -> Iterator[str]:
    """A schema file without a shape of its own at the top: each definition that has keys is a section."""
    schema = published(file)
    reader = Reader(schema, prefix=f"{name}-", english=english)
    yield f"## {_said(name, english)}\n"
    for each in schema["$defs"]:
        for section in list(reader.sections({"$ref": f"#/$defs/{each}"}, each)):
            yield _shown(section, english)


def _shown(section: Section, english: bool) -> str:
    met = list(dict.fromkeys(section.places))
    places = ", ".join(f"`{place}`" for place in met[:_MOST_PLACES]) + (
        ", …" if len(met) > _MOST_PLACES else ""
    )
    heading = f'<a id="{section.anchor}"></a>\n### `{section.places[0]}`\n'
    return f"{heading}\n{section.about}\n{_said('at', english)}: {places}\n\n{_table(section.keys, english)}"


def _table(keys: Any, english: bool) -> str:
    columns = _COLUMNS[english]
    rows: list[tuple[str, ...]] = [columns, ("---",) * len(columns)]
    rows += [
        (f"`{key.name}`", _cell(key.about), _cell(key.kind), _missing(key, english), _code(key.example))
        for key in keys
    ]
    return _lines(rows)


def _missing(key: Key, english: bool) -> str:
    if key.required:
        return _said("required", english)
    return _said("none", english) if key.default is None else _code(key.default)


def _lines(rows: list[Any]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _code(value: Any) -> str:
    """A value as one would write it in the file, on one line."""
    return f"`{_cell(flow(value))}`"


def flow(value: Any) -> str:
    """YAML in one line: quotes only where a plain word would be read as something else."""
    match value:
        case bool():
            return "yes" if value else "no"
        case Mapping():
            return "{" + ", ".join(f"{key}: {flow(each)}" for key, each in value.items()) + "}"
        case list():
            return "[" + ", ".join(flow(each) for each in value) + "]"
        case str() if _needs_quotes(value):
            return json.dumps(value, ensure_ascii=False)
    return str(value)


def _needs_quotes(text: str) -> bool:
    special = text[:1] in set("!&*{}[]#|>@`\"'%,?:- ") or any(
        mark in text for mark in (": ", " #", ", ", "\n")
    )
    bare_number = text.replace(".", "", 1).replace(":", "", 1).isdigit()
    return not text or special or bare_number or any(mark in text for mark in "{}[]")


def _said(word: str, english: bool) -> str:
    return _WORDS[word][english]
