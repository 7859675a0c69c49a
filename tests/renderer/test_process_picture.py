from xml.etree import ElementTree

import pytest

from engine.definition import Definition
from engine.library import Library
from engine.load import load, load_text
from renderer.languages import use
from renderer.process_notations import as_bpmn, as_mermaid
from renderer.process_picture import process_picture
from renderer.process_words import process_sentences
from tests.engine.examples import MINIMAL, PROCEDURES, library

SVG = "{http://www.w3.org/2000/svg}"
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
FILES = sorted(PROCEDURES.glob("*.yaml"))


def definition(path: object = FILES[0]) -> Definition:
    found = load(path, Library.from_folder(PROCEDURES / "shared")).definition  # type: ignore[arg-type]
    assert found is not None
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_picture_is_small_named_described_and_free_of_styles_and_scripts(path: object) -> None:
    picture = str(process_picture(definition(path)))
    assert len(picture.encode()) <= 6 * 1024
    root = ElementTree.fromstring(picture)
    named = root.attrib["aria-labelledby"].split()
    assert [child.attrib["id"] for child in root if child.tag in (f"{SVG}title", f"{SVG}desc")] == named
    assert not any(
        "style" in element.attrib or element.tag.endswith(("style", "script")) for element in root.iter()
    )
    assert not any(name.startswith("on") for element in root.iter() for name in element.attrib)


def test_a_picture_names_every_step_and_every_decision_but_the_request_to_supplement() -> None:
    drawn = definition()
    # Words are broken over lines: compare without the breaks.
    shown = " ".join(
        element.text or ""
        for element in ElementTree.fromstring(str(process_picture(drawn))).iter(f"{SVG}text")
    )
    assert drawn.process is not None
    for step in drawn.process.steps:
        assert str(step.title) in shown
        assert all(str(outcome.label) in shown for outcome in step.outcomes if not outcome.supplement)


def test_a_picture_speaks_the_readers_language() -> None:
    with use("en"):
        assert "Diagram of the process" in process_picture(definition())
    assert "Sơ đồ quy trình" in process_picture(definition())


def test_markup_in_a_title_stays_text() -> None:
    text = MINIMAL + (
        "process:\n  supplement: {reply_within: 15 working days}\n  steps:\n"
        "    intake: {kind: intake, queue: mot-cua, accept: hand_over, title: 'Nhận & \"kiểm\"'}\n"
        "    hand_over: {kind: return_result, queue: mot-cua}\n"
    )
    found = load_text(text, "f.yaml", library()).definition
    assert found is not None
    titles = [
        element.text for element in ElementTree.fromstring(str(process_picture(found))).iter(f"{SVG}text")
    ]
    assert 'Nhận & "kiểm"' in titles
    assert "#quot;kiểm#quot;" in as_mermaid(found)
    assert "Nhận &amp; &quot;kiểm&quot;" in as_bpmn(found)


def test_a_procedure_without_a_process_has_no_picture() -> None:
    found = load_text(MINIMAL, "f.yaml", library()).definition
    assert found is not None
    assert process_picture(found) == ""
    assert process_sentences(found) == ()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_bpmn_draws_every_element_and_refers_only_to_what_is_there(path: object) -> None:
    root = ElementTree.fromstring(as_bpmn(definition(path)))
    process = root.find(f"{BPMN}process")
    assert process is not None
    elements = {element.attrib["id"]: element for element in process}
    flows = [element for element in process if element.tag == f"{BPMN}sequenceFlow"]
    assert all(flow.attrib[end] in elements for flow in flows for end in ("sourceRef", "targetRef"))
    for name, element in elements.items():
        said = {child.text for child in element if child.tag == f"{BPMN}outgoing"}
        assert said == {flow.attrib["id"] for flow in flows if flow.attrib["sourceRef"] == name}
    drawn = [
        shape.attrib["bpmnElement"]
        for shape in root.iter()
        if shape.tag in (f"{DI}BPMNShape", f"{DI}BPMNEdge")
    ]
    assert sorted(drawn) == sorted(elements)


def test_the_sentences_tell_who_within_which_time_and_where_each_decision_leads() -> None:
    drawn = definition(PROCEDURES / "trich-luc-ho-tich.yaml")
    first, *others = process_sentences(drawn)
    assert first.startswith(
        "Kiểm tra và tiếp nhận hồ sơ (Trung tâm Phục vụ hành chính công phường, trong 2 giờ làm việc)"
    )
    assert "“Tiếp nhận hồ sơ” thì sang “Tra cứu và lập văn bản”" in first
    assert "“Yêu cầu bổ sung” thì chờ người nộp" in first
    assert any("Phải là người khác" in sentence for sentence in others)
    assert "15 ngày làm việc" in others[-1]
