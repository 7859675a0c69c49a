"""What procedures share: agencies, sectors, lists, blocks and process templates, read once from `procedures/shared`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from engine import schema, source
from engine.blocks import unclosed
from engine.nodes import MapNode, Node, ScalarNode
from engine.problems import Place, Problem, in_order
from engine.processes import EMPTY, Template, sample_steps
from engine.reserved import RESERVED
from engine.validator import SHARED

LISTS = ("agencies", "sectors", "parameters", "connectors")


@dataclass(frozen=True, slots=True)
class Library:
    """`agencies`, `sectors`, `parameters` and `connectors` by id; `lists`, `blocks` and `templates` by
    "name@version".
    """

    agencies: Mapping[str, MapNode] = field(default_factory=dict)
    sectors: Mapping[str, Node] = field(default_factory=dict)
    parameters: Mapping[str, MapNode] = field(default_factory=dict)
    lists: Mapping[str, MapNode] = field(default_factory=dict)
    connectors: Mapping[str, MapNode] = field(default_factory=dict)
    templates: Mapping[str, Template] = field(default_factory=dict)
    blocks: Mapping[str, MapNode] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @classmethod
    def from_folder(cls, folder: Path) -> Library:
        """Read agencies.yaml, sectors.yaml, parameters.yaml, connectors.yaml, and <name>@<version>.yaml in lists/, blocks/ and
        processes/. A faulty file is left out and reported.
        """
        problems: list[Problem] = []
        lists = {name: _read_list(folder / f"{name}.yaml", name, problems) for name in LISTS}
        choices = [_read_choices(path, problems) for path in _versioned(folder, "lists")]
        blocks = [_read_block(path, problems) for path in _versioned(folder, "blocks")]
        templates = [_read_template(path, problems) for path in _versioned(folder, "processes")]
        return cls(
            agencies=_maps(lists["agencies"]),
            sectors=lists["sectors"].entries,
            parameters=_maps(lists["parameters"]),
            connectors=_maps(lists["connectors"]),
            lists={name: found for name, found in choices if found.entries},
            templates={template.name: template for template in templates if template},
            blocks={name: found for name, found in blocks if found.entries},
            problems=in_order(problems),
        )

    def queues(self) -> Iterable[str]:
        """Every queue there is, as "agency/unit"."""
        for agency_id, agency in self.agencies.items():
            units = agency.get("units")
            for unit in units.entries if isinstance(units, MapNode) else ():
                yield f"{agency_id}/{unit}"


def shared_files(folder: Path) -> tuple[Path, ...]:
    """The files `Library.from_folder` would read, whether or not they are there."""
    return (
        *(folder / f"{name}.yaml" for name in LISTS),
        *_versioned(folder, "lists"),
        *_versioned(folder, "blocks"),
        *_versioned(folder, "processes"),
    )


def _versioned(folder: Path, kind: str) -> list[Path]:
    return sorted((folder / kind).glob("*.yaml"))


def _maps(owner: MapNode) -> dict[str, MapNode]:
    return {key: node for key, node in owner.entries.items() if isinstance(node, MapNode)}


def _read_list(path: Path, definition: str, problems: list[Problem]) -> MapNode:
    return _read(path, definition, problems) if path.exists() else EMPTY


def _read(path: Path, definition: str, problems: list[Problem]) -> MapNode:
    try:
        content = source.content_of(path)
    except OSError as error:
        problems.append(Problem("Y025", Place(str(path), 1, 1), params={"detail": error.strerror or ""}))
        return EMPTY
    read = source.read(content, str(path))
    problems.extend(read.problems)
    if read.root is None:
        return EMPTY
    shape = schema.check(read.root, file=SHARED, definition=definition, complete=read.complete)
    problems.extend(problem for problem in shape.problems if problem.place.line < read.sound_until)
    return shape.sound if isinstance(shape.sound, MapNode) else EMPTY


def _read_choices(path: Path, problems: list[Problem]) -> tuple[str, MapNode]:
    """A list of choices; one that is not named as its file is as good as none."""
    found: list[Problem] = []
    root = _read(path, "choice_list", found)
    name, version = root.get("list"), root.get("version")
    if isinstance(name, ScalarNode) and isinstance(version, ScalarNode):
        written = f"{name.text}@{version.text}"
        if written != path.stem:
            found.append(Problem("R024", name.place, "list", {"written": written, "expected": path.stem}))
    problems.extend(found)
    return path.stem, root if not found else EMPTY


def _read_block(path: Path, problems: list[Problem]) -> tuple[str, MapNode]:
    """A block; one that is misnamed, or speaks of what it does not have, is as good as none."""
    found: list[Problem] = []
    root = _read(path, "block", found)
    name, version = root.get("block"), root.get("version")
    if isinstance(name, ScalarNode) and isinstance(version, ScalarNode):
        written = f"{name.text}@{version.text}"
        if written != path.stem:
            found.append(Problem("R061", name.place, "block", {"written": written, "expected": path.stem}))
    found.extend(unclosed(root, RESERVED))
    problems.extend(found)
    return path.stem, root if not found else EMPTY


def _read_template(path: Path, problems: list[Problem]) -> Template | None:
    found: list[Problem] = []
    root = _read(path, "template", found)
    steps, name, version = root.get("steps"), root.get("template"), root.get("version")
    if isinstance(steps, MapNode) and isinstance(name, ScalarNode) and isinstance(version, ScalarNode):
        found.extend(schema.check(sample_steps(root), definition="steps").problems)
        written = f"{name.text}@{version.text}"
        if written != path.stem:
            found.append(Problem("R020", name.place, "template", {"written": written, "expected": path.stem}))
    problems.extend(found)
    return Template(path.stem, root) if root.entries and not found else None
