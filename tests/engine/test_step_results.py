from datetime import date
from decimal import Decimal

from engine.answers import Circumstances, environment
from engine.load import load_text
from engine.workflow import State, TakeOutcome, decide, start
from tests.engine.examples import library
from tests.engine.processes import at, shared_calendar

HEAD = """procedure: vi-du
code: "1.000001"
name: Thủ tục ví dụ
sector: ho-tich
agency: ubnd-phuong-hoa-sen
level: 1
applicants: [citizen]
result: {name: Giấy xác nhận}
channels: {submit: {counter: {}}, receive: {counter: {}}}
process:
  supplement: {reply_within: 5 working days}
  steps:
    intake: {kind: intake, queue: mot-cua, accept: visit}
    visit:
      title: Xem tại chỗ
      queue: mot-cua
      form: {fields: {area: {label: Diện tích, type: number, required: yes}, note: {label: Ghi chú, type: text}}}
      outcomes: {done: {label: Xong, to: decide}}
    decide:
      title: Giải quyết
      queue: mot-cua
      form: {fields: {why: {label: Lý do, type: text, required: yes, when: WHEN}}}
      outcomes: {done: {label: Xong, to: hand_over}, again: {label: Xem lại, to: visit}}
    hand_over: {kind: return_result, queue: mot-cua}
"""


def findings(when: str) -> list[str]:
    return [problem.code for problem in load_text(HEAD.replace("WHEN", when), "f.yaml", library()).problems]


def test_what_every_way_has_asked_needs_no_guard() -> None:
    assert findings("visit.area > 100") == []


def test_what_may_be_left_empty_needs_one_though_its_step_is_always_passed() -> None:
    assert findings("visit.note == 'x'") == ["X130"]
    assert findings("given(visit.note) and visit.note == 'x'") == []


def test_a_misspelt_result_is_told_with_the_one_meant() -> None:
    result = load_text(HEAD.replace("WHEN", "visit.aera > 100"), "f.yaml", library())
    assert [problem.code for problem in result.problems] == ["X113"]
    assert "visit.area" in result.problems[0].hint("vi")


def test_a_step_named_like_a_question_is_a_finding_when_it_has_a_form() -> None:
    form = "form: {pages: {one: {title: Một, fields: {visit: {label: Có, type: yes_no}}}}}\nprocess:"
    text = HEAD.replace("process:", form).replace("WHEN", "given(why)")
    assert [problem.code for problem in load_text(text, "f.yaml", library()).problems] == ["R009"]


def test_a_decided_step_leaves_its_answers_for_later_expressions_and_survives_storage() -> None:
    definition = load_text(HEAD.replace("WHEN", "visit.area > 100"), "f.yaml", library()).definition
    assert definition is not None
    calendar, now = shared_calendar(), at("2026-03-02 09:00")
    state = start(definition, at=now, calendar=calendar).state
    accept = TakeOutcome("intake", "accept", 1)
    state = decide(definition, state, accept, at=now, calendar=calendar).state
    done = TakeOutcome("visit", "done", 1, answers={"area": Decimal("120.5")})
    state = State.from_json(decide(definition, state, done, at=now, calendar=calendar).state.to_json())
    seen = environment(definition, {}, Circumstances(date(2026, 3, 2)), state.results)
    asked = definition.steps["decide"].fields[0]
    assert asked.when is not None
    assert asked.when.holds(seen)


def test_a_dossier_stored_before_there_were_results_still_reads() -> None:
    definition = load_text(HEAD.replace("WHEN", "visit.area > 100"), "f.yaml", library()).definition
    assert definition is not None
    stored = start(definition, at=at("2026-03-02 09:00"), calendar=shared_calendar()).state.to_json()
    del stored["results"]
    assert State.from_json(stored).results == {}
