"""Files of a catalogue: one YAML file for each procedure, and the shared lists they name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from admin.official.procedure import Imported

_SCHEMA = "# yaml-language-server: $schema=https://thutuc.example/editor.schema.json\n"
_WIDTH = 140
ONE_STOP = "Bộ phận một cửa"
"""Every agency has one (NĐ 61/2018 Art 7); its other units the catalogue does not tell."""


class _Dumper(yaml.SafeDumper):
    """Maps in their order, prose of several lines as a block, never an alias."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: _Dumper, value: str) -> yaml.Node:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def yaml_text(body: Mapping[str, Any]) -> str:
    """The file's content: what was a number or a date in the source stays the text it is."""
    return yaml.dump(dict(body), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)


def file_text(procedure: Imported) -> str:
    record = procedure.record
    head = f"# Nhập từ bản ghi {record.code} của danh mục thủ tục hành chính quốc gia. Mức độ 1: chỉ cung cấp thông tin.\n"
    return head + yaml_text(procedure.body)


def write_catalogue(folder: Path, procedures: Iterable[Imported]) -> None:
    """Write every file; what is already there under the same name is replaced, nothing else is touched."""
    shared = folder / "shared"
    shared.mkdir(parents=True, exist_ok=True)
    agencies: dict[str, Any] = {}
    sectors: dict[str, Any] = {}
    for procedure in procedures:
        agencies[procedure.agency[0]] = {"name": procedure.agency[1], "units": {"mot-cua": ONE_STOP}}
        sectors[procedure.sector[0]] = procedure.sector[1]
        (folder / f"{procedure.id}.yaml").write_text(file_text(procedure), encoding="utf-8")
    for name, entries in (("agencies", agencies), ("sectors", sectors)):
        ordered = dict(sorted(entries.items()))
        (shared / f"{name}.yaml").write_text(yaml_text(ordered), encoding="utf-8")
