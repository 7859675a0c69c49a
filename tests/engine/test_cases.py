"""Cases: one code, several ways of being dealt with, one condition of visibility."""

from __future__ import annotations

from datetime import date

from engine.answers import Circumstances, case_problems, read
from engine.calendars import load_calendar
from engine.cases import besides_cases, cases_of, variants
from engine.definition import Definition
from engine.load import load_text
from engine.papers import documents
from engine.proofs import prove
from engine.revisions import Impact, difference
from engine.scenarios import coverage, run
from engine.scenarios.load import load_scenarios_text
from engine.submission_schema import submission_schema
from tests.engine.examples import EXAMPLES, PROCEDURES, library

FILE = EXAMPLES / "valid" / "cases.yaml"
TEXT = FILE.read_text(encoding="utf-8")
PERSON = {"kind": "citizen", "full_name": "Trần Thị Bình"}
COMPANY = {"kind": "organization", "organization_name": "Công ty Hoa Sen"}


def definition(text: str = TEXT) -> Definition:
    loaded = load_text(text, "cases.yaml", library())
    assert loaded.definition is not None, [problem.message() for problem in loaded.problems]
    return loaded.definition


def seen(case: str, applicant: dict[str, str] = PERSON) -> Circumstances:
    return Circumstances(date(2026, 3, 2), applicant, case=case)


def codes(text: str) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in load_text(text, "cases.yaml", library()).problems]


def test_only_what_belongs_to_the_case_is_asked_and_handed_in() -> None:
    whole = definition()
    raw = {"place": "Số 1", "rented": "yes", "number": "12", "years": "2"}
    reading = read(whole, raw, seen("new"))
    assert set(reading.answers) == {"place", "rented", "years"}
    papers = [paper.id for paper in documents(whole, reading.answers, seen("new"))]
    assert papers == ["application", "poor_paper", "plan", "rooms"]
    reading = read(whole, raw, seen("renew"))
    assert set(reading.answers) == {"place", "number", "years"}
    assert [each.id for each in documents(whole, reading.answers, seen("renew"))] == [
        "application",
        "old_licence",
    ]


def test_nothing_of_any_case_shows_while_none_is_chosen() -> None:
    whole = definition()
    assert {"place", "rented", "number"} & read(whole, {}, seen("")).visible == set()
    assert [problem.code for problem in case_problems(whole, seen(""))] == ["required"]


def test_a_case_is_offered_only_to_those_it_is_for() -> None:
    assert [problem.code for problem in case_problems(definition(), seen("notice"))] == ["not_a_choice"]
    assert case_problems(definition(), seen("notice", COMPANY)) == ()


def test_a_case_has_its_own_process_deadline_and_result_or_the_common_ones() -> None:
    whole = definition()
    renewed, noticed = whole.in_case("renew"), whole.in_case("notice")
    assert renewed.process is whole.process
    assert str(renewed.deadline.legal) == "2 working days"  # type: ignore[union-attr]
    assert "handle" in noticed.steps
    assert "approve" not in noticed.steps
    assert [str(result.name) for result in noticed.results] == ["Văn bản xác nhận"]
    assert whole.in_case("renew") is renewed
    assert whole.in_case("") is whole
    assert noticed.in_case("notice") is noticed


def test_the_steps_and_queues_of_every_case_are_those_of_the_procedure() -> None:
    whole = definition()
    assert {"handle", "approve"} <= set(whole.steps)
    assert list(whole.queues()) == [
        f"ubnd-phuong-hoa-sen/{unit}" for unit in ("mot-cua", "tu-phap-ho-tich", "lanh-dao")
    ]


def test_the_cases_of_a_condition_are_told_apart_from_the_rest_of_it() -> None:
    rooms, charter = (definition().documents_by_id[name].when for name in ("rooms", "charter"))
    assert cases_of(rooms) == ("new",)
    assert cases_of(charter) == ("new", "notice")
    own = besides_cases(charter)
    assert own is not None
    assert own.holds({"applicant": COMPANY})
    assert besides_cases(definition().documents_by_id["plan"].when) is None


def test_a_case_that_is_not_there_is_a_finding_with_the_nearest_name() -> None:
    text = TEXT.replace("cases: [renew, notice]", "cases: [renew, notise]")
    [problem] = load_text(text, "cases.yaml", library()).problems
    assert (problem.code, problem.params["suggestion"]) == ("R030", "notice")


def test_a_case_misspelt_in_a_condition_is_an_unknown_choice() -> None:
    text = TEXT.replace("when: applicant.kind == 'citizen', percent", "when: case == 'nwe', percent")
    assert [code for code, _ in codes(text)] == ["X123"]


def test_a_condition_of_a_case_sees_no_answer_of_the_form() -> None:
    text = TEXT.replace(
        "    when: applicant.kind == 'organization'\n    legal", "    when: years > 2\n    legal"
    )
    assert [code for code, _ in codes(text)] == ["X112"]


def test_the_cases_of_a_paper_inside_a_case_are_not_said_twice() -> None:
    text = TEXT.replace(
        "plan: {name: Phương án hoạt động, ", "plan: {name: Phương án hoạt động, cases: [renew], "
    )
    assert ("S011", "cases.new.documents.plan.cases") in codes(text)


def test_the_process_of_each_case_is_proven_at_its_own_place() -> None:
    text = TEXT.replace(
        "process: {use: one-stop@1, supplement: {reply_within: 5 working days}}",
        """process:
      supplement: {reply_within: 5 working days}
      steps:
        intake: {kind: intake, queue: mot-cua, accept: check}
        check: {title: Xem xét, queue: mot-cua, outcomes: {done: {label: Xong, to: hand_over}}}
        lonely: {title: Lẻ loi, queue: mot-cua, outcomes: {done: {label: Xong, to: hand_over}}}
        hand_over: {kind: return_result, queue: mot-cua}""",
    )
    assert codes(text) == [("F003", "cases.notice.process.steps.lonely")]


def test_what_cases_share_is_found_once() -> None:
    text = TEXT.replace(
        "deadline: {legal: 5 working days}", "deadline: {legal: 5 working days, local: 6 working days}"
    )
    assert codes(text) == [("L010", "deadline.local")]


def test_claims_are_made_for_the_terms_of_every_case() -> None:
    proof = prove(definition())
    assert len(variants(definition())) == 3
    assert {claim.case for claim in proof.claims if claim.code == "F003"} == {
        "Cấp mới",
        "Gia hạn",
        "Thông báo thay đổi người đại diện",
    }
    assert proof.proven("F003") is not None
    assert "cases.notice.process" in {claim.path for claim in proof.claims}


def test_a_condition_no_case_allows_is_disproven() -> None:
    text = TEXT.replace(
        "cases: [new], when: applicant.kind == 'citizen'", "cases: [new], when: case == 'renew'"
    )
    assert ("D010", "fee.lines.poor.when") in codes(text)


def test_a_name_limited_to_every_case_is_said_to_be_always_there() -> None:
    text = TEXT.replace(
        "cases: [new, renew]}\n        rented", "cases: [new, renew, notice]}\n        rented"
    )
    assert [code for code, _ in codes(text)] == ["D011"]


def test_a_new_case_is_compatible_and_a_case_less_breaks() -> None:
    old = definition()
    new = definition(TEXT.replace("  notice:\n", "  again:\n    name: Cấp lại\n  notice:\n"))
    assert [change.impact for change in difference(old, new)] == [Impact.COMPATIBLE]
    assert Impact.BREAKING in [change.impact for change in difference(new, old)]
    slower = definition(
        TEXT.replace("deadline: {legal: 2 working days}", "deadline: {legal: 3 working days}")
    )
    assert [change.impact for change in difference(old, slower)] == [Impact.COMPATIBLE]


def test_the_data_of_a_submission_names_its_case() -> None:
    schema = submission_schema(definition())
    assert schema["properties"]["case"] == {"enum": ["new", "renew", "notice"]}
    assert "case" in schema["required"]


def test_a_scenario_submits_a_case_and_is_dealt_with_under_its_terms() -> None:
    whole = definition()
    text = """usual:
  case: renew
  applicant: {kind: citizen, full_name: Trần Thị Bình, national_id: "001090000011", phone: "0912345678", address: Số 1}
  answers: {place: Số 1, number: "12", years: "1", representative_name: Lê Văn An}
  documents: [application, old_licence]
  receive: online
scenarios:
  - name: Gia hạn
    at: 2026-03-02 08:00
    submit: {}
    expect: {fee: 210.000 VND, hidden: [rented, plan]}
    then:
      - intake: accept
      - expect: {due: 2026-03-04 17:00}
  - name: Cá nhân không thông báo người đại diện
    at: 2026-03-02 08:00
    submit: {case: notice}
    expect: {problems: {case: not_a_choice}}
"""
    file = load_scenarios_text(text, "s.yaml", whole)
    assert [problem.message() for problem in file.problems] == []
    calendar = load_calendar(PROCEDURES / "shared" / "calendar.yaml")
    played = [run(whole, scenario, calendar) for scenario in file.scenarios]
    assert [problem.message() for each in played for problem in each.problems] == []
    cases = next(tally for tally in coverage(whole, played) if tally.kind == "cases")
    assert cases.seen == ("renew", "notice")
    assert cases.missing == ("new",)
