"""Look-ups in the engine: what is sent, what fills the form, what stands in the way; and scenarios that play them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from engine.answers import Circumstances
from engine.compile import definition_from_body
from engine.definition import Definition
from engine.load import load, load_text
from engine.lookups import filled, is_of, obstacles, spared, to_send
from engine.papers import documents, missing
from engine.scenarios import load_scenarios_text, run
from tests.engine.examples import EXAMPLES, library
from tests.engine.processes import shared_calendar

FILE = EXAMPLES / "valid" / "look-up.yaml"
PERSON = "001085012345"


def definition(**changes: str) -> Definition:
    text = FILE.read_text(encoding="utf-8")
    for before, after in changes.values():
        assert before in text
        text = text.replace(before, after)
    loaded = load_text(text, "f.yaml", library())
    assert loaded.definition is not None, [each.as_text() for each in loaded.problems]
    return loaded.definition


def kept(state: str, number: str = PERSON, **got: Any) -> dict[str, Any]:
    return {"person": {"connector": "population.person", "sent": {"id": number}, "state": state, "got": got}}


def test_nothing_is_sent_before_everything_to_send_is_answered() -> None:
    lookup = definition().page("person").lookup
    assert lookup is not None
    assert to_send(lookup, {}) is None
    assert to_send(lookup, {"number": PERSON}) == {"id": PERSON}


def test_what_was_said_counts_only_for_what_was_sent() -> None:
    pages, said = definition().pages, kept("found")
    assert spared(pages, said, {"number": PERSON}) == {"population.person"}
    assert spared(pages, said, {"number": "001190067890"}) == frozenset()
    assert spared(pages, kept("not_found"), {"number": PERSON}) == frozenset()
    assert not is_of(None, pages[0].lookup, {"id": PERSON})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "code"), [("found", ""), ("not_found", "rule"), ("unavailable", ""), ("", "not_looked_up")]
)
def test_what_must_exist_stands_in_the_way_when_it_does_not(state: str, code: str) -> None:
    found = list(obstacles(definition().pages, kept(state) if state else {}, {"number": PERSON}))
    assert [problem.code for _, problem in found] == [code] * bool(code)
    assert all(problem.path == "number" for _, problem in found)


def test_a_file_may_wait_for_a_register_that_does_not_answer() -> None:
    waits = definition(it=("when_unavailable: ask_paper", "when_unavailable: stop"))
    ((_, problem),) = obstacles(waits.pages, kept("unavailable"), {"number": PERSON})
    assert problem.code == "register_unavailable"


@pytest.mark.parametrize(
    ("got", "values"),
    [
        ({"name": "Trần Văn Đức", "birth": "1985-03-12"}, {"who": "Trần Văn Đức", "born": "12/03/1985"}),
        ({"name": 7, "birth": "12/03/1985"}, {}),
        ({"name": "x" * 5000, "birth": ["1985-03-12"]}, None),
        ({"other": "x"}, {}),
        ({"name": "", "birth": None}, {}),
    ],
)
def test_only_answers_that_fit_the_questions_are_filled_in(got: Any, values: Any) -> None:
    lookup = definition().page("person").lookup
    assert lookup is not None
    found = filled(definition(), lookup, got)
    assert found == values if values is not None else "born" not in found


def test_a_stored_version_keeps_its_look_ups_and_its_connectors() -> None:
    again = definition_from_body(load(FILE, library()).body)
    assert again.page("person").lookup == definition().page("person").lookup
    assert str(again.page("person").lookup.source).startswith("Cơ sở dữ liệu")  # type: ignore[union-attr]


SCENARIO = """scenarios:
- name: Tra cứu
  at: 2026-03-02 09:00
  submit:
    receive: counter
    applicant: {{kind: citizen, full_name: Trần Văn Đức, national_id: "001085012345", phone: "0912345678", address: 12 phố Hoa Sen}}
    answers: {{number: "001085012345"{typed}}}
    registers: {{population.person: {says}}}
  expect: {expect}
"""


def problems_of(says: str, expect: str, typed: str = "") -> list[str]:
    text = SCENARIO.format(says=says, expect=expect, typed=typed)
    loaded = load_scenarios_text(text, "s.yaml", definition())
    found = list(loaded.problems)
    for scenario in loaded.scenarios:
        found += run(definition(), scenario, shared_calendar()).problems
    return [f"{each.code}: {each.message('vi')}" for each in found]


TYPED = ', who: Trần Văn Đức, born: "12/03/1985"'


def test_a_scenario_has_the_register_answer_and_spare_the_paper() -> None:
    says = "{name: Trần Văn Đức, birth: 1985-03-12}"
    assert problems_of(says, "{status: submitted, answers: {who: Trần Văn Đức}}") == []


def test_a_scenario_has_the_register_out_of_reach_and_the_paper_asked_for() -> None:
    assert problems_of("unavailable", "{problems: {documents.birth_paper: required}}", TYPED) == []


def test_a_scenario_has_the_register_know_nobody() -> None:
    expect = "{problems: {number: rule, documents.birth_paper: required}}"
    assert problems_of("not_found", expect, TYPED) == []


def test_a_scenario_names_registers_of_the_file_and_states_there_are() -> None:
    assert problems_of("gone", "{}")[0].startswith("S006")
    text = SCENARIO.replace("population.person", "population.persons").format(
        says="not_found", expect="{}", typed=""
    )
    assert "K004" in {each.code for each in load_scenarios_text(text, "s.yaml", definition()).problems}


def test_a_paper_of_a_group_that_the_register_replaces_does_for_the_group() -> None:
    before = "birth_paper: {name: Giấy khai sinh, copies: 1, replaced_by: population.person}"
    group = "proof: {name: Một trong các giấy, one_of: {birth_paper: {name: Giấy khai sinh, copies: 1, replaced_by: population.person}, other: {name: Giấy khác, copies: 1}}}"
    grouped = definition(it=(before, group))
    papers = documents(grouped, {"number": PERSON}, Circumstances(date(2026, 3, 2)))
    assert missing(grouped, papers, (), channel="online") == ("proof",)
    assert missing(grouped, papers, (), channel="online", registers={"population.person"}) == ()
