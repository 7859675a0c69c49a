import json
import re
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.codes.scenarios import EXPECTATIONS, SCENARIOS
from engine.compile import definition_from_body
from engine.library import Library
from engine.load import Loaded, load, load_text, scenarios_of
from engine.problems import InvalidDefinition, Problem
from engine.scenarios import ScenarioFile, coverage, load_scenarios, load_scenarios_text, mutants, run, score
from engine.scenarios.expectations import COMPARISONS
from engine.scenarios.names import MOVES, TOGETHER
from engine.scenarios.shape import INCOMPLETE_FORM
from engine.schema import check
from engine.source import read
from engine.statuses import Status
from engine.validator import SCENARIO, published
from engine.workflow import REFUSAL_CODES
from tests.engine.examples import EXAMPLES, PROCEDURES, VALID, library
from tests.engine.processes import shared_calendar
from tests.engine.test_schema import as_yaml, subschemas

CONFORMITY = "cong-bo-hop-chuan"
REAL = sorted(path.stem for path in (PROCEDURES / "scenarios").glob("*.yaml"))

USUAL = """\
usual:
  applicant:
    {kind: citizen, full_name: Nguyễn Văn An, national_id: "001090000001", phone: "0912345678", address: Huế}
  answers:
    product_name: Gạch
    standard_no: "TCVN 7959:2017"
    standard_name: Bê tông nhẹ
    product_made_at: Hà Nội
    has_iso: no
    test_lab: Phòng thử nghiệm
    test_date: 2026-01-15
    report_no: BC-01
    report_date: 2026-02-02
  documents: [declaration, business, standard, process, report]
  steps: {review: {finding: Đạt}}
scenarios:
- name: Một hồ sơ
  at: 2026-03-02 08:00
"""


@cache
def procedure(name: str = CONFORMITY) -> Loaded:
    return load(PROCEDURES / f"{name}.yaml", Library.from_folder(PROCEDURES / "shared"))


def in_file(text: str) -> ScenarioFile:
    definition = procedure().definition
    assert definition is not None
    return load_scenarios_text(text, "s.yaml", definition)


def played(rest: str) -> list[Problem]:
    """What playing one scenario of the conformity procedure finds; `rest` follows its name and moment."""
    source = in_file(USUAL + rest)
    assert source.problems == ()
    definition = procedure().definition
    assert definition is not None
    return list(run(definition, source.scenarios[0], shared_calendar()).problems)


def told(problems: list[Problem]) -> list[tuple[str, Any, Any]]:
    return [(each.code, each.params.get("expected"), each.params.get("actual")) for each in problems]


# ---- the real procedures


def test_every_real_procedure_has_scenarios() -> None:
    assert {path.stem for path in PROCEDURES.glob("*.yaml")} == set(REAL)
    assert [scenarios_of(procedure(name)) for name in REAL] == [f"scenarios/{name}.yaml" for name in REAL]


@pytest.mark.parametrize("name", REAL)
def test_the_real_scenarios_hold_and_go_through_every_step_outcome_branch_and_ending(name: str) -> None:
    loaded = procedure(name)
    assert loaded.definition is not None
    source = load_scenarios(PROCEDURES / scenarios_of(loaded), loaded.definition)
    assert source.problems == ()
    performances = [run(loaded.definition, scenario, shared_calendar()) for scenario in source.scenarios]
    assert [problem.as_text() for each in performances for problem in each.problems] == []
    tallies = coverage(loaded.definition, performances)
    assert {"pages", "steps", "outcomes", "endings", "branches", "lines"} <= {tally.kind for tally in tallies}
    assert [(tally.kind, tally.missing) for tally in tallies if tally.missing] == []


@pytest.mark.parametrize("name", REAL)
def test_the_real_scenarios_notice_nearly_every_changed_rule(name: str) -> None:
    loaded = procedure(name)
    assert loaded.definition is not None
    source = load_scenarios(PROCEDURES / scenarios_of(loaded), loaded.definition)
    found = score(loaded.body, source.scenarios, shared_calendar())
    assert found.total > 50
    assert found.caught / found.total >= 0.85, found.problems(loaded.places)


def test_a_scenario_is_played_in_milliseconds() -> None:
    loaded = procedure()
    assert loaded.definition is not None
    source = load_scenarios(PROCEDURES / scenarios_of(loaded), loaded.definition)
    started = time.perf_counter()
    for scenario in source.scenarios:
        run(loaded.definition, scenario, shared_calendar())
    assert (time.perf_counter() - started) / len(source.scenarios) < 0.1


# ---- expectations


@pytest.mark.parametrize(
    ("expected", "finding"),
    [
        ("fee: 150.000 VND", ("K020", "150.000 VND", "135.000 VND")),
        ("lines: {filing: 150.000 VND}", ("K021", "–", "-15.000 VND")),
        ("lines: {filing: 150.000 VND, online: -1.000 VND}", ("K021", "-1.000 VND", "-15.000 VND")),
        ("pages: [assessment, product]", ("K022", "assessment, product", "product, assessment")),
        ("visible: [iso]", ("K023", "hiện", "ẩn")),
        ("hidden: [process]", ("K024", "ẩn", "hiện")),
        (
            "documents: [report]",
            ("K025", "report", "declaration, business, standard, process, report"),
        ),
        ("answers: {test_date: 2026-01-16}", ("K026", "2026-01-16", "15/01/2026")),
        ("problems: {test_date: rule}", ("K027", "test_date: rule", "–")),
        ("status: accepted", ("K028", "accepted", "submitted")),
        ("ending: returned", ("K029", "returned", "none")),
        ("due: 2026-03-06", ("K030", "06/03/2026", "–")),
        ("legal_due: 2026-03-06", ("K031", "06/03/2026", "–")),
        ("step: review", ("K032", "review", "intake")),
        ("queue: so-khcn/lanh-dao", ("K033", "so-khcn/lanh-dao", "so-khcn/mot-cua")),
        ("step_due: 2026-03-02 14:01", ("K034", "02/03/2026 14:01", "02/03/2026 14:00")),
        ("reply_by: 2026-03-06", ("K035", "06/03/2026", "–")),
        ("clock: running", ("K036", "running", "none")),
        ("notices: [submitted, accepted]", ("K037", "submitted, accepted", "submitted")),
        ('notice: {sms: contains "xong"}', ("K038", 'contains "xong"', "–")),
        ("slips: [receipt]", ("K039", "receipt", "–")),
        ("code: yes", ("K040", "yes", "no")),
    ],
)
def test_what_is_otherwise_than_expected_is_a_finding_with_both_in_words(
    expected: str, finding: tuple[str, str, str]
) -> None:
    problems = played(f"  submit: {{}}\n  expect: {{{expected}}}\n")
    assert told(problems) == [finding]
    assert problems[0].place.line == len(USUAL.splitlines()) + 2
    assert problems[0].place.column > 10


def test_a_date_without_an_hour_is_held_against_the_day_only() -> None:
    assert played("  submit: {}\n  expect: {step_due: 2026-03-02}\n") == []


def test_every_key_of_expect_has_its_comparison_its_code_and_its_words() -> None:
    keys = set(published(SCENARIO)["$defs"]["expectation"]["properties"])
    assert keys == set(COMPARISONS) == set(EXPECTATIONS)


# ---- moves


def test_an_hour_after_a_long_holiday_is_counted_from_its_first_working_morning() -> None:
    story = """\
  submit: {}
  then:
    - at: 2026-02-13 16:10
    - intake: accept
"""
    source = in_file(USUAL.replace("2026-03-02 08:00", "2026-02-13 16:00") + story)
    definition = procedure().definition
    assert definition is not None
    state = run(definition, source.scenarios[0], shared_calendar()).situations[-1].state
    assert state is not None
    assert state.clock is not None
    assert f"{state.clock.due_at:%d/%m/%Y %H:%M}" == "26/02/2026 17:00"


@pytest.mark.parametrize(
    ("then", "finding"),
    [
        ("- approve: approve", ("K011", None, "step_not_open")),
        ("- {intake: decline}", ("K011", None, "reason_required")),
        ("- {intake: accept, refused: same_person}", ("K012", "same_person", None)),
        ("- {intake: decline, refused: same_person}", ("K013", "same_person", "reason_required")),
        ("- {answer_supplement: {}}", ("K011", None, "not_waiting")),
        ("- at: 2026-03-01 08:00", ("K007", None, None)),
        ("- wait: 9999 years", ("K016", None, None)),
        ("- wait: 9999 working days", ("K016", None, None)),
        ("- at: 2040-03-01 08:00\n    - intake: accept", ("K016", None, None)),
        ('- intake: accept\n    - {review: pass, with: {answers: {finding: ""}}}', ("K014", None, None)),
        (
            "- intake: accept\n    - {review: pass, refused: incomplete_form}",
            ("K012", "incomplete_form", None),
        ),
        (
            "- {intake: supplement, with: {items: [report], reason: Mờ}}\n    - answer_supplement: {}",
            ("K010", None, None),
        ),
    ],
)
def test_a_move_that_goes_otherwise_stops_the_scenario_with_a_finding(
    then: str, finding: tuple[str, str | None, str | None]
) -> None:
    problems = played(f"  submit: {{}}\n  then:\n    {then}\n    - expect: {{status: withdrawn}}\n")
    assert told(problems) == [finding]


def test_a_dossier_that_cannot_be_submitted_says_everything_that_is_in_the_way() -> None:
    found = played('  submit: {channel: post, answers: {has_iso: yes, test_lab: ""}, documents: []}\n')
    assert [problem.code for problem in found] == ["K010"]
    assert found[0].params["problems"].split("; ") == [
        "iso_no: required",
        "iso_until: required",
        "test_lab: required",
        "documents.declaration: required",
        "documents.business: required",
        "documents.standard: required",
        "documents.iso: required",
        "documents.report: required",
    ]


def test_nothing_can_be_done_with_a_dossier_that_was_expected_to_be_refused() -> None:
    story = '  submit: {answers: {test_lab: ""}}\n  expect: {problems: {test_lab: required}}\n'
    assert played(story) == []
    assert [each.code for each in played(story + "  then: [{intake: accept}]\n")] == ["K010"]


def test_only_what_was_asked_for_can_be_changed_by_a_supplement() -> None:
    assert (
        played("""\
  submit: {}
  then:
    - {intake: supplement, with: {items: [report_no], reason: Sai số}}
    - answer_supplement: {answers: {report_no: BC-02, test_lab: Nơi khác}}
    - expect: {answers: {report_no: BC-02, test_lab: Phòng thử nghiệm}}
""")
        == []
    )


def test_two_steps_are_two_people_unless_the_scenario_says_otherwise() -> None:
    story = "  submit: {}\n  then:\n    - intake: accept\n    - review: pass\n    - "
    assert played(story + "approve: approve\n") == []
    found = told(played(story + "{approve: approve, with: {by: review}}\n"))
    assert found == [("K011", None, "same_person")]


# ---- files


@pytest.mark.parametrize(
    ("rest", "code", "suggestion"),
    [
        ("  submit: {}\n  then: [{intke: accept}]\n", "K002", "intake"),
        ("  submit: {}\n  then: [{intake: acept}]\n", "K003", "accept"),
        ("  submit: {answers: {has_isso: yes}}\n", "K004", "has_iso"),
        ("  submit: {documents: [reprt]}\n", "K004", "report"),
        ("  submit: {applicant: {fullname: An}}\n", "K004", "full_name"),
        ("  submit: {}\n  expect: {hidden: [iso_n]}\n", "K004", "iso_no"),
        ("  submit: {}\n  expect: {lines: {filling: 1.000 VND}}\n", "K004", "filing"),
        ("  submit: {}\n  expect: {step: reviw}\n", "K002", "review"),
        ("  submit: {}\n  then: [{intake: accept, wait: 1 day}]\n", "K005", None),
        ("  submit: {}\n  then: [{wait: 1 day, with: {reason: x}}]\n", "K005", None),
        ("  submit: {}\n  then: [{at: 2026-02-30 08:00}]\n", "K006", None),
        ("  submit: {}\n  expect: {due: 27/02/2026}\n", "K006", None),
        ("  submit: {}\n  expect: {due: 2026-13-01}\n", "K006", None),
        ("  submit: {}\n- {name: Một hồ sơ, at: 2026-03-02 08:00, submit: {}}\n", "K008", None),
        ("  submit: {}\n  expect: {fee: 150}\n", "M001", None),
        ("  submit: {}\n  then: [{wait: soon}]\n", "S020", None),
        ("  submit: {}\n  expct: {}\n", "S002", "expect"),
    ],
)
def test_a_faulty_file_is_told_at_its_place_with_the_nearest_known_name(
    rest: str, code: str, suggestion: str | None
) -> None:
    source = in_file(USUAL + rest)
    assert source.scenarios == ()
    assert [problem.code for problem in source.problems] == [code]
    assert source.problems[0].params.get("suggestion") == suggestion
    assert source.problems[0].place.line > len(USUAL.splitlines())
    assert source.problems[0].message("vi") != source.problems[0].message("en")


def test_scenarios_may_be_a_bare_list() -> None:
    source = in_file("- {name: A, at: 2026-03-02 08:00, submit: {}}\n")
    assert [scenario.name for scenario in source.scenarios] == ["A"]


@settings(deadline=None, max_examples=60)
@given(
    line=st.integers(0, 290),
    put=st.sampled_from(
        ["", "  - x", "x: {}", "    - wait: 9999 days", "  at: 9999-12-31 23:59", "- []", "then: 1"]
    ),
)
def test_a_spoilt_file_is_refused_or_played_but_never_stops_the_program(line: int, put: str) -> None:
    lines = (PROCEDURES / "scenarios" / f"{CONFORMITY}.yaml").read_text(encoding="utf-8").splitlines()
    lines[line : line + 1] = [put]
    source = in_file("\n".join(lines))
    definition = procedure().definition
    assert definition is not None
    assert source.problems or source.scenarios
    for scenario in source.scenarios:
        run(definition, scenario, shared_calendar())


def test_a_procedure_without_a_process_has_nothing_to_play() -> None:
    text = (PROCEDURES / f"{CONFORMITY}.yaml").read_text(encoding="utf-8")
    level_two = re.sub(r"\nprocess:\n.*?\nnotices:", "\nnotices:", text, flags=re.DOTALL).replace(
        "level: 3", "level: 2"
    )
    definition = load_text(level_two, "f.yaml", Library.from_folder(PROCEDURES / "shared")).definition
    assert definition is not None
    source = load_scenarios_text("- {name: A, at: 2026-03-02 08:00, submit: {}}\n", "s.yaml", definition)
    assert [problem.code for problem in source.problems] == ["K018"]


def test_a_scenario_file_that_cannot_be_opened_is_a_finding(tmp_path: Any) -> None:
    definition = procedure().definition
    assert definition is not None
    assert [each.code for each in load_scenarios(tmp_path / "none.yaml", definition).problems] == ["Y025"]


def test_every_finding_of_this_family_has_words_in_two_languages() -> None:
    names = "value name step found now line problems actual expected why year before after suggestion"
    params = dict.fromkeys(names.split(), "…")
    for code in SCENARIOS.values():
        assert code.words("vi", params) != code.words("en", params)
        assert bool(code.hint_vi) == bool(code.hint_en)


# ---- the format


def test_every_key_of_the_format_has_a_description_in_two_languages_and_an_example() -> None:
    keys = list(subschemas(published(SCENARIO)))
    assert len(keys) > 40
    for path, schema in keys:
        assert schema.get("description"), path
        assert schema.get("x-en"), path
        assert "examples" in schema, path


def test_every_example_of_the_format_fits_it() -> None:
    for name, schema in published(SCENARIO)["$defs"].items():
        for example in schema["examples"]:
            root = read(as_yaml({"example": example}), "f.yaml").root
            found = check(root.entries["example"], file=SCENARIO, definition=name)  # type: ignore[union-attr]
            assert found.problems == (), (name, example)


def test_the_format_and_the_program_know_the_same_words() -> None:
    definitions = published(SCENARIO)["$defs"]
    move = definitions["move"]["properties"]
    assert set(move) == {*MOVES, *TOGETHER}
    unknowable = {"unknown_step", "unknown_outcome"}
    assert set(move["refused"]["enum"]) == {*REFUSAL_CODES, INCOMPLETE_FORM} - unknowable
    assert set(definitions["expectation"]["properties"]["status"]["enum"]) == set(Status)


# ---- changed rules


def described(body: Any) -> Iterator[tuple[str, str, str]]:
    return ((each.path, each.before, each.after) for each in mutants(body))


def test_each_change_alters_one_rule_and_leaves_the_original_as_it_was() -> None:
    body = procedure().body
    before = json.dumps(body, sort_keys=True)
    changed = [json.dumps(mutant.body, sort_keys=True) for mutant in mutants(body)]
    assert json.dumps(body, sort_keys=True) == before
    assert before not in changed
    assert len(set(changed)) == len(changed)


@pytest.mark.parametrize(
    "change",
    [
        ("documents.iso.when", "has_iso", ""),
        ("documents.iso.when", "has_iso", "not (has_iso)"),
        ("fee.lines.online.when", "channel == 'online'", "channel != 'online'"),
        ("fee.lines.online.percent_of.filing", "-10", "-9"),
        ("fee.lines.filing.amount", "150.000 VND", "151.000 VND"),
        ("fee.lines.filing", "filing", ""),
        ("fee.lines.online.valid.until", "2026-12-31", "2027-01-01"),
        ("deadline.local", "4 working days", "5 working days"),
        ("deadline.starts", "when_accepted", "when_submitted"),
        ("process.steps.review.outcomes.pass.to", "approve", "refusal"),
        ("process.steps.review.queue", "so-khcn/phong-tdc", "so-khcn/mot-cua"),
        ("process.steps.approve.not_same_person_as", "review", ""),
        ("process.supplement.reply_within", "15 working days", "16 working days"),
        ("form.pages.product.fields.product_kind", "product_kind: required: no", "yes"),
        ("documents.report", "report: required: yes", "no"),
        (
            "form.pages.assessment.fields.test_date.check.1.rule",
            "months_between(test_date, today) <= 12",
            "months_between(test_date, today) < 12",
        ),
        (
            "form.pages.assessment.fields.test_date.check.1.rule",
            "months_between(test_date, today) <= 12",
            "months_between(test_date, today) <= 13",
        ),
    ],
)
def test_the_changes_are_those_an_author_could_make_by_mistake(change: tuple[str, str, str]) -> None:
    assert change in set(described(procedure().body))


def test_a_rule_no_scenario_looks_at_survives_and_is_told_at_its_place() -> None:
    source = in_file(USUAL + "  submit: {}\n  expect: {fee: 135.000 VND}\n")
    found = score(procedure().body, source.scenarios, shared_calendar())
    assert 0 < found.caught < found.total / 2
    survivors = {problem.path: problem for problem in found.problems(procedure().places)}
    text = procedure().text.splitlines()
    local = survivors["deadline.local"]
    assert (local.code, local.params["after"]) == ("K050", "5 working days")
    assert text[local.place.line - 1][local.place.column - 1 :].startswith("4 working days")
    assert "fee.lines.filing.amount" not in survivors
    assert all(problem.place.line for problem in survivors.values())


# ---- every shape of fee

EVERY_FEE = (
    (EXAMPLES / "valid" / "every-kind-of-fee.yaml").read_text(encoding="utf-8")
    + """
process: {use: one-stop@1, supplement: {reply_within: 5 working days, no_reply: stop}}
"""
)
FEE_SCENARIO = """\
- name: Ba trang, sáu mươi mã, một máy
  at: 2026-03-02 08:00
  submit:
    receive: counter
    applicant: {full_name: Nguyễn Văn An, national_id: "001090000001", phone: "0912345678", address: Huế}
    answers: {pages: 3, copies: 1, tonnes: 2, codes: 60, purpose: study, poor: no, devices: [{kind: dental}]}
    documents: [poor_paper]
  expect: {problems: {}}
"""


def test_rows_of_tables_and_bands_of_prices_are_covered_one_by_one() -> None:
    definition = load_text(EVERY_FEE, "f.yaml", library()).definition
    assert definition is not None
    source = load_scenarios_text(FEE_SCENARIO, "s.yaml", definition)
    assert source.problems == ()
    performance = run(definition, source.scenarios[0], shared_calendar())
    assert performance.problems == ()
    rows = next(tally for tally in coverage(definition, [performance]) if tally.kind == "rows")
    assert rows.seen == ("certified.1", "certified.2", "foreign.2", "record.1", "radiation.1")
    assert rows.missing == ("foreign.1", "record.2", "radiation.2")


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_every_changed_copy_of_a_valid_file_differs_and_is_a_procedure_or_is_refused(path: Path) -> None:
    body = load(path, library()).body
    changed = [mutant.body for mutant in mutants(body)]
    texts = [json.dumps(each, sort_keys=True) for each in changed]
    assert len(set(texts)) == len(texts)
    refused = 0
    for each in changed:
        try:
            definition_from_body(each)
        except InvalidDefinition:
            refused += 1
    assert refused <= len(changed) / 4


def test_the_scenarios_shown_to_analysts_can_be_read() -> None:
    manual = (PROCEDURES.parent / "docs/analysts/scenarios.md").read_text(encoding="utf-8")
    shown = re.findall(r"^```yaml\n(.*?)^```", manual, flags=re.DOTALL | re.MULTILINE)
    assert [in_file(block).problems for block in shown] == [()]
    keys = set(re.findall(r"`(\w+)`", manual)) | {"wait", "at", "answer_supplement", "withdraw", "with"}
    assert {*EXPECTATIONS, *MOVES, *TOGETHER, INCOMPLETE_FORM} <= keys | {"expect", "refused"}
