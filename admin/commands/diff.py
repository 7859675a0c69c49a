"""`thutuc diff`: what a new version of a procedure changes, and whether dossiers under way still fit."""

from __future__ import annotations

import argparse
import json
from typing import Any

from admin.one_file import NotLoaded, add_file, loaded
from admin.revision_words import sentence
from engine.definition import Definition
from engine.revisions import Change, Impact, difference, worst

HEADINGS = {
    Impact.BREAKING: "Không tương thích (hồ sơ đang làm dở theo bản cũ có thể không còn khớp):",
    Impact.COMPATIBLE: "Tương thích (từ nay xử lý khác đi, hồ sơ cũ vẫn khớp):",
    Impact.SAFE: "An toàn (chỉ lời văn và thứ tự):",
}


def register(commands: Any) -> None:
    command = commands.add_parser(
        "diff",
        help="so hai bản của một thủ tục, nói bằng câu",
        description="So hai bản của một thủ tục. Mã thoát 1 khi có thay đổi không tương thích.",
    )
    add_file(command, name="old", shared=False)
    add_file(command, name="new")
    command.add_argument(
        "--format", choices=["text", "json"], default="text", help="text cho người, json cho chương trình"
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    try:
        old, new = (loaded(path, options).definition for path in (options.old, options.new))
    except NotLoaded as reason:
        return reason.code
    if old is None or new is None:
        return 1
    changes = difference(old, new)
    if options.format == "json":
        print(json.dumps(report(changes, old, new), ensure_ascii=False, indent=2))
    else:
        print(for_people(changes, old, new))
    return int(worst(changes) is Impact.BREAKING)


def report(changes: tuple[Change, ...], old: Definition, new: Definition) -> dict[str, Any]:
    """{"impact": worst of all, "changes": [{"path", "kind", "impact", "sentence"}]}."""
    told = [
        {
            "path": change.path,
            "kind": str(change.kind),
            "impact": str(change.impact),
            "sentence": sentence(change, old, new),
        }
        for change in changes
    ]
    return {"impact": str(worst(changes)), "changes": told}


def for_people(changes: tuple[Change, ...], old: Definition, new: Definition) -> str:
    """The gravest first."""
    if not changes:
        return "Không có gì thay đổi."
    parts: list[str] = []
    for impact, heading in HEADINGS.items():
        told = [sentence(change, old, new) for change in changes if change.impact is impact]
        if told:
            parts.append("\n".join([heading, *(f"  - {each}" for each in told)]))
    return "\n\n".join(parts)
