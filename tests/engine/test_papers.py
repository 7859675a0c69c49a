"""Which papers a dossier needs, and which of them are missing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from engine.answers import Circumstances
from engine.definition import Channel, Definition, PaperForm
from engine.load import load_text
from engine.papers import documents, grouped, missing
from tests.engine.examples import EXAMPLES, library

TEXT = (EXAMPLES / "valid" / "every-kind-of-paper.yaml").read_text(encoding="utf-8")
ANSWERS: dict[str, Any] = {"child_name": "Lê An", "born_abroad": False, "parents": True}


def definition(text: str = TEXT) -> Definition:
    loaded = load_text(text, "papers.yaml", library())
    assert loaded.definition is not None, [problem.message() for problem in loaded.problems]
    return loaded.definition


def lacking(
    there: set[str],
    *,
    case: str = "usual",
    channel: str = "counter",
    registers: frozenset[str] = frozenset(),
    **answers: Any,
) -> tuple[str, ...]:
    whole = definition()
    seen = Circumstances(date(2026, 3, 2), {"kind": "citizen"}, channel=channel, case=case)
    papers = documents(whole, {**ANSWERS, **answers}, seen)
    return missing(whole, papers, there, channel=channel, registers=registers)


def test_any_paper_of_a_group_is_enough() -> None:
    assert lacking({"declaration"}) == ("birth_proof",)
    assert lacking({"declaration", "witness"}) == ()
    assert lacking({"declaration", "certificate"}) == ()


def test_a_paper_of_a_group_may_belong_to_a_case_of_its_own() -> None:
    assert lacking({"declaration", "pledge"}) == ("birth_proof",)
    assert lacking({"declaration", "pledge", "residence"}, case="late") == ()


def test_the_condition_of_a_group_is_that_of_its_papers() -> None:
    assert lacking({"declaration"}, born_abroad=True) == ()


def test_a_group_of_a_case_is_asked_for_only_then() -> None:
    assert lacking({"declaration", "witness"}, case="late") == ("proof_of_stay",)


def test_what_is_shown_at_the_desk_is_handed_in_by_other_ways() -> None:
    there = {"declaration", "witness"}
    assert lacking(there, channel="counter") == ()
    assert lacking(there, channel="post") == ("identity",)
    assert lacking(there, channel="online") == ("identity",)


def test_a_register_that_gave_its_data_spares_the_paper() -> None:
    there = {"declaration", "witness"}
    assert lacking(there, case="late", registers=frozenset({"register.residence"})) == ()
    assert lacking(there, case="late", registers=frozenset({"register.business"})) == ("proof_of_stay",)


def test_a_group_that_is_not_required_is_never_missing() -> None:
    assert lacking({"declaration", "witness", "photo"}) == ()


def test_as_many_as_the_group_wants_have_to_come() -> None:
    text = TEXT.replace("    required: no\n", "")
    whole = definition(text)
    papers = documents(whole, ANSWERS, Circumstances(date(2026, 3, 2), case="usual"))
    there = {"declaration", "witness", "photo"}
    assert missing(whole, papers, there, channel="counter") == ("more_proof",)
    assert missing(whole, papers, there | {"record"}, channel="counter") == ()


def test_the_form_of_one_way_says_only_what_differs() -> None:
    identity = definition().documents_by_id["identity"]
    assert identity.handed_in("counter") == PaperForm(present=True)
    assert identity.handed_in(Channel.POST) == PaperForm(certified=1)
    assert identity.handed_in("online") == PaperForm(copies=1)


def test_papers_of_a_group_stand_together() -> None:
    whole = definition()
    together = [
        (group.id if group else "", [paper.id for paper in papers])
        for group, papers in grouped(whole, whole.documents)
    ]
    assert together == [
        ("", ["declaration"]),
        ("birth_proof", ["certificate", "witness", "pledge"]),
        ("", ["identity"]),
        ("more_proof", ["photo", "letter", "record"]),
        ("proof_of_stay", ["residence", "statement"]),
    ]


@pytest.mark.parametrize(
    ("written", "changed", "code"),
    [
        (
            "certificate: {name: Giấy chứng sinh, originals: 1}",
            "certificate: {name: Giấy chứng sinh, originals: 1, required: no}",
            "S011",
        ),
        ("    ordered: yes\n        one_of:", "    ordered: yes\n        copies: 1\n        one_of:", "S011"),
        (
            "declaration: {name: Tờ khai đăng ký khai sinh, originals: 1}",
            "declaration: {name: Tờ khai, originals: 1, at_least: 1}",
            "S011",
        ),
        ("witness: {", "certificate: {", "Y008"),
        ("photo: {", "declaration: {", "R031"),
        ("photo: {", "more_proof: {", "R031"),
        ("at_least: 2", "at_least: 3", "L022"),
        ("when: not born_abroad", "when: not born_abrod", "X112"),
    ],
)
def test_a_group_written_wrong_is_told_once(written: str, changed: str, code: str) -> None:
    assert written in TEXT
    found = load_text(TEXT.replace(written, changed), "papers.yaml", library()).problems
    assert [problem.code for problem in found] == [code]
