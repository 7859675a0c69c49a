"""`thutuc new`: a first file for a procedure, from a process template, that checks clean as it stands."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import Any

from admin.findings import print_for_people
from engine.library import Library
from engine.load import load_text
from engine.nodes import MapNode, ScalarNode
from engine.problems import has_errors
from engine.processes import Template
from engine.suggest import nearest

SLUG = re.compile("[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
LEADERS = "lanh-dao"
ONE_STOP = "mot-cua"

FILE = """\
# yaml-language-server: $schema=../engine/procedure.schema.json
# Sửa từng dòng theo quyết định công bố rồi chạy: thutuc check {file}
procedure: {name}
code: "{code}"
name: {title}
summary: Viết một hai câu thủ tục này để làm gì.
sector: {sector}
agency: {agency}
level: 3
applicants: [citizen, organization]
result: {{name: Giấy tờ người nộp nhận được}}

channels:
  submit: {{online: {{}}, counter: {{}}}}
  receive: {{online: {{}}, counter: {{}}}}

deadline: {{legal: 5 working days}}

form:
  pages:
    request:
      title: Nội dung yêu cầu
      fields:
        content: {{label: Nội dung yêu cầu, type: long_text, required: yes, max_length: 1000}}

documents:
  request_letter: {{name: Đơn đề nghị, originals: 1}}

process:
  use: {template}
{given}  supplement: {{reply_within: 15 working days, no_reply: stop}}
"""


def register(commands: Any) -> None:
    command = commands.add_parser(
        "new",
        help="tạo tệp thủ tục mới từ một mẫu quy trình",
        description="Tạo tệp thủ tục mới, kiểm tra sạch ngay, để sửa dần theo quyết định công bố.",
    )
    command.add_argument("name", metavar="TÊN", help="tên định danh, ví dụ cap-phep-xay-dung")
    command.add_argument(
        "--template", default="review-approve", metavar="MẪU", help="mặc định review-approve"
    )
    command.add_argument("--title", default="Tên thủ tục như trong quyết định công bố", help="tên thủ tục")
    command.add_argument("--agency", metavar="CƠ_QUAN", help="mặc định cơ quan đầu tiên trong danh mục")
    command.add_argument("--sector", metavar="LĨNH_VỰC", help="mặc định lĩnh vực đầu tiên trong danh mục")
    command.add_argument("--folder", type=Path, default=Path("procedures"), metavar="THƯ_MỤC")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    library = Library.from_folder(options.folder / "shared")
    path = options.folder / f"{options.name}.yaml"
    template = newest(options.template, library)
    agency = options.agency or next(iter(library.agencies), "")
    sector = options.sector or next(iter(library.sectors), "")
    wrong = refusal(options, path, template, library, agency, sector)
    if wrong or template is None:
        print(f"thutuc new: {wrong}", file=sys.stderr)
        return 2
    given = parameters(template, agency, library)
    title = '"' + options.title.replace("\\", "\\\\").replace('"', '\\"') + '"'
    places: dict[str, object] = {
        "file": path,
        "name": options.name,
        "code": free_code(options.folder),
        "title": title,
        "sector": sector,
        "agency": agency,
    }
    text = FILE.format(**places, template=template.name, given=given)
    problems = load_text(text, str(path), library).problems
    if has_errors(problems):
        print_for_people(problems, {str(path): text}, language="vi", coloured=False, to=sys.stderr)
        return 1
    path.write_text(text, encoding="utf-8")
    print(f"Đã tạo {path}. Mở tệp, sửa theo quyết định công bố, rồi chạy: thutuc check {path}")
    return 0


def refusal(
    options: argparse.Namespace,
    path: Path,
    template: Template | None,
    library: Library,
    agency: str,
    sector: str,
) -> str:
    """Why no file can be made of this call, or ""."""
    if not SLUG.fullmatch(options.name):
        return f"“{options.name}” không phải tên định danh: chữ thường không dấu, chữ số, gạch nối."
    if path.exists():
        return f"đã có tệp “{path}”."
    if template is None:
        suggestion = nearest(options.template, library.templates)
        known = ", ".join(library.templates) or "không có mẫu nào"
        remark = f" Có phải ý bạn là {suggestion}?" if suggestion else ""
        return f"không có mẫu quy trình “{options.template}” (có: {known}).{remark}"
    if agency not in library.agencies:
        return f"không có cơ quan “{agency}” trong {options.folder / 'shared'}."
    if sector not in library.sectors:
        return f"không có lĩnh vực “{sector}” trong {options.folder / 'shared'}."
    return ""


def free_code(folder: Path) -> str:
    """A code no authority gives out and no file of the folder uses; the author puts the real one."""
    written = "".join(path.read_text(encoding="utf-8", errors="replace") for path in folder.glob("*.yaml"))
    return next(
        code for code in (f"9.{number}" for number in range(999_999, 99_999, -1)) if code not in written
    )


def newest(name: str, library: Library) -> Template | None:
    """The template by its whole name ("one-stop@1"), or the newest version of one by its bare name."""
    if name in library.templates:
        return library.templates[name]
    versions = [each for each in library.templates if each.partition("@")[0] == name]
    return (
        library.templates[max(versions, key=lambda each: int(each.partition("@")[2]))] if versions else None
    )


def parameters(template: Template, agency: str, library: Library) -> str:
    """The lines of `with`: a unit of the agency for every queue the template asks for."""
    asked = [
        name
        for name, parameter in template.parameters.entries.items()
        if isinstance(parameter, MapNode) and parameter.get("default") is None
    ]
    units = library.agencies[agency].get("units")
    names = list(units.entries) if isinstance(units, MapNode) else []
    others = [name for name in names if name not in (LEADERS, ONE_STOP)] or names[:1] or [ONE_STOP]
    lines = [f"    {name}: {_queue(name, template, agency, names, others)}\n" for name in asked]
    return "  with:\n" + "".join(lines) if lines else ""


def _queue(name: str, template: Template, agency: str, units: list[str], others: list[str]) -> str:
    """The head's queue for what the template's own example gives to the head, else another unit's."""
    parameter = template.parameters.get(name)
    example = parameter.get("example") if isinstance(parameter, MapNode) else None
    of_leaders = isinstance(example, ScalarNode) and example.text.endswith(f"/{LEADERS}")
    return f"{agency}/{LEADERS if of_leaders and LEADERS in units else others[0]}"
