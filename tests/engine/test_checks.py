"""The proofs beyond what one example per code shows: what they let pass, and their counter-examples."""

import pytest

from engine.checks import PROOFS
from engine.load import Loaded, load_text
from tests.engine.examples import MINIMAL, library

FORM = """form:
  pages:
    request:
      title: Yêu cầu
      fields:
        kind: {label: Loại, type: choice, required: yes, choices: {a: A, b: B, c: C}}
        urgent: {label: Gấp?, type: yes_no, required: yes}
        copies: {label: Số bản, type: number, required: yes}
"""
PROCESS = """process:
  supplement: {reply_within: 15 working days}
  steps:
    intake: {kind: intake, queue: mot-cua, within: 4 working hours, accept: one}
    one: {title: Một, queue: mot-cua, within: FIRST, outcomes: {next: {label: Tiếp, to: two}}}
    two:
      title: Hai
      queue: mot-cua
      within: SECOND
      outcomes: {done: {label: Xong, to: hand_over}, back: {label: Lại, to: one}}
    hand_over: {kind: return_result, queue: mot-cua}
"""


def loaded(extra: str, **replaced: str) -> Loaded:
    text = MINIMAL + extra
    for old, new in replaced.items():
        text = text.replace(old, new)
    return load_text(text, "f.yaml", library())


def codes(result: Loaded) -> list[str]:
    return [problem.code for problem in result.problems]


def table(*rows: str, match: str = "[kind, urgent]") -> str:
    listed = "".join(f"          - [{row}]\n" for row in rows)
    head = "fee:\n  pay: at_result\n  lines:\n    base:\n      kind: phi\n      name: Phí\n      table:\n"
    return FORM + head + f"        match: {match}\n        rows:\n" + listed


def test_a_table_that_names_every_case_is_complete_without_any() -> None:
    rows = [f"{kind}, {urgent}, 8.000 VND" for kind in "abc" for urgent in ("yes", "no")]
    assert loaded(table(*rows)).problems == ()


def test_an_incomplete_table_is_shown_a_case_it_forgot() -> None:
    (problem,) = loaded(table("any, yes, 8.000 VND", "a, no, 9.000 VND", "c, any, 9.000 VND")).problems
    assert (problem.code, problem.params["case"]) == ("M015", "Loại = B, Gấp? = không")


def test_numbers_in_a_table_need_a_row_for_all_the_other_numbers() -> None:
    assert codes(loaded(table("1, 8.000 VND", "2, 9.000 VND", match="[copies]"))) == ["M015"]
    assert loaded(table("1, 8.000 VND", "any, 9.000 VND", match="[copies]")).problems == ()


@pytest.mark.parametrize(
    ("first", "second", "promise", "found"),
    [
        ("1 working days", "1 working days", "2 working days", []),
        ("1 working days", "2 working days", "2 working days", ["F020"]),
        ("9 working hours", "8 working hours", "2 working days", ["F020"]),
        ("4 working hours", "4 working hours", "same day", []),
        ("4 working hours", "5 working hours", "same day", ["F020"]),
        ("30 days", "30 days", "2 working days", []),
        ("9 working days", "9 working days", "5 days", []),
    ],
)
def test_the_steps_must_fit_the_promise_in_working_time(
    first: str, second: str, promise: str, found: list[str]
) -> None:
    deadline = f"deadline: {{legal: {promise}}}\n"
    assert codes(loaded(deadline + PROCESS, FIRST=first, SECOND=second)) == found


def test_the_intake_counts_only_when_the_clock_starts_on_submission() -> None:
    spans = {"FIRST": "8 working hours", "SECOND": "8 working hours"}
    on_acceptance = "deadline: {legal: 2 working days}\n" + PROCESS
    on_submission = "deadline: {legal: 2 working days, starts: when_submitted}\n" + PROCESS
    assert codes(loaded(on_acceptance, **spans)) == []
    assert codes(loaded(on_submission, **spans)) == ["F020"]


def test_a_level_is_delivered_only_with_everything_it_promises() -> None:
    everything = {
        "level: 1": "level: 4",
        "{submit: {counter: {}}, receive: {counter: {}}}": "{submit: {online: {}}, receive: {post: {}}}",
        "FIRST": "1 working hours",
        "SECOND": "1 working hours",
    }
    assert loaded("deadline: {legal: 5 working days}\n" + FORM + PROCESS, **everything).problems == ()
    (problem,) = loaded(FORM + PROCESS, **everything).problems
    assert (problem.code, problem.params["missing"]) == ("L002", "deadline")


def test_a_percentage_of_a_percentage_is_fine_but_not_of_itself() -> None:
    lines = "fee:\n  pay: at_result\n  lines:\n    base: {kind: phi, name: Phí, amount: 8.000 VND}\n"
    chain = "    one: {name: Một, percent_of: {base: 10}}\n    two: {name: Hai, percent_of: {one: 10}}\n"
    assert loaded(lines + chain).problems == ()
    itself = "    one: {name: Một, percent_of: {base: 10, one: 10}}\n"
    assert codes(loaded(lines + itself)) == ["M010"]


def test_a_check_may_use_its_own_answer_but_not_a_later_one() -> None:
    form = "form: {pages: {p: {title: T, fields: {a: {label: A, type: number, required: yes, check: %s},"
    form += " b: {label: B, type: number, required: yes}}}}}\n"
    check = "{rule: %s, message: Sai.}"
    assert loaded(form % (check % "a > 1")).problems == ()
    assert codes(loaded(form % (check % "a > b"))) == ["D001"]


def test_a_computed_field_may_not_use_itself() -> None:
    form = "form: {pages: {p: {title: T, fields: {a: {label: A, type: number, compute: 1 + %s}}}}}\n"
    assert loaded(form % "1").problems == ()
    assert loaded(form % "a").definition is None


def test_a_step_after_a_way_back_may_be_kept_from_the_same_person() -> None:
    separate = PROCESS.replace(
        "      title: Hai\n", "      title: Hai\n      not_same_person_as: [intake, one]\n"
    )
    assert loaded(separate, FIRST="1 working hours", SECOND="1 working hours").problems == ()
    itself = PROCESS.replace("      title: Hai\n", "      title: Hai\n      not_same_person_as: two\n")
    assert codes(loaded(itself, FIRST="1 working hours", SECOND="1 working hours")) == ["F009"]


def test_every_proof_stands_in_the_table_once() -> None:
    proofs = [proof.prove for proof in PROOFS]
    assert len(proofs) == len(set(proofs))
