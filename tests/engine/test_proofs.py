"""What the prover says of small procedures whose truth can be seen at a glance."""

from dataclasses import replace
from typing import Any

import pytest

from engine.codes.claims import CLAIMS
from engine.definition import Check, Choice, Definition, Document, Field, Page, Step, SupplementRule
from engine.expressions import BOOLEAN, Expression, compile_expression
from engine.fields import TYPES
from engine.load import load_text
from engine.problem_codes import CODES
from engine.proofs import Claim, Holds, Proof, life, prove
from engine.spans import Span
from engine.text import Text
from tests.engine.examples import MINIMAL, library
from tests.engine.processes import APPRAISE_AND_SIGN, ASK, outcome, procedure, step

RETURNED = step("returned", "end", status="returned")
HAND_OVER = step("hand_over", "return_result", outcome("returned", "returned"))


def of(proof: Proof, code: str) -> list[Claim]:
    return [claim for claim in proof.claims if claim.code == code]


def failed(proof: Proof, code: str) -> list[Claim]:
    return [claim for claim in of(proof, code) if claim.holds is Holds.NO]


# ---- processes


def test_a_usual_process_is_proven_to_end() -> None:
    proof = prove(procedure())
    assert [proof.proven(code) is not None for code in ("F003", "F004", "F021", "F023", "F024")] == [True] * 5
    assert proof.failures == ()


def test_a_hidden_dead_end_is_told_with_the_way_into_it() -> None:
    wait = step("wait", "review", outcome("again", "wait"), outcome("back", "appraise"))
    shut = step("shut", "review", outcome("again", "shut"), ASK)
    appraise = replace(
        APPRAISE_AND_SIGN[1], outcomes=(*APPRAISE_AND_SIGN[1].outcomes, outcome("wait", "wait"))
    )
    wait = replace(wait, outcomes=(*wait.outcomes, outcome("shut", "shut")))
    proof = prove(procedure(APPRAISE_AND_SIGN[0], appraise, *APPRAISE_AND_SIGN[2:], wait, shut))
    [claim] = failed(proof, "F004")
    # Once the one supplement is used, nothing is left at "shut" but itself.
    assert claim.params["step"] == "shut"
    assert claim.params["path"].startswith("intake → appraise → ")
    assert claim.params["path"].endswith("shut")
    assert "từ đây không còn đường ra" in claim.message()


def test_going_round_among_officers_is_no_dead_end_while_a_way_out_is_open() -> None:
    one = step("one", "review", outcome("on", "two"), outcome("done", "hand_over"))
    two = step("two", "review", outcome("back", "one"))
    intake = step("intake", "intake", outcome("accept", "one"))
    assert prove(procedure(intake, one, two, HAND_OVER, RETURNED)).proven("F004")


def test_a_supplement_that_may_be_asked_for_twice_does_not_open_a_dead_end() -> None:
    shut = step("shut", "review", ASK)
    intake = step("intake", "intake", outcome("accept", "shut"), outcome("other", "hand_over"))
    for at_most in (1, 2):
        rule = SupplementRule(Span.parse("5 working days"), at_most=at_most)
        proof = prove(procedure(intake, shut, HAND_OVER, RETURNED, supplement=rule))
        [claim] = failed(proof, "F004")
        assert claim.params["path"] == " → ".join(["intake", "shut", *["…", "shut"] * at_most])


def test_asking_the_citizen_after_the_result_is_ready_is_a_dead_outcome() -> None:
    late = replace(HAND_OVER, outcomes=(*HAND_OVER.outcomes, ASK))
    intake = step("intake", "intake", outcome("accept", "hand_over"))
    [claim] = failed(prove(procedure(intake, late, RETURNED)), "F021")
    assert claim.path == "process.steps.hand_over.outcomes.ask"


def test_the_people_a_queue_needs_are_told_with_the_separation_of_duties() -> None:
    claim = prove(procedure()).proven("F023")
    assert claim is not None
    assert claim.params["queues"] == "so-khcn/sign: 2"


def test_a_process_too_large_to_be_lived_through_is_said_to_be_unproven(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(life, "MOST_SITUATIONS", 3)
    life._lives.cache_clear()
    proof = prove(procedure())
    life._lives.cache_clear()
    assert [claim.holds for claim in of(proof, "F004")] == [Holds.UNPROVEN]
    assert "chưa chứng minh được" in of(proof, "F004")[0].message()


def test_even_in_a_process_too_large_a_plain_dead_end_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    shut = step("shut", "review", outcome("again", "shut"))
    intake = step("intake", "intake", outcome("accept", "shut"), outcome("other", "hand_over"))
    monkeypatch.setattr(life, "MOST_SITUATIONS", 1)
    life._lives.cache_clear()
    proof = prove(procedure(intake, shut, HAND_OVER, RETURNED))
    life._lives.cache_clear()
    assert [claim.params["path"] for claim in failed(proof, "F004")] == ["intake → shut"]


@pytest.mark.parametrize(
    ("within", "holds", "hours"),
    [
        ("2 working days", Holds.YES, "24"),
        ("4 working days", Holds.NO, "40"),
        ("3 days", Holds.UNPROVEN, "8"),
        (None, Holds.UNPROVEN, "8"),
    ],
)
def test_steps_fit_the_promise_only_when_each_says_how_long_it_may_take(
    within: str | None, holds: Holds, hours: str
) -> None:
    appraise = replace(APPRAISE_AND_SIGN[1], within=Span.parse(within) if within else None)
    steps: tuple[Step, ...] = (APPRAISE_AND_SIGN[0], appraise, *APPRAISE_AND_SIGN[2:])
    [claim] = of(prove(procedure(*steps)), "F020")
    assert (claim.holds, claim.params["hours"], claim.params["steps"]) == (holds, hours, 4)


# ---- conditions

TODAY = Field("today", "date", Text.of(""), required=True)
COPIES = Field("copies", "number", Text.of("Số bản"), required=True, settings={"min": 1, "max": 50})
PURPOSE = Field(
    "purpose",
    "choice",
    Text.of("Mục đích"),
    required=True,
    choices=(Choice("work", Text.of("Xin việc")), Choice("study", Text.of("Đi học"))),
)
MADE = Field("made", "date", Text.of("Ngày làm"), required=True, settings={"past": True})
NOTE = Field("note", "text", Text.of("Ghi chú"))
AREA = Field("area", "number", Text.of("Diện tích"), required=True)
ASKED = (COPIES, PURPOSE, MADE, NOTE, AREA)


def condition(text: str) -> Expression:
    scope = {each.id: TYPES[each.type].expression_type(each) for each in (*ASKED, TODAY)}
    found = compile_expression(text, scope, BOOLEAN)
    assert found.expression is not None, found.faults
    return found.expression


def with_document(when: str, **changes: Any) -> Definition:
    paper = Document("paper", Text.of("Giấy ủy quyền"), originals=1, when=condition(when))
    return procedure(pages=(Page("one", Text.of("Một"), ASKED),), documents=(paper,), **changes)


@pytest.mark.parametrize(
    ("when", "holds"),
    [
        ("copies > 50", Holds.NO),
        ("copies >= 50", Holds.YES),
        ("copies > 2 and copies < 3", Holds.NO),
        ("copies * 2 == 7", Holds.NO),
        ("purpose == 'work' and purpose == 'study'", Holds.NO),
        ("made > today", Holds.NO),
        ("made == today", Holds.YES),
        ("made < 2020-01-01 and today > 2030-01-01", Holds.YES),
        ("made > 2030-01-01 and today < 2030-01-01", Holds.NO),
        ("months_between(made, today) > 12", Holds.YES),
        ("months_between(made, today) > 12000", Holds.UNPROVEN),
        ("months_between(made, today) > 12000 and copies > 50", Holds.NO),
        ("given(note) and note == 'gấp'", Holds.YES),
        ("given(note) and note == 'gấp' and note == 'thường'", Holds.NO),
        ("area > 999999", Holds.YES),
        ("area * area < 0", Holds.UNPROVEN),
    ],
)
def test_a_condition_can_hold_cannot_or_is_said_to_be_unproven(when: str, holds: Holds) -> None:
    claims = of(prove(with_document(when)), "D010")
    assert [claim.holds for claim in claims] == [holds]


@pytest.mark.parametrize(
    ("when", "holds"),
    [
        ("copies >= 1", Holds.NO),
        ("copies > 1", Holds.YES),
        ("purpose in ['work', 'study']", Holds.NO),
        ("made <= today or copies > 3", Holds.NO),
        ("not given(note) or note != 'gấp'", Holds.YES),
        ("area * area > -1 or area > 3", Holds.UNPROVEN),
    ],
)
def test_a_condition_that_always_holds_is_superfluous(when: str, holds: Holds) -> None:
    claims = of(prove(with_document(when)), "D011")
    assert [claim.holds for claim in claims] == [holds]


def test_why_it_never_appears_is_told_in_the_authors_own_labels() -> None:
    [claim] = failed(prove(with_document("copies > 50")), "D010")
    assert claim.path == "documents.paper.when"
    assert claim.message() == (
        "“Giấy ủy quyền” không bao giờ xuất hiện: không câu trả lời nào làm cho số bản lớn hơn 50."
    )
    assert claim.params["domains"] == "Số bản: 1–50"


def test_an_expression_that_breaks_is_told_with_the_answers_that_break_it() -> None:
    [claim] = failed(prove(with_document("10 / (copies - 7) > 1 and purpose == 'work'")), "D014")
    assert claim.params["case"].startswith("Số bản = 7")
    guarded = prove(with_document("(10 / (copies - 7) if copies != 7 else 0) > 1"))
    assert failed(guarded, "D014") == []


def test_inside_a_page_that_never_shows_nothing_more_is_said() -> None:
    hidden = Field("hidden", "text", Text.of("Ẩn"), when=condition("copies > 60"))
    never = Page("two", Text.of("Hai"), (hidden,), when=condition("copies > 50"))
    proof = prove(procedure(pages=(Page("one", Text.of("Một"), ASKED), never)))
    assert [claim.path for claim in failed(proof, "D010")] == ["form.pages.two.when"]


def test_a_question_that_contradicts_its_page_never_appears() -> None:
    torn = Field("torn", "text", Text.of("Vé"), when=condition("purpose == 'study'"))
    page = Page("two", Text.of("Hai"), (torn,), when=condition("purpose == 'work'"))
    proof = prove(procedure(pages=(Page("one", Text.of("Một"), ASKED), page)))
    assert [claim.path for claim in failed(proof, "D010")] == ["form.pages.two.fields.torn.when"]


def test_a_choice_that_is_never_offered_is_found() -> None:
    choices = (Choice("a", Text.of("A")), Choice("b", Text.of("B"), when=condition("copies > 50")))
    choosing = Field("choosing", "choice", Text.of("Chọn"), required=True, choices=choices)
    proof = prove(procedure(pages=(Page("one", Text.of("Một"), (*ASKED, choosing)),)))
    [claim] = failed(proof, "D010")
    assert claim.path == "form.pages.one.fields.choosing.choices.b.when"


def test_checks_that_contradict_each_other_can_never_be_passed() -> None:
    rules = (Check(condition("area > 10"), Text.of("x")), Check(condition("area < 5"), Text.of("x")))
    torn = replace(AREA, checks=rules)
    page = Page("one", Text.of("Một"), (*ASKED[:-1], torn))
    [claim] = failed(prove(procedure(pages=(page,))), "D012")
    assert claim.path == "form.pages.one.fields.area.check.0.rule"
    assert failed(prove(procedure(pages=(Page("one", Text.of("Một"), ASKED),))), "D012") == []


def test_what_depends_on_a_computed_answer_follows_its_sources() -> None:
    total = "compute: copies * 2"
    form = f"""form:
  pages:
    one:
      title: Một
      fields:
        copies: {{label: Số bản, type: number, required: yes, min: 1, max: 5}}
        total: {{label: Tổng, type: number, {total}}}
        odd: {{label: Lẻ, type: text, required: yes, when: total == 7}}
"""
    loaded = load_text(MINIMAL + form, "f.yaml", library())
    assert [problem.code for problem in loaded.problems] == ["D010"]


def test_only_the_channels_on_offer_count() -> None:
    form = """documents:
  paper: {name: Giấy, originals: 1, when: channel == 'online'}
  other: {name: Khác, originals: 1, when: channel == 'counter'}
"""
    loaded = load_text(MINIMAL + form, "f.yaml", library())
    assert [problem.code for problem in loaded.problems] == ["D010", "D011"]


def test_a_column_of_a_group_is_judged_within_its_row() -> None:
    form = """form:
  pages:
    one:
      title: Một
      fields:
        many: {label: Có nhiều?, type: yes_no, required: yes}
        members:
          label: Thành viên
          type: group
          required: yes
          when: many
          columns:
            age: {label: Tuổi, type: number, required: yes, min: 0, max: 17}
            card: {label: Căn cước, type: text, required: yes, when: item.age >= 18}
            why: {label: Lý do, type: text, required: yes, when: many}
"""
    loaded = load_text(MINIMAL + form, "f.yaml", library())
    assert [(problem.code, problem.path.rsplit(".", 2)[-2]) for problem in loaded.problems] == [
        ("D010", "card"),
        ("D011", "why"),
    ]


def test_a_monstrous_form_is_left_unproven_not_waited_for() -> None:
    fields = tuple(
        Field(f"f{at}", "number", Text.of(f"F{at}"), required=True, settings={"min": 0, "max": 50})
        for at in range(12)
    )
    scope = {each.id: TYPES[each.type].expression_type(each) for each in fields}
    text = " + ".join(each.id for each in fields) + " > 100000"
    found = compile_expression(text, scope, BOOLEAN).expression
    paper = Document("paper", Text.of("Giấy"), originals=1, when=found)
    proof = prove(procedure(pages=(Page("one", Text.of("Một"), fields),), documents=(paper,)))
    assert [claim.holds for claim in of(proof, "D010")] == [Holds.UNPROVEN]


def test_every_claim_has_words_and_those_that_can_fail_a_finding() -> None:
    proof = prove(with_document("copies > 2"))
    for claim in proof.claims:
        assert claim.message("vi") != claim.message("en")
    assert CLAIMS.keys() - CODES.keys() == {"F023", "F024"}
