"""What lists and searches tell of a procedure, without its form, papers, fee and process.

Two thousand procedures are listed at once and one is filled in: the rest of a version is compiled when somebody asks
for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.compile import compile_normal
from engine.definition import Agency, ApplicantKind, Channel, Definition, Sector
from engine.nodes import from_plain
from engine.normal import as_map
from engine.text import Text

_TOLD = (
    *("procedure", "code", "name", "summary", "level", "applicants", "keywords", "results"),
    *("sector", "agency"),
)


@dataclass(frozen=True, slots=True)
class Summary:
    """Of one version; the attributes are those of a Definition. `results` and `cases` are their names."""

    id: str
    code: str
    name: Text
    sector: Sector
    agency: Agency
    level: int
    applicants: tuple[ApplicantKind, ...]
    results: tuple[Text, ...]
    summary: Text | None
    keywords: tuple[str, ...]
    content_hash: str
    is_online: bool
    cases: tuple[Text, ...] = ()


def summary_of(definition: Definition) -> Summary:
    return Summary(
        id=definition.id,
        code=definition.code,
        name=definition.name,
        sector=definition.sector,
        agency=definition.agency,
        level=definition.level,
        applicants=definition.applicants,
        results=tuple(result.name for result in definition.results),
        summary=definition.summary,
        keywords=definition.keywords,
        content_hash=definition.content_hash,
        is_online=definition.is_online,
        cases=tuple(case.name for case in definition.cases),
    )


def summary_of_body(body: Mapping[str, Any], content_hash: str) -> Summary:
    """The same, read off a stored version without compiling all of it."""
    whole = body["procedure"]
    told = {key: whole[key] for key in _TOLD if key in whole}
    if "cases" in whole:
        told["cases"] = [{key: case[key] for key in ("id", "name")} for case in whole["cases"]]
    shared = {key: body["includes"][key] for key in ("agency", "sector") if key in body["includes"]}
    procedure, includes = as_map(from_plain(told)), as_map(from_plain(shared))
    found = summary_of(compile_normal(procedure, includes, content_hash).definition)
    ways = whole.get("channels", {}).get("submit", {})
    return replace(found, is_online=found.level >= 3 and Channel.ONLINE in ways and _is_processed(whole))


def _is_processed(procedure: Mapping[str, Any]) -> bool:
    """Whether there is a process whatever the case."""
    cases = procedure.get("cases", ())
    return "process" in procedure or (bool(cases) and all("process" in case for case in cases))
