"""`thutuc new`: a first file for a procedure, from a process template or an official record, that checks clean
as it stands.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import Any

from admin.findings import print_for_people
from admin.official.faults import FAULTS
from admin.official.law import endings
from admin.official.procedure import imported
from admin.official.records import NotARecord, read_records
from admin.official.starting import started
from admin.official.writing import yaml_text
from engine.library import Library
from engine.load import load_text
from engine.nodes import MapNode, ScalarNode
from engine.problems import has_errors
from engine.processes import Template
from engine.suggest import nearest

SLUG = re.compile("[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
LEADERS = "lanh-dao"
ONE_STOP = "mot-cua"
USUAL_TEMPLATE = "review-approve"

FILE = """\
# yaml-language-server: $schema=../engine/editor.schema.json
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

FROM_RECORD = """\
# yaml-language-server: $schema=../engine/editor.schema.json
# Bắt đầu từ bản ghi công bố {code}. Đối chiếu từng dòng với quyết định rồi chạy: thutuc check {file}
"""

PROCESS = """\

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
        "--template",
        metavar="MẪU",
        help=f"mẫu quy trình, mặc định {USUAL_TEMPLATE}; từ bản ghi thì chỉ thêm quy trình khi ghi mẫu",
    )
    command.add_argument("--from-record", metavar="MÃ", help="bắt đầu từ bản ghi công bố có mã thủ tục này")
    command.add_argument(
        "--records", type=Path, metavar="BẢN_GHI", help="tệp .jsonl hoặc .jsonl.gz có bản ghi ấy"
    )
    command.add_argument("--title", default="Tên thủ tục như trong quyết định công bố", help="tên thủ tục")
    command.add_argument("--agency", metavar="CƠ_QUAN", help="mặc định cơ quan đầu tiên trong danh mục")
    command.add_argument("--sector", metavar="LĨNH_VỰC", help="mặc định lĩnh vực đầu tiên trong danh mục")
    command.add_argument("--folder", type=Path, default=Path("procedures"), metavar="THƯ_MỤC")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    library = Library.from_folder(options.folder / "shared")
    path = options.folder / f"{options.name}.yaml"
    wanted = options.template or USUAL_TEMPLATE
    template = newest(wanted, library)
    agency = options.agency or next(iter(library.agencies), "")
    sector = options.sector or next(iter(library.sectors), "")
    wrong = refusal(options, path, template, library, agency, sector)
    if wrong or template is None:
        print(f"thutuc new: {wrong}", file=sys.stderr)
        return 2
    given = parameters(template, agency, library)
    if options.from_record:
        return _from_record(options, path, library, (agency, sector), (template.name, given))
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
    return _written(path, text, library)


def _written(path: Path, text: str, library: Library) -> int:
    """Write the file unless it has errors; those are then for whoever keeps the templates."""
    problems = load_text(text, str(path), library).problems
    if has_errors(problems):
        print_for_people(problems, {str(path): text}, language="vi", coloured=False, to=sys.stderr)
        return 1
    path.write_text(text, encoding="utf-8")
    print(f"Đã tạo {path}. Mở tệp, sửa theo quyết định công bố, rồi chạy: thutuc check {path}")
    return 0


def _from_record(
    options: argparse.Namespace,
    path: Path,
    library: Library,
    place: tuple[str, str],
    process: tuple[str, str],
) -> int:
    """What the record says, at level 1; with a template asked for also a first form and process, at level 3."""
    if options.records is None:
        print("thutuc new: --from-record cần --records là tệp có bản ghi.", file=sys.stderr)
        return 2
    try:
        records = list(read_records(options.records))
    except (NotARecord, OSError, UnicodeDecodeError, EOFError) as error:
        print(f"thutuc new: không đọc được {options.records}: {error}", file=sys.stderr)
        return 1
    record = next((each for each in records if each.code == options.from_record), None)
    if record is None:
        suggestion = nearest(options.from_record, [each.code for each in records])
        remark = f" Có phải ý bạn là {suggestion}?" if suggestion else ""
        print(f"thutuc new: không có bản ghi mã {options.from_record}.{remark}", file=sys.stderr)
        return 2
    found = imported(record, endings(each.law for each in records))
    body = started(found, name=options.name, agency=place[0], sector=place[1], online=bool(options.template))
    text = FROM_RECORD.format(code=record.code, file=path) + yaml_text(body)
    if options.template:
        text += PROCESS.format(template=process[0], given=process[1])
    done = _written(path, text, library)
    if done == 0:
        print(
            f"Bản ghi nêu cơ quan “{found.agency[1]}”, lĩnh vực “{found.sector[1]}”; tệp đang ghi {place[0]}, {place[1]}."
        )
        for fault in dict.fromkeys(fault.code for fault in found.faults):
            print(f"  {fault}  {FAULTS[fault]}")
    return done


def refusal(
    options: argparse.Namespace,
    path: Path,
    template: Template | None,
    library: Library,
    agency: str,
    sector: str,
) -> str:
    """Why no file can be made of this call, or ""."""
    wanted = options.template or USUAL_TEMPLATE
    if not SLUG.fullmatch(options.name):
        return f"“{options.name}” không phải tên định danh: chữ thường không dấu, chữ số, gạch nối."
    if path.exists():
        return f"đã có tệp “{path}”."
    if template is None:
        suggestion = nearest(wanted, library.templates)
        known = ", ".join(library.templates) or "không có mẫu nào"
        remark = f" Có phải ý bạn là {suggestion}?" if suggestion else ""
        return f"không có mẫu quy trình “{wanted}” (có: {known}).{remark}"
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
