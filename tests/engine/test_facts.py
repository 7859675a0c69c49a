"""Facts: named values in every expression, and decision tables proven complete before they are published."""

from __future__ import annotations

import re
import time
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import answers, revisions
from engine.compile import definition_from_body
from engine.compile.facts import as_expression
from engine.definition import DecisionRow, DecisionTable, Definition
from engine.expressions import NUMBER, Type, compile_expression
from engine.facts import ELSE, row_for
from engine.load import Loaded, load, load_text
from engine.papers import documents as papers_of
from engine.scenarios import mutants
from engine.tables import read_cell
from tests.engine.examples import EXAMPLES, MINIMAL, library

FILE = EXAMPLES / "valid" / "facts.yaml"
TODAY = date(2026, 2, 13)


def loaded() -> Loaded:
    return load(FILE, library())


def definition() -> Definition:
    found = loaded().definition
    assert found is not None
    return found


def changed(before: str, after: str) -> Loaded:
    text = FILE.read_text(encoding="utf-8")
    assert before in text
    return load_text(text.replace(before, after), "f.yaml", library())


def of(loaded: Loaded) -> Definition:
    assert loaded.definition is not None, [str(problem) for problem in loaded.problems]
    return loaded.definition


def codes(loaded: Loaded) -> list[str]:
    return [problem.code for problem in loaded.problems]


CHILD = {"birth": "1/1/2015", "copies": "20", "purpose": "study", "guardian": "Nguyễn Văn A"}
ADULT = {"birth": "1/1/1990", "copies": "20", "purpose": "work"}
SEEN = answers.Circumstances(TODAY)


def test_a_fact_decides_what_is_asked_and_which_papers_apply() -> None:
    child = answers.read(definition(), CHILD, SEEN)
    adult = answers.read(definition(), ADULT, SEEN)
    assert child.is_complete
    assert "guardian" in child.visible
    assert "guardian" not in adult.visible
    assert "why" in adult.visible
    papers = [paper.id for paper in papers_of(definition(), child.answers, SEEN)]
    assert papers == ["consent"]


def test_a_table_gives_the_value_of_the_row_that_fits() -> None:
    found = {
        (purpose, copies): definition()
        .facts["size"]
        .rule.value({"purpose": purpose, "copies": Decimal(copies)})
        for purpose in ("study", "work", "other")
        for copies in (1, 10, 11, 50)
    }
    assert [key for key, value in found.items() if value == "large"] == [
        ("work", 11),
        ("work", 50),
        ("other", 11),
        ("other", 50),
    ]


def test_while_an_answer_is_missing_a_table_gives_nothing() -> None:
    assert definition().facts["size"].rule.value({"purpose": "work"}) is None
    assert definition().facts["size"].rule.value({"purpose": "study"}) == "small"


def test_the_browser_gets_what_a_fact_is_worked_out_from() -> None:
    when = definition().fields["guardian"].when
    assert when is not None
    assert when.tree() == [
        "<",
        ["age_on", ["name", "birth", "date"], ["name", "today", "date"]],
        ["number", "18"],
    ]


def test_a_fact_goes_by_its_name_in_a_sentence() -> None:
    when = definition().fields["why"].when
    assert when is not None
    words = when.words("vi", answers.labels(definition()))
    assert words == "quy mô yêu cầu là “Lớn” và người chưa thành niên là “không”"


def test_a_field_shown_by_a_fact_is_there_where_the_fact_guards_it() -> None:
    guarded = changed("when: is_minor}\n  births", "when: is_minor and guardian == 'x'}\n  births")
    assert codes(guarded) == []
    bare = changed("when: is_minor}\n  births", "when: guardian == 'x'}\n  births")
    assert codes(bare) == ["X130"]


def test_an_answer_that_may_be_missing_is_guarded_inside_the_fact() -> None:
    assert codes(changed('is: "any(children, item.age < 6)"', "is: why == 'x'")) == ["X130"]
    assert codes(changed('is: "any(children, item.age < 6)"', "is: given(why) and why == 'x'")) == []


def test_the_results_of_a_table_are_known_to_whoever_compares_with_them() -> None:
    [problem] = changed("size == 'large' and", "size == 'lage' and").problems
    assert (problem.code, problem.params["suggestion"]) == ("X123", "large")


def test_a_misspelt_fact_is_named_with_the_right_one() -> None:
    [problem] = changed("when: with_children", "when: with_childrn").problems
    assert (problem.code, problem.params["suggestion"]) == ("X112", "with_children")


@pytest.mark.parametrize("name", ["today", "count", "any", "copies"])
def test_a_fact_takes_no_name_that_means_something_already(name: str) -> None:
    found = changed("  with_children: {", f"  {name}: {{")
    assert {"R008", "R009"} & set(codes(found))


def test_a_faulty_fact_is_told_once_and_not_wherever_it_is_named() -> None:
    found = changed('is: "age_on(birth, today) < 18"', 'is: "age_on(birt, today) < 18"')
    assert codes(found) == ["X112"]


def test_a_stored_version_compiles_with_its_facts() -> None:
    body = loaded().body
    assert body is not None
    again = definition_from_body(body)
    assert again.facts == definition().facts
    assert not revisions.difference(definition(), again)


def test_what_a_fact_comes_to_cannot_change_under_a_dossier_but_its_name_can() -> None:
    other_rule = of(changed('today) < 18"', 'today) < 16"'))
    other_row = of(changed('"<= 10", small', '"<= 10", large'))
    other_name = of(changed("name: quy mô yêu cầu", "name: quy mô"))
    worst = [
        revisions.worst(revisions.difference(definition(), each))
        for each in (other_rule, other_row, other_name)
    ]
    assert worst == [revisions.Impact.BREAKING, revisions.Impact.BREAKING, revisions.Impact.SAFE]


def test_every_result_of_a_table_and_every_rule_is_altered_in_some_mutant() -> None:
    body = loaded().body
    assert body is not None
    paths = {mutant.path for mutant in mutants(body) if mutant.path.startswith("facts.")}
    assert {"facts.is_minor.is", "facts.size.table.rows.0.2", "facts.price.table.rows.1.2"} <= paths


def test_a_table_too_large_to_prove_is_refused_rather_than_believed() -> None:
    fields = "".join(f"        n{n}: {{label: Số, type: number, required: yes}}\n" for n in range(6))
    rows = "".join(
        f"        - [{', '.join(str((row * step + column) % 97) if (row + column) % 3 else 'any' for column, step in enumerate((1, 5, 7, 11, 13, 17)))}, 1]\n"
        for row in range(150)
    )
    text = (
        f"{MINIMAL}form:\n  pages:\n    p:\n      title: Trang\n      fields:\n{fields}"
        "        y: {label: Chữ, type: text, when: t == 1}\n"
        "facts:\n  t:\n    name: bảng\n    table:\n      match: [n0, n1, n2, n3, n4, n5]\n      gives: number\n"
        f'      policy: first\n      else: "0"\n      rows:\n{rows}'
    )
    start = time.monotonic()
    assert "X163" in codes(load_text(text, "f.yaml", library()))
    assert time.monotonic() - start < 5


def test_tables_named_everywhere_stop_at_the_limit_of_the_file() -> None:
    rows = "".join(f'        - ["{n}", "{n}"]\n' for n in range(200))
    fields = "".join(
        f"        f{n}: {{label: Ô, type: text, when: 't in [{', '.join(['t'] * 3)}] or t > 1'}}\n"
        for n in range(100)
    )
    text = (
        f"{MINIMAL}form:\n  pages:\n    p:\n      title: Trang\n      fields:\n"
        f"        n: {{label: Số, type: number, required: yes}}\n{fields}"
        'facts:\n  t:\n    name: bảng\n    table:\n      match: [n]\n      gives: number\n      else: "0"\n'
        f"      rows:\n{rows}"
    )
    start = time.monotonic()
    assert "X166" in codes(load_text(text, "f.yaml", library()))
    assert time.monotonic() - start < 10


# ---- the table, and the expression it becomes

SCOPE = {"n": NUMBER, "yes_or_no": Type("boolean"), "c": Type("choice", choices=("a", "b", "c"))}
CELLS = {
    "n": st.sampled_from(["any", "1", "<= 1", "> 2", "0..2", "0, 3", "!= 2", "> 0 and < 3", "0, >= 3"]),
    "yes_or_no": st.sampled_from(["any", "yes", "no"]),
    "c": st.sampled_from(["any", "a", "a, b", "!= c"]),
}
ROW = st.tuples(*CELLS.values())


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(ROW, min_size=1, max_size=6), otherwise=st.sampled_from([None, Decimal(99)]))
def test_the_expression_of_a_table_comes_to_what_its_rows_say(rows: list[Any], otherwise: Any) -> None:
    match = tuple(compile_expression(name, SCOPE, None).expression for name in CELLS)
    kinds = [SCOPE[name] for name in CELLS]
    read = tuple(
        DecisionRow(
            tuple(read_cell(text, kind) for text, kind in zip(row, kinds, strict=True)), Decimal(number)
        )
        for number, row in enumerate(rows, start=1)
    )
    table = DecisionTable(tuple(each for each in match if each), read, otherwise, gives="number")
    rule = as_expression("t", table)
    for n in (-1, 0, 1, 2, 3, 4, None):
        for truth in (True, False):
            for choice in "abc":
                seen = {"n": None if n is None else Decimal(n), "yes_or_no": truth, "c": choice}
                row = row_for(table, seen)
                expected = otherwise if row == ELSE else None if row is None else Decimal(row)
                assert rule.value(seen) == expected


def test_the_pieces_of_the_reference_are_right() -> None:
    text = (EXAMPLES.parents[1] / "docs" / "reference" / "facts.md").read_text(encoding="utf-8")
    pieces = re.findall(r"```yaml\n(.+?)```", text, re.DOTALL)
    head = FILE.read_text(encoding="utf-8").partition("facts:\n")[0]
    head = head.replace("size == 'large' and not is_minor", "copies > 1").replace(
        "when: is_minor", "when: copies > 1"
    )
    assert len(pieces) == 2
    for piece in pieces:
        assert {*codes(load_text(head + piece, "f.yaml", library()))} == {"X165"}, piece
