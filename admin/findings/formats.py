"""Findings for programs: our own JSON, annotations of GitHub Actions, SARIF 2.1.0 for code scanning."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engine.problem_codes import CODES, Severity
from engine.problems import Problem


def report(problems: Sequence[Problem], *, files: int, language: str) -> dict[str, Any]:
    """The published JSON shape: {"findings": [...], "files": n, "errors": n, "warnings": n}."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    return {
        "findings": [problem.as_dict(language) for problem in problems],
        "files": files,
        "errors": errors,
        "warnings": len(problems) - errors,
    }


def as_json(problems: Sequence[Problem], *, files: int, language: str) -> str:
    return json.dumps(report(problems, files=files, language=language), ensure_ascii=False, indent=2)


def as_github(problems: Sequence[Problem], *, files: int, language: str) -> str:
    """One workflow command a finding; shown on the changed line of the pull request."""
    return "\n".join(_annotation(problem, language) for problem in problems)


def as_sarif(problems: Sequence[Problem], *, files: int, language: str) -> str:
    """SARIF 2.1.0, one rule for every code that occurs."""
    codes = sorted({problem.code for problem in problems})
    driver = {"name": "thutuc", "rules": [_rule(code, language) for code in codes]}
    results = [_result(problem, codes.index(problem.code), language) for problem in problems]
    log = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


FORMATS: Mapping[str, Callable[..., str]] = {"json": as_json, "github": as_github, "sarif": as_sarif}
"""`--format` → (problems, files=, language=) → the whole output."""


def _annotation(problem: Problem, language: str) -> str:
    place = problem.place
    properties = {"file": place.file, "line": place.line, "col": place.column, "title": problem.code}
    written = ",".join(
        f"{name}={_escaped(str(value), property_value=True)}" for name, value in properties.items()
    )
    return f"::{problem.severity} {written}::{_escaped(_with_hint(problem, language))}"


def _escaped(text: str, *, property_value: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if property_value else text


def _rule(code: str, language: str) -> dict[str, Any]:
    known = CODES[code]
    words = known.en if language == "en" else known.vi
    return {
        "id": code,
        "shortDescription": {"text": words},
        "defaultConfiguration": {"level": str(known.severity)},
        "help": {"text": f"thutuc explain {code}"},
    }


def _result(problem: Problem, rule: int, language: str) -> dict[str, Any]:
    region = {"startLine": problem.place.line, "startColumn": problem.place.column}
    artifact = {"uri": problem.place.file.replace("\\", "/")}
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": str(problem.severity),
        "message": {"text": _with_hint(problem, language)},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "properties": {"path": problem.path},
    }


def _with_hint(problem: Problem, language: str) -> str:
    return f"{problem.message(language)} {problem.hint(language)}".strip()
