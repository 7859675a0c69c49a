import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.codes.facts import FACTS
from engine.compile import content_hash, definition_from_body
from engine.library import Library
from engine.load import Loaded, load, load_text
from engine.problem_codes import CODES
from engine.problems import InvalidDefinition, has_errors
from tests.engine.examples import EXAMPLES, INVALID, MINIMAL, PROCEDURES, VALID, library

ELSEWHERE = {
    "Y001": "a file too large to keep: test_source",
    "Y002": "bytes that are no text: test_source",
    "Y020": "a file with too many values: test_source",
    "Y025": "a file that cannot be opened: below",
    "R020": "between the name of a template and its file: test_library",
    "R024": "between the name of a list and its file: test_lists",
    "R061": "between the name of a block and its file: test_blocks",
    "R066": "of a block in a block: test_blocks",
    "R067": "of a block's file: test_blocks",
    "R021": "between two files: test_catalogue",
    "R022": "between two files: test_catalogue",
    "S026": "hundreds of faults: test_schema",
    "S027": "a hundred pages of expressions: tests/hostile",
    "V001": "of a stored version: below",
}
"""Codes no single file can show."""


def loaded(text: str) -> Loaded:
    return load_text(text, "f.yaml", library())


def codes(result: Loaded) -> list[str]:
    return [problem.code for problem in result.problems]


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_an_invalid_example_gives_exactly_the_findings_its_first_line_expects(path: Path) -> None:
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    expected = re.findall(r"([A-Z][0-9]{3}) ([0-9]+:[0-9]+)", first)
    found = [(each.code, f"{each.place.line}:{each.place.column}") for each in load(path, library()).problems]
    assert found == expected
    assert path.stem in {code for code, _ in expected}


def test_every_code_but_those_of_expressions_has_an_example_of_its_own() -> None:
    shown = {path.stem for path in INVALID}
    # K002 and on are of scenario files: test_scenarios. X163 and X166 take very large tables: test_facts.
    of_facts = FACTS.keys() - {"X163", "X166"}
    known = {code for code in CODES if not code.startswith(("X", "K"))} | {"K001"} | of_facts
    assert known == shown | ELSEWHERE.keys()


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_every_finding_has_words_in_both_languages(path: Path) -> None:
    for problem in load(path, library()).problems:
        assert problem.message("vi") != problem.message("en")
        assert "{" not in problem.hint("vi") or problem.code in {"S001", "T001", "T004", "L032"}


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_valid_example_loads_without_a_finding(path: Path) -> None:
    result = load(path, library())
    assert result.problems == ()
    assert result.definition is not None


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_stored_body_gives_the_same_definition_again(path: Path) -> None:
    result = load(path, library())
    stored = json.loads(json.dumps(result.body, sort_keys=True))
    assert definition_from_body(stored) == result.definition
    assert definition_from_body(stored).content_hash == content_hash(result.body)


def test_comments_quotes_and_layout_do_not_change_the_hash_but_order_and_words_do() -> None:
    other_layout = "# lời ghi\n" + MINIMAL.replace('"1.000001"', "1.000001").replace(
        "[citizen]", "\n  - citizen"
    )
    other_words = MINIMAL.replace("ví dụ", "thí dụ")
    first, second, third = (loaded(text).definition for text in (MINIMAL, other_layout, other_words))
    assert first is not None
    assert second is not None
    assert third is not None
    assert first.content_hash == second.content_hash != third.content_hash
    fields = "form: {pages: {p: {title: T, fields: {%s}}}}\n"
    a, b = "a: {label: A, type: text}", "b: {label: B, type: text}"
    one, two = loaded(MINIMAL + fields % f"{a}, {b}"), loaded(MINIMAL + fields % f"{b}, {a}")
    assert content_hash(one.body) != content_hash(two.body)


TWENTY = """procedure: Hai Mươi
code: 2.63
name: Thủ tục <b>ví dụ</b>
sector: ho-tik
agency: ubnd-phuong-hoa-xen
level: 9
applicants: [citizens]
efective: 2026-01-01
result: {name: Giấy, valid_for: 3 năm}
channels: {submit: {online: {}}, receive: {post: {fee: 26.00 VND}}}
deadline: {legal: 5 working days, cutoff: 25:00}
form:
  pages:
    one:
      title: Trang một
      fields:
        copies: {label: Số bản, type: numbr, required: yes}
        day: {label: Ngày, type: date, required: maybe}
        why: {label: Vì sao, type: choice, required: yes, choices: {study: Đi học, work: Đi làm}}
        more: {label: Thêm, type: text, when: why == 'studdy'}
        extra: {label: Nữa, type: text, when: wy == 'study'}
        today: {label: Hôm nay, type: date}
documents:
  card: {name: Thẻ, originals: một}
  other: {name: Giấy, copies: 1, when: day < }
fee:
  pay: sometime
  lines:
    base: {kind: phi, name: Phí, amount: 700}
    online: {name: Giảm, percent_of: {bas: -10}}
process:
  supplement: {reply_within: 15 working days}
  steps:
    intake: {kind: intake, queue: mot-cua, accept: reviw}
    review: {title: Xem, queue: ubnd-phuong-hoa-sen/tu-phap, outcomes: {done: {label: Xong}}}
    hand_over: {kind: return_result}
notices: {accepted: {sms: "{nobody}"}}
"""


def test_more_than_twenty_different_mistakes_in_one_file_are_all_found_at_once() -> None:
    found = {(problem.code, problem.place.line) for problem in loaded(TWENTY).problems}
    assert {
        ("S005", 1), ("S024", 2), ("T002", 3), ("R002", 4), ("R001", 5), ("S004", 6), ("S004", 7),
        ("S002", 8),
        ("S020", 9), ("M001", 10), ("S023", 11), ("S004", 17), ("S012", 18), ("R008", 22), ("S013", 24),
        ("S004", 27), ("M002", 29), ("R006", 30), ("R004", 34), ("R003", 35), ("F006", 35), ("S003", 36),
        ("T001", 37),
    } <= found  # fmt: skip
    lines_of_expressions = {line for code, line in found if code.startswith("X")}
    assert {20, 21, 25} <= lines_of_expressions


def test_a_mistake_is_not_reported_again_as_something_else() -> None:
    """The misspelled type of `copies` must not make every use of it an unknown name."""
    text = MINIMAL + (
        "form: {pages: {p: {title: T, fields: {copies: {label: Số, type: numbr, required: yes},"
        " more: {label: Thêm, type: text, when: copies > 2}}}}}\n"
    )
    assert codes(loaded(text)) == ["S004"]


def test_a_fault_inside_an_expression_is_shown_at_its_character() -> None:
    text = MINIMAL + "documents:\n  card:\n    name: Thẻ\n    copies: 1\n    when: channel == 'onlin'\n"
    problem = loaded(text).problems[0]
    assert (problem.place.line, problem.place.column) == (14, text.split("\n")[13].index("'onlin'") + 1)
    assert problem.path == "documents.card.when"


def test_after_a_fault_of_syntax_the_part_before_it_is_checked_too() -> None:
    assert codes(loaded(MINIMAL.replace("level: 1", "level: 7") + "summary: 'Tóm tắt\n")) == ["S004", "Y017"]


def test_a_required_field_on_a_conditional_page_is_there_under_the_page_s_condition() -> None:
    form = """form:
  pages:
    one: {title: Một, fields: {sure: {label: Chắc?, type: yes_no, required: yes}}}
    two:
      title: Hai
      when: sure
      fields:
        number: {label: Số, type: number, required: yes}
        twice: {label: Hai lần, type: number, compute: number * 2}
"""
    guarded = loaded(MINIMAL + form + "documents: {card: {name: Thẻ, copies: 1, when: sure and twice > 4}}\n")
    assert guarded.problems == ()
    unguarded = loaded(MINIMAL + form + "documents: {card: {name: Thẻ, copies: 1, when: twice > 4}}\n")
    assert has_errors(unguarded.problems)


def test_a_file_that_cannot_be_opened_is_a_finding(tmp_path: Path) -> None:
    assert codes(load(tmp_path / "none.yaml", library())) == ["Y025"]


def test_a_stored_version_of_an_unknown_format_is_refused() -> None:
    with pytest.raises(InvalidDefinition, match="V001"):
        definition_from_body({"format": 99, "procedure": {}, "includes": {}})


def test_the_procedures_on_offer_load_without_an_error() -> None:
    real = Library.from_folder(PROCEDURES / "shared")
    assert real.problems == ()
    for path in sorted(PROCEDURES.glob("*.yaml")):
        assert not has_errors(load(path, real).problems), path


RAW = (EXAMPLES / "valid" / "every-kind-of-field.yaml").read_text(encoding="utf-8")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_file_never_raises_and_never_gives_a_definition_with_errors(data: st.DataObject) -> None:
    lines = RAW.split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        damage = data.draw(st.sampled_from(["drop", "cut", "swap", "indent", "twist"]))
        if damage == "drop":
            del lines[at]
        elif damage == "cut":
            lines[at] = lines[at][: data.draw(st.integers(0, len(lines[at])))]
        elif damage == "swap":
            other = data.draw(st.integers(0, len(lines) - 1))
            lines[at], lines[other] = lines[other], lines[at]
        elif damage == "indent":
            lines[at] = "  " + lines[at]
        else:
            lines[at] = re.sub(r": (\S+)", lambda found: f": {found[1][::-1]}", lines[at], count=1)
    result = loaded("\n".join(lines))
    assert (result.definition is None) == has_errors(result.problems)
    for problem in result.problems:
        assert problem.message("vi")
        assert problem.as_text("en")


def test_a_large_file_is_understood_within_a_second() -> None:
    field = "        f{0}: {{label: Câu hỏi, type: number, required: yes, when: {1}}}\n"
    whens = ("today >= 2026-01-01" if at % 10 == 0 else f"given(f{at - 1})" for at in range(150))
    fields = "".join(field.format(at, when) for at, when in enumerate(whens))
    text = MINIMAL + "form:\n  pages:\n    one:\n      title: Một\n      fields:\n" + fields
    begun = time.process_time()
    assert loaded(text).problems == ()
    assert time.process_time() - begun < 1
