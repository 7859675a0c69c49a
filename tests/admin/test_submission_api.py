"""What other systems are told about a procedure: the schema of its data and the OpenAPI document around it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from engine.applicant import read_applicant
from engine.calendars import load_calendar
from engine.definition import Definition
from engine.library import Library
from engine.load import load
from engine.scenarios import load_scenarios, run
from engine.submission_api import submission_api
from engine.submission_schema import submission_schema
from engine.values import to_json
from tests.admin.commands import EXTRACT, said
from tests.engine.examples import EXAMPLES, PROCEDURES, VALID

FILES = sorted(PROCEDURES.glob("*.yaml"))


def definition_of(path: Path) -> Definition:
    shared = EXAMPLES if EXAMPLES in path.parents else PROCEDURES
    libraries = [Library.from_folder(each / "shared") for each in (PROCEDURES, shared)]
    found = next((found for each in libraries if (found := load(path, each).definition)), None)
    assert found is not None
    return found


def submissions(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """What each scenario of a procedure submits, where nothing stands in its way."""
    definition = definition_of(path)
    calendar = load_calendar(PROCEDURES / "shared/calendar.yaml")
    for scenario in load_scenarios(PROCEDURES / "scenarios" / path.name, definition).scenarios:
        (first, *_) = run(definition, scenario, calendar).situations
        if first.obstacles:
            continue
        said = scenario.submission
        person = read_applicant(first.definition, said.applicant, scenario.at.date())
        yield (
            scenario.name,
            {
                **({"case": said.case} if said.case else {}),
                "channel": said.channel,
                "receive": said.receive,
                "applicant": to_json(person.answers),
                "answers": to_json(first.reading.answers),
            },
        )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_every_scenario_submits_fits_the_schema_of_its_procedure(path: Path) -> None:
    validator = jsonschema.Draft202012Validator(submission_schema(definition_of(path)))
    checked = 0
    for name, data in submissions(path):
        assert [error.message for error in validator.iter_errors(data)] == [], name
        checked += 1
    assert checked >= 3


def references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for inner in part.values():
            yield from references(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from references(inner)


def found(document: dict[str, Any], reference: str) -> Any:
    place: Any = document
    for step in reference.removeprefix("#/").split("/"):
        place = place[step]
    return place


@pytest.mark.parametrize("path", [*FILES, *VALID], ids=lambda path: path.stem)
def test_the_document_keeps_the_rules_of_openapi(path: Path) -> None:
    document = submission_api(definition_of(path))
    assert set(document) <= {"openapi", "jsonSchemaDialect", "info", "paths", "components"}
    assert re.fullmatch(r"3\.1\.\d+", document["openapi"])
    assert document["info"]["title"]
    assert document["info"]["version"]
    for reference in references(document):
        assert found(document, reference)
    names = [each["operationId"] for item in document["paths"].values() for each in item.values()]
    assert len(names) == len(set(names))
    for address, item in document["paths"].items():
        for operation in item.values():
            declared = {each["name"] for each in operation.get("parameters", ()) if each["in"] == "path"}
            assert declared == set(re.findall(r"\{(\w+)\}", address))
            assert all(response["description"] for response in operation["responses"].values())
    for schema in document["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    ((media, body),) = document["paths"]["/dossiers"]["post"]["requestBody"]["content"].items()
    if media == "multipart/form-data":
        assert set(body["encoding"]) == set(body["schema"]["properties"])


def test_only_papers_everybody_hands_in_are_required() -> None:
    document = submission_api(definition_of(PROCEDURES / "cong-bo-hop-chuan.yaml"))
    body = document["paths"]["/dossiers"]["post"]["requestBody"]["content"]["multipart/form-data"]
    assert body["schema"]["required"] == [
        "submission",
        "documents.declaration",
        "documents.standard",
        "documents.report",
    ]
    assert "application/pdf" in body["encoding"]["documents.report"]["contentType"]


def test_the_command_prints_the_document_in_the_language_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = said(capsys, "schema", "--openapi", EXTRACT, "--lang", "en")
    assert code == 0
    assert json.loads(out) == submission_api(definition_of(Path(EXTRACT)), "en")
    assert said(capsys, "schema", "--openapi", "khong-co.yaml")[0] == 2
