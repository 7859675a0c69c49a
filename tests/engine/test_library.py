from pathlib import Path

import pytest

from engine.library import Library
from engine.load import load_text
from engine.problems import Problem
from tests.engine.examples import MINIMAL, PROCEDURES, library

TEMPLATE = """template: short
version: 1
description: Ngắn
parameters: {clerk: {description: Người xử lý, example: mot-cua}}
steps:
  intake: {kind: intake, queue: mot-cua, accept: handle}
  handle: {title: Xử lý, queue: "{clerk}", outcomes: {done: {label: Xong, to: hand_over}}}
  hand_over: {kind: return_result, queue: mot-cua}
"""
SUPPLEMENT = "supplement: {reply_within: 15 working days}"


def folder(tmp_path: Path, **files: str) -> Path:
    (tmp_path / "processes").mkdir(exist_ok=True)
    for name, content in files.items():
        (tmp_path / name.replace("__", "/").replace("_at_", "@")).with_suffix(".yaml").write_text(content)
    return tmp_path


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


def test_an_empty_folder_is_an_empty_library(tmp_path: Path) -> None:
    found = Library.from_folder(tmp_path)
    assert (found.agencies, found.sectors, found.templates, found.problems) == ({}, {}, {}, ())


def test_the_real_shared_files_are_without_fault() -> None:
    found = Library.from_folder(PROCEDURES / "shared")
    assert found.problems == ()
    assert {"review-approve@1", "look-up-sign@1", "one-stop@1"} <= found.templates.keys()


def test_a_faulty_shared_file_is_reported_at_its_place_and_the_others_still_count(tmp_path: Path) -> None:
    found = Library.from_folder(
        folder(tmp_path, agencies="so:\n  name: Sở\n  units: {phong: Phòng}\n", sectors="ho-tich: Hộ tịch\n")
    )
    (problem,) = found.problems
    assert (problem.code, problem.place.line, problem.params["key"]) == ("S003", 3, "mot-cua")
    assert "ho-tich" in found.sectors


def test_a_template_must_be_named_as_its_file(tmp_path: Path) -> None:
    found = Library.from_folder(folder(tmp_path, processes__short_at_2=TEMPLATE))
    assert codes(found.problems) == ["R020"]
    assert found.templates == {}


def test_a_template_with_a_faulty_step_is_refused_with_the_place_of_the_fault(tmp_path: Path) -> None:
    found = Library.from_folder(
        folder(tmp_path, processes__short_at_1=TEMPLATE.replace("title: Xử lý, ", ""))
    )
    assert [(each.code, each.place.line) for each in found.problems] == [("S003", 7)]


@pytest.mark.parametrize("name", sorted(library().templates))
def test_every_template_makes_a_sound_process_once_its_parameters_are_given(name: str) -> None:
    parameters = library().templates[name].parameters.entries
    values = ", ".join(f"{parameter}: ubnd-phuong-hoa-sen/lanh-dao" for parameter in parameters)
    text = MINIMAL + f"process: {{use: {name}, with: {{{values}}}, {SUPPLEMENT}}}\n"
    result = load_text(text, "f.yaml", library())
    assert result.problems == ()
    assert result.definition is not None
    assert result.definition.process is not None
    assert result.definition.process.template == name


def test_what_the_procedure_says_of_a_step_replaces_what_the_template_says() -> None:
    text = MINIMAL + (
        "process: {use: review-approve@1, with: {review: {queue: ubnd-phuong-hoa-sen/tu-phap-ho-tich,"
        " within: 2 working days, title: Xem xét, form: {fields: {note: {label: Ghi, type: text}}}},"
        f" approve: {{queue: ubnd-phuong-hoa-sen/lanh-dao}}}}, {SUPPLEMENT}}}\n"
    )
    definition = load_text(text, "f.yaml", library()).definition
    assert definition is not None
    review = definition.steps["review"]
    assert (str(review.title), str(review.within), review.fields[0].id) == (
        "Xem xét",
        "2 working days",
        "note",
    )
    assert definition.steps["intake"].queue == "ubnd-phuong-hoa-sen/mot-cua"


def test_a_queue_given_to_one_step_is_the_parameter_s_value_for_the_others() -> None:
    text = MINIMAL + (
        "process: {use: review-approve@1, with: {review: {queue: ubnd-phuong-hoa-sen/tu-phap-ho-tich},"
        f" approve: {{queue: ubnd-phuong-hoa-sen/lanh-dao}}}}, {SUPPLEMENT}}}\n"
    )
    definition = load_text(text, "f.yaml", library()).definition
    assert definition is not None
    assert definition.steps["refusal"].queue == "ubnd-phuong-hoa-sen/lanh-dao"


def test_the_usual_outcomes_and_ends_need_not_be_written() -> None:
    text = MINIMAL + (
        f"process:\n  {SUPPLEMENT}\n  steps:\n    intake: {{kind: intake, queue: mot-cua,"
        " accept: hand_over}\n    hand_over: {kind: return_result, queue: mot-cua}\n"
    )
    definition = load_text(text, "f.yaml", library()).definition
    assert definition is not None
    intake = definition.steps["intake"]
    assert [(each.id, each.to, each.supplement) for each in intake.outcomes] == [
        ("accept", "hand_over", False),
        ("supplement", "", True),
        ("decline", "not_accepted", False),
    ]
    assert definition.steps["not_accepted"].slip == "refusal"
    assert definition.steps["returned"].status == "returned"
