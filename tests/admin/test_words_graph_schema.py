import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from admin.reference.editor import editor_schema
from engine.answers import Circumstances, read
from engine.applicant import read_applicant
from engine.definition import Definition
from engine.library import Library
from engine.load import load
from engine.nodes import ListNode, MapNode
from engine.source import read as read_source
from engine.submission_schema import submission_schema
from engine.values import to_json
from runtime import clock
from tests.admin.commands import DECLARATION, EXTRACT, said
from tests.engine.examples import EXAMPLES, PROCEDURES

TODAY = clock.now().date()
APPLICANT = {
    "kind": "citizen",
    "full_name": "Trần Ngọc An",
    "national_id": "001090012345",
    "phone": "0912345678",
    "address": "12 đường Ví Dụ, phường Hoa Sen",
}
ANSWERS = {
    "record": "birth",
    "copies": "3",
    "relation": "self",
    "person_name": "Trần Ngọc An",
    "person_birth": "1990",
    "registered_at": "Ủy ban nhân dân xã Ví Dụ",
    "registered_on": "02/03/1990",
}


def extract() -> Definition:
    found = load(Path(EXTRACT), Library.from_folder(PROCEDURES / "shared")).definition
    assert found is not None
    return found


def submission(**answers: str) -> dict[str, object]:
    definition = extract()
    applicant = read_applicant(definition, APPLICANT, TODAY)
    reading = read(definition, {**ANSWERS, **answers}, Circumstances(TODAY, applicant.answers))
    assert (applicant.problems, reading.problems) == ((), ())
    return {
        "channel": "online",
        "receive": "online",
        "applicant": to_json(applicant.answers),
        "answers": to_json(reading.answers),
    }


def valid(data: object) -> bool:
    return jsonschema.Draft202012Validator(submission_schema(extract())).is_valid(data)


def test_what_the_engine_reads_fits_the_schema_of_the_procedures_data() -> None:
    jsonschema.Draft202012Validator.check_schema(submission_schema(extract()))
    assert valid(submission())
    assert valid(submission(record="marriage", spouse_name="Lê Thị Bình"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"record": "brith"},
        {"copies": 3},
        {"copies": {"$decimal": "ba"}},
        {"person_birth": "1990"},
        {"unknown": "x"},
    ],
)
def test_what_the_engine_never_writes_does_not_fit_the_schema(wrong: dict[str, object]) -> None:
    data = submission()
    assert not valid({**data, "answers": {**data["answers"], **wrong}})  # type: ignore[dict-item]


def test_a_missing_required_answer_does_not_fit_but_a_conditional_one_may_be_absent() -> None:
    data = submission()
    answers = dict(data["answers"])  # type: ignore[call-overload]
    assert "spouse_name" not in answers
    del answers["copies"]
    assert not valid({**data, "answers": answers})


def test_a_group_and_every_other_kind_of_field_has_a_schema() -> None:
    path = EXAMPLES / "valid" / "every-kind-of-field.yaml"
    found = (
        load(path, Library.from_folder(PROCEDURES / "shared")).definition
        or load(path, Library.from_folder(EXAMPLES / "shared")).definition
    )
    assert found is not None
    schema = submission_schema(found)
    jsonschema.Draft202012Validator.check_schema(schema)
    kinds = {
        json.dumps(each.get("type", "none"))
        for each in schema["properties"]["answers"]["properties"].values()
    }
    assert {'"array"', '"boolean"', '"string"', '"object"'} <= kinds


def test_the_schema_of_the_format_is_printed_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "schema")
    assert code == 0
    published = (PROCEDURES.parent / "engine/editor.schema.json").read_text(encoding="utf-8")
    assert published == out, "chạy: make reference"
    jsonschema.Draft202012Validator.check_schema(json.loads(out))
    _, of_data, _ = said(capsys, "schema", "--data", EXTRACT, "--lang", "en")
    assert json.loads(of_data) == submission_schema(extract(), "en")


def test_a_procedure_is_read_back_with_its_conditions_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "words", EXTRACT)
    assert code == 0
    headings = [
        "Ai được nộp",
        "Cách nộp",
        "Tờ khai",
        "Thành phần hồ sơ",
        "Phí, lệ phí",
        "Thời hạn",
        "Quy trình",
        "Kết quả",
    ]
    places = [out.index(f"\n{heading}\n") for heading in headings]
    assert places == sorted(places)
    assert (
        "Văn bản ủy quyền có chứng thực – 1 bản chính; chỉ khi “Bạn xin cho ai?” là “Cho người khác đã ủy quyền cho tôi”"
        in out
    )
    assert "8.000 đồng × số lượng bản sao" in out
    assert "    - Tên việc hộ tịch – bắt buộc; chỉ hỏi khi" in out


@pytest.mark.parametrize("notation", ["svg", "bpmn"])
def test_a_drawn_process_is_well_formed_and_can_be_written_to_a_file(
    notation: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = said(capsys, "graph", DECLARATION, "--format", notation)
    assert code == 0
    assert "Người nộp bổ sung" in "".join(ElementTree.fromstring(out).itertext()) + out
    file = tmp_path / "so-do"
    assert said(capsys, "graph", DECLARATION, "--format", notation, "-o", str(file))[:2] == (0, "")
    assert file.read_text(encoding="utf-8") == out


def test_mermaid_has_a_line_for_every_decision(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = said(capsys, "graph", EXTRACT, "--format", "mermaid", "--lang", "en")
    assert out.startswith("flowchart TD\n")
    assert '    step_intake -->|"Accept"| step_look_up\n' in out


def test_there_is_nothing_to_draw_without_a_process(capsys: pytest.CaptureFixture[str]) -> None:
    file = str(EXAMPLES / "valid" / "information-only.yaml")
    code, out, err = said(capsys, "graph", file, "--shared", str(EXAMPLES / "shared"))
    assert (code, out) == (1, "")
    assert "không có quy trình" in err
    assert said(capsys, "graph", "khong-co.yaml")[0] == 2


@pytest.mark.parametrize("file", [EXTRACT, DECLARATION])
def test_an_editor_that_reads_yaml_1_2_underlines_nothing_in_a_right_file(file: str) -> None:
    """In YAML 1.2 `yes` is a word and a date is text; `plain` reads every scalar so, numbers need turning."""

    def as_editors_read(node: Any) -> Any:
        if isinstance(node, MapNode):
            return {key: as_editors_read(each) for key, each in node.entries.items()}
        if isinstance(node, ListNode):
            return [as_editors_read(each) for each in node.items]
        is_number = node.plain and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", node.text)
        return json.loads(node.text) if is_number else node.text

    schema = json.loads(editor_schema())
    source = read_source(Path(file).read_text(encoding="utf-8"), "f.yaml")
    faults = jsonschema.Draft202012Validator(schema).iter_errors(as_editors_read(source.root))
    assert [fault.message for fault in faults] == []
